# SPDX-License-Identifier: EUPL-1.2
"""The components of the portal's look: `{% load omakajaani %}`. The page /komponentit/ (in DEBUG) shows each of them.

Tags take plain values. What has more than one element lives in templates/components/.
"""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _

from portal.common import clock, dates
from portal.common.kept import Link, mark_or_gap, sameforall
from portal.common.language import path_in_language
from portal.common.looks import Look, channel_look, deadline_look, status_look
from portal.common.map_pictures import map_picture
from portal.common.markdown import shown
from portal.common.phones import show_phone

register = template.Library()

NOTHING = SafeString("")
MESSAGE_COLORS = {"error": "danger", "debug": "neutral"}


# ---- icons, tags and links


# Typed, so that a text that templates trust never stands in for an equal one that must be escaped.
@lru_cache(maxsize=1024, typed=True)
def svg_icon(name: str, label: str = "", css: str = "") -> SafeString:
    """A reference into the static sprite: fetched once, and it works in every partial. Cached, as pages have dozens."""
    symbol = re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
    return format_html(
        '<svg class="ds-icon{}" width="24" height="24" {}><use href="{}#i-{}"/></svg>',
        f" {css}" if css else "",
        format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"'),
        static("img/icons.svg"),
        symbol,
    )


@register.simple_tag
def icon(name: str, label: object = "", css: str = "") -> SafeString:
    """{% icon "Boat" %} is decoration; {% icon "Boat" label=_("Vene") %} is a picture with a name."""
    return svg_icon(name, str(label), css)


@register.filter
def whole(reference: object) -> SafeString:
    """{{ case.reference|whole }}: a number that is not cut at the end of a line, and is copied as it is."""
    return format_html('<span class="k-nowrap">{}</span>', reference)


@register.simple_tag
def bubble(name: str, color: str = "lake", *, small: bool = False) -> SafeString:
    """{% bubble "Boat" "birch" %}: an icon on a tinted tile."""
    size = SafeString(" data-small") if small else NOTHING
    return format_html('<span class="k-icon" data-color="{}"{}>{}</span>', color, size, svg_icon(name))


def tag_html(look: Look, text: object = "") -> SafeString:
    picture = format_html("{}&nbsp;", svg_icon(look.icon)) if look.icon else NOTHING
    return format_html('<span class="ds-tag" data-color="{}">{}{}</span>', look.color, picture, text or look.text)


@register.simple_tag
def tag(text: object, icon: str = "", color: str = "neutral") -> SafeString:
    """{% tag _("Uusi") icon="BellDot" color="lake" %}: colour never tells anything alone, so there is always a text."""
    return tag_html(Look(color, icon, text))


# Only looks of the vocabulary are kept, never a text that somebody wrote.
@lru_cache(maxsize=512)
def _look_html(color: str, icon: str, text: str) -> SafeString:
    return tag_html(Look(color, icon, text))


@register.simple_tag
def status_tag(status: object, text: object = "", *, staff: bool = False) -> SafeString:
    """{% status_tag case %} or {% status_tag "received" %}; staff=True tells it from the staff's side."""
    look = status_look(str(getattr(status, "status", status)), staff=staff)
    return tag_html(look, text) if text else _look_html(look.color, look.icon, str(look.text))


@register.simple_tag
def deadline_tag(due: dt.date | dt.datetime | None, *, paused: bool = False) -> SafeString:
    """{% deadline_tag case.due_on paused=is_waiting %}: how many days are left."""
    if due is None:
        return NOTHING
    look = deadline_look((dates.as_day(due) - clock.today()).days, paused=paused)
    return _look_html(look.color, look.icon, str(look.text))


@register.simple_tag
def channels(kinds: Iterable[object]) -> SafeString:
    """{% channels kinds %}: the ways to do the errand ("eform", "phone"…), each an icon and a word."""
    looks = [channel_look(str(kind)) for kind in dict.fromkeys(kinds)]
    items = format_html_join("", "<li>{} {}</li>", ((svg_icon(look.icon), look.text) for look in looks))
    return format_html('<ul class="k-plain k-meta">{}</ul>', items)


@register.simple_tag
def more(text: object, url: str) -> SafeString:
    """{% more _("Kaikki palvelut") url %}: a link with an arrow."""
    return format_html('<a class="ds-link" href="{}"><span>{}</span>{}</a>', url, text, svg_icon("ArrowRight"))


@register.filter
def message_color(level_tag: str) -> str:
    return MESSAGE_COLORS.get(level_tag, level_tag or "info")


# ---- finding one's way

register.tag(sameforall)


@register.simple_tag
def place(view: str) -> str:
    """{% place "pages:home#info" %}: the address of a named page, or nothing if the portal runs without its app."""
    return _address(view, get_language(), get_urlconf() or settings.ROOT_URLCONF)


# The menus of one page ask for some twenty addresses, and they are the same on every page.
@lru_cache(maxsize=512)
def _address(view: str, language: str | None, urlconf: str) -> str:
    name, hash_mark, fragment = view.partition("#")
    try:
        with override(language):
            return reverse(name, urlconf=urlconf) + hash_mark + fragment
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def menu_link(
    context: Context, view: str, label: object, icon: str = "", *, exact: bool = False, css: str = ""
) -> SafeString:
    """A line of a menu, marked when it leads to this page or its section.

    A page whose address does not tell its section names it in its context: {"nav": "catalogue:list"}.
    """
    url = place(view)
    if not url:
        return NOTHING
    text = label if isinstance(label, SafeString) else str(label)
    before, after = _menu_line(url, text, icon, css)
    return SafeString(before + mark_or_gap(context, Link(view, url, exact)) + after)


