# SPDX-License-Identifier: EUPL-1.2
"""A page that changes while it is filled: by keyboard, on a wide screen and a narrow one, without losing a letter."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from cases.models import CaseType
from tests.browser.driving import Visitors, axe, scrolls_sideways, tab_to
from tests.factories.eforms import FormDefinitionFactory, field, form_of

pytestmark = pytest.mark.usefixtures("town")

COSTS = field(
    "costs",
    "group",
    item={"fi": "Kulu"},
    fields=[field("what"), field("amount", "money"), field("why", show_if={"field": "amount", "more": 100})],
)
CONTENT = form_of(
    field("born", "date", optional=True),
    field("guardian", optional=True, show_if={"field": "born", "age_less": 18}),
    COSTS,
    field("total", "calculated", formula={"sum_of": "costs.amount"}, **{"as": "money"}),
)


def opened(visitors: Visitors, width: int = 1280, **options: Any) -> Page:
    FormDefinitionFactory(slug="kulukorvaus", case_type=CaseType.objects.first(), content=CONTENT)
    page = visitors.open("aino", width=width, **options)
    page.goto("/lomake/kulukorvaus/")
    page.get_by_role("button", name="Aloita").first.click()
    return page


@pytest.mark.parametrize("width", [1280, 390])
def test_rows_results_and_questions_by_keyboard(visitors: Visitors, width: int) -> None:
    page = opened(visitors, width)

    page.get_by_label("Born").focus()
    page.keyboard.type("1.1.2020")
    tab_to(page, "What")
    expect(page.get_by_label("Guardian")).to_be_visible()
    page.keyboard.type("Bussi")
    tab_to(page, "Amount")
    page.keyboard.type("12,50")
    tab_to(page, "Lisää kulu")
    expect(page.locator("#id_total")).to_have_text("12,50\u00a0€")
    page.keyboard.press("Enter")
    expect(page.locator("#id_costs__1__what")).to_be_focused()
    page.keyboard.type("Hotelli")
    tab_to(page, "Amount")
    page.keyboard.type("120")
    page.keyboard.press("Tab")
    expect(page.locator("#id_total")).to_have_text("132,50\u00a0€")
    expect(page.locator("#id_costs__1__why")).to_be_visible()

    assert page.locator("#id_costs__0__what").input_value() == "Bussi"
    assert page.locator("#id_costs__1__what").input_value() == "Hotelli"
    assert axe(page) == []
    assert not scrolls_sideways(page)


def test_what_is_typed_while_an_answer_travels_stays(visitors: Visitors) -> None:
    page = opened(visitors)

    def late(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/muutos/", late)

    page.get_by_label("Amount").fill("12,50")
    page.get_by_label("What").focus()
    page.keyboard.type("Bussi ja juna", delay=60)
    expect(page.locator("#id_total")).to_have_text("12,50\u00a0€")

    assert page.get_by_label("What").input_value() == "Bussi ja juna"


def test_without_javascript_the_same_by_saving(visitors: Visitors) -> None:
    page = opened(visitors, java_script_enabled=False)

    page.get_by_label("What").fill("Hotelli")
    page.get_by_label("Amount").fill("120")
    page.get_by_role("button", name="Lisää kulu").click()
    assert page.locator("#id_costs__0__what").input_value() == "Hotelli"
    assert page.locator("#id_costs__1__what").is_visible()
    page.get_by_role("button", name="Poista Kulu 2").click()
    page.get_by_label("Why").fill("Yö")
    page.get_by_role("button", name="Tallenna ja jatka").last.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Tarkista ja lähetä")
    expect(page.locator("main")).to_contain_text("Amount 120\u00a0€")
