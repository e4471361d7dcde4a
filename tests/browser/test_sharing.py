# SPDX-License-Identifier: EUPL-1.2
"""One form, many hands: two others sign it, and a draft goes to the desk and back. On telephones."""

import re

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from portal.notifications.delivery import send_due
from services.eforms.models import FormDefinition
from tests.browser.driving import Visitors, axe, scrolls_sideways, tab_to
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import FormDefinitionFactory
from tests.factories.sharing import SIGNED_FORM
from tests.notifications.mailbox import Mailbox

NEXT = "Tallenna ja jatka"
PHONE = 390


def go_on(page: Page) -> None:
    page.get_by_role("button", name=NEXT).click()


def is_sound(page: Page) -> None:
    assert not axe(page)
    assert not scrolls_sideways(page)


def form(**rules: object) -> FormDefinition:
    case_type = CaseTypeFactory(allows_anonymous=True)
    made: FormDefinition = FormDefinitionFactory(content=SIGNED_FORM | rules, case_type=case_type)
    return made


def links(mailbox: Mailbox, count: int) -> list[str]:
    """The own links that the letters brought, in their order."""
    send_due()
    letters = [mailbox.next_got().get_content() for _letter in range(count)]
    return [found[1] for letter in letters if (found := re.search(r"(/kutsu/\S+)", letter))]


def sign(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_text("Kyyti kouluun")).to_be_visible()
    is_sound(page)
    tab_to(page, "Allekirjoitan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Olet allekirjoittanut")).to_be_visible()


@pytest.mark.usefixtures("town")
def test_two_guardians_sign_and_the_applicant_sends(visitors: Visitors, mailbox: Mailbox) -> None:
    aino, petri, veikko = (visitors.open(name, width=PHONE) for name in ("aino", "yritys", "veikko"))

    aino.goto(f"/lomake/{form().slug}/")
    aino.get_by_role("button", name="Aloita").click()
    aino.get_by_label("Matter").fill("Kyyti kouluun")
    go_on(aino)
    for number, (name, address) in enumerate((("Petri Karppinen", "petri"), ("Veikko Heikkinen", "veikko")), 1):
        aino.get_by_label(f"Allekirjoittaja {number}: nimi").fill(name)
        aino.get_by_label(f"Allekirjoittaja {number}: sähköposti").fill(f"{address}@posti.example")
    go_on(aino)
    expect(aino.get_by_role("button", name="Lähetä", exact=True)).to_have_count(0)
    aino.get_by_role("button", name="Pyydä allekirjoitukset").click()
    expect(aino.get_by_role("heading", name="Allekirjoitukset 0/2")).to_be_visible()
    is_sound(aino)
    first, second = links(mailbox, 2)
    sign(petri, first)
    aino.reload()
    expect(aino.get_by_role("heading", name="Allekirjoitukset 1/2")).to_be_visible()
    sign(veikko, second)
    aino.reload()
    aino.get_by_label("Vakuutan").check()
    aino.get_by_role("button", name="Lähetä", exact=True).click()
    expect(aino.get_by_role("heading", level=1, name="Saimme lähetyksesi")).to_be_visible()

    signatures = Case.objects.get().content[-1]
    assert [row["value"].split(",")[0] for row in signatures["rows"]] == ["Petri Karppinen", "Veikko Heikkinen"]


@pytest.mark.usefixtures("town")
def test_visitors_draft_goes_to_the_desk_and_back(visitors: Visitors) -> None:
    steps = [SIGNED_FORM["steps"][0]]  # type: ignore[index]
    visitor, kiia, tablet = visitors.open(width=PHONE), visitors.open("kiia"), visitors.open(width=PHONE)

    visitor.goto(f"/lomake/{form(assurance='none', steps=steps).slug}/")
    visitor.get_by_role("button", name="Aloita").click()
    visitor.get_by_label("Matter").fill("Kuoppa kadussa")
    visitor.get_by_role("link", name="Jatka muualla tai täytä yhdessä").click()
    is_sound(visitor)
    visitor.get_by_role("button", name="Tee koodi neuvontaan").click()
    code = visitor.locator("[data-code]").inner_text()
    is_sound(visitor)

    kiia.goto("/neuvonta/")
    kiia.get_by_role("link", name="Avaa luonnos").click()
    is_sound(kiia)
    kiia.get_by_label("Asiakkaan koodi").fill(code.lower())
    kiia.get_by_label("Ei tunnistettu").check()
    kiia.get_by_role("button", name="Avaa luonnos").click()
    expect(kiia.get_by_text("Kuoppa kadussa")).to_be_visible()
    kiia.get_by_role("link", name="Muuta").click()
    kiia.get_by_label("Matter").fill("Kuoppa kadussa, Kauppakatu 8")
    go_on(kiia)
    kiia.get_by_role("link", name="Muuta").click()
    kiia.get_by_role("link", name="Jatka muualla tai täytä yhdessä").click()
    kiia.get_by_role("button", name="Tee koodi").click()
    back = kiia.locator("[data-code]").inner_text()

    tablet.goto("/jatka/")
    is_sound(tablet)
    tablet.get_by_label("Koodi").fill(code)
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_text("Koodi ei kelpaa").first).to_be_visible()
    tablet.get_by_label("Koodi").fill(back)
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_text("Kuoppa kadussa, Kauppakatu 8")).to_be_visible()
    tablet.get_by_label("Vakuutan").check()
    tablet.get_by_role("button", name="Lähetä", exact=True).click()

    expect(tablet.get_by_role("heading", level=1, name="Saimme lähetyksesi")).to_be_visible()
    assert Case.objects.get().by_channel == "web"


@pytest.mark.usefixtures("town")
def test_owner_hands_the_draft_over_and_takes_it_back(visitors: Visitors) -> None:
    aino, kiia = visitors.open("aino", width=PHONE), visitors.open("kiia")
    visitors.watch.expected.add(404)

    aino.goto("/oma/")
    aino.get_by_role("link", name="Jatka", exact=True).first.click()
    aino.get_by_role("link", name="Jatka muualla tai täytä yhdessä").click()
    page_of_sharing = aino.url
    aino.get_by_role("button", name="Tee koodi neuvontaan").click()
    code = aino.locator("[data-code]").inner_text()
    kiia.goto("/neuvonta/luonnos/")
    kiia.get_by_label("Asiakkaan koodi").fill(code)
    kiia.get_by_label("Henkilökortti").check()
    kiia.get_by_role("button", name="Avaa luonnos").click()
    expect(kiia.get_by_text("Kajaani Info täyttää asiakkaan kanssa: Aino Kemppainen")).to_be_visible()
    aino.goto(page_of_sharing)
    aino.get_by_role("button", name="Ota takaisin vain itsellesi").click()
    expect(aino.get_by_text("Kajaani Info ei voi enää avata sitä")).to_be_visible()

    kiia.reload()
    expect(kiia.get_by_text("Kajaani Info täyttää asiakkaan kanssa")).to_have_count(0)
    aino.goto("/oma/katseluloki/")
    expect(aino.get_by_role("row", name="Asiakas antoi luonnoksensa koodin")).to_be_visible()
