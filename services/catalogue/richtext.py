# SPDX-License-Identifier: EUPL-1.2
"""Rich texts of the catalogue: Markdown, or the Draft.js JSON and stray HTML of older records, to safe HTML.

Done when a text is saved, so that no page ever parses one.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from html import unescape

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it import MarkdownIt

from portal.common.texts import LocalizedText

_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td"}
# The design system styles by class; what an editor wrote gets them here.
_LOOKS = {
    "p": {"class": "ds-paragraph"},
    "ul": {"class": "ds-list"},
    "ol": {"class": "ds-list"},
    "a": {"class": "ds-link"},
    "h3": {"class": "ds-heading", "data-size": "xs"},
    "table": {"class": "ds-table", "data-border": ""},
}
_DRAFT_PREFIX = {"unordered-list-item": "* ", "ordered-list-item": "1. ", "header-two": "### ", "header-three": "### "}


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table")


def strip_tags(text: str) -> str:
    """The words of a text that should have had no mark-up."""
    if "<" not in text and "&" not in text:
        return text
    parted = re.sub(r"<br ?/?>|</(?:p|li|h\d)>", "\n", text)
    return unescape(nh3.clean(parted, tags=set(), clean_content_tags={"script", "style"})).replace("\xa0", " ")


def from_draft_js(text: str) -> str:
    """Markdown of a Draft.js document; any other text as it is."""
    if not text.lstrip().startswith("{"):
        return text
    try:
        blocks = json.loads(text)["blocks"]
        lines = [(block.get("type", ""), str(block.get("text", "")).strip()) for block in blocks]
    except (ValueError, KeyError, TypeError, AttributeError):
        return text
    joined = ""
    for kind, line in lines:
        prefix = _DRAFT_PREFIX.get(kind, "")
        joined += f"{prefix}{line}\n" if prefix in ("* ", "1. ") else f"\n{prefix}{line}\n"
    return joined.strip()


def to_html(text: str) -> str:
    """Safe HTML. Headings begin at h3: the page itself has h1 and h2."""
    # National texts have lists straight after a paragraph, which Markdown wants parted by an empty line.
    spaced = re.sub(r"(?m)^(?!\s*(?:[*-]|\d+\.) )(.+)\n(?=\s*(?:[*-]|\d+\.) )", r"\1\n\n", text)
    # A sum and its unit stay on one line.
    html = re.sub(r"(?<=\d) (?=[€%])", "\N{NO-BREAK SPACE}", _markdown().render(spaced))
    html = re.sub(r"<(/?)h[1-3]>", r"<\1h3>", html)
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="external noopener",
        set_tag_attribute_values=_LOOKS,
    ).strip()


def shown(html: LocalizedText) -> SafeString:
    """What `render_all` made, in the reader's language; a fallback tells its own with `lang`."""
    text = mark_safe(str(html))  # noqa: S308 made safe by to_html
    if not text or html.lang == (get_language() or "")[:2]:
        return text
    return format_html('<div class="k-stack" lang="{}">{}</div>', html.lang, text)


def render_all(texts: Mapping[str, str]) -> LocalizedText:
    return LocalizedText({language: to_html(text) for language, text in texts.items() if text})
