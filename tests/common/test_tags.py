# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from portal.common.looks import CHANNELS, STATUSES, Look, deadline_look
from portal.common.texts import LocalizedText

ICONS = set(re.findall(r'symbol id="([^"]+)"', Path(settings.BASE_DIR / "static/img/icons.svg").read_text()))


pytestmark = pytest.mark.urls("tests.common.urls")


def render(source: str, path: str = "/", **names: object) -> str:
    context = Context({"request": RequestFactory().get(path), **names})
    return Template("{% load omakajaani %}" + source).render(context).strip()


def symbol(name: str) -> str:
    return "i-" + re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def test_icon_without_label_is_hidden_from_assistive_technology() -> None:
    html = render('{% icon "FilePdf" %}')

    assert 'aria-hidden="true"' in html
    assert "icons.svg#i-file-pdf" in html


def test_number_of_a_case_stays_on_one_line_and_is_copied_as_it_is() -> None:
    sentence = "{% blocktranslate with number=number|whole %}Asia {{ number }}{% endblocktranslate %}"

    assert render(sentence, number="KAJ-1-T") == 'Asia <span class="k-nowrap">KAJ-1-T</span>'
    assert "&lt;b&gt;" in render("{{ number|whole }}", number="<b>")


def test_icon_with_label_is_an_image_with_that_name() -> None:
    assert 'role="img" aria-label="Vene &lt;1&gt;"' in render('{% icon "Boat" label=name %}', name="Vene <1>")


def test_every_icon_named_in_templates_is_in_the_sprite() -> None:
    named: set[str] = set()
    for template in Path(settings.BASE_DIR / "templates").rglob("*.html"):
        text = template.read_text()
        named |= set(re.findall(r'{% (?:icon|bubble) "(\w+)"', text)) | set(re.findall(r'icon="(\w+)"', text))

    missing = {name for name in named if symbol(name) not in ICONS}

    assert not missing, f"Add {missing} to NAMES in scripts/icons.py and run it."


@pytest.mark.parametrize("look", [*STATUSES.values(), *CHANNELS.values(), *map(deadline_look, (-1, 0, 1, 9))])
def test_every_look_has_words_and_an_icon_that_exists(look: Look) -> None:
    assert str(look.text)
    assert symbol(look.icon) in ICONS


def test_status_tag_tells_the_same_status_from_both_sides() -> None:
    assert "Odottaa sinua" in render('{% status_tag "waiting_customer" %}')
    assert "Odottaa asiakasta" in render('{% status_tag "waiting_customer" staff=True %}')


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-22", "Myöhässä 2 pv"),
        ("2026-11-24", "Tänään"),
        ("2026-11-26", "2 pv jäljellä"),
        ("2026-12-06", "12 pv jäljellä"),
    ],
)
def test_deadline_tag_counts_days_in_helsinki(freeze: Callable[[str], None], due: str, words: str) -> None:
    freeze("2026-11-24 00:30")

    assert words in render("{% deadline_tag due %}", due=dt.date.fromisoformat(due))


def test_dates_are_written_the_finnish_way_in_every_language(freeze: Callable[[str], None]) -> None:
    freeze("2026-11-24 12:00")
    moment = dt.datetime(2026, 12, 4, 7, 15, tzinfo=dt.UTC)

    assert (
        render("{{ moment|fi_datetime }} {{ moment|days_left }}", moment=moment)
        == "pe 4.12.2026 klo 9.15 (10 päivää aikaa)"
    )
    assert render("{% date_box moment %}", moment=moment) == '<span class="k-date"><b>4</b>joulu</span>'
    with translation.override("sv"):
        assert render("{{ moment|fi_date }}", moment=moment) == "fre 4.12.2026"


def test_text_in_another_language_is_marked() -> None:
    name = LocalizedText(fi="Kaivulupa")

    assert render("{% text name %}", name=name) == "Kaivulupa"
    with translation.override("en"):
        assert render("{% text name %}", name=name) == '<span lang="fi">Kaivulupa</span>'


def test_paragraphs_escape_and_keep_lines() -> None:
    html = render("{{ story|paragraphs }}", story="Hei\r\n<b>sinä</b>\r\n\r\nLoppu")

    assert html == '<p class="ds-paragraph">Hei<br>&lt;b&gt;sinä&lt;/b&gt;</p>\n<p class="ds-paragraph">Loppu</p>'
    assert render("{{ story|paragraphs }}", story="") == ""


def test_crumbs_end_at_this_page() -> None:
    html = render('{% crumbs "Etusivu" "/" "Tämä" %}', "/palvelut/")

    assert html.endswith('<li><a class="ds-link" href="/palvelut/" aria-current="page">Tämä</a></li></ol></nav>')
    assert '<a class="ds-link" href="/">Etusivu</a>' in html


def test_menu_marks_this_page_and_its_section() -> None:
    line = '{% menu_link "catalogue:list" "Palvelut" %}'

    assert 'aria-current="page"' in render(line, "/palvelut/")
    assert 'aria-current="true"' in render(line, "/palvelut/venepaikat/")
    assert 'aria-current="true"' in render(line, "/lomake/venepaikka/", nav="catalogue:list")
    assert "aria-current" not in render(line, "/")


def test_menu_leaves_out_what_the_portal_does_not_have() -> None:
    assert render('{% menu_link "bookings:list" "Ajanvaraus" %}') == ""


def test_pagination_keeps_the_other_parameters() -> None:
    page = Paginator(range(100), 10).get_page(2)

    html = render("{% pagination page %}", "/?q=vene&page=2", page=page)

    assert 'href="?q=vene&amp;page=3"' in html
    assert html.count('aria-current="true"') == 1
    assert render("{% pagination page %}", page=Paginator([1], 10).get_page(1)) == ""
