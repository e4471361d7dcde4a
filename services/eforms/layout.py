# SPDX-License-Identifier: EUPL-1.2
"""A step's form laid out: sections, prefilled marks, files, rows, and each conditional question after what opens it."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, LayoutObject, Row
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from portal.common.crispy import Choice, Conditional, Section, mark_prefilled
from portal.common.fields import draw, shown_in
from portal.common.markdown import shown
from portal.common.texts import localized
from services.eforms.engine import definition
from services.eforms.engine.fields.base import Kind
from services.eforms.engine.fields.files import Attachment
from services.eforms.engine.fields.groups import Group
from services.eforms.engine.fields.places import Location
from services.eforms.engine.fields.signatures import Signature
from services.eforms.engine.prefill import PROFILE, source_text
from services.eforms.engine.steps import Scope, StepForm
from services.eforms.models import Draft
from services.eforms.pagesettings import map_settings, upload_settings

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class Partial(LayoutObject):
    """A template of ours between the fields; `fields` are drawn inside it, as `body`, with or without labels."""

    def __init__(self, template: str, *fields: Any, labelled: bool = True, **names: Any) -> None:
        self.template, self.names, self.fields, self.labelled = template, names, list(fields), labelled

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        is_labelled = context.get("form_show_labels") is not False
        body = self._body(form, context, template_pack, **kwargs) if self.fields else ""
        return render_to_string(self.template, {"is_labelled": is_labelled, **self.names, "body": body})

    def _body(self, form: forms.BaseForm, context: Context, template_pack: str, **kwargs: Any) -> SafeString:
        shown = {} if self.labelled else {"form_show_labels": False, "mark_optional": False}
        depth = len(context.dicts)
        context.push(**shown)
        body: SafeString = self.get_rendered_fields(form, context, template_pack, **kwargs)
        # Each field leaves what it was drawn with in the context; the next one is not to be drawn like that.
        del context.dicts[depth:]
        return body


class Drawn(LayoutObject):
    """One field straight as HTML: a long step is drawn without a template for each of its fields."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.fields: list[Any] = []

    def render(
        self, form: forms.BaseForm, context: Context, _template_pack: str = TEMPLATE_PACK, **_kwargs: Any
    ) -> SafeString:
        return draw(form[self.name], shown_in(context))


def lay_out(form: StepForm, draft: Draft, *, focus: str = "") -> FormHelper:
    """The helper that `{% crispy form helper %}` shows the form with. `focus`: a group, or a row of it, to begin in."""
    _mark_prefilled(form, draft)
    for name, field in form.fields.items():
        if "__" in focus and name.startswith(f"{focus}__") and not name.endswith("__rows"):
            field.widget.attrs["autofocus"] = True
            break
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    sections = [section for section in form.step.sections if form.scope.may_apply(section.show_if)]
    parts = [part for section in sections for part in _section(form, draft, section, focus)]
    helper.layout = Layout(Partial("eforms/_required_note.html"), *parts)
    return helper


def _mark_prefilled(form: StepForm, draft: Draft) -> None:
    """Mark what still is as it was filled in."""
    firsts = {next(iter(inputs), "") for inputs in form.inputs.values()}
    for name in form.fields:
        known = draft.provenance.get(name)
        if known and draft.answers.get(name) == known["original"]:
            source = source_text(known["source"], known["at"], form.form)
            mark_prefilled(form, name, source=source, locked=known["locked"])
            if name in firsts and (known["locked"] or known["source"] == PROFILE):
                address = reverse("eforms:wrong", args=[draft.key, form.step.key, name])
                form.fields[name].source_link = address  # type: ignore[attr-defined]  # read by the field's HTML


def _section(form: StepForm, draft: Draft, section: definition.Section, focus: str) -> list[Any]:
    tree = Tree(form.scope, draft, [form.kinds[question.key] for question in section.questions], focus=focus)
    css_id = f"osio-{form.step.key}-{section.key}"
    fields = tree.parts()
    part = (
        Section(section.title, *fields, css_id=css_id, lead=shown(section.help)) if section.title else Column(*fields)
    )
    return _within(form.scope, section.show_if, [part])


