# SPDX-License-Identifier: EUPL-1.2
"""Before a decision: what was missing comes, a neighbour is asked by link, the applicant is heard; the letter tells."""

import datetime as dt
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from cases.actions.supplementing import Missing, request_supplement
from cases.models import Case
from portal.accounts.actors import actor_for
from portal.accounts.models import User
from portal.common import clock
from portal.notifications.delivery import send_due
from tests.browser.driving import Visitors, axe, scrolls_sideways
from tests.browser.handling import QUEUE, applicant_of, case_of, decide, open_step, serve
from tests.factories.cases import DocumentFactory
from tests.notifications.mailbox import Mailbox

pytestmark = pytest.mark.usefixtures("town")
DAYS_WAITED = 6
ITEM = "Kartta kaivupaikasta"


def asked_days_ago() -> Case:
    """Kari asked Aino for a map, and the clock of the promise has stood since then."""
    kari = User.objects.get(username="kari")
    case = case_of("aino", in_progress=True, handler=kari, due_on=clock.today() + dt.timedelta(days=15))
    DocumentFactory(case=case, name="asemapiirros.pdf")
    asked_at = clock.now() - dt.timedelta(days=DAYS_WAITED)
    missing = Missing([ITEM], clock.today() + dt.timedelta(days=8), "Ratkaisemme asian ilman karttaa.")
    with clock.pretend(asked_at):
        request_supplement(case.pk, actor=actor_for(kari), missing=missing)
    return case


def is_sound(page: Page) -> None:
    assert axe(page) == []
    assert not scrolls_sideways(page)


def answer_what_is_missing(page: Page, case: Case) -> None:
    page.goto(f"/oma/asiat/{case.reference}/")
    asked = page.get_by_role("region", name="Lähetä lisätiedot")
    expect(asked).to_contain_text(ITEM)
    expect(asked).to_contain_text("Viimeistään")
    expect(asked).to_contain_text("Ratkaisemme asian ilman karttaa.")
    expect(page.get_by_text("jos saamme tiedot ajoissa")).to_be_visible()
    is_sound(page)
    asked.get_by_label("Vastaus").fill("Tässä kartta.")
    asked.get_by_role("button", name="Lähetä tiedot").click()
    expect(page.get_by_text("Saimme tiedot")).to_be_visible()


def ask(page: Page, case: Case, whom: str, question: str, **outsider: str) -> None:
    page.goto(f"{QUEUE}{case.reference}/")
    open_step(page, "Kuule tai pyydä lausunto")
    page.get_by_label("Keneltä kysytään?").select_option(whom)
    for label, text in outsider.items():
        page.get_by_label(f"Ulkopuolisen {label}").fill(text)
    page.get_by_label("Mitä kysytään?").fill(question)
    if outsider:
        page.get_by_label("asemapiirros.pdf").check()
    page.get_by_role("button", name="Kuule tai pyydä lausunto").click()
    expect(page.get_by_text("Pyyntö on lähetetty. Määräaika on tauolla.")).to_be_visible()


def link_in(mailbox: Mailbox, address: str) -> str:
    send_due()
    letters = [mailbox.got.get() for _letter in range(mailbox.got.qsize())]
    found = [re.search(r"(/lausunto/\S+)", str(letter.get_content())) for letter in letters if letter["To"] == address]
    assert found
    assert found[0]
    return found[0][1]


def answer_by_link(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_text("Haittaako työ sinua?")).to_be_visible()
    with page.expect_download():
        page.get_by_role("link", name="asemapiirros.pdf").click()
    is_sound(page)
    page.get_by_label("Vastauksesi").fill("Pihatieni menee poikki.")
    page.get_by_role("button", name="Lähetä lausunto").click()
    expect(page.get_by_role("heading", level=1, name="Kiitos lausunnosta")).to_be_visible()
    page.goto(link)
    expect(page.get_by_text("Pihatieni")).to_have_count(0)


def answer_when_heard(page: Page, case: Case) -> None:
    page.goto(f"/oma/asiat/{case.reference}/")
    page.get_by_role("link", name="Lue ja vastaa").click()
    expect(page.get_by_text("Naapurin pihatie menisi poikki.")).to_be_visible()
    is_sound(page)
    page.get_by_label("Vastauksesi").fill("Peitämme kaivannon yöksi levyllä.")
    page.get_by_role("button", name="Lähetä vastaus").click()
    expect(page.get_by_text("Saimme vastauksesi.")).to_be_visible()


def letter_of(page: Page, case: Case) -> str:
    page.goto(f"/oma/asiat/{case.reference}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Avaa päätös").click()
    pdf = PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))
    return " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())


def test_supplement_and_hearing_before_a_decision(visitors: Visitors, mailbox: Mailbox) -> None:
    case = asked_days_ago()
    promised = case.due_on
    assert promised
    aino, kari, neighbour = visitors.open("aino", width=390), visitors.open("kari"), visitors.open(width=390)
    visitors.watch.expected.add(404)

    answer_what_is_missing(aino, case)
    case.refresh_from_db()
    assert case.due_on == promised + dt.timedelta(days=DAYS_WAITED)
    outsider = {"nimi": "Naapuri Niemi", "sähköposti": "niemi@posti.example"}
    ask(kari, case, "outside", "Haittaako työ sinua?", **outsider)
    aino.reload()
    expect(aino.get_by_text("Pyysimme lausunnon").first).to_be_visible()
    answer_by_link(neighbour, link_in(mailbox, "niemi@posti.example"))
    ask(kari, case, f"party-{applicant_of(case).pk}", "Naapurin pihatie menisi poikki.")
    answer_when_heard(aino, case)
    decide(
        kari,
        case.reference,
        outcome="Myönteinen päätös",
        **{"Päätös selkeästi": "Saat luvan.", "Perustelut": "Sovittu."},
    )
    expect(kari.get_by_text("Pihatieni menee poikki.")).to_be_visible()
    is_sound(kari)
    serve(kari)

    letter = letter_of(aino, case)
    for told in ("Pyysimme lisätietoja", "Pyysimme lausunnon", "Naapuri Niemi", "Kuulimme"):
        assert told in letter
    assert "Vastausta ei tullut" not in letter
