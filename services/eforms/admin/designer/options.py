# SPDX-License-Identifier: EUPL-1.2
"""The options of a choice as lines of boxes."""

from typing import Any

from django.utils.translation import gettext as _

from services.eforms.designing.parts import Json, free_key


class Options:
    """The options of a choice as lines: the Finnish label, the value, a help; empty lines to add more."""

    def __init__(self, part: Json, data: Any = None) -> None:
        self.error = ""
        self.before = {str(option.get("value")): option for option in part.get("options", ())}
        self.lines = self._typed(data) if data is not None else self._kept()

    def _kept(self) -> list[dict[str, str]]:
        kept = [
            {
                "value": str(option.get("value", "")),
                "was": str(option.get("value", "")),
                "label": option.get("label", {}).get("fi", ""),
                "help": option.get("help", {}).get("fi", ""),
                "place": str(number),
            }
            for number, option in enumerate(self.before.values(), 1)
        ]
        return [*kept, {"value": "", "was": "", "label": "", "help": "", "place": ""}]

    def _typed(self, data: Any) -> list[dict[str, str]]:
        count = int(data.get("options-count") or 0)
        names = ("value", "was", "label", "help", "place")
        lines = [{name: data.get(f"option-{n}-{name}", "").strip() for name in names} for n in range(count)]
        kept = [(n, line) for n, line in enumerate(lines, 1) if f"option-{n - 1}-remove" not in data]
        return [line for _n, line in sorted(kept, key=lambda found: _wanted_place(*found))]

    def read(self) -> list[Json]:
        """The options; those whose label was emptied are left out."""
        lines = [line for line in self.lines if line["label"]]
        values = [line["value"] for line in lines if line["value"]]
        if not lines:
            self.error = _("Kirjoita ainakin yksi vaihtoehto.")
        if len(set(values)) < len(values):
            self.error = _("Kahdella vaihtoehdolla on sama tunnus.")
        taken = set(values)
        options = []
        for number, line in enumerate(lines, 1):
            value = line["value"] or free_key(taken, f"v{number}")
            taken.add(value)
            options.append(self._option(line, value))
        return options

    def _option(self, line: dict[str, str], value: str) -> Json:
        option = {**self.before.get(line["was"], {}), "value": value}
        option["label"] = {**option.get("label", {}), "fi": line["label"]}
        if line["help"]:
            option["help"] = {**option.get("help", {}), "fi": line["help"]}
        else:
            option.pop("help", None)
        return option


def _wanted_place(number: int, line: dict[str, str]) -> float:
    """Where the line goes: one that was given another number stands before or after the one that has it now."""
    place = int(line["place"]) if line["place"].isdigit() else number
    return place + (0.5 if place > number else -0.5 if place < number else 0)
