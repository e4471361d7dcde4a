# SPDX-License-Identifier: EUPL-1.2
"""On a telephone: a grant with its attachments, a walk-in served at the desk, feedback given and answered."""

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from tests.browser import kaivulupa, test_desk, test_visitor
from tests.browser.driving import Visitors, scrolls_sideways
from tests.factories.eforms import PDF

pytestmark = pytest.mark.usefixtures("town")
PHONE = 390
PAPERS = {
    "Toimintasuunnitelma": "suunnitelma.pdf",
    "Talousarvio": "talousarvio.pdf",
    "Toimintakertomus": "kertomus.pdf",
    "Tilinpäätös": "tilinpaatos.pdf",
}


def next_page(page: Page, heading: str) -> None:
    kaivulupa.go_on(page)
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    assert not scrolls_sideways(page)


def test_association_applies_for_a_grant_with_four_attachments(visitors: Visitors) -> None:
    page = visitors.open("yritys", width=PHONE, has_touch=True)
    page.goto("/lomake/jarjestojen-toiminta-avustus/")
    page.get_by_role("button", name="Aloita").tap()

    page.get_by_label("Kajaanin Latu-ukot ry").check()
    page.get_by_label("Toiminnan ala").select_option("liikunta")
    page.get_by_label("Kuinka monta jäsentä").fill("84")
    next_page(page, "Avustus")
    page.get_by_label("Kerro, mitä teette").fill("Pidämme ladut kunnossa.")
    page.get_by_label("kaikki").check()
    page.get_by_label("Haettava avustus").fill("6000")
    page.get_by_label("Oma rahoitus").fill("3000")
    page.get_by_label("Mistä suurimmat kulut tulevat?").fill("Latukoneen huollosta.")
    page.get_by_role("radio", name="Ei", exact=True).check()
    page.get_by_label("Tilinumero").fill("FI21 1234 5600 0007 85")
    next_page(page, "Liitteet")
    for label, name in PAPERS.items():
        page.get_by_label(label).set_input_files({"name": name, "mimeType": "application/pdf", "buffer": PDF})
        expect(page.get_by_role("link", name=name)).to_be_visible()
    next_page(page, "Tarkista ja lähetä")
    kaivulupa.send(page)

    assert not scrolls_sideways(page)
    case = Case.objects.get()
    assert case.applicant_name == "Kajaanin Latu-ukot ry"
    assert sorted(document.name for document in case.documents.all() if document.name in PAPERS.values()) == sorted(
        PAPERS.values()
    )


def test_clerk_serves_a_walk_in(visitors: Visitors) -> None:
    kiia = visitors.open("kiia", width=PHONE)

    test_desk.open_customer(kiia)
    assert not scrolls_sideways(kiia)
    kaivulupa.fill_all(kiia)
    assert not scrolls_sideways(kiia)
    kaivulupa.send(kiia)

    assert Case.objects.get().by_channel == "desk"


def test_feedback_is_given_and_answered(visitors: Visitors) -> None:
    giver, kiia = visitors.open(width=PHONE), visitors.open("kiia", width=PHONE)

    reference = test_visitor.give_feedback(giver)
    kiia.goto("/admin/feedback/feedback/")
    kiia.get_by_role("row", name=reference).get_by_role("link").first.click()
    kiia.get_by_role("button", name="Ota käsittelyyn").click()
    kiia.get_by_label("Vastaus", exact=True).fill("Vaihdamme lampun huomenna.")
    kiia.get_by_role("button", name="Lähetä vastaus").click()
    expect(kiia.get_by_text("Vastaus on lähetetty.")).to_be_visible()
    assert not scrolls_sideways(kiia)
    giver.goto(f"/palaute/{reference}/")

    expect(giver.get_by_text("Vaihdamme lampun huomenna.")).to_be_visible()
    assert not scrolls_sideways(giver)
