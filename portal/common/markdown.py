# SPDX-License-Identifier: EUPL-1.2
"""Texts of forms in a little Markdown: paragraphs, lists, links and bold. No headings: the page has its own."""

from functools import cache, lru_cache

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it import MarkdownIt

_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a"}
_SCHEMES = {"http", "https", "mailto", "tel"}
# The design system styles by class.
_LOOKS = {
    "p": {"class": "ds-paragraph"},
    "ul": {"class": "ds-list"},
    "ol": {"class": "ds-list"},
    "a": {"class": "ds-link"},
}
# Within a line, as under a question, only these are at home.
_INLINE_TAGS = {"br", "strong", "em", "a"}
KEPT = 4096


@cache
def _markdown() -> MarkdownIt:
    rules = ["newline", "escape", "entity", "emphasis", "link", "list", "autolink"]
    return MarkdownIt("zero", {"html": False, "breaks": True}).enable(rules)


def _safe(html: str, tags: set[str]) -> SafeString:
    clean = nh3.clean(
        html,
        tags=tags,
        attributes={"a": {"href"}, "*": set()},
        url_schemes=_SCHEMES,
        # A page behind a link learns nothing of the form and cannot reach back to it.
        link_rel="noopener noreferrer",
        set_tag_attribute_values={tag: looks for tag, looks in _LOOKS.items() if tag in tags},
    )
    return mark_safe(clean.strip())  # noqa: S308 nh3 made it safe


# The same texts are shown on every page of a form, so each is rendered once in a process.
@lru_cache(maxsize=KEPT)
def to_html(text: str) -> SafeString:
    """Safe HTML of paragraphs and lists."""
    return _safe(_markdown().render(text.replace("\r\n", "\n")), _TAGS)


@lru_cache(maxsize=KEPT)
def to_inline_html(text: str) -> SafeString:
    """Safe HTML that fits inside a paragraph: line breaks, bold and links; a list stays as it was written."""
    return _safe(_markdown().renderInline(text.replace("\r\n", "\n")), _INLINE_TAGS)


def shown(text: object, *, inline: bool = False) -> SafeString:
    """The text, which may be a LocalizedText; a fallback tells its language."""
    html = (to_inline_html if inline else to_html)(str(text))
    lang = getattr(text, "lang", "")
    if not html or not lang or lang == (get_language() or "")[:2]:
        return html
    return format_html('<span lang="{}">{}</span>' if inline else '<div lang="{}">{}</div>', lang, html)


def plain(text: str) -> str:
    """The words alone, for lists and letters that show no mark-up."""
    return " ".join(nh3.clean(_markdown().render(text), tags=set()).split())
