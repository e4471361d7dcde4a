# SPDX-License-Identifier: EUPL-1.2
"""A step as a Django form, and the whole filling as a row of steps that answer *applies?* and *complete?*

Answers are kept as typed, by input: {"starts_on": "1.12.2026", "home__street": "Kalliokatu 14"}. They are read anew
each time, in the order of the form: what a question means may depend on the questions before it, never after it.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from services.eforms.engine.conditions import fields_of, holds
from services.eforms.engine.definition import Form, Question, Step
from services.eforms.engine.fields import kind_of
from services.eforms.engine.fields.base import Kind
from services.eforms.engine.fields.files import is_file_input
from services.eforms.engine.situation import Situation

Answers = Mapping[str, Any]


class StepForm(forms.Form):
    """The questions of one step. All that may appear are there; those that do not apply are not read.

    `values` grows as the questions are read: it starts with the values of the steps before.
    """

    def __init__(
        self, step: Step, answers: Answers, *, situation: Situation, values: Mapping[str, Any], check: bool
    ) -> None:
        super().__init__(answers if check else None, initial=dict(answers))
        self.step, self.situation, self.values = step, situation, dict(values)
        self.kinds = {question.key: kind_of(question, situation) for question in step.questions}
        self.inputs = {key: kind.inputs() for key, kind in self.kinds.items()}
        for fields in self.inputs.values():
            self.fields.update(fields)
        self.shown: set[str] = set()

    def _clean_fields(self) -> None:
        """Django reads every field; here a question is first asked whether it applies."""
        for section in self.step.sections:
            if self._holds(section.show_if):
                for question in section.questions:
                    if self._holds(question.show_if):
                        self._read(question)

    def _holds(self, condition: Any) -> bool:
        return holds(condition, self.values, today=self.situation.today)

    def _read(self, question: Question) -> None:
        self.shown.add(question.key)
        kind, inputs = self.kinds[question.key], self.inputs[question.key]
        cleaned = {name: value for name in inputs if (value := self._clean_input(name)) is not None}
        if any(name in self.errors for name in inputs):
            return
        try:
            value = kind.value(cleaned)
            if kind.is_empty(value):
                self._refuse_missing(kind, inputs)
                return
            kind.check(value, self.values)
        except ValidationError as error:
            for name, messages in _by_input(error, question.key).items():
                self.add_error(name, messages)
        else:
            self.values[question.key] = value

    def _clean_input(self, name: str) -> Any:
        field = self.fields[name]
        if is_file_input(field):
            return None  # files are kept beside the answers; the kind looks there
        try:
            return field.clean(field.widget.value_from_datadict(self.data, {}, name))
        except ValidationError as error:
            self.add_error(name, error)
            return None

    def _refuse_missing(self, kind: Kind, inputs: Mapping[str, forms.Field]) -> None:
        """An input refuses its own emptiness, but files have none of their own."""
        for name, field in inputs.items():
            if kind.is_asked and field.required and is_file_input(field):
                self.add_error(name, field.error_messages["required"])

    def show_only(self, refused: Mapping[str, list[str]]) -> None:
        """Tell these errors on a form whose answers are not checked."""
        self.full_clean()
        self.cleaned_data = {}
        for name, messages in refused.items():
            self.add_error(name, messages)

    def may_apply(self, condition: Any) -> bool:
        """Shown unless earlier steps already decide against it: what this same step decides may still change."""
        if condition is None or any(key in self.kinds for key in fields_of(condition)):
            return True
        return self._holds(condition)


def _by_input(error: ValidationError, key: str) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {key: error.messages}


class Filling:
    """One form, the answers so far and what they make. A step is read when something first depends on it."""

    def __init__(self, form: Form, answers: Answers, situation: Situation) -> None:
        self.form, self.answers, self.situation = form, answers, situation
        self._order = {step.key: index for index, step in enumerate(form.steps)}
        self._read: dict[str, StepForm] = {}

    def _values_before(self, index: int) -> Mapping[str, Any]:
        """What the steps before make; the last of them that applies has gathered them all."""
        earlier = next((step for step in reversed(self.form.steps[:index]) if self.applies(step)), None)
        return self.read(earlier).values if earlier else {}

    @property
    def values(self) -> Mapping[str, Any]:
        return self._values_before(len(self.form.steps))

    @cached_property
    def steps(self) -> list[Step]:
        """The steps that apply."""
        return [step for step in self.form.steps if self.applies(step)]

    def applies(self, step: Step) -> bool:
        if step.show_if is None:
            return True
        return holds(step.show_if, self._values_before(self._order[step.key]), today=self.situation.today)

    def is_complete(self, step: Step) -> bool:
        return self.read(step).is_valid()

    @property
    def first_incomplete(self) -> Step | None:
        return next((step for step in self.steps if not self.is_complete(step)), None)

    def read(self, step: Step) -> StepForm:
        """The step with its answers checked."""
        if step.key not in self._read:
            form = self._form(step, check=True)
            form.full_clean()
            self._read[step.key] = form
        return self._read[step.key]

    def blank(self, step: Step) -> StepForm:
        """The step with its answers as they are, unchecked: what a person meets when coming to it."""
        return self._form(step, check=False)

    def _form(self, step: Step, *, check: bool) -> StepForm:
        before = self._values_before(self._order[step.key])
        return StepForm(step, self.answers, situation=self.situation, values=before, check=check)

    def after(self, step: Step) -> Step | None:
        """The next step that applies, or None when it is time to look everything over."""
        index = self.steps.index(step) + 1
        return self.steps[index] if index < len(self.steps) else None

    def before(self, step: Step) -> Step | None:
        index = self.steps.index(step)
        return self.steps[index - 1] if index else None

    def answered(self) -> Iterator[tuple[Step, Question, Kind, Any]]:
        """Each question that has a value, in order."""
        for step in self.steps:
            form = self.read(step)
            for question in step.questions:
                if question.key in form.shown and question.key in form.values:
                    yield step, question, form.kinds[question.key], form.values[question.key]


def typed_in(form: StepForm, data: Any) -> dict[str, Any]:
    """What a browser sent for the inputs of the step, as typed. Files are not among the answers."""
    typed: dict[str, Any] = {}
    for name, field in form.fields.items():
        if not is_file_input(field):
            typed[name] = field.widget.value_from_datadict(data, {}, name)
    return typed
