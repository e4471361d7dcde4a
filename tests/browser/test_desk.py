# SPDX-License-Identifier: EUPL-1.2
"""A walk-in at the desk: found by a misspelt name, opened with a reason, served by a form in the customer's name."""

import re

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from tests.browser import kaivulupa
from tests.browser.driving import Visitors

REASON = "Asiakas tuli tiskille hakemaan kaivulupaa"


def open_customer(page: Page) -> None:
    page.goto("/neuvonta/")
    page.get_by_label("Etsi asiakas").fill("Kempainen Aino")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Kemppainen Aino").click()
    page.get_by_label("Henkilökortti").check()
    page.get_by_label("Miksi avaat asiakkaan tiedot?").fill(REASON)
    page.get_by_role("button", name="Avaa asiakkaan tiedot").click()
    expect(page.get_by_role("heading", level=1, name="Aino Kemppainen")).to_be_visible()


@pytest.mark.usefixtures("town")
def test_clerk_files_for_a_walk_in_and_the_customer_sees_who_did_it(visitors: Visitors) -> None:
    kiia, aino = visitors.open("kiia"), visitors.open("aino")

    open_customer(kiia)
    kaivulupa.fill_all(kiia)
    expect(kiia.get_by_text("Palvelet asiakasta").first).to_be_visible()
    reference = kaivulupa.send(kiia)
    aino.goto(f"/oma/asiat/{reference}/")
    expect(aino.get_by_text("Kiia Moilanen").first).to_be_visible()
    aino.goto("/oma/katseluloki/")

    expect(aino.get_by_role("row", name=REASON)).to_contain_text("palveluneuvoja")
    case = Case.objects.get(reference=reference)
    assert (case.by_name, case.by_channel, case.applicant_name) == ("Kiia Moilanen", "desk", "Aino Kemppainen")


@pytest.mark.usefixtures("town")
def test_end_of_the_visit_closes_the_customer(visitors: Visitors) -> None:
    kiia = visitors.open("kiia")
    open_customer(kiia)

    kiia.get_by_label("Aihe").fill("Kaivulupa")
    kiia.get_by_label("Ratkesi heti").check()
    kiia.get_by_role("button", name=re.compile("^Päätä|^Lopeta")).click()

    expect(kiia.get_by_text("Yhteydenotto on tallennettu")).to_be_visible()
    expect(kiia.get_by_text("Palvelet asiakasta")).to_have_count(0)
