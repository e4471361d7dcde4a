# SPDX-License-Identifier: EUPL-1.2
"""A resident is not content: one click from the decision, and another official decides anew."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from portal.accounts.models import Role, User
from portal.common import clock
from tests.browser.driving import Visitors, axe, scrolls_sideways
from tests.browser.handling import QUEUE, case_of, colleague, decide, open_step, serve, take_up
from tests.factories.cases import DecisionFactory, ServiceOfDecisionFactory

pytestmark = pytest.mark.usefixtures("town")


def is_sound(page: Page) -> None:
    assert axe(page) == []
    assert not scrolls_sideways(page)


def refused(last_day: dt.date) -> Case:
    """Kari has refused Aino's permit, and she has until the day."""
    case = case_of("aino", status="served", received_at=clock.now() - dt.timedelta(days=30))
    kari = User.objects.get(username="kari")
    words = {"outcome": "rejected", "summary": "Et saa lupaa."}
    decision = DecisionFactory(case=case, number=5, by_user_id=kari.pk, by_name="Kari Huotari", **words)
    ServiceOfDecisionFactory(decision=decision, remedy_last_day=last_day)
    return case


def claim(page: Page, case: Case) -> str:
    """The reference of the matter that the claim became."""
    page.goto(f"/oma/asiat/{case.reference}/")
    page.locator("summary", has_text="Jos olet tyytymätön päätökseen").click()
    page.get_by_role("link", name="Vaadi oikaisua").click()
    is_sound(page)
    page.get_by_label("Miten päätöstä pitäisi muuttaa?").fill("Lupa pitää myöntää.")
    page.get_by_label("Miksi?").fill("Vesijohto vuotaa, eikä työtä voi siirtää.")
    page.get_by_role("button", name="Lähetä oikaisuvaatimus").click()
    expect(page.get_by_text("Oikaisuvaatimus on lähetetty. Siitä tuli oma asia.")).to_be_visible()
    return page.url.rstrip("/").rpartition("/")[2]


def test_claim_in_time_is_decided_by_another_and_takes_the_place_of_the_first(visitors: Visitors) -> None:
    helena = colleague("helena", "Helena Härkönen", "kunnallistekniikka", Role.HANDLER, Role.DECISION_MAKER)
    case = refused(clock.today() + dt.timedelta(days=5))
    aino, kari = visitors.open("aino", width=390), visitors.open("kari")
    other = visitors.open(helena.username)

    asked = claim(aino, case)
    aino.goto(f"/oma/asiat/{case.reference}/")
    expect(aino.get_by_text("Oikaisuvaatimus on käsittelyssä").first).to_be_visible()

    take_up(other, asked)
    kari.goto(f"{QUEUE}{asked}/")
    expect(kari.get_by_role("link", name="Esitä päätöstä", exact=True)).to_be_visible()
    expect(kari.get_by_role("link", name="Tee päätös", exact=True)).to_have_count(0)
    expect(other.get_by_text("Tuli määräajassa")).to_be_visible()
    is_sound(other)
    words = {"Päätös selkeästi": "Saat luvan kaivaa.", "Perustelut": "Vuoto on korjattava heti."}
    decide(other, asked, outcome="Myönteinen päätös", **words)
    serve(other)

    aino.goto(f"/oma/asiat/{asked}/")
    expect(aino.get_by_text("Saat luvan kaivaa.").first).to_be_visible()
    aino.get_by_role("region", name="Tähän liittyvät asiat").get_by_role("link").click()
    expect(aino.get_by_text("Asia on valmis").first).to_be_visible()
    is_sound(aino)
    case.refresh_from_db()
    assert (case.status, Case.objects.get(reference=asked).status) == ("closed", "served")


def test_late_claim_is_warned_of_and_dismissed_and_the_decision_stands(visitors: Visitors) -> None:
    colleague("helena", "Helena Härkönen", "kunnallistekniikka", Role.HANDLER, Role.DECISION_MAKER)
    case = refused(clock.today() - dt.timedelta(days=1))
    aino, other = visitors.open("aino", width=390), visitors.open("helena")

    aino.goto(f"/oma/asiat/{case.reference}/oikaisu/")
    expect(aino.get_by_text("emme luultavasti voi tutkia sitä")).to_be_visible()
    asked = claim(aino, case)
    take_up(other, asked)
    expect(other.get_by_text("Tuli myöhässä")).to_be_visible()
    open_step(other, "Jätä tutkimatta")
    other.get_by_label("Päätös selkeästi").fill("Emme tutki vaatimusta, koska se tuli myöhässä.")
    other.get_by_label("Perustelut").fill("Viimeinen päivä oli eilen.")
    other.get_by_label("Sovelletut säännökset").fill("Hallintolaki (434/2003) 49 c §")
    other.get_by_role("button", name="Jätä tutkimatta").click()
    serve(other)

    aino.goto(f"/oma/asiat/{asked}/")
    expect(aino.get_by_text("Emme tutki vaatimusta, koska se tuli myöhässä.").first).to_be_visible()
    case.refresh_from_db()
    assert (case.status, case.decisions.get().outcome) == ("served", "rejected")
