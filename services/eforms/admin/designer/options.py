# SPDX-License-Identifier: EUPL-1.2
"""The options of a choice as lines of boxes."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from services.eforms.designing.parts import Json, free_key
from services.eforms.designing.rules import Rules, Subject


@dataclass(slots=True)
class Line:
    """One option: the Finnish label, the value and what it was, a help, its place and when it is offered."""

    rules: Rules
    value: str = ""
    was: str = ""
    label: str = ""
    help: str = ""
    place: str = ""
    prefix: str = ""  # of the inputs of the rules


class Options:
    """The options of a choice, and an empty line to add one more. `known`: what a rule may look at."""

    def __init__(self, part: Json, data: Any, content: Json, known: dict[str, Subject]) -> None:
        self.error = ""
        self.content, self.known = content, known
        self.before = {str(option.get("value")): option for option in part.get("options", ())}
        self.lines = self._typed(data) if data is not None else self._kept()
        for number, line in enumerate(self.lines):
            line.prefix = f"option-{number}-if"

    def _kept(self) -> list[Line]:
        kept = [
            Line(
                Rules.read(option.get("show_if"), self.content, known=self.known),
                value=value,
                was=value,
                label=option.get("label", {}).get("fi", ""),
                help=option.get("help", {}).get("fi", ""),
                place=str(number),
            )
            for number, (value, option) in enumerate(self.before.items(), 1)
        ]
        return [*kept, Line(Rules(self.content, known=self.known))]

    def _typed(self, data: Any) -> list[Line]:
        count = int(data.get("options-count") or 0)
        lines = [(n + 1, self._line(data, n)) for n in range(count) if f"option-{n}-remove" not in data]
        return [line for _number, line in sorted(lines, key=lambda found: _wanted_place(*found))]

    def _line(self, data: Any, number: int) -> Line:
        names = ("value", "was", "label", "help", "place")
        texts = {name: data.get(f"option-{number}-{name}", "").strip() for name in names}
        return Line(Rules.typed(data, f"option-{number}-if", self.content, known=self.known), **texts)

    def read(self) -> list[Json]:
        """The options; those whose label was emptied are left out."""
        lines = [line for line in self.lines if line.label]
        values = [line.value for line in lines if line.value]
        if not lines:
            self.error = _("Kirjoita ainakin yksi vaihtoehto.")
        if len(set(values)) < len(values):
            self.error = _("Kahdella vaihtoehdolla on sama tunnus.")
        taken = set(values)
        options = []
        for number, line in enumerate(lines, 1):
            value = line.value or free_key(taken, f"v{number}")
            taken.add(value)
            options.append(self._option(line, value))
        return options

    @property
    def is_sound(self) -> bool:
        return not self.error and all(line.rules.is_sound for line in self.lines)

    def forgive(self) -> None:
        self.error = ""
        for line in self.lines:
            line.rules.forgive()

    def _option(self, line: Line, value: str) -> Json:
        option = {**self.before.get(line.was, {}), "value": value}
        option["label"] = {**option.get("label", {}), "fi": line.label}
        if line.help:
            option["help"] = {**option.get("help", {}), "fi": line.help}
        else:
            option.pop("help", None)
        condition = line.rules.condition()
        if condition is None:
            option.pop("show_if", None)
        else:
            option["show_if"] = condition
        return option


def _wanted_place(number: int, line: Line) -> float:
    """Where the line goes: one that was given another number stands before or after the one that has it now."""
    place = int(line.place) if line.place.isdigit() else number
    return place + (0.5 if place > number else -0.5 if place < number else 0)
