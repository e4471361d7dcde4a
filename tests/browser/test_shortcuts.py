# SPDX-License-Identifier: EUPL-1.2
"""A handler works by keys, and sees that a colleague is writing on the same case."""

import re

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from portal.accounts.models import Role
from tests.browser.driving import Visitors, axe, scrolls_sideways
from tests.browser.handling import QUEUE, case_of, colleague

pytestmark = pytest.mark.usefixtures("town")
LIST = f"{QUEUE}?nakyma=unit"


def is_sound(page: Page) -> None:
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == []
        assert not scrolls_sideways(page)


def links(page: Page) -> list[str]:
    return [str(link.get_attribute("href")) for link in page.locator("form[data-choose] tbody th a").all()]


def test_handler_works_by_keys(visitors: Visitors) -> None:
    colleague("risto", "Risto Väyrynen", "kunnallistekniikka", Role.HANDLER)
    for _number in range(3):
        case_of("aino")
    page = visitors.open("risto")
    page.goto(LIST)
    places = links(page)

    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.getAttribute('href')") == places[1]
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(re.escape(places[1])))
    page.keyboard.press("c")
    expect(page.get_by_text("Asia on nyt sinulla.")).to_be_visible()
    assert Case.objects.get(reference=places[1].split("/")[-2]).handler is not None
    page.keyboard.press("m")
    expect(page).to_have_url(re.compile("/messages/"))
    page.locator("#id_message-text").focus()
    page.keyboard.type("Hei dumc?")
    expect(page.locator("#id_message-text")).to_have_value("Hei dumc?")
    page.locator("h1").click()
    page.keyboard.press("Control+u")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Pikanäppäimet")).to_be_visible()
    is_sound(page)
    page.get_by_role("button", name="Ota pikanäppäimet pois käytöstä").click()
    page.goto(LIST)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")


def test_key_claims_the_case_of_the_queue_that_has_the_focus(visitors: Visitors) -> None:
    risto = colleague("risto", "Risto Väyrynen", "kunnallistekniikka", Role.HANDLER)
    for _number in range(2):
        case_of("aino")
    page = visitors.open("risto")
    page.goto(LIST)
    second = links(page)[1]

    for key in ("j", "j", "c"):
        page.keyboard.press(key)

    expect(page.get_by_text("1 asia on nyt käsittelijällä Risto Väyrynen.")).to_be_visible()
    assert [case.reference for case in Case.objects.filter(handler=risto)] == [second.split("/")[-2]]


def test_colleague_who_writes_is_told(visitors: Visitors) -> None:
    for username, name in (("risto", "Risto Väyrynen"), ("maija", "Maija Meri")):
        colleague(username, name, "kunnallistekniikka", Role.HANDLER)
    place = f"{QUEUE}{case_of('aino').reference}/"
    maija, risto = visitors.open("maija"), visitors.open("risto")
    maija.goto(f"{place}messages/")
    maija.locator("#id_message-text").press_sequentially("Hei")

    risto.goto(place)

    expect(risto.get_by_text("Maija Meri kirjoittaa parhaillaan.")).to_be_visible()
    is_sound(risto)


def test_pages_of_the_team_are_sound(visitors: Visitors) -> None:
    colleague("risto", "Risto Väyrynen", "kunnallistekniikka", Role.HANDLER, Role.DECISION_MAKER)
    one, other = case_of("aino"), case_of("aino")
    page = visitors.open("risto")

    for place in ("absences/", "team/", f"{one.reference}/", f"{one.reference}/changes/"):
        page.goto(f"{QUEUE}{place}")
        is_sound(page)
    page.goto(f"{QUEUE}{one.reference}/compare/{other.reference}/")
    is_sound(page)
