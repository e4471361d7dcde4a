# SPDX-License-Identifier: EUPL-1.2
"""The widgets of every form, drawn without Django's templates.

A form page has dozens of inputs, and Django renders each with two templates. The few that pages show by the dozen are
written out here to the same HTML; every other widget still uses its template.
"""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

from portal.common.markup import escaped, format_html

Widget = Mapping[str, Any]

INPUTS = frozenset(
    f"django/forms/widgets/{name}.html"
    for name in ("text", "number", "email", "url", "password", "hidden", "date", "file", "checkbox", "input")
)
TEXTAREA = "django/forms/widgets/textarea.html"
SELECT = "django/forms/widgets/select.html"
SELECT_OPTION = "django/forms/widgets/select_option.html"
CHOICES = frozenset(f"django/forms/widgets/{name}_option.html" for name in ("radio", "checkbox"))


class WidgetRenderer(TemplatesSetting):
    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        widget = context.get("widget", {})
        if template_name in INPUTS or (template_name in CHOICES and not widget["wrap_label"]):
            return _input(widget)
        if template_name == TEXTAREA:
            return format_html("<textarea{}{}>\n{}</textarea>", *_named(widget), widget["value"] or "")
        if template_name == SELECT:
            return format_html("<select{}{}>{}\n</select>", *_named(widget), self._groups(widget))
        if template_name == SELECT_OPTION:
            value = SafeString(f' value="{escaped(widget["value"])}"')
            return format_html("<option{}{}>{}</option>", value, attributes(widget["attrs"]), widget["label"])
        return super().render(template_name, context, request)

    def _groups(self, widget: Widget) -> SafeString:
        groups = []
        for name, options, _index in widget["optgroups"]:
            drawn = SafeString("".join(self.render(option["template_name"], {"widget": option}) for option in options))
            groups.append(format_html('<optgroup label="{}">{}</optgroup>', name, drawn) if name else drawn)
        return SafeString("".join(groups))


def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """As django/forms/widgets/attrs.html: True is a bare name, False is left out."""
    return SafeString(
        "".join(
            f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'
            for name, value in attrs.items()
            if value is not False
        )
    )


def _named(widget: Widget) -> tuple[SafeString, SafeString]:
    return SafeString(f' name="{escaped(widget["name"])}"'), attributes(widget["attrs"])


def _input(widget: Widget) -> SafeString:
    name, attrs = _named(widget)
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    return SafeString(f'<input type="{escaped(widget["type"])}"{name}{value}{attrs}>')
