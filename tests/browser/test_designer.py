# SPDX-License-Identifier: EUPL-1.2
"""A form is made from nothing with the keyboard alone, looked at in three languages, and never lost."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from cases.models import CaseType
from portal.accounts.actors import actor_for
from portal.accounts.models import User
from services.eforms.actions.designing import change_version, create_form
from services.eforms.designing.changes import change_part
from services.eforms.models import FormVersion
from tests.browser.driving import FOCUS_IS_SEEN, Visitors, axe, scrolls_sideways
from tests.eforms.designer.forms import RICH

pytestmark = pytest.mark.usefixtures("town")
ADDRESS = "/admin/eforms/formdefinition/keittokurssi"
HEADING = "#ominaisuudet-otsikko"


def elina() -> User:
    return User.objects.get(username="elina")


def new_form(content: dict[str, object] | None = None) -> FormVersion:
    case_type = CaseType.objects.filter(unit__role_grants__user=elina()).first()
    assert case_type
    name = {"fi": "Keittokurssi", "sv": "Matkurs", "en": "Cookery course"}
    return create_form(actor=actor_for(elina()), slug="keittokurssi", name=name, case_type=case_type, content=content)


def fresh(version: FormVersion) -> FormVersion:
    return FormVersion.objects.get(pk=version.pk)


def reach(page: Page, place: str) -> None:
    """Press Tab until the place has the focus, and it can be seen to have it."""
    for _press in range(250):
        page.keyboard.press("Tab")
        if page.evaluate("place => document.activeElement.matches(place)", place):
            assert page.evaluate(FOCUS_IS_SEEN), f"No visible focus on {place}."
            return
    raise AssertionError(f"Tab does not reach {place}.")


def write(page: Page, place: str, text: str) -> None:
    reach(page, place)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(text)


def press(page: Page, place: str) -> None:
    reach(page, place)
    page.keyboard.press("Enter")


QUESTION, SAVE, ADD = "#osa_label-fi", "#tallenna", "#lisaa > summary"


def test_a_form_is_made_with_the_keyboard_alone_and_seen_in_three_languages(visitors: Visitors) -> None:
    version = new_form()
    page = visitors.open("elina")
    page.goto(f"{ADDRESS}/suunnittelu/")

    write(page, QUESTION, "Mikä on nimesi?")
    press(page, SAVE)
    expect(page.locator("#ilmoitus")).to_have_text("Tallennettu.")

    press(page, ADD)
    press(page, "[value=yes_no]")
    expect(page.locator(HEADING)).to_be_focused()
    write(page, QUESTION, "Onko sinulla ruoka-aineallergioita?")
    press(page, SAVE)
    expect(page.locator(HEADING)).to_have_text("Onko sinulla ruoka-aineallergioita?")

    press(page, ADD)
    press(page, "[value=long_text]")
    expect(page.locator(HEADING)).to_have_text("Uusi kysymys")
    write(page, QUESTION, "Mitä et voi syödä?")
    press(page, "[data-rules=show_if] summary")
    reach(page, "#show_if-0-subject")
    page.keyboard.type("Onko sinulla")
    page.keyboard.press("Tab")
    expect(page.locator("#show_if-0-wanted")).to_have_value("yes")
    press(page, SAVE)
    expect(page.locator("[data-part='field:long_text'] .ds-tag")).to_contain_text("ehto")

    questions = fresh(version).form.questions
    assert [str(question.label) for question in questions.values()] == [
        "Mikä on nimesi?",
        "Onko sinulla ruoka-aineallergioita?",
        "Mitä et voi syödä?",
    ]
    assert questions["long_text"].show_if == {"field": "yes_no", "is": "yes"}

    frame = page.frame_locator("#esikatselu")
    for language, title in (("sv", "Uppgifter"), ("en", "Details"), ("fi", "Tiedot")):
        page.get_by_label("Esikatselun kieli").select_option(language)
        expect(frame.get_by_role("heading", name=title)).to_be_visible()
    expect(frame.get_by_label("Mitä et voi syödä?")).to_be_hidden()
    frame.get_by_label("Kyllä").check()
    expect(frame.get_by_label("Mitä et voi syödä?")).to_be_visible()


def test_a_question_is_moved_with_keys_and_by_dragging(visitors: Visitors) -> None:
    version = new_form(RICH)
    page = visitors.open("elina")
    page.goto(f"{ADDRESS}/suunnittelu/?osa=field:why")
    line = page.locator("[data-link='field:more']")

    line.focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("alert")).to_contain_text("jota ei kysytä ennen tätä")  # `more` looks at `why`
    assert fresh(version).revision == 0

    page.goto(f"{ADDRESS}/suunnittelu/?osa=field:name")
    page.locator("[data-link='field:kind']").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#ilmoitus")).to_have_text("”Kind” siirretty: Hakija, paikka 1/2.")
    expect(page.locator("[data-link='field:kind']")).to_be_focused()

    grip = page.locator("[data-part='field:kind'] > svg").bounding_box()
    goal = page.locator("[data-part='field:name']").bounding_box()
    assert grip
    assert goal
    page.mouse.move(grip["x"] + 4, grip["y"] + 4)
    page.mouse.down()
    page.mouse.move(goal["x"] + 20, goal["y"] + goal["height"] - 3, steps=5)
    page.mouse.up()
    expect(page.locator("#ilmoitus")).to_have_text("”Kind” siirretty: Hakija, paikka 2/2.")


def test_what_was_typed_is_kept_whatever_is_pressed_next(visitors: Visitors) -> None:
    version = new_form(RICH)
    page = visitors.open("elina")
    page.goto(f"{ADDRESS}/suunnittelu/?osa=field:name")

    page.get_by_label("Kysymys", exact=True).fill("Koko nimi")
    page.locator("[data-link='field:kind']").click()

    expect(page.locator(HEADING)).to_have_text("Kind")
    assert fresh(version).form.questions["name"].label == {"fi": "Koko nimi"}


def test_two_editors_see_each_others_texts(visitors: Visitors) -> None:
    version = new_form(RICH)
    page = visitors.open("elina")
    page.goto(f"{ADDRESS}/suunnittelu/?osa=field:name")
    paavo = actor_for(User.objects.get(username="paavo"))
    change_version(
        version.pk,
        actor=paavo,
        revision=0,
        change=lambda content: change_part(content, "field:name", {"label": {"fi": "Etunimi"}}),
    )

    page.get_by_label("Kysymys", exact=True).fill("Sukunimi")
    page.get_by_role("button", name="Tallenna").click()
    expect(page.get_by_role("alert")).to_contain_text("tallennettuna on ”Etunimi”, sinä kirjoitit ”Sukunimi”")
    page.get_by_role("button", name="Tallenna").click()

    expect(page.locator("#ilmoitus")).to_have_text("Tallennettu.")
    assert fresh(version).form.questions["name"].label == {"fi": "Sukunimi"}


def test_a_session_that_ended_leaves_what_was_typed_on_the_page(visitors: Visitors) -> None:
    new_form(RICH)
    page = visitors.open("elina")
    page.goto(f"{ADDRESS}/suunnittelu/?osa=field:name")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    page.get_by_label("Kysymys", exact=True).fill("Koko nimi")
    page.get_by_role("button", name="Tallenna").click()

    expect(page.get_by_role("alert")).to_contain_text("Muutos ei tallentunut")
    expect(page.get_by_label("Kysymys", exact=True)).to_have_value("Koko nimi")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_designer_are_accessible(visitors: Visitors, width: int, scheme: str) -> None:
    new_form(RICH)
    page = visitors.open("elina", width=width, color_scheme=scheme)
    found = []
    for tab in ("suunnittelu/?osa=field:ends_on", "suunnittelu/?osa=field:kind", "suunnittelu/?osa=field:total"):
        page.goto(f"{ADDRESS}/{tab}")
        page.locator("#lisaa summary").click()
        found += axe(page)
        assert not scrolls_sideways(page)
    for tab in ("suunnittelu/hylkaa/", "kasittely/", "kaannokset/"):
        page.goto(f"{ADDRESS}/{tab}")
        found += axe(page)
        assert not scrolls_sideways(page)

    assert not found, "\n".join(found)
