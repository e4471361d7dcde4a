# SPDX-License-Identifier: EUPL-1.2
"""The city's own matter: an official asks for a purchase, the route follows from the sum, another one decides."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from portal.accounts.models import Role
from portal.common import clock
from tests.browser.driving import Visitors, axe, scrolls_sideways
from tests.browser.handling import QUEUE, colleague, decide, serve, take_up
from tests.browser.kaivulupa import day, go_on, send

pytestmark = pytest.mark.usefixtures("town")


def is_sound(page: Page) -> None:
    assert axe(page) == []
    assert not scrolls_sideways(page)


def ask_for_a_purchase(page: Page) -> str:
    page.goto("/lomake/hankintapyynto/")
    is_sound(page)
    page.get_by_role("button", name="Aloita").click()
    page.get_by_label("Mitä hankitaan?").fill("Pulpetteja kouluun")
    page.get_by_label("tavara", exact=True).check()
    page.get_by_label("Miksi hankinta tarvitaan?").fill("Vanhat ovat rikki.")
    page.get_by_label("Kenelle?").select_option(label="perusopetus")
    page.get_by_label("Kustannuspaikka").fill("4100")
    page.get_by_label("Milloin tarvitaan?").fill(day(60))
    go_on(page)
    page.get_by_label("Tuote tai työ").first.fill("Pulpetti")
    page.get_by_label("Määrä").first.fill("20")
    page.get_by_label("Hinta, veroton").first.fill("150")
    page.get_by_role("group", name="Onko raha talousarviossa?").get_by_label("Kyllä").check()
    go_on(page)
    expect(page.get_by_text("Pieni hankinta: yksi tarjous riittää.")).to_be_visible()
    page.get_by_role("group", name="Käsitteleekö toimittaja henkilötietoja?").get_by_label("Ei").check()
    page.get_by_label("Nimi", exact=True).fill("Sari Moilanen")
    page.get_by_label("Työsähköposti").fill("sari@kajaani.example")
    go_on(page)
    expect(page.get_by_label("Vakuutan")).to_be_visible()
    is_sound(page)
    return send(page)


def test_official_asks_for_a_purchase_and_the_right_one_decides(visitors: Visitors) -> None:
    colleague("risto", "Risto Väyrynen", "tilakeskus", Role.HANDLER, Role.DECISION_MAKER)
    sari, tuija, risto = visitors.open("sari"), visitors.open("tuija"), visitors.open("risto")

    reference = ask_for_a_purchase(sari)
    case = Case.objects.get(reference=reference)
    assert (case.unit.code, case.by_name) == ("tilakeskus", "Sari Moilanen")
    assert case.due_on
    assert case.due_on >= clock.today() + dt.timedelta(days=7)

    take_up(tuija, reference)
    tuija.goto(f"{QUEUE}{reference}/propose/?model=granted")
    tuija.get_by_role("button", name="Esitä päätöstä").click()
    expect(tuija.get_by_text("Esitys on lähetetty päätöksentekijälle.")).to_be_visible()
    expect(tuija.get_by_role("link", name="Tee päätös", exact=True)).to_have_count(0)

    risto.goto(f"{QUEUE}?nakyma=unit")
    expect(risto.get_by_role("row", name=reference)).to_be_visible()
    decide(risto, reference)
    is_sound(risto)
    serve(risto)

    decision = case.decisions.get()
    assert (decision.by_name, decision.summary) == ("Risto Väyrynen", "Hankinnan saa tehdä.")
    sari.goto(f"/oma/asiat/{reference}/")
    expect(sari.get_by_text("Hankinnan saa tehdä.").first).to_be_visible()
    is_sound(sari)
