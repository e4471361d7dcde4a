# SPDX-License-Identifier: EUPL-1.2
"""What the crispy template pack `designsystemet` needs besides templates: `{% load designsystemet %}`.

How a field looks is in portal/common/fields.py.
"""

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.text import slugify

from portal.common import fields

register = template.Library()

register.filter(fields.descriptions)


@register.simple_tag(takes_context=True)
def whole_field(context: Context) -> SafeString:
    """The `field` of the context, as fields.shown_in tells."""
    return fields.draw(context["field"], fields.shown_in(context))


@register.simple_tag
def field_errors(field: BoundField) -> SafeString:
    return fields.errors(field)


@register.simple_tag
def options(field: BoundField) -> list[fields.Option]:
    """The choices of a radio or checkbox group, for a template that lays them out itself."""
    return fields.options(field, {})


@register.filter
def target(field: BoundField) -> str:
    """The id that an error summary leads to: the input, or the first input of a group."""
    if isinstance(field.field.widget, fields.GROUPS):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.simple_tag
def error_list(form: BaseForm) -> list[tuple[str, object, object]]:
    """(where to go, label, first error) of each thing to correct, in the order of the page."""
    found: list[tuple[str, object, object]] = [("", "", error) for error in form.non_field_errors()]
    for field in form:
        if field.errors:
            where = getattr(field.field, "target", "") if field.is_hidden else target(field)
            label = getattr(field.field, "full_label", field.label)
            found.append((where, _lead(str(label)), field.errors[0]))
    return found


def _lead(label: str) -> str:
    """The label as the start of a line that goes on with what is wrong. A question keeps its own mark."""
    return label if label.endswith(("?", ":", "!", ".")) else f"{label}:"


@register.filter
def anchor(value: object) -> str:
    return slugify(str(value))
