# SPDX-License-Identifier: EUPL-1.2
"""The whole way: a resident finds the permit, applies, answers and reads the decision; a handler does the rest."""

import io
import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from portal.notifications.delivery import send_due
from tests.browser import kaivulupa
from tests.browser.driving import Visitors
from tests.notifications.mailbox import Mailbox


def find_and_log_in(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").first.fill("kaivulupa")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Kaivulupa").first.click()
    page.get_by_role("link", name="Täytä hakemus").first.click()
    page.get_by_role("link", name="Kirjaudu ja täytä").click()
    page.get_by_label("Käyttäjätunnus tai sähköposti").fill("aino")
    page.get_by_label("Salasana", exact=True).fill("demo")
    page.get_by_role("main").get_by_role("button", name="Kirjaudu", exact=True).click()
    page.get_by_role("button", name="Aloita").click()


def correct_a_mistake(page: Page) -> None:
    """The mistake is told at the top and beside the field; the link of the summary leads to it; the rest is kept."""
    kaivulupa.fill_work(page, ends=kaivulupa.day(90))
    summary = page.get_by_role("heading", name="Korjaa 1 kohta")
    expect(summary).to_be_visible()
    expect(page).to_have_title(re.compile("^Virhe: "))
    page.get_by_role("link", name="Työ päättyy").click()
    field = page.get_by_label("Työ päättyy")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Työn paikka", exact=True)).to_have_value("Kalliokatu 14")
    expect(page.get_by_text("kartta.pdf").first).to_be_visible()
    field.fill(kaivulupa.day(35))
    kaivulupa.go_on(page)


def apply(page: Page) -> str:
    find_and_log_in(page)
    expect(page.get_by_label("Sähköposti")).to_have_value("aino@esimerkki.example")
    kaivulupa.fill_applicant(page)
    correct_a_mistake(page)
    kaivulupa.fill_responsibility(page)
    return kaivulupa.send(page)


def ask_for_more(page: Page, reference: str) -> None:
    page.goto("/admin/cases/case/?nakyma=unit")
    page.get_by_role("row", name=reference).get_by_role("link").click()
    page.get_by_role("button", name="Ota käsittelyyn").click()
    page.get_by_role("link", name="Pyydä tietoja").click()
    page.get_by_label("Mitä puuttuu?").fill("Tarkempi kartta")
    page.get_by_role("button", name="Pyydä tietoja").click()
    expect(page.get_by_text("Pyyntö on lähetetty asiakkaalle")).to_be_visible()


def answer(page: Page, reference: str) -> None:
    page.goto(f"/oma/asiat/{reference}/")
    page.get_by_label("Vastaus").fill("Ohessa tarkempi kartta.")
    page.get_by_role("button", name="Lähetä tiedot").click()
    expect(page.get_by_text("Saimme tiedot")).to_be_visible()


def decide(page: Page, reference: str) -> None:
    page.goto(f"/admin/cases/case/{reference}/decide/")
    page.get_by_label("Myönteinen päätös", exact=True).check()
    page.get_by_label("Päätös selkeästi").fill("Saat luvan kaivaa Kalliokadulla.")
    page.get_by_label("Perustelut").fill("Työ ei haittaa liikennettä kohtuuttomasti.")
    page.get_by_label("Sovelletut säännökset").fill("Laki 669/1978 14 a §")
    page.get_by_role("button", name="Tarkista päätös").click()
    page.get_by_role("button", name="Tee päätös").click()
    page.get_by_role("link", name="Anna tiedoksi").click()
    page.get_by_role("button", name="Anna tiedoksi").click()
    expect(page.get_by_text("Päätös on annettu tiedoksi.")).to_be_visible()


def letter_of(page: Page, reference: str) -> str:
    page.goto(f"/oma/asiat/{reference}/")
    expect(page.get_by_text("Saat luvan kaivaa Kalliokadulla.").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Avaa päätös").first.click()
    pdf = PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))
    return "".join(sheet.extract_text() for sheet in pdf.pages)


def received(mailbox: Mailbox) -> dict[str, list[EmailMessage]]:
    """What the real server got, by address, once the real delivery has run."""
    send_due()
    letters: dict[str, list[EmailMessage]] = {}
    while not mailbox.got.empty():
        letter = mailbox.got.get()
        letters.setdefault(str(letter["To"]), []).append(letter)
    return letters


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("width", [1280, 390])
def test_from_the_catalogue_to_the_decision(visitors: Visitors, mailbox: Mailbox, width: int) -> None:
    aino, kari = visitors.open(width=width), visitors.open("kari", width=width)

    reference = apply(aino)
    ask_for_more(kari, reference)
    answer(aino, reference)
    decide(kari, reference)
    letter = letter_of(aino, reference)
    mail = received(mailbox)["aino@esimerkki.example"]

    assert reference in letter
    assert "Saat luvan kaivaa Kalliokadulla." in " ".join(letter.split())
    assert [reference in str(message["Subject"]) + str(message.get_content()) for message in mail] == [True] * len(mail)
    assert any("päätös" in str(message["Subject"]).lower() for message in mail)
