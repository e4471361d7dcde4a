# SPDX-License-Identifier: EUPL-1.2
"""A resident moves: two matters are chosen, filled and sent at once, on a screen and on a phone."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from portal.common import clock
from portal.demo import bundles
from tests.browser import kaivulupa
from tests.browser.driving import Visitors, axe, scrolls_sideways


def check(page: Page) -> None:
    assert axe(page) == []
    assert not scrolls_sideways(page)


def fill_change(page: Page) -> None:
    page.get_by_label("omani", exact=True).check()
    page.get_by_label("puhelinnumero", exact=True).check()
    kaivulupa.go_on(page)
    page.get_by_label("Uusi puhelinnumero").fill("040 765 4321")
    page.get_by_label("Mistä päivästä?").fill(f"{clock.today() + dt.timedelta(days=7):%d.%m.%Y}")
    page.get_by_label("kaikissa", exact=True).check()
    kaivulupa.go_on(page)


def fill_berth(page: Page) -> None:
    page.get_by_label("soutuvene tai jolla").check()
    page.get_by_label("Pituus").fill("4,5")
    page.get_by_label("Leveys").fill("1,5")
    page.get_by_role("group", name="Onko veneellä vakuutus?").get_by_label("Kyllä").check()
    kaivulupa.go_on(page)
    page.get_by_label("mikä vain, jossa on tilaa").check()
    page.get_by_role("group", name="Tarvitsetko esteettömän paikan?").get_by_label("Ei").check()
    kaivulupa.go_on(page)
    expect(page.get_by_label("Sähköposti")).to_have_value("aino@esimerkki.example")
    page.get_by_label("Pidän veneen kunnossa").check()
    kaivulupa.go_on(page)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("width", [1280, 390])
def test_moving_to_kajaani(visitors: Visitors, width: int) -> None:
    bundles.fill()
    page = visitors.open("aino", width=width)

    page.goto("/elamantilanne/muutan-kajaaniin/")
    check(page)
    page.get_by_role("button", name="Aloita").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Yhteiset tiedot")
    expect(page.get_by_label("Nimi")).to_have_value("Aino Maria Kemppainen")
    check(page)
    kaivulupa.go_on(page)
    fill_change(page)
    fill_berth(page)

    expect(page.get_by_role("heading", name="Venepaikka", level=2)).to_be_visible()
    check(page)
    page.get_by_label("Vakuutan").check()
    page.get_by_role("button", name="Lähetä kaikki").click()
    expect(page.get_by_role("heading", name="Saimme lähetyksesi")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Katso kaikkien tila").click()
    for case in Case.objects.all():
        expect(page.get_by_text(case.reference)).to_be_visible()
    check(page)

    assert Case.objects.count() == len(bundles.BUNDLES["muutan-kajaaniin"].forms)
