# SPDX-License-Identifier: EUPL-1.2
"""What breaks while a form is filled: the session, the network, the patience. Nothing typed is lost or sent twice."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from cases.models import Case
from services.eforms.models import Draft
from tests.browser import kaivulupa
from tests.browser.driving import Visitors, axe, scrolls_sideways, sign_in

pytestmark = pytest.mark.usefixtures("town")
PLACE = "Työn paikka"
TYPED = "Kalliokatu 14, portin edusta"


@pytest.fixture
def on_work(visitors: Visitors, request: pytest.FixtureRequest) -> Page:
    page = visitors.open("aino", width=getattr(request, "param", 1280))
    kaivulupa.begin(page)
    kaivulupa.fill_applicant(page)
    expect(page.get_by_label(PLACE, exact=True)).to_be_visible()
    return page


def log_in(page: Page, name: str) -> None:
    page.get_by_label("Käyttäjätunnus tai sähköposti").fill(name)
    page.get_by_label("Salasana", exact=True).fill("demo")
    page.get_by_role("main").get_by_role("button", name="Kirjaudu", exact=True).click()


def kept() -> str:
    """The answers of the permit's one draft."""
    return str(Draft.objects.get(version__definition__slug="kaivulupa").answers)


def type_without_saving(page: Page) -> None:
    page.get_by_label(PLACE, exact=True).fill(TYPED)


@pytest.mark.parametrize("on_work", [1280, 390], indirect=True)
def test_session_that_ends_leads_back_to_the_same_field(visitors: Visitors, on_work: Page) -> None:
    visitors.watch.expected.add(403)
    page, step = on_work, on_work.url
    type_without_saving(page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.keyboard.press("Tab")
    expect(page.locator("#luonnos-tila")).to_contain_text("Istuntosi on päättynyt")
    page.get_by_label(PLACE, exact=True).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="tekstisi on tallessa")).to_be_visible()
    expect(page.get_by_role("term").filter(has_text=PLACE).first).to_be_visible()
    expect(page.get_by_text(TYPED)).to_be_visible()
    assert not axe(page)
    assert not scrolls_sideways(page)
    page.get_by_role("link", name="Kirjaudu ja jatka").click()
    log_in(page, "aino")

    expect(page).to_have_url(step)
    expect(page.get_by_label(PLACE, exact=True)).to_have_value(TYPED)
    assert TYPED in kept()
    expect(page.get_by_label(PLACE, exact=True)).to_be_focused()


@pytest.mark.parametrize("on_work", [1280, 390], indirect=True)
def test_network_cut_is_told_and_what_was_typed_is_sent_when_it_is_back(visitors: Visitors, on_work: Page) -> None:
    page = on_work
    page.context.set_offline(True)
    type_without_saving(page)
    page.keyboard.press("Tab")
    status = page.locator("#luonnos-tila")
    expect(status).to_contain_text("Verkkoyhteys on poikki")
    kaivulupa.go_on(page)
    expect(page.get_by_label(PLACE, exact=True)).to_have_value(TYPED)

    with page.expect_response(re.compile("/tallenna/$|/muutos/$")):
        page.context.set_offline(False)

    expect(status).to_contain_text("Luonnos tallentui")
    assert TYPED in kept()
    visitors.watch.problems[:] = [one for one in visitors.watch.problems if "INTERNET_DISCONNECTED" not in one]


def test_old_token_asks_for_one_more_press(visitors: Visitors, on_work: Page) -> None:
    visitors.watch.expected.add(403)
    page = on_work
    sign_in(page.context, visitors.url, "aino")
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    type_without_saving(page)
    kaivulupa.go_on(page)

    expect(page.get_by_text(TYPED)).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Tallenna", exact=True).click()

    expect(page.get_by_label(PLACE, exact=True)).to_have_value(TYPED)
    assert TYPED in kept()


def test_another_person_in_the_same_browser_gets_nothing(visitors: Visitors, on_work: Page) -> None:
    visitors.watch.expected |= {403, 404}
    page, step = on_work, on_work.url
    type_without_saving(page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    kaivulupa.go_on(page)
    page.get_by_role("link", name="Kirjaudu ja jatka").click()
    log_in(page, "elina")

    expect(page).to_have_url(step)
    expect(page.get_by_text(TYPED)).to_have_count(0)
    assert TYPED not in kept()


def test_back_shows_what_was_kept_and_sends_nothing_twice(visitors: Visitors, on_work: Page) -> None:
    page = on_work
    kaivulupa.fill_work(page)
    expect(page.get_by_text("Vaihe 3/4")).to_be_visible()
    page.go_back()
    page.reload()

    expect(page.get_by_label(PLACE, exact=True)).to_have_value("Kalliokatu 14")
    assert "Kalliokatu 14" in kept()
    assert Case.objects.count() == 0