def _within(scope: Scope, condition: Any, parts: list[Any]) -> list[Any]:
    opener = scope.opener(condition)
    return [Conditional(opener[0], opener[1], *parts)] if opener else parts


class Tree:
    """The questions of a section or of a row as a tree: a question hangs from the earlier one that opens it."""

    def __init__(self, scope: Scope, draft: Draft, kinds: Iterable[Kind], *, focus: str) -> None:
        self.scope, self.form, self.draft, self.focus = scope, scope.form, draft, focus
        self.roots: list[Kind] = []
        self.opened: dict[str, dict[tuple[str, ...], list[Kind]]] = {}
        earlier: set[str] = set()
        for kind in kinds:
            if scope.may_apply(kind.question.show_if):
                opener = scope.opener(kind.question.show_if)
                if opener and opener[0] in earlier:
                    self.opened.setdefault(opener[0], {}).setdefault(tuple(opener[1]), []).append(kind)
                else:
                    self.roots.append(kind)
                earlier.add(kind.key)

    def parts(self) -> list[Any]:
        return [part for condition, run in self._runs() for part in _within(self.scope, condition, run)]

    def cell(self, kind: Kind) -> list[Any]:
        """The question alone, for a cell of a table; nothing when it does not apply."""
        condition = kind.question.show_if
        return _within(self.scope, condition, self._own(kind)) if self.scope.may_apply(condition) else []

    def _runs(self) -> Iterable[tuple[Any, list[Any]]]:
        """Neighbours that the same answer elsewhere in the step opens are opened together."""
        for condition, run in groupby(self.roots, key=lambda kind: kind.question.show_if):
            yield condition, [part for kind in run for part in self._with_opened(kind)]

    def _with_opened(self, kind: Kind) -> list[Any]:
        opened = {
            values: [part for child in children for part in self._with_opened(child)]
            for values, children in self.opened.get(kind.key, {}).items()
        }
        if not opened:
            return self._own(kind)
        if self._opens_after_options(kind) and all(len(values) == 1 for values in opened):
            return [Choice(kind.key, {values[0]: parts for values, parts in opened.items()})]
        return [*self._own(kind), *(Conditional(kind.key, values, *parts) for values, parts in opened.items())]

    def _opens_after_options(self, kind: Kind) -> bool:
        return isinstance(self.form.fields[kind.key].widget, GROUPS)

    def _own(self, kind: Kind) -> list[Any]:
        draw = DRAWN.get(kind.question.type)
        if draw:
            return draw(self, kind)
        return [Drawn(name) for name in self.form.inputs[kind.key]]


# ---- types with a look of their own


def _in_a_row(tree: Tree, kind: Kind) -> list[Any]:
    return [Row(*map(Drawn, tree.form.inputs[kind.key]))]


def _address(tree: Tree, kind: Kind) -> list[Any]:
    street, code, office = tree.form.inputs[kind.key]
    tells = {"data-post-office": reverse("eforms:post-office"), "data-fills": f"id_{office}"}
    tree.form.fields[code].widget.attrs |= tells
    return [Drawn(street), Row(Drawn(code), Drawn(office))]


def _location(tree: Tree, kind: Kind) -> list[Any]:
    inputs = list(tree.form.inputs[kind.key])
    if not isinstance(kind, Location) or not kind.shapes:
        return inputs
    names: dict[str, Any] = {"name": kind.geo_name, "label": kind.question.label, "shapes": kind.shapes}
    return [*inputs, Partial("eforms/_map.html", settings=map_settings(kind.shapes), **names)]


def _signature(tree: Tree, kind: Kind) -> list[Any]:
    assert isinstance(kind, Signature)
    rows = [Row(*kind.names_of(row)) for row in kind.row_ids]
    needed = kind.is_needed(tree.scope.facts)
    return [Partial("eforms/_signature.html", kind.rows_name, *rows, question=kind.question, needed=needed)]


