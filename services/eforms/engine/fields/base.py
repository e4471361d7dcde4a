# SPDX-License-Identifier: EUPL-1.2
"""What every type of question can do. A type is one class; `fields/__init__.py` lists them."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from services.eforms.engine.definition import Question
from services.eforms.engine.situation import Situation

Values = Mapping[str, Any]
# What is wrong in a rule of the definition, or nothing. For the people who write definitions, so in English.
Check = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A question in a situation: its inputs, the value they make, and the value in words.

    Most types have one input that is named as the question; others name theirs `<key>__<part>`. A value is what rules
    and conditions see. What was typed is kept beside it, so a value may be None while something is typed.
    """

    question: Question
    situation: Situation

    rules: ClassVar[Mapping[str, Check]] = {}
    has_options: ClassVar[bool] = False
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

    def value(self, cleaned: Mapping[str, Any]) -> Any:
        """The value of the answered inputs. Raises ValidationError, keyed by input when there are several."""
        return cleaned.get(self.key)

    def check(self, value: Any, values: Values) -> None:
        """Rules that look at other answers or at the day. Raises ValidationError."""

    def is_empty(self, value: Any) -> bool:
        return value in (None, "", [], ())

    def display(self, value: Any) -> str:
        return str(value)

    def typed(self, known: Any) -> dict[str, Any]:
        """A known thing (prefill.py) as it would have been typed, by input."""
        return {self.key: str(known)}


def whole_number(value: Any) -> str:
    is_whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if is_whole else "must be a whole number, zero or more"


def number(value: Any) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return "" if is_number else "must be a number"


def plain_text(value: Any) -> str:
    return "" if isinstance(value, str) else "must be a text"


def true_or_false(value: Any) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def one_of(*allowed: str) -> Check:
    return lambda value: "" if value in allowed else f"must be one of {', '.join(allowed)}"


def list_of_texts(value: Any) -> str:
    is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return "" if is_list else "must be a list of texts"


def texts(value: Any) -> str:
    is_texts = isinstance(value, Mapping) and value.get("fi") and all(isinstance(text, str) for text in value.values())
    return "" if is_texts else 'must be texts by language, at least {"fi": …}'


def day_limit(value: Any) -> str:
    """`2027-01-31`, `{"today": 14}` or `{"field": "starts_on", "days": 20}`."""
    if isinstance(value, str):
        try:
            dt.date.fromisoformat(value)
        except ValueError:
            return "must be a day such as 2027-01-31"
        return ""
    if isinstance(value, Mapping) and (set(value) == {"today"} or {"field"} <= set(value) <= {"field", "days"}):
        days = value.get("today", value.get("days", 0))
        return "" if isinstance(days, int) else "days must be a whole number"
    return 'must be a day, {"today": days} or {"field": key, "days": days}'


def yes_no_text(answer: object) -> str:
    return _("Kyllä") if answer else _("Ei")
