# SPDX-License-Identifier: EUPL-1.2
"""The boxes of one question on paper. Their names are those of the web form's inputs, so that they can be read back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from portal.common.markdown import plain
from portal.common.texts import localized
from services.eforms.engine.definition import Question
from services.eforms.engine.fields import kind_of
from services.eforms.engine.fields.files import is_file_input
from services.eforms.engine.situation import Situation

TEXT, CHECK, RADIO = "text", "check", "radio"
# Rows that fit on paper; who needs more adds a sheet.
ROWS = 3
LONG_LINES = 5
SIGNING_LINES = 2
CHOICES_ON_PAPER = 12
NARROW = frozenset({"date", "time", "number", "money", "hetu", "business_id", "vehicle", "phone", "date_range"})


@dataclass(frozen=True, slots=True)
class Box:
    """One field. `help` is what a screen reader says; radio buttons of a question share their name.

    `row` is printed above the first box of a row, and `above` over the first choice of a question in it. `show_if` is
    the condition of a question in a row, on its first box.
    """

    name: str
    kind: str
    help: str
    caption: str = ""
    value: str = ""
    lines: int = 1
    is_narrow: bool = False
    is_required: bool = False
    row: str = ""
    above: str = ""
    show_if: Any = None


def boxes_of(question: Question, situation: Situation) -> list[Box]:
    return list(_boxes(question, situation))


def _boxes(question: Question, situation: Situation) -> Iterator[Box]:
    if question.type == "group":
        yield from _rows(question, situation)
    elif question.type == "signature":
        yield from _signers(question)
    elif question.type == "attachment":
        yield Box(question.key, CHECK, _told(question, _("liite on mukana")), _("Liite on mukana"))
    elif question.type == "consent":
        yield Box(
            question.key, CHECK, _label(question), plain(_label(question)), is_required=_always_required(question)
        )
    elif choices := _choices(question, situation):
        yield from _ticks(question, choices)
    else:
        yield from _lines(question, situation)


def _always_required(question: Question) -> bool:
    """Paper cannot know whether a conditional question is asked."""
    return not question.optional and not question.show_if


def _choices(question: Question, situation: Situation) -> list[tuple[str, str]]:
    if question.type == "yes_no":
        return [("yes", _("Kyllä")), ("no", _("Ei"))]
    code = str(question.rules.get("list", ""))
    options = situation.data_list(code) if code else question.options
    few = options if not code or len(options) <= CHOICES_ON_PAPER else ()  # of a long list, one writes the name
    return [(option.value, str(option.label)) for option in few]


def _ticks(question: Question, choices: list[tuple[str, str]]) -> Iterator[Box]:
    for number, (value, label) in enumerate(choices):
        if question.type == "multi_choice":
            yield Box(f"{question.key}__{number}", CHECK, _told(question, label), label)
        else:
            yield Box(question.key, RADIO, _told(question, label), label, value, is_required=_always_required(question))


def _lines(question: Question, situation: Situation) -> Iterator[Box]:
    inputs = {name: field for name, field in kind_of(question, situation).inputs().items() if _is_typed(field)}
    for name, field in inputs.items():
        caption = _part(name, field, question) if len(inputs) > 1 else ""
        yield Box(
            name,
            TEXT,
            _told(question, caption),
            caption,
            lines=LONG_LINES if question.type == "long_text" else 1,
            is_narrow=question.type in NARROW or name.endswith("__code"),
            is_required=bool(field.required) and _always_required(question),
        )


def _part(name: str, field: forms.Field, question: Question) -> str:
    """Which part of the answer: the page names the first part of an address as the whole question."""
    return _("Katuosoite") if question.type == "address" and name.endswith("__street") else str(field.label)


def _is_typed(field: forms.Field) -> bool:
    return not field.widget.is_hidden and not is_file_input(field)


def _rows(question: Question, situation: Situation) -> Iterator[Box]:
    item = str(localized(question.rules.get("item"))) or _("Rivi")
    count = min(ROWS, int(question.rules.get("max", ROWS)))
    for row in range(count):
        heading = f"{item} {row + 1}"
        for number, sub in enumerate(question.fields):
            named = replace(sub, key=f"{question.key}__{row}__{sub.key}")
            for place, box in enumerate(_boxes(named, situation)):
                is_typed, is_first = box.kind == TEXT, place == 0
                yield replace(
                    box,
                    row=heading if is_first and number == 0 else "",
                    above=_label(sub) if is_first and not is_typed and sub.type != "consent" else "",
                    caption=": ".join(filter(None, (_label(sub) if is_typed else "", box.caption))),
                    help=f"{heading}, {box.help}",
                    show_if=sub.show_if if is_first else None,
                )


def _signers(question: Question) -> Iterator[Box]:
    item = str(localized(question.rules.get("item"))) or _("Allekirjoittaja")
    for row in range(int(question.rules.get("max", 2))):
        words: Mapping[str, Any] = {"item": item, "number": row + 1}
        for name, lines, text in (
            ("name", 1, _("%(item)s %(number)d, nimi") % words),
            ("sign", SIGNING_LINES, _("%(item)s %(number)d, allekirjoitus") % words),
        ):
            yield Box(f"{question.key}__{row}__{name}", TEXT, text, text, lines=lines)


def _label(question: Question) -> str:
    return str(question.label)


def _told(question: Question, more: str) -> str:
    """The question and, where it has several boxes, which of them."""
    return ": ".join(dict.fromkeys(filter(None, (plain(_label(question)), more))))
