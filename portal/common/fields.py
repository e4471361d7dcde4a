# SPDX-License-Identifier: EUPL-1.2
"""One field of a form as HTML: label, help, input, error. What `designsystemet/field.html` shows.

A step of a form has dozens of such parts. As templates that include each other they took most of the page's time, so
they are written here, each a line or two.

A form field may carry these attributes of ours, all optional:
`source_note` (where a prefilled answer comes from), `source_link` (the page that tells how to correct it), `locked`
(readonly: registry data), `affix` (€, km), `choice_help` (value → explanation), `outlined` (big choices), `full_label`
(the label where it stands alone, such as in the error summary) and `target` (where the error of a hidden input leads).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.template import Context
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.common.markdown import to_html, to_inline_html
from portal.common.markup import format_html, format_html_join
from portal.common.templatetags.omakajaani import NOTHING, svg_icon

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
KINDS = {forms.CheckboxInput: "checkbox", forms.FileInput: "file", forms.DateInput: "date", forms.Textarea: "text"}


class Shown(NamedTuple):
    """What of a field is shown, and the questions that its choices open."""

    label: bool = True
    errors: bool = True
    optional: bool = True
    opened: Mapping[str, object] = {}


ALL = Shown()


def shown_in(context: Context) -> Shown:
    """As form_show_labels, form_show_errors, mark_optional and opened of a template's context say."""
    label, errors, optional = (
        context.get(name) is not False for name in ("form_show_labels", "form_show_errors", "mark_optional")
    )
    return Shown(label, errors, optional, context.get("opened") or {})


def draw(field: BoundField, shown: Shown = ALL) -> SafeString:
    if field.is_hidden:
        return field.as_widget()
    if isinstance(field.field.widget, GROUPS) or kind(field) == "group":
        return _fieldset(field, shown)
    return _field(field, shown)


def kind(field: BoundField) -> str:
    """The shape in which the field is shown."""
    widget = field.field.widget
    if isinstance(widget, GROUPS):
        return "choices"
    found = (name for base, name in KINDS.items() if isinstance(widget, base))
    return next(found, "group" if field.use_fieldset else "input")


def is_locked(field: BoundField) -> bool:
    return bool(getattr(field.field, "locked", False))


def descriptions(field: BoundField) -> str:
    """The ids that explain the field, in the order in which they are read: help, counter, source, error."""
    parts = {
        "helptext": field.help_text,
        "count": field.field.widget.attrs.get("maxlength") and kind(field) == "text",
        "source": getattr(field.field, "source_note", ""),
        "error": field.errors,
    }
    return " ".join(f"{field.auto_id}_{part}" for part, is_shown in parts.items() if is_shown)


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
    if widget.attrs.get("maxlength"):
        attrs["maxlength"] = (
            False  # a browser would cut what is pasted without a word; the server tells what is too long
        )
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


def options(field: BoundField, opened: Mapping[str, object]) -> list[Option]:
    """The choices of a radio or checkbox group; `opened` holds the questions that follow a choice."""
    field.form.use_required_attribute = False
    help_of = getattr(field.field, "choice_help", {})
    found = []
    for choice in field.subwidgets:
        value, attrs = str(choice.data["value"]), choice.data["attrs"]
        attrs["class"] = "ds-input"
        if help_of.get(value):
            attrs["aria-describedby"] = f"{attrs['id']}_help"
        opens = opened.get(value, "")
        found.append(Option(choice.tag(), attrs["id"], choice.choice_label, help_of.get(value, ""), opens))
    return found


def chars_left(field: BoundField) -> int:
    return int(field.field.widget.attrs["maxlength"]) - len(str(field.value() or ""))


# ---- the parts


def _fieldset(field: BoundField, shown: Shown) -> SafeString:
    """Radio buttons, check boxes, or one question answered in several boxes."""
    described = descriptions(field)
    return format_html(
        '<fieldset class="ds-fieldset" id="div_{}"{}><legend class="ds-label{}">{}</legend>{}{}{}{}</fieldset>',
        field.auto_id,
        format_html(' aria-describedby="{}"', described) if described else NOTHING,
        "" if shown.label else " ds-sr-only",
        _label(field, shown),
        _help(field),
        control(field) if kind(field) == "group" else _choices(field, shown),
        _source(field),
        errors(field, shown),
    )


def _choices(field: BoundField, shown: Shown) -> SafeString:
    """A choice may be followed by the questions that it opens."""
    variant = SafeString(' data-variant="outline"') if getattr(field.field, "outlined", False) else NOTHING
    explained = '<p data-field="description" id="{}_help">{}</p>'
    return format_html_join(
        "",
        '<div class="ds-field"{}>{}<label class="ds-label" for="{}">{}</label>{}</div>{}',
        (
            (
                variant,
                option.control,
                option.id,
                option.label,
                format_html(explained, option.id, option.help) if option.help else NOTHING,
                option.opened,
            )
            for option in options(field, shown.opened)
        ),
    )


