# SPDX-License-Identifier: EUPL-1.2
"""Where: marked on a map with the mouse or the keyboard alone, told in words, or read from the device; addresses."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.models import CaseType
from portal.demo import people
from tests.browser.driving import Visitors, axe, scrolls_sideways, tab_to
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import FormDefinitionFactory, field, form_of

KAJAANI = {"latitude": 64.2211, "longitude": 27.7303}
NEXT = "Tallenna ja jatka"
EMPTY = "Kartalle ei ole merkitty mitään."


@pytest.fixture(autouse=True)
def form(transactional_db: None) -> None:
    people.fill()
    place = field("place", "location", shapes=["point", "area"])
    content = form_of(place, field("home", "address"), field("name"))
    FormDefinitionFactory(slug="paikka", case_type=CaseType.objects.first() or CaseTypeFactory(), content=content)


def opened(visitors: Visitors, width: int = 1280, **options: Any) -> Page:
    page = visitors.open("aino", width=width, **options)
    page.goto("/lomake/paikka/")
    page.get_by_role("button", name="Aloita").first.click()
    return page


def canvas(page: Page) -> Any:
    found = page.get_by_role("application", name="Kartta")
    expect(found).to_be_visible()
    return found


def marked(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.locator("#id_place__geo").input_value() or "{}")
    return found


def lines(page: Page) -> Any:
    return page.locator("[data-map-list] li")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_point_and_an_area_with_the_mouse(visitors: Visitors, width: int) -> None:
    page = opened(visitors, width)

    canvas(page).click(position={"x": 100, "y": 80})
    expect(lines(page)).to_have_text([re.compile(r"^Piste: 64,\d{5}° N, 27,\d{5}° E$")])
    first = marked(page)
    canvas(page).click(position={"x": 140, "y": 120})
    assert marked(page)["type"] == "Point"
    assert marked(page) != first  # a point is one place

    page.get_by_role("button", name="Merkitsen alueen").click()
    expect(page.get_by_text(EMPTY)).to_be_visible()
    for x, y in ((60, 60), (160, 60), (160, 160), (60, 160)):
        canvas(page).click(position={"x": x, "y": y})
    page.get_by_role("button", name="Peru viimeinen kulma").click()

    corners = marked(page)["coordinates"][0]
    assert len(corners) == 4  # three corners, and the first again
    assert corners[0] == corners[-1]
    expect(lines(page)).to_have_count(3)
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Tyhjennä kartta").click()
    expect(page.get_by_text(EMPTY)).to_be_visible()
    assert marked(page) == {}


def test_an_area_by_keyboard_alone(visitors: Visitors) -> None:
    page = opened(visitors)
    canvas(page)
    page.get_by_label("Place").first.focus()

    def press(name: str) -> None:
        tab_to(page, name)
        page.keyboard.press("Enter")

    def move(*keys: str) -> None:
        canvas(page).focus()
        ground = page.locator(".leaflet-map-pane")
        before = ground.get_attribute("style")
        for key in keys:
            page.keyboard.press(key)
        expect(ground).not_to_have_attribute("style", before or "")
        expect(ground).not_to_have_class(re.compile("leaflet-pan-anim"))  # it has stopped

    press("Merkitsen alueen")
    for keys in ((), ("ArrowRight",), ("ArrowDown",)):
        if keys:
            move(*keys)
        press("Lisää kulma kartan keskelle")
    expect(lines(page)).to_have_count(3)

    corners = marked(page)["coordinates"][0]
    assert corners[1][0] > corners[0][0]  # to the east
    assert corners[2][1] < corners[1][1]  # to the south
    press("Peru viimeinen kulma")
    expect(lines(page)).to_have_count(2)
    press("Tyhjennä kartta")
    expect(page.get_by_text(EMPTY)).to_be_visible()


def test_what_is_missing_is_told_and_what_was_marked_is_drawn_again(visitors: Visitors) -> None:
    page = opened(visitors)
    page.get_by_label("Katuosoite").or_(page.get_by_label("Home")).first.fill("Kalliokatu 14")
    page.get_by_label("Postinumero").fill("87100")
    canvas(page)

    page.get_by_role("button", name=NEXT).click()
    expect(page.locator("#id_place_error")).to_have_text("Merkitse paikka kartalle tai kirjoita sen osoite.")
    page.get_by_role("link", name="Place").click()
    expect(page.locator("#id_place")).to_be_focused()

    page.get_by_role("button", name="Merkitsen alueen").click()
    for x in (60, 160):
        canvas(page).click(position={"x": x, "y": 60})
    page.get_by_role("button", name=NEXT).click()
    expect(page.locator("#id_place_error")).to_contain_text("kulma")
    expect(lines(page)).to_have_count(2)

    canvas(page).click(position={"x": 160, "y": 160})
    before = marked(page)
    page.get_by_role("button", name=NEXT).click()
    expect(page.locator("#id_place_error")).to_have_count(0)
    expect(page.locator("#id_name_error")).to_be_visible()
    expect(lines(page)).to_have_count(3)
    expect(page.locator(".k-marked-area")).to_be_visible()
    assert marked(page) == before
    page.get_by_label("Name").fill("Aino")
    page.get_by_role("button", name=NEXT).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tarkista ja lähetä")
    expect(page.get_by_role("main")).to_contain_text("64,2")


def test_the_own_place_is_read_from_the_device(visitors: Visitors) -> None:
    page = opened(visitors, 390, geolocation=KAJAANI, permissions=["geolocation"])
    canvas(page)

    page.get_by_role("button", name="Käytä omaa sijaintia").click()

    expect(lines(page)).to_have_text(["Piste: 64,22110° N, 27,73030° E"])
    assert marked(page)["coordinates"] == [KAJAANI["longitude"], KAJAANI["latitude"]]


def test_a_device_that_does_not_tell_its_place_is_told_of(visitors: Visitors) -> None:
    page = opened(visitors)
    canvas(page)

    page.get_by_role("button", name="Käytä omaa sijaintia").click()

    expect(page.get_by_text("Emme saaneet sijaintiasi. Merkitse paikka itse.")).to_be_attached()
    expect(page.get_by_text(EMPTY)).to_be_visible()


def test_a_postal_code_tells_its_post_office(visitors: Visitors) -> None:
    page = opened(visitors)
    office = page.get_by_label("Postitoimipaikka")

    page.get_by_label("Postinumero").fill("88610")
    page.keyboard.press("Tab")
    expect(office).to_have_value("Vuokatti")

    office.fill("Sotkamo")
    page.get_by_label("Postinumero").fill("87100")
    page.keyboard.press("Tab")
    expect(office).to_have_value("Sotkamo")  # what one wrote oneself stays


def test_without_javascript_words_are_enough_and_the_server_knows_the_post_office(visitors: Visitors) -> None:
    page = opened(visitors, java_script_enabled=False)
    expect(page.locator("[data-map]")).to_be_hidden()

    page.locator("#id_place").fill("Kalliokadun ja Koskikadun kulma")
    page.locator("#id_home__street").fill("Kalliokatu 14")
    page.get_by_label("Postinumero").fill("88610")
    page.get_by_label("Name").fill("Aino")
    page.get_by_role("button", name=NEXT).click()

    expect(page.get_by_role("main")).to_contain_text("Kalliokadun ja Koskikadun kulma")
    expect(page.get_by_role("main")).to_contain_text("Kalliokatu 14, 88610 Vuokatti")
