# SPDX-License-Identifier: EUPL-1.2
"""The little Markdown of forms: what it makes, and what it never lets through."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.utils.translation import override

from portal.common import fields
from portal.common.markdown import plain, shown, to_html, to_inline_html
from portal.common.texts import localized


class Seen(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def test_paragraphs_lists_bold_and_links_are_made() -> None:
    html = to_html("Tarvitset **luvan**.\nKatso [ohje](https://esimerkki.fi/a?b=1&c=2).\n\n- kartta\n- suunnitelma")

    assert html == (
        '<p class="ds-paragraph">Tarvitset <strong>luvan</strong>.<br>\nKatso '
        '<a href="https://esimerkki.fi/a?b=1&amp;c=2" class="ds-link" rel="noopener noreferrer">ohje</a>.</p>\n'
        '<ul class="ds-list">\n<li>kartta</li>\n<li>suunnitelma</li>\n</ul>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:msgbox)",
        '<https://a.fi/"onclick=alert(1)>',
        '[x](https://a.fi "onmouseover=alert(1)")',
        "<img src=x onerror=alert(1)>",
        "![x](https://a.fi/x.png)",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_nothing_that_runs_or_loads_gets_through(text: str) -> None:
    for html in (to_html(text), to_inline_html(text)):
        seen = Seen()
        seen.feed(html)
        assert seen.tags <= {"p", "a"}
        assert {name for name, _value in seen.attributes} <= {"class", "href", "rel"}
        assert all(str(value).startswith("https://a.fi") for name, value in seen.attributes if name == "href")


@pytest.mark.parametrize("text", ["# Otsikko", "Otsikko\n===", "| a | b |\n|---|---|\n| 1 | 2 |", "---", "> lainaus"])
def test_headings_tables_and_lines_stay_as_text(text: str) -> None:
    html = to_html(text)

    assert not any(tag in html for tag in ("<h1", "<h2", "<table", "<hr", "<blockquote"))


def test_a_text_within_a_line_has_no_paragraphs() -> None:
    assert to_inline_html("Kysy **meiltä**.\n- yksi") == "Kysy <strong>meiltä</strong>.<br>\n- yksi"


def test_a_fallback_tells_its_language() -> None:
    with override("sv"):
        assert shown(localized({"fi": "Hei"}), inline=True) == '<span lang="fi">Hei</span>'
        assert shown(localized({"fi": "Hei", "sv": "Hej"}), inline=True) == "Hej"


def test_words_alone_are_left_for_those_who_show_no_markup() -> None:
    assert plain("Kysy **meiltä** [lisää](https://a.fi).\n\n- yksi") == "Kysy meiltä lisää. yksi"


class Plain(forms.Form):
    name = forms.CharField(help_text="Kirjoita *nimi*.")


class Written(Plain):
    help_is_markdown = True


class WrittenLong(forms.Form):
    help_is_markdown = True
    name = forms.CharField(help_text="Mukaan:\n\n- kartta")


def test_help_is_markdown_only_where_the_city_writes_it() -> None:
    assert "Kirjoita *nimi*." in fields.draw(Plain()["name"])
    assert '<p data-field="description" id="id_name_helptext">Kirjoita <em>nimi</em>.</p>' in fields.draw(
        Written()["name"]
    )
    assert "<li>kartta</li>" in fields.draw(WrittenLong()["name"])