def _attachment(tree: Tree, kind: Kind) -> list[Any]:
    assert isinstance(kind, Attachment)
    url = reverse("eforms:upload-one", args=[tree.draft.key, tree.form.step.key, kind.key])
    tree.form.fields[kind.key].upload = upload_settings(kind, url)  # type: ignore[attr-defined]  # fields.py
    uploads = tree.form.situation.files.get(kind.key, ())
    names: dict[str, Any] = {"draft": tree.draft, "step": tree.form.step, "uploads": uploads}
    return [kind.key, Partial("eforms/_files.html", question=kind.question, **names)]


def _explanation(_tree: Tree, kind: Kind) -> list[Any]:
    tone = kind.rule("tone", "info")
    return [Partial("eforms/_explanation.html", question=kind.question, tone=tone)]


def _stop(_tree: Tree, kind: Kind) -> list[Any]:
    tone, link = kind.rule("tone", "warning"), kind.rule("link")
    names: dict[str, Any] = {"href": link["href"], "link_label": localized(link["label"])} if link else {}
    return [Partial("eforms/_stop.html", question=kind.question, tone=tone, **names)]


def _calculated(tree: Tree, kind: Kind) -> list[Any]:
    value = tree.scope.facts.values.get(kind.key.removeprefix(tree.scope.prefix))
    words = "" if value is None else kind.display(value)
    return [Partial("eforms/_calculated.html", question=kind.question, value=words)]


def _group(tree: Tree, kind: Kind) -> list[Any]:
    assert isinstance(kind, Group)
    draw = _table_row if kind.rule("look") == "table" else _card
    rows = [draw(tree, kind, number, row) for number, row in enumerate(kind.row_ids, 1)]
    names: dict[str, Any] = {"group": kind, "question": kind.question, "draft": tree.draft, "step": tree.form.step}
    facts: dict[str, Any] = {
        "look": kind.rule("look"),
        "heads": [(question.label, _hint(tree, kind, question.key)) for question in kind.question.fields],
        "needed": kind.is_needed(tree.scope.facts),
        "errors": tree.form.errors.get(kind.rows_name),
        "may_add": len(kind.row_ids) < kind.high,
        "is_focused": tree.focus == kind.key,
    }
    return [Partial("eforms/_group.html", *rows, **names, **facts)]


def _hint(tree: Tree, group: Group, key: str) -> str:
    """How a column is written, for its head: wide tables hide it in the cells (kajaani.css)."""
    first = next(iter(group.kinds.values()), {})
    inputs = tree.form.inputs[first[key].key] if key in first else {}
    return str(next(iter(inputs.values())).help_text) if inputs else ""


def _card(tree: Tree, group: Group, number: int, row: str) -> Partial:
    parts = _of_row(tree, group, row).parts()
    return Partial("eforms/_group_row.html", *parts, **_named(tree, group, number, row))


def _table_row(tree: Tree, group: Group, number: int, row: str) -> Partial:
    inner = _of_row(tree, group, row)
    cells = [
        Partial("eforms/_group_cell.html", *inner.cell(kind), label=str(kind.question.label), labelled=False)
        for kind in group.kinds[row].values()
    ]
    return Partial("eforms/_group_cells.html", *cells, **_named(tree, group, number, row))


def _of_row(tree: Tree, group: Group, row: str) -> Tree:
    return Tree(tree.form.scope_of(group, row), tree.draft, group.kinds[row].values(), focus=tree.focus)


def _named(tree: Tree, group: Group, number: int, row: str) -> dict[str, Any]:
    return {"draft": tree.draft, "step": tree.form.step, "group": group, "row": row, "title": group.item(number)}


DRAWN: dict[str, Callable[[Tree, Kind], list[Any]]] = {
    "address": _address,
    "attachment": _attachment,
    "calculated": _calculated,
    "date_range": _in_a_row,
    "explanation": _explanation,
    "group": _group,
    "location": _location,
    "signature": _signature,
    "stop": _stop,
}
