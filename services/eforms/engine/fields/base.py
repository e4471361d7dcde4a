# SPDX-License-Identifier: EUPL-1.2
"""What every type of question can do. A type is one class; `fields/__init__.py` lists them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from portal.common.rules.checks import (
    Check,
    clock_time,
    counting_number,
    day_limit,
    list_of_texts,
    must,
    number,
    one_of,
    plain_text,
    some_of,
    texts,
    true_or_false,
    whole_number,
)
from portal.common.rules.conditions import holds
from portal.common.rules.facts import Facts, Values
from services.eforms.engine.definition import Question
from services.eforms.engine.situation import Situation

__all__ = [
    "KINDS",
    "Check",
    "Facts",
    "Kind",
    "Values",
    "clock_time",
    "counting_number",
    "day_limit",
    "kind_of",
    "list_of_texts",
    "must",
    "number",
    "one_of",
    "plain_text",
    "some_of",
    "texts",
    "true_or_false",
    "whole_number",
    "yes_no_text",
]


@dataclass(frozen=True, slots=True)
class Kind:
    """A question in a situation: its inputs, the value they make, and the value in words.

    Most types have one input that is named as the question; others name theirs `<key>__<part>`. A value is what rules
    and conditions see. What was typed is kept beside it, so a value may be None while something is typed.
    """

    question: Question
    situation: Situation
    # What has been typed so far, by input: a group and the like have as many inputs as there are rows.
    answers: Mapping[str, Any] = field(default_factory=dict)

    rules: ClassVar[Mapping[str, Check]] = {}
    has_options: ClassVar[bool] = False
    has_fields: ClassVar[bool] = False  # a group has questions of its own
    has_rows: ClassVar[bool] = False  # the input `<key>__rows` tells which other inputs there are
    needs: ClassVar[tuple[str, ...]] = ()  # own properties that a definition must give
    is_asked: ClassVar[bool] = True  # an explanation is read, not answered

    @property
    def key(self) -> str:
        return self.question.key

    def rule(self, name: str, default: Any = None) -> Any:
        return self.question.rules.get(name, default)

    def inputs(self) -> dict[str, forms.Field]:
        return {self.key: self.form_field()}

    def form_field(self) -> forms.Field:
        raise NotImplementedError

    def common(self, missing: str) -> dict[str, Any]:
        """What each input is made with: words, and what to say when the answer is missing."""
        return {
            "label": str(self.question.label),
            "help_text": str(self.question.help),
            "required": not self.question.optional,
            "error_messages": {"required": missing},
        }

    def fit(self, inputs: Mapping[str, forms.Field], facts: Facts) -> None:
        """Make the inputs fit what has been answered before: is an answer needed, which options are offered."""
        if self.question.required_if:
            needed = self.is_needed(facts)
            for one in inputs.values():
                one.required = needed
        gone = {option.value for option in self.question.options if not holds(option.show_if, facts)}
        choices: Any  # only choices have options
        for choices in inputs.values() if gone else ():
            choices.choices = [choice for choice in choices.choices if choice[0] not in gone]

    def is_needed(self, facts: Facts) -> bool:
        condition = self.question.required_if
        return not self.question.optional or (condition is not None and holds(condition, facts))

    def value_in(self, cleaned: Mapping[str, Any], _facts: Facts) -> Any:
        """As `value`, for a type whose value depends on earlier answers."""
        return self.value(cleaned)

    def value(self, cleaned: Mapping[str, Any]) -> Any:
        """The value of the answered inputs. Raises ValidationError, keyed by input when there are several."""
        return cleaned.get(self.key)

    def check(self, value: Any, values: Values) -> None:
        """Rules that look at other answers or at the day. Raises ValidationError."""

    def is_empty(self, value: Any) -> bool:
        return value in (None, "", [], ())

    def display(self, value: Any) -> str:
        return str(value)

    def rows(self, _value: Any) -> "list[list[tuple[Question, str]]]":
        """The value as rows of (question, words), for a type that has rows; `display` tells the same in one text."""
        return []

    def brief(self, value: Any) -> str:
        """The value within one line of other things."""
        return self.display(value)

    def geometry(self, _value: Any) -> dict[str, Any] | None:
        """What of the value can be drawn on a map, as GeoJSON."""
        return None

    def completed(self, _typed: Mapping[str, Any]) -> dict[str, Any]:
        """What can be filled in from what has been typed, by input."""
        return {}

    def typed(self, known: Any) -> dict[str, Any]:
        """A known thing (prefill.py) as it would have been typed, by input."""
        return {self.key: str(known)}


KINDS: dict[str, type[Kind]] = {}  # filled in fields/__init__.py


def kind_of(question: Question, situation: Situation, answers: Mapping[str, Any] | None = None) -> Kind:
    return KINDS[question.type](question, situation, answers or {})


def yes_no_text(answer: object) -> str:
    return _("Kyllä") if answer else _("Ei")
