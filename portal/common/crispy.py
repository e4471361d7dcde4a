# SPDX-License-Identifier: EUPL-1.2
"""Layout objects of our forms, beside crispy's own Layout, Row (side by side) and Div.

self.helper.layout = Layout(
    Section(_("Lapsi"), "child", Prefilled("address", source=_("väestötietojärjestelmästä"), locked=True)),
    Section(_("Hoidon tarve"), Choice("shift_work", {"yes": ["hours", "certificate"]})),
    Actions(_("Tallenna ja jatka"), back_url=previous, pause_url=my_page),
)
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.common.fields import draw, shown_in
from portal.common.markup import format_html


class Section(LayoutObject):
    """A part of the form under its own heading."""

    def __init__(self, title: object, *fields: Any, css_id: str = "", lead: object = "") -> None:
        self.title, self.lead, self.css_id, self.fields = title, lead, css_id, list(fields)

    def render(self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any) -> SafeString:
        body = self.get_rendered_fields(form, context, template_pack, **kwargs)
        # The heading is not named by a field's id, so `osio-` keeps the two apart.
        css_id = self.css_id or f"osio-{slugify(str(self.title))}"
        is_drawn = isinstance(self.lead, SafeString) or not self.lead
        lead = self.lead if is_drawn else format_html('<p class="ds-paragraph">{}</p>', self.lead)
        return format_html(
            '<section class="k-stack" data-gap="6" aria-labelledby="{0}">'
            '<h2 class="ds-heading" data-size="sm" id="{0}">{1}</h2>{2}{3}</section>',
            css_id,
            self.title,
            lead,
            body,
        )


class Conditional(LayoutObject):
    """Questions that matter only when `field` has one of `values`.

    Without JavaScript they are all shown, so the server ignores the answers that do not matter.
    """

    def __init__(self, field: str, values: Iterable[str], *fields: Any) -> None:
        self.field, self.values, self.fields = field, list(values), list(fields)

    def render(self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any) -> SafeString:
        body = self.get_rendered_fields(form, context, template_pack, **kwargs)
        # forms.js hides this while the field has none of the values.
        return format_html(
            '<div class="k-cond k-stack" data-gap="6" data-when="{}" data-is="{}">{}</div>',
            form.add_prefix(self.field),
            json.dumps(self.values, ensure_ascii=False),
            body,
        )


class Choice(LayoutObject):
    """A question of which an answer opens more questions, each right after the answer that opens it."""

    def __init__(self, field: str, opens: Mapping[str, Iterable[Any]]) -> None:
        self.name, self.parts = field, {value: Conditional(field, [value], *parts) for value, parts in opens.items()}
        self.fields = [field, *self.parts.values()]

    def render(self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any) -> SafeString:
        opened = {value: part.render(form, context, template_pack, **kwargs) for value, part in self.parts.items()}
        return draw(form[self.name], shown_in(context)._replace(opened=opened))


class Prefilled(LayoutObject):
    """A field whose answer we already had: it tells where from. Registry data is locked: readonly, never disabled."""

    def __init__(self, field: str, *, source: object, locked: bool = False) -> None:
        self.name, self.source, self.locked, self.fields = field, source, locked, [field]

    def render(self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any) -> SafeString:
        mark_prefilled(form, self.name, source=self.source, locked=self.locked)
        return SafeString(self.get_rendered_fields(form, context, template_pack, **kwargs))


class Actions(LayoutObject):
    """The buttons at the end of a form: forward, back, and a way to stop for now."""

    def __init__(
        self, primary: object, *, back_url: str = "", pause_url: str = "", name: str = "", value: str = ""
    ) -> None:
        self.names = {"primary": primary, "back_url": back_url, "pause_url": pause_url, "name": name, "value": value}
        self.fields: list[Any] = []

    def render(
        self, _form: BaseForm, _context: Context, template_pack: str = TEMPLATE_PACK, **_kwargs: Any
    ) -> SafeString:
        return render_to_string(f"{template_pack}/layout/actions.html", self.names)


def mark_prefilled(form: BaseForm, name: str, *, source: object, locked: bool = False) -> None:
    """Show where the answer comes from; `source` in the form "väestötietojärjestelmästä"."""
    field: Any = form.fields[name]
    field.locked = locked
    note = _("Haettu %(source)s") if locked else _("Haettu %(source)s, voit muuttaa")
    field.source_note = note % {"source": source}
