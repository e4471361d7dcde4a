# SPDX-License-Identifier: EUPL-1.2
"""A step's form laid out: sections, prefilled marks, files, and each conditional question after what opens it."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, LayoutObject, Row
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.common.crispy import Choice, Conditional, Section, mark_prefilled
from services.eforms.engine import definition
from services.eforms.engine.conditions import opened_by
from services.eforms.engine.definition import Question
from services.eforms.engine.fields.files import is_file_input
from services.eforms.engine.prefill import SOURCE_NAMES
from services.eforms.engine.steps import StepForm
from services.eforms.models import Draft

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class Partial(LayoutObject):
    """A template of ours between the fields."""

    def __init__(self, template: str, **names: Any) -> None:
        self.template, self.names = template, names
        self.fields: list[Any] = []

    def render(
        self, _form: forms.BaseForm, _context: Context, _template_pack: str = TEMPLATE_PACK, **_kwargs: Any
    ) -> SafeString:
        return render_to_string(self.template, self.names)


def lay_out(form: StepForm, draft: Draft) -> FormHelper:
    """The helper that `{% crispy form helper %}` shows the form with."""
    _mark_prefilled(form, draft)
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    sections = [section for section in form.step.sections if form.may_apply(section.show_if)]
    parts = [part for section in sections for part in SectionLayout(form, draft, section).parts()]
    helper.layout = Layout(Partial("eforms/_required_note.html"), *parts)
    return helper


def _mark_prefilled(form: StepForm, draft: Draft) -> None:
    """Mark what still is as it was filled in."""
    for name in form.fields:
        known = draft.provenance.get(name)
        if known and draft.answers.get(name) == known["original"]:
            mark_prefilled(form, name, source=SOURCE_NAMES[known["source"]], locked=known["locked"])


class SectionLayout:
    """The questions of a section as a tree: a question hangs from the earlier one whose answer opens it."""

    def __init__(self, form: StepForm, draft: Draft, section: definition.Section) -> None:
        self.form, self.draft, self.section = form, draft, section
        self.roots: list[Question] = []
        self.opened: dict[str, dict[tuple[str, ...], list[Question]]] = {}
        earlier: set[str] = set()
        for question in section.questions:
            if form.may_apply(question.show_if):
                opener = self._opener(question.show_if)
                if opener and opener[0] in earlier:
                    self.opened.setdefault(opener[0], {}).setdefault(tuple(opener[1]), []).append(question)
                else:
                    self.roots.append(question)
                earlier.add(question.key)

    def _opener(self, condition: Mapping[str, Any] | None) -> tuple[str, list[str]] | None:
        """The input of this step, and its values, that open the part; only one box can be watched by the page."""
        opener = opened_by(condition)
        return opener if opener and opener[0] in self.form.fields else None

    def parts(self) -> Iterable[Any]:
        fields = [part for condition, run in self._runs() for part in self._within(condition, run)]
        section = self.section
        css_id = f"osio-{self.form.step.key}-{section.key}"
        part = Section(section.title, *fields, css_id=css_id, lead=section.help) if section.title else Column(*fields)
        return self._within(section.show_if, [part])

    def _runs(self) -> Iterable[tuple[Any, list[Any]]]:
        """Neighbours that the same answer elsewhere in the step opens are opened together."""
        for condition, run in groupby(self.roots, key=lambda question: question.show_if):
            yield condition, [part for question in run for part in self._with_opened(question)]

    def _within(self, condition: Mapping[str, Any] | None, parts: list[Any]) -> list[Any]:
        opener = self._opener(condition)
        if opener:
            return [Conditional(opener[0], opener[1], *parts)]
        return parts

    def _with_opened(self, question: Question) -> list[Any]:
        opened = {
            values: [part for child in children for part in self._with_opened(child)]
            for values, children in self.opened.get(question.key, {}).items()
        }
        if not opened:
            return self._own(question)
        if self._opens_after_options(question) and all(len(values) == 1 for values in opened):
            return [Choice(question.key, {values[0]: parts for values, parts in opened.items()})]
        return [*self._own(question), *(Conditional(question.key, values, *parts) for values, parts in opened.items())]

    def _opens_after_options(self, question: Question) -> bool:
        return isinstance(self.form.fields[question.key].widget, GROUPS)

    def _own(self, question: Question) -> list[Any]:
        inputs = self.form.inputs[question.key]
        if not inputs:
            return [Partial("eforms/_explanation.html", question=question, tone=question.rules.get("tone", "info"))]
        if any(is_file_input(field) for field in inputs.values()):
            return [*inputs, self._files(question)]
        if question.type == "address":
            street, *rest = inputs
            return [street, Row(*rest)]
        return [Row(*inputs)] if question.type == "date_range" else list(inputs)

    def _files(self, question: Question) -> Partial:
        uploads = self.form.situation.files.get(question.key, ())
        names = {"draft": self.draft, "step": self.form.step, "question": question, "uploads": uploads}
        return Partial("eforms/_files.html", **names)