def _field(field: BoundField, shown: Shown) -> SafeString:
    shape = kind(field)
    if shape == "checkbox":  # one yes-or-no box stands before its text; an empty one is an answer
        label = _labelled(field, field.label, "")
        parts = (control(field), label, _help(field), _source(field))
    else:
        label = _labelled(field, _label(field, shown), "" if shown.label else " ds-sr-only")
        parts = (label, _help(field), _framed(field, shape), _source(field) if shape != "file" else NOTHING)
    html = '<div class="ds-field" id="div_{}">{}{}{}{}{}</div>'
    return format_html(html, field.auto_id, *parts, errors(field, shown))


def _labelled(field: BoundField, text: object, css: str) -> SafeString:
    return format_html('<label class="ds-label{}" for="{}">{}</label>', css, field.id_for_label, text)


def _framed(field: BoundField, shape: str) -> SafeString:
    """The input with what stands around it: a unit, the calendar, the counter of letters, the area for files."""
    box = control(field)
    if affix := getattr(field.field, "affix", ""):
        return format_html('<div class="ds-field-affixes">{}<span class="ds-field-affix">{}</span></div>', box, affix)
    if shape == "date" and not is_locked(field):
        return _with_calendar(field, box)
    if shape == "text" and field.field.widget.attrs.get("maxlength"):
        return box + _counter(field)
    return _dropped_on(field, box) if shape == "file" else box


def _with_calendar(field: BoundField, box: SafeString) -> SafeString:
    return format_html(
        '<div class="k-row" data-gap="2">{}<button class="ds-button" type="button" data-variant="tertiary" '
        'data-calendar="{}" hidden>{} {}</button></div>',
        box,
        field.auto_id,
        svg_icon("Calendar"),
        _("Valitse kalenterista"),
    )


def _counter(field: BoundField) -> SafeString:
    left = chars_left(field)
    room, over = _("Voit kirjoittaa vielä {n} merkkiä"), _("Tekstissä on {n} merkkiä liikaa")
    return format_html(
        '<p class="k-small k-muted" id="{}_count" data-limit="{}" data-room="{}" data-over="{}">{}</p>',
        field.auto_id,
        field.field.widget.attrs["maxlength"],
        room,
        over,
        (room if left >= 0 else over).replace("{n}", str(abs(left))),
    )


def _dropped_on(field: BoundField, box: SafeString) -> SafeString:
    """The whole area takes dropped files, as the input fills it."""
    return format_html(
        '<div class="ds-file-upload"{}><p>{}</p>{}<span class="ds-button" data-variant="secondary" aria-hidden="true">'
        '{}</span></div><p class="k-small" data-chosen-files="{}" role="status"></p>',
        _sent_at_once(field),
        _("Vedä tiedosto tähän tai valitse laitteelta"),
        box,
        _("Valitse tiedosto"),
        field.auto_id,
    )


def _sent_at_once(field: BoundField) -> SafeString:
    settings = getattr(field.field, "upload", "")
    if not settings:
        return NOTHING
    return format_html(' data-module="{}" data-upload="{}"', static("js/upload.js"), settings)


def _label(field: BoundField, shown: Shown) -> SafeString:
    """The text of a label or legend. Only what may be left empty is marked."""
    if field.field.required or not shown.optional or is_locked(field):
        return format_html("{}", field.label)
    return format_html('{} <span class="ds-tag" data-color="neutral">{}</span>', field.label, _("Vapaaehtoinen"))


def _help(field: BoundField) -> SafeString:
    if not field.help_text:
        return NOTHING
    if "\n" in field.help_text and has_markdown(field):
        html = '<div class="k-stack" data-gap="2" data-field="description" id="{}_helptext">{}</div>'
        return format_html(html, field.auto_id, to_html(field.help_text))
    text = to_inline_html(field.help_text) if has_markdown(field) else field.help_text
    return format_html('<p data-field="description" id="{}_helptext">{}</p>', field.auto_id, text)


def has_markdown(field: BoundField) -> bool:
    """The texts of forms that the city writes itself; those of our own pages are plain."""
    return bool(getattr(field.form, "help_is_markdown", False))


def _source(field: BoundField) -> SafeString:
    """Where a prefilled answer comes from."""
    note = getattr(field.field, "source_note", "")
    if not note:
        return NOTHING
    html = '<p class="k-note">{}<span><span id="{}_source">{}</span>{}</span></p>'
    return format_html(html, svg_icon("PersonCheckmark"), field.auto_id, note, _correction(field))


def _correction(field: BoundField) -> SafeString:
    link = getattr(field.field, "source_link", "")
    if not link:
        return NOTHING
    html = ' <a class="ds-link" href="{}">{}<span class="ds-sr-only">: {}</span></a>'
    return format_html(html, link, _("Tieto on väärin"), field.label)


def errors(field: BoundField, shown: Shown = ALL) -> SafeString:
    if not field.errors or not shown.errors:
        return NOTHING
    return format_html(
        '<p class="ds-validation-message" data-field="validation" id="{}_error">{}</p>',
        field.auto_id,
        format_html_join(SafeString("<br>"), "{}", ((error,) for error in field.errors)),
    )
