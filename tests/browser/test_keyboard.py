# SPDX-License-Identifier: EUPL-1.2
"""The daily errands without a mouse: those of residents on a wide and a narrow screen, those of staff on a wide one."""

import re

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from feedback.models import Feedback
from portal.accounts.actors import actor_for
from portal.accounts.models import User
from services.eforms.actions.designing import start_version
from services.eforms.models import FormDefinition
from tests.browser import kaivulupa
from tests.browser.driving import Visitors
from tests.browser.keys import Keyboard

pytestmark = pytest.mark.usefixtures("town")
QUEUE = "/admin/cases/case/"


def fill_permit(page: Page) -> str:
    """From the start page to the receipt: its reference."""
    keys = Keyboard(page)
    page.goto("/lomake/kaivulupa/")
    keys.press("Aloita")
    keys.choose("itselleni")
    keys.press(kaivulupa.NEXT)
    keys.choose("vesi tai viemäri")
    keys.write("Kuinka suuri alue kaivetaan?", "12")
    keys.write("Työn paikka", "Kalliokatu 14")
    keys.choose("Ei")
    keys.write("Työ alkaa", kaivulupa.day(30))
    keys.write("Työ päättyy", kaivulupa.day(35))
    keys.attach("Kartta kaivualueesta", kaivulupa.MAP)
    keys.press(kaivulupa.NEXT)
    keys.write("Vastaavan henkilön nimi", "Aino Kemppainen")
    keys.write("Puhelin, joka on auki työn aikana", "040 123 4567")
    keys.tick("Katuturva")
    keys.tick("Korjaan kaivetun alueen")
    keys.press(kaivulupa.NEXT)
    keys.tick("Vakuutan")
    keys.press("Lähetä", whole=True)
    expect(page).to_have_url(re.compile("/kuittaus/$"))
    return Case.objects.latest("pk").reference


def claim_and_ask(page: Page) -> None:
    keys = Keyboard(page)
    page.goto(f"{QUEUE}?nakyma=unit")
    keys.press("Kaivulupa yleisellä alueella")
    keys.press("Ota käsittelyyn")
    keys.press("Pyydä tietoja")
    keys.write("Mitä puuttuu?", "Tarkempi kartta")
    keys.press("Pyydä tietoja")
    expect(page.get_by_text("Pyyntö on lähetetty asiakkaalle")).to_be_visible()


def answer(page: Page, reference: str) -> None:
    keys = Keyboard(page)
    page.goto("/oma/")
    keys.press("Kaivulupa")
    keys.write("Vastaus", "Ohessa tarkempi kartta.")
    keys.press("Lähetä tiedot")
    expect(page.get_by_text("Saimme tiedot")).to_be_visible()
    assert reference in page.url


def decide(page: Page) -> None:
    keys = Keyboard(page)
    page.goto(QUEUE)
    keys.press("Kaivulupa yleisellä alueella")
    keys.press("Tee päätös")
    keys.choose("Myönteinen päätös")
    keys.write("Päätös selkeästi", "Saat luvan kaivaa Kalliokadulla.")
    keys.write("Perustelut", "Työ ei haittaa liikennettä kohtuuttomasti.")
    keys.write("Sovelletut säännökset", "Laki 669/1978 14 a §")
    keys.press("Tarkista päätös")
    keys.press("Tee päätös")


def test_permit_is_filled_asked_about_and_decided(visitors: Visitors) -> None:
    aino, kari = visitors.open("aino"), visitors.open("kari")

    reference = fill_permit(aino)
    claim_and_ask(kari)
    answer(aino, reference)
    decide(kari)

    assert Case.objects.get().decisions.count() == 1


def test_permit_is_filled_on_a_narrow_screen(visitors: Visitors) -> None:
    fill_permit(visitors.open("aino", width=390))


@pytest.mark.parametrize("width", [1280, 390])
def test_feedback_is_sent(visitors: Visitors, width: int) -> None:
    page = visitors.open(width=width)
    keys = Keyboard(page)
    page.goto("/palaute/")

    keys.choose("Vika tai vaurio")
    keys.write("Kerro omin sanoin", "Katuvalo ei pala Kalliokadulla.")
    keys.choose("Kyllä, puhelimella tai sähköpostilla")
    keys.write("Puhelin tai sähköposti", "antaja@esimerkki.example")
    keys.press("Lähetä palaute")

    expect(page).to_have_url(re.compile("/kiitos/"))
    assert Feedback.objects.get().contact == "antaja@esimerkki.example"


@pytest.mark.parametrize("width", [1280, 390])
def test_user_name_is_made_and_somebody_logs_in(visitors: Visitors, width: int) -> None:
    page = visitors.open(width=width)
    keys = Keyboard(page)
    page.goto("/kirjaudu/signup/")

    keys.write("Etunimi", "Venla")
    keys.write("Sukunimi", "Leinonen")
    keys.write("Sähköposti", "venla@posti.example")
    keys.write("Salasana", "kuusi-pihka-latu-71")
    keys.write("Salasana (uudestaan)", "kuusi-pihka-latu-71")
    keys.press("Luo tunnus")
    assert User.objects.filter(email="venla@posti.example").exists()
    page = visitors.open(width=width)  # the first window waits for the code that was mailed
    keys = Keyboard(page)
    page.goto("/kirjaudu/login/?next=/oma/asiat/")
    keys.write("Käyttäjätunnus tai sähköposti", "aino")
    keys.write("Salasana", "demo")
    keys.press("Kirjaudu", whole=True)

    expect(page).to_have_url(re.compile("/oma/asiat/$"))


def test_clerk_finds_a_customer_and_opens_the_file(visitors: Visitors) -> None:
    page = visitors.open("kiia")
    keys = Keyboard(page)
    page.goto("/neuvonta/")

    keys.write("Etsi asiakas", "Kempainen Aino")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    keys.press("Kemppainen Aino")
    keys.choose("Henkilökortti")
    keys.write("Miksi avaat asiakkaan tiedot?", "Asiakas tuli tiskille")
    keys.press("Avaa asiakkaan tiedot")

    expect(page.get_by_role("heading", level=1, name="Aino Kemppainen")).to_be_visible()


def test_question_is_moved_and_the_form_published(visitors: Visitors) -> None:
    elina = User.objects.get(username="elina")
    version = start_version(FormDefinition.objects.get(slug="kaivulupa").pk, actor=actor_for(elina))
    editor, publisher = visitors.open("elina"), visitors.open("juha")

    keys = Keyboard(editor)
    editor.goto("/admin/eforms/formdefinition/kaivulupa/suunnittelu/")
    keys.tab("Sähköposti")
    editor.keyboard.press("Alt+ArrowUp")
    expect(editor.locator("#ilmoitus")).to_contain_text("siirretty")
    keys = Keyboard(publisher)
    publisher.goto("/admin/eforms/formdefinition/kaivulupa/tarkistus/")
    keys.tick("Tiedän ja julkaisen silti")
    keys.write("Miksi julkaiset silti?", "Ohjeet tulevat seuraavaan versioon.")
    keys.press("Julkaise", whole=True)

    version.refresh_from_db()
    assert version.published_at
