# SPDX-License-Identifier: EUPL-1.2
"""From a changed question to a published version: the editor writes, rehearses and asks, the publisher publishes, and
who had begun goes on with the old version."""

import pytest
from playwright.sync_api import Page, expect

from portal.accounts.actors import Assurance, actor_for
from portal.accounts.models import User
from services.eforms.actions.designing import start_version
from services.eforms.actions.drafting import begin_draft
from services.eforms.models import Draft, FormDefinition, Submission
from tests.browser.driving import Visitors, axe, scrolls_sideways
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.usefixtures("town")
PAGES = "/admin/eforms/formdefinition/kaivulupa"
OLD, NEW = "Mitä varten kaivat?", "Minkä vuoksi kaivat?"


def begun() -> Draft:
    actor = actor_for(User.objects.get(username="aino"), assurance=Assurance.STRONG)
    return begin_draft(FormDefinition.objects.get(slug="kaivulupa"), actor=actor)


def sent() -> None:
    """Somebody has sent the form once; what the answers were does not matter here."""
    definition = FormDefinition.objects.get(slug="kaivulupa")
    draft = Draft.objects.create(version=definition.current_version, answers={})
    case = CaseFactory(case_type=definition.case_type)
    Submission.objects.create(draft=draft, case=case, content=[], answers={"purpose": "water"})


def is_clean(page: Page) -> None:
    assert axe(page) == []
    assert not scrolls_sideways(page)


def rename_the_question(page: Page) -> None:
    page.goto(f"{PAGES}/suunnittelu/?osa=field:purpose")
    page.get_by_label("Kysymys", exact=True).fill(NEW)
    page.get_by_role("button", name="Tallenna", exact=True).click()
    expect(page.locator("#ominaisuudet-otsikko")).to_have_text(NEW)


def test_a_change_goes_from_the_editor_through_the_publisher_to_new_customers_only(visitors: Visitors) -> None:
    draft = begun()
    sent()
    elina = User.objects.get(username="elina")
    start_version(draft.version.definition_id, actor=actor_for(elina))
    editor, publisher = visitors.open("elina"), visitors.open("juha")

    rename_the_question(editor)
    editor.get_by_role("link", name="Tarkistus").click()
    expect(editor.get_by_text(f"”{OLD}”: nimi: ”{OLD}” → ”{NEW}”.")).to_be_visible()
    is_clean(editor)

    editor.get_by_role("link", name="Kokeile").click()
    is_clean(editor)
    editor.get_by_role("button", name="Kokeile").click()
    expect(editor.get_by_text("Kävimme läpi 1 lähetyksen.")).to_be_visible()
    is_clean(editor)

    editor.goto(f"{PAGES}/tarkistus/")
    editor.get_by_label("Viesti julkaisijalle").fill("Selvempi kysymys.")
    editor.get_by_role("button", name="Lähetä pyyntö").click()
    expect(editor.get_by_text("Pyyntö lähti 1 julkaisijalle.")).to_be_visible()

    publisher.goto(f"{PAGES}/tarkistus/")
    is_clean(publisher)
    publisher.get_by_label("Tiedän ja julkaisen silti").check()
    publisher.get_by_label("Miksi julkaiset silti?").fill("Ohjeet tulevat seuraavaan versioon.")
    publisher.get_by_role("button", name="Julkaise").click()
    expect(publisher.get_by_text("Versio 2 on julkaistu.")).to_be_visible()
    is_clean(publisher)

    aino, other = visitors.open("aino"), visitors.open("veikko")
    aino.goto(f"/luonnos/{draft.key}/tyo/")
    expect(aino.get_by_text(OLD)).to_be_visible()
    other.goto("/lomake/kaivulupa/")
    other.get_by_role("button", name="Aloita").click()
    assert Draft.objects.latest("pk").version.number == 2


@pytest.mark.parametrize("page_name", ["tarkistus", "versiot", "kokeile", "lohkot"])
def test_pages_of_reviewing_fit_a_phone_and_are_accessible(visitors: Visitors, page_name: str) -> None:
    elina = User.objects.get(username="elina")
    start_version(FormDefinition.objects.get(slug="kaivulupa").pk, actor=actor_for(elina))
    page = visitors.open("elina", width=390)

    page.goto(f"{PAGES}/{page_name}/")

    is_clean(page)


def test_a_new_form_begins_from_its_kind_on_a_phone(visitors: Visitors) -> None:
    page = visitors.open("elina", width=390)
    page.goto("/admin/eforms/formdefinition/uusi/")
    is_clean(page)

    page.get_by_label("Suomi").fill("Katujuhla")
    page.get_by_label("Osoitteen osa").fill("katujuhla")
    page.get_by_label("ilmoitus", exact=True).check()
    page.get_by_label("Asiatyyppi").select_option(index=1)
    page.get_by_role("button", name="Luo lomake").click()

    expect(page.get_by_text("Lomake on luotu.")).to_be_visible()
    expect(page.locator("#rakenne a", has_text="Mistä ilmoitat?")).to_be_attached()
