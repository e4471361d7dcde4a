# SPDX-License-Identifier: EUPL-1.2
"""A step as a Django form, and the whole filling as a row of steps that answer *applies?* and *complete?*

Answers are kept as typed, by input: {"starts_on": "1.12.2026", "home__street": "Kalliokatu 14"}. They are read anew
each time, in the order of the form: what a question means may depend on the questions before it, never after it.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from portal.common.rules.conditions import holds, opened_by
from portal.common.rules.facts import Facts
from services.eforms.engine.definition import Form, Question, Step
from services.eforms.engine.fields import kind_of
from services.eforms.engine.fields.base import Kind
from services.eforms.engine.fields.files import is_file_input
from services.eforms.engine.fields.groups import Group
from services.eforms.engine.situation import Situation
from services.eforms.engine.tables import facts_of

Answers = Mapping[str, Any]


class StepForm(forms.Form):
    """The questions of one step. All that may appear are there; those that do not apply are not read.

    `values` grows as the questions are read: it starts with the values of the steps before. `shown` are the keys of
    the questions that apply; one of a group's row has the key `<group>__<row>__<key>`.
    """

    help_is_markdown = True  # portal/common/fields.py

    def __init__(
        self, form: Form, step: Step, answers: Answers, *, situation: Situation, values: Mapping[str, Any]
    ) -> None:
        super().__init__(answers)
        self.form, self.step, self.situation, self.values = form, step, situation, dict(values)
        self.before = values
        self.scope = Scope(self, facts_of(form, self.values, situation))
        self.row_scopes: dict[str, Scope] = {}
        self.kinds = {question.key: kind_of(question, situation, answers) for question in step.questions}
        self.inputs = {key: kind.inputs() for key, kind in self.kinds.items()}
        for kind in self.kinds.values():
            self.fields.update(self.inputs[kind.key])
            if isinstance(kind, Group):
                self.inputs |= kind.row_inputs
        self.shown: set[str] = set()

    def _clean_fields(self) -> None:
        """Django reads every field; here a question is first asked whether it applies."""
        for section in self.step.sections:
            if self.scope.holds(section.show_if):
                for question in section.questions:
                    if self.scope.holds(question.show_if):
                        self._ask(self.kinds[question.key])

    def _ask(self, kind: Kind) -> None:
        self.shown.add(kind.key)
        if isinstance(kind, Group):
            self.values[kind.key] = self._read_rows(kind)
        elif (value := self._read(kind, self.scope.facts)) is not None:
            self.values[kind.key] = value

    def _read(self, kind: Kind, facts: Facts) -> Any:
        """The checked value, or None when there is none. What is wrong is told beside its input."""
        inputs = self.inputs[kind.key]
        kind.fit(inputs, facts)
        cleaned = {name: value for name in inputs if (value := self._clean_input(name)) is not None}
        if any(name in self.errors for name in inputs):
            return None
        try:
            value = kind.value_in(cleaned, facts)
            if kind.is_empty(value):
                self._refuse_missing(kind, inputs)
                return None
            kind.check(value, facts.values)
        except ValidationError as error:
            for name, messages in _by_input(error, kind.key).items():
                self.add_error(name, messages)
            return None
        return value

    def _read_rows(self, group: Group) -> list[dict[str, Any]]:
        rows = [self._read_row(group, row) for row in group.kinds]
        try:
            if not rows and group.is_needed(self.scope.facts):
                raise ValidationError({group.rows_name: group.missing()})
            if rows:
                group.check(rows, self.values)
        except ValidationError as error:
            self.add_error(None, error)
        return rows

    def _read_row(self, group: Group, row: str) -> dict[str, Any]:
        """The values of the row by the questions' own keys; None where what was typed is wrong: it has no sum."""
        values: dict[str, Any] = {}
        scope = self.row_scopes[f"{group.key}__{row}"] = Scope(
            self, self.scope.facts.inside(values), f"{group.key}__{row}__"
        )
        for kind in group.kinds[row].values():
            if scope.holds(kind.question.show_if):
                self.shown.add(kind.key)
                value = self._read(kind, scope.facts)
                if value is not None or self._is_typed(kind):
                    values[kind.key.removeprefix(scope.prefix)] = value
        return values

    def _is_typed(self, kind: Kind) -> bool:
        return any(self.data.get(name) for name in self.inputs[kind.key])

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

    def unchecked(self) -> "StepForm":
        """The same form without its mistakes: what a person meets when coming to it."""
        twin = copy(self)
        twin._errors, twin._bound_fields_cache = ErrorDict(), {}  # type: ignore[attr-defined]
        return twin

    def show_only(self, refused: Mapping[str, list[str]]) -> None:
        """Tell these errors on a form whose answers are not checked."""
        for name, messages in refused.items():
            self.add_error(name, messages)

    def brought(self, on_page: set[str]) -> list[str]:
        """The keys of the questions that the answers have brought, in the order of the page."""
        return [key for key in self._keys if key in self.shown and key not in on_page]

    @property
    def _keys(self) -> Iterator[str]:
        for kind in self.kinds.values():
            yield kind.key
            if isinstance(kind, Group):
                yield from kind.row_inputs

    def forgiving(self, keys: Iterable[str]) -> "StepForm":
        """The same form without the mistakes of these questions, which nobody has seen yet."""
        untold = {name for key in keys for name in self.inputs[key]}
        twin = self.unchecked()
        twin.show_only({name: [str(one) for one in told] for name, told in self.errors.items() if name not in untold})
        return twin

    def where(self, keys: Iterable[str]) -> list[tuple[str, str]]:
        """(id, label) of the questions, for links to them."""
        found = []
        for key in keys:
            name = next((name for name in self.inputs[key] if not self.fields[name].widget.is_hidden), "")
            is_grouped = key in self.kinds and self.kinds[key].has_rows
            label = self.fields[name].label if name and not is_grouped else self._question(key).label
            found.append((f"div_id_{key if is_grouped or not name else name}", str(label)))
        return found

    def _question(self, key: str) -> Question:
        group, _row, inner = key.split("__") if "__" in key else (key, "", "")
        question = self.kinds[group].question
        return next((one for one in question.fields if one.key == inner), question)

    def scope_of(self, group: Group, row: str) -> "Scope":
        """Where the questions of the row stand; those of a group that was not read see nothing of the row."""
        name = f"{group.key}__{row}"
        return self.row_scopes.get(name) or Scope(self, self.scope.facts.inside({}), f"{name}__")

    @property
    def on_page(self) -> set[str]:
        """The keys of the questions that the page has: those that apply and those that a box of it opens."""
        found: set[str] = set()
        for section in self.step.sections:
            if self.scope.may_apply(section.show_if):
                found |= self._laid_out(self.scope, (self.kinds[question.key] for question in section.questions))
        return found

    def _laid_out(self, scope: "Scope", kinds: Iterable[Kind]) -> set[str]:
        found = set()
        for kind in kinds:
            if scope.may_apply(kind.question.show_if):
                found.add(kind.key)
                if isinstance(kind, Group):
                    rows = (self._laid_out(self.scope_of(kind, row), kind.kinds[row].values()) for row in kind.kinds)
                    found = found.union(*rows)
        return found


