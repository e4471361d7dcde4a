# SPDX-License-Identifier: EUPL-1.2
"""What one does without logging in: asks for information, follows it with a code, gives feedback. No script needed."""

import re

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from feedback.models import Feedback
from tests.browser.driving import Visitors

pytestmark = pytest.mark.usefixtures("town")


def ask_for_information(page: Page) -> tuple[str, str]:
    """The reference and the code of the receipt."""
    page.goto("/palvelut/tietopyynto/")
    page.get_by_role("link", name=re.compile("Täytä|Tee|Aloita")).first.click()
    page.get_by_role("button", name="Aloita").click()
    page.get_by_label("Asia lyhyesti").fill("Rantapuiston rakennuslupa 2024")
    page.get_by_label("Kuvaile asiakirja tai tieto").fill("Lupapäätös liitteineen.")
    page.get_by_label("tässä palvelussa").check()
    page.get_by_role("button", name="Tallenna ja jatka").click()
    page.get_by_label("Vakuutan").check()
    page.get_by_role("button", name="Lähetä", exact=True).click()
    expect(page).to_have_url(re.compile("/kuittaus/$"))
    receipt = page.get_by_role("main").inner_text()
    reference = re.search(r"KAJ-\d{4}-\d{6}-.", receipt)
    code = re.search(r"\b[0-9A-Z]{4}[- ][0-9A-Z]{4}[- ][0-9A-Z]{4}\b", receipt)
    assert reference
    assert code
    return reference[0], code[0]


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_visitor_follows_an_information_request_by_its_code(visitors: Visitors, *, javascript: bool) -> None:
    asking = visitors.open(java_script_enabled=javascript)
    reference, code = ask_for_information(asking)
    later = visitors.open(java_script_enabled=javascript, width=390)

    later.goto("/seuraa/")
    later.get_by_label("Asianumero").fill(reference.lower())
    later.get_by_label("Seurantakoodi").fill(code.replace("-", " "))
    later.get_by_role("button", name="Näytä asia").click()

    expect(later.get_by_text("Lupapäätös liitteineen.")).to_be_visible()
    assert code not in later.url
    assert Case.objects.get(reference=reference).applicant_name == ""


def test_wrong_code_tells_nothing(visitors: Visitors) -> None:
    page = visitors.open()

    page.goto("/seuraa/")
    page.get_by_label("Asianumero").fill("KAJ-2026-000001-R")
    page.get_by_label("Seurantakoodi").fill("AAAA-BBBB-CCCC")
    page.get_by_role("button", name="Näytä asia").click()

    expect(page.get_by_text("Asiaa ei löytynyt.").first).to_be_visible()


def give_feedback(page: Page) -> str:
    page.goto("/palaute/")
    page.get_by_label("Vika tai vaurio").check()
    page.get_by_label("Kerro omin sanoin").fill("Katuvalo ei pala Kalliokadulla.")
    page.get_by_label("Kyllä, puhelimella tai sähköpostilla").check()
    page.get_by_label("Puhelin tai sähköposti").fill("antaja@esimerkki.example")
    page.get_by_role("button", name="Lähetä palaute").click()
    expect(page).to_have_url(re.compile("/kiitos/"))
    return Feedback.objects.latest("pk").reference


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_feedback_is_given_and_answered(visitors: Visitors, *, javascript: bool) -> None:
    giver, kiia = visitors.open(java_script_enabled=javascript), visitors.open("kiia")

    reference = give_feedback(giver)
    kiia.goto(f"/admin/feedback/feedback/{reference}/")
    kiia.get_by_role("button", name="Ota käsittelyyn").click()
    kiia.get_by_label("Vastaus", exact=True).fill("Vaihdamme lampun huomenna.")
    kiia.get_by_role("button", name="Lähetä vastaus").click()
    expect(kiia.get_by_text("Vastaus on lähetetty.")).to_be_visible()
    giver.goto(f"/palaute/{reference}/")

    expect(giver.get_by_text("Vaihdamme lampun huomenna.")).to_be_visible()
