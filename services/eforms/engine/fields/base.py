# SPDX-License-Identifier: EUPL-1.2
"""What every type of question can do. A type is one class; `fields/__init__.py` lists them."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from services.eforms.engine.definition import Question
from services.eforms.engine.situation import Situation

Values = Mapping[str, Any]


class Kind:
    """A type of question: its inputs, the value they make, and the value in words.

    Most types have one input that is named as the question; others name theirs `<key>__<part>`. A value is what rules
    and conditions see. What was typed is kept beside it, so a value may be None while something is typed.
    """

    rules: ClassVar[frozenset[str]] = frozenset()
    has_options: ClassVar[bool] = False
    is_asked: ClassVar[bool] = True  # an explanation is read, not answered

    def inputs(self, question: Question, situation: Situation) -> dict[str, forms.Field]:
        return {question.key: self.form_field(question, situation)}

    def form_field(self, question: Question, situation: Situation) -> forms.Field:
        raise NotImplementedError

    def common(self, question: Question, missing: str) -> dict[str, Any]:
        """What each input is made with: words, and what to say when the answer is missing."""
        return {
            "label": str(question.label),
            "help_text": str(question.help),
            "required": not question.optional,
            "error_messages": {"required": missing},
        }

    def value(self, question: Question, cleaned: dict[str, Any], situation: Situation) -> Any:
        """The value of the answered inputs. Raises ValidationError, keyed by input when there are several."""
        return cleaned.get(question.key)

    def check(self, question: Question, value: Any, values: Values, situation: Situation) -> None:
        """Rules that look at other answers or at the day. Raises ValidationError."""

    def is_empty(self, value: Any) -> bool:
        return value in (None, "", [], ())

    def display(self, question: Question, value: Any, situation: Situation) -> str:
        return str(value)

    def typed(self, question: Question, known: Any) -> dict[str, Any]:
        """A known thing (prefill.py) as it would have been typed, by input."""
        return {question.key: str(known)}

    def problems(self, rules: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """(rule, reason) of each thing that is wrong in the type's own rules."""
        yield from ()


def whole_number_problems(rules: Mapping[str, Any], *names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        value = rules.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            yield name, "must be a whole number, zero or more"


def yes_no_text(answer: object) -> str:
    return _("Kyllä") if answer else _("Ei")