@dataclass(frozen=True, slots=True)
class Scope:
    """Where questions stand, in a step or in a row of a group, and what they may look at there."""

    form: StepForm
    facts: Facts
    prefix: str = ""

    def holds(self, condition: Any) -> bool:
        return holds(condition, self.facts)

    def opener(self, condition: Any) -> tuple[str, list[str]] | None:
        """The box of this page, and its values, that open the part in the browser at once, when it is that plain."""
        opened = opened_by(condition)
        if opened is None:
            return None
        names = (f"{self.prefix}{opened[0]}", opened[0])
        return next(((name, opened[1]) for name in names if name in self.form.fields), None)

    def may_apply(self, condition: Any) -> bool:
        """On the page: what applies now, and what a box of the page opens."""
        return self.opener(condition) is not None or self.holds(condition)


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
        before = self._values_before(self._order[step.key])
        return holds(step.show_if, facts_of(self.form, before, self.situation))

    @property
    def facts(self) -> Facts:
        """What the whole filling says, for decision tables."""
        return facts_of(self.form, self.values, self.situation)

    def is_complete(self, step: Step) -> bool:
        return self.read(step).is_valid()

    @property
    def first_incomplete(self) -> Step | None:
        return next((step for step in self.steps if not self.is_complete(step)), None)

    def read(self, step: Step) -> StepForm:
        """The step with its answers checked."""
        if step.key not in self._read:
            before = self._values_before(self._order[step.key])
            form = StepForm(self.form, step, self.answers, situation=self.situation, values=before)
            form.full_clean()
            self._read[step.key] = form
        return self._read[step.key]

    def blank(self, step: Step) -> StepForm:
        """The step with its answers as they are, their mistakes untold: what a person meets when coming to it."""
        return self.read(step).unchecked()

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
                if question.key in form.shown and form.values.get(question.key) not in (None, []):
                    yield step, question, form.kinds[question.key], form.values[question.key]


def typed_in(form: StepForm, data: Any) -> dict[str, Any]:
    """What a browser sent for the inputs of the step, as typed. Files are not among the answers.

    Rows are those that the page had. What was not on the page stays as it is.
    """
    form = as_posted(form, data)
    on_page = form.on_page
    typed: dict[str, Any] = {}
    for key, inputs in form.inputs.items():
        if key in on_page or any(name in data for name in inputs):
            typed |= {
                name: one.widget.value_from_datadict(data, {}, name)
                for name, one in inputs.items()
                if not one.disabled and not is_file_input(one) and _is_own(form, key, name)
            }
    for kind in form.kinds.values():
        typed |= kind.completed(typed)
    return typed


def _is_own(form: StepForm, key: str, name: str) -> bool:
    """Whether the input is the question's own: a group's other inputs are those of its rows' questions."""
    kind = form.kinds.get(key)
    return not isinstance(kind, Group) or name == kind.rows_name


def as_posted(form: StepForm, data: Any) -> StepForm:
    """The form with the rows that the page had; the form itself when it has them."""
    names = [f"{key}__rows" for key, kind in form.kinds.items() if kind.has_rows]
    rows = {name: data[name] for name in names if name in data and data[name] != form.data.get(name)}
    if not rows:
        return form
    posted = StepForm(form.form, form.step, {**form.data, **rows}, situation=form.situation, values=form.before)
    posted.full_clean()
    return posted
