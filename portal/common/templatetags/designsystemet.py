# SPDX-License-Identifier: EUPL-1.2
"""What the crispy template pack `designsystemet` needs besides templates: `{% load designsystemet %}`.

A form field may carry these attributes of ours, all optional:
`source_note` (where a prefilled answer comes from), `locked` (readonly: registry data), `affix` (€, km),
`choice_help` (value → explanation) and `outlined` (big choices).
"""

from typing import Any, NamedTuple

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString
from django.utils.text import slugify

register = template.Library()

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.filter
def kind(field: BoundField) -> str:
    """Which template of the pack shows the field."""
    widget = field.field.widget
    kinds = {forms.CheckboxInput: "checkbox", forms.FileInput: "file", forms.DateInput: "date", forms.Textarea: "text"}
    if isinstance(widget, GROUPS):
        return "choices"
    return next(
        (name for base, name in kinds.items() if isinstance(widget, base)), "group" if field.use_fieldset else "input"
    )


@register.filter
def is_locked(field: BoundField) -> bool:
    return bool(getattr(field.field, "locked", False))


@register.filter
def descriptions(field: BoundField) -> str:
    """The ids that explain the field, in the order in which they are read: help, counter, source, error."""
    parts = {
        "helptext": field.help_text,
        "count": field.field.widget.attrs.get("maxlength") and kind(field) == "text",
        "source": getattr(field.field, "source_note", ""),
        "error": field.errors,
    }
    return " ".join(f"{field.auto_id}_{part}" for part, shown in parts.items() if shown)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input itself. Nothing is marked required: it is the rule, and the server tells what is missing."""
    widget, shape = field.field.widget, kind(field)
    field.form.use_required_attribute = False
    if isinstance(widget, forms.ClearableFileInput):
        # Earlier files are listed beside the input, with their own buttons.
        widget.template_name = forms.FileInput.template_name
    attrs: dict[str, Any] = {}
    if shape != "file":
        attrs["class"] = f"{widget.attrs.get('class', '')} ds-input".strip()
    if shape == "text":
        attrs["cols"] = False  # the column decides the width, not Django's forty letters
    if shape == "date":
        attrs |= {"inputmode": "numeric", "autocomplete": widget.attrs.get("autocomplete", "off"), "size": 12}
    if getattr(field.field, "affix", ""):
        attrs |= {"inputmode": "decimal", "size": widget.attrs.get("size", 10)}
    if is_locked(field):
        attrs["readonly"] = True
    if shape != "group" and (ids := descriptions(field)):
        attrs["aria-describedby"] = ids
    return field.as_widget(attrs=attrs)


class Option(NamedTuple):
    control: SafeString
    id: str
    label: object
    help: object
    opened: object


@register.simple_tag
def options(field: BoundField, opened: dict[str, object] | None = None) -> list[Option]:
    """The choices of a radio or checkbox group; `opened` holds the questions that follow a choice."""
    field.form.use_required_attribute = False
    help_of = getattr(field.field, "choice_help", {})
    found = []
    for choice in field.subwidgets:
        value, attrs = str(choice.data["value"]), choice.data["attrs"]
        attrs["class"] = "ds-input"
        if help_of.get(value):
            attrs["aria-describedby"] = f"{attrs['id']}_help"
        opens = (opened or {}).get(value, "")
        found.append(Option(choice.tag(), attrs["id"], choice.choice_label, help_of.get(value, ""), opens))
    return found


@register.filter
def target(field: BoundField) -> str:
    """The id that an error summary leads to: the input, or the first input of a group."""
    if isinstance(field.field.widget, GROUPS):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.filter
def chars_left(field: BoundField) -> int:
    return int(field.field.widget.attrs["maxlength"]) - len(str(field.value() or ""))


@register.simple_tag
def error_list(form: BaseForm) -> list[tuple[str, object, object]]:
    """(where to go, label, first error) of each thing to correct, in the order of the page."""
    found: list[tuple[str, object, object]] = [("", "", error) for error in form.non_field_errors()]
    for field in form:
        if field.errors:
            found.append(("" if field.is_hidden else target(field), _lead(str(field.label)), field.errors[0]))
    return found


def _lead(label: str) -> str:
    """The label as the start of a line that goes on with what is wrong. A question keeps its own mark."""
    return label if label.endswith(("?", ":", "!", ".")) else f"{label}:"


@register.filter
def anchor(value: object) -> str:
    return slugify(str(value))
