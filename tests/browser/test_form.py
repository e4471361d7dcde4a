# SPDX-License-Identifier: EUPL-1.2
"""A form that forgives: mistakes, breaks, impatience and two windows."""

import re

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from services.eforms.models import Draft
from tests.browser import kaivulupa
from tests.browser.driving import Visitors, tab_to

pytestmark = pytest.mark.usefixtures("town")


def test_draft_goes_on_after_log_out_at_the_same_step(visitors: Visitors) -> None:
    page = visitors.open("aino")
    kaivulupa.begin(page)
    kaivulupa.fill_applicant(page)
    page.get_by_label("Työn paikka", exact=True).fill("Kalliokatu 14")
    with page.expect_response(lambda answer: answer.url.endswith("/tallenna/")):
        page.keyboard.press("Tab")
    step = page.url

    page.goto("/kirjaudu/logout/")
    page.get_by_role("main").get_by_role("button", name="Kirjaudu ulos").click()
    page.goto(step)
    page.get_by_label("Käyttäjätunnus tai sähköposti").fill("aino")
    page.get_by_label("Salasana", exact=True).fill("demo")
    page.get_by_role("main").get_by_role("button", name="Kirjaudu", exact=True).click()

    expect(page).to_have_url(step)
    expect(page.get_by_label("Työn paikka", exact=True)).to_have_value("Kalliokatu 14")


def test_impatient_clicks_back_and_a_second_tab_send_once(visitors: Visitors) -> None:
    page = visitors.open("aino")
    kaivulupa.fill_all(page)
    second = page.context.new_page()
    second.goto(page.url)

    for window in (page, second):
        window.get_by_label("Vakuutan").check()
    page.get_by_role("button", name="Lähetä", exact=True).dblclick()
    expect(page).to_have_url(re.compile("/kuittaus/$"))
    second.get_by_role("button", name="Lähetä", exact=True).click()
    expect(second).to_have_url(re.compile("/kuittaus/$"))
    page.go_back()
    page.reload()

    expect(page).to_have_url(re.compile("/kuittaus/$"))
    assert Case.objects.count() == 1


def test_two_windows_show_both_answers(visitors: Visitors) -> None:
    visitors.watch.expected.add(409)
    page = visitors.open("aino")
    kaivulupa.begin(page)
    kaivulupa.fill_applicant(page)
    second = page.context.new_page()
    second.goto(page.url)

    kaivulupa.fill_work(page)
    second.get_by_label("Työn paikka", exact=True).fill("Brahenkatu 1")
    kaivulupa.go_on(second)

    expect(second.get_by_text("Tätä vaihetta on muutettu toisessa ikkunassa").first).to_be_visible()
    expect(second.get_by_label("Työn paikka", exact=True)).to_have_value("Brahenkatu 1")
    expect(second.get_by_text("Kalliokatu 14")).to_be_visible()


def test_permit_is_applied_for_without_script(visitors: Visitors) -> None:
    page = visitors.open("aino", java_script_enabled=False)

    kaivulupa.fill_all(page)
    kaivulupa.send(page)

    assert Draft.objects.filter(submitted_at__isnull=False).count() == 1


def test_information_is_asked_for_with_the_keyboard_alone(visitors: Visitors) -> None:
    page = visitors.open()
    page.goto("/lomake/tietopyynto/")

    tab_to(page, "Siirry sisältöön")
    page.keyboard.press("Enter")
    press(page, "Aloita")
    write(page, "Asia lyhyesti", "Rakennuslupa 2024")
    write(page, "Kuvaile asiakirja tai tieto", "Lupapäätös.")
    tab_to(page, "sähköpostilla")
    for _down in range(3):
        page.keyboard.press("ArrowDown")
    press(page, "Tallenna ja jatka")
    expect(page.get_by_role("heading", level=1, name="Tarkista ja lähetä")).to_be_visible()
    tab_to(page, "Vakuutan")
    page.keyboard.press("Space")
    press(page, "Lähetä")

    expect(page).to_have_url(re.compile("/kuittaus/$"))
    assert Case.objects.count() == 1


def press(page: Page, text: str) -> None:
    tab_to(page, text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    tab_to(page, label)
    page.keyboard.type(text)