@lru_cache(maxsize=512, typed=True)
def _menu_line(url: str, text: str, icon: str, css: str) -> tuple[str, str]:
    picture = format_html("{} ", svg_icon(icon)) if icon else NOTHING
    item = format_html(' class="{}"', css) if css else NOTHING
    return format_html('<li{}><a href="{}"', item, url), format_html(">{}{}</a></li>", picture, text)


@register.simple_tag(takes_context=True)
def crumbs(context: Context, *parts: Any) -> SafeString:
    """{% crumbs _("Oma sivu") my_url _("Asiat") list_url case.title %}: text and address in turn, this page last."""
    links = format_html_join(
        "", '<li><a class="ds-link" href="{1}">{0}</a></li>', zip(parts[:-1:2], parts[1::2], strict=True)
    )
    here = '<li><a class="ds-link" href="{}" aria-current="page">{}</a></li>'
    return format_html(
        '<nav class="ds-breadcrumbs" aria-label="{}" data-size="sm"><ol>{}{}</ol></nav>',
        _("Murupolku"),
        links,
        format_html(here, context["request"].path, parts[-1]),
    )


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> SafeString:
    """Links to this same page in each language, named in that language."""
    path = context["request"].get_full_path() if "request" in context else reverse("pages:home")
    active = get_language()
    items = format_html_join(
        "",
        '<li><a href="{0}" lang="{1}" hreflang="{1}"{2}>{3}</a></li>',
        (
            (
                path_in_language(path, code),
                code,
                SafeString(' aria-current="true"') if code == active else NOTHING,
                get_language_info(code)["name_local"].capitalize(),
            )
            for code, _name in settings.LANGUAGES
        ),
    )
    return format_html('<ul class="k-plain k-row" data-gap="3">{}</ul>', items)


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], param: str = "page") -> dict[str, Any]:
    """{% pagination page_obj %}: the other parameters of the address stay."""

    def url(number: int) -> str:
        query = context["request"].GET.copy()
        query[param] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [(number, url(number) if isinstance(number, int) else "") for number in numbers],
        "previous": url(page.previous_page_number()) if page.has_previous() else "",
        "next": url(page.next_page_number()) if page.has_next() else "",
    }


# ---- texts


@register.simple_tag
def text(value: Any) -> SafeString:
    """{% text service.name %}: a LocalizedText, marked with `lang` when it is not in the language of the page."""
    lang = getattr(value, "lang", "")
    if lang and lang != (get_language() or "")[:2]:
        return format_html('<span lang="{}">{}</span>', lang, str(value))
    return conditional_escape(str(value))


@register.filter
def paragraphs(value: object) -> SafeString:
    """Plain text as paragraphs; an empty line starts a new one."""
    blocks = re.split(r"\n\s*\n", str(value or "").replace("\r\n", "\n").strip())
    line_break = SafeString("<br>")
    lines = (format_html_join(line_break, "{}", ((line,) for line in block.split("\n"))) for block in blocks if block)
    return format_html_join("\n", '<p class="ds-paragraph">{}</p>', ((block,) for block in lines))


@register.simple_tag
def place_on_map(geometry: dict[str, Any] | None) -> SafeString:
    """{% place_on_map row.geometry %}: a drawn map of an answer that has a place; nothing for one that has not."""
    return map_picture(geometry) if geometry else NOTHING


@register.filter
def markdown(value: object) -> SafeString:
    """{{ form.intro|markdown }}: paragraphs and lists of a text of a form (portal/common/markdown.py)."""
    return shown(value)


@register.filter
def markdown_line(value: object) -> SafeString:
    """{{ field.help|markdown_line }}: the same within a line."""
    return shown(value, inline=True)


@register.filter
def fi_date(day: dt.date | dt.datetime | None) -> str:
    """`pe 4.12.2026`"""
    return dates.day_text(day) if day else ""


@register.filter
def fi_time(moment: dt.datetime | dt.time | None) -> str:
    """`klo 9.15`"""
    return dates.time_text(moment) if moment is not None else ""


@register.filter
def fi_datetime(moment: dt.datetime | None) -> str:
    """`pe 4.12.2026 klo 9.15`"""
    return f"{dates.day_text(moment)} {dates.time_text(moment)}" if moment else ""


@register.filter
def days_left(day: dt.date | dt.datetime | None) -> str:
    """`(10 päivää aikaa)`, to follow a deadline."""
    return dates.days_left_text(day) if day else ""


@register.filter
def phone(kept: str | None) -> str:
    """`040 123 4567`"""
    return show_phone(kept or "")


@register.simple_tag
def date_box(day: dt.date | dt.datetime) -> SafeString:
    """{% date_box stop.day %}: a small calendar leaf that starts a list row."""
    date = dates.as_day(day)
    return format_html('<span class="k-date"><b>{}</b>{}</span>', date.day, dates.month_text(date))
