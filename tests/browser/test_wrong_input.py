# SPDX-License-Identifier: EUPL-1.2
"""Every type of question answered wrongly on one page: told beside it and at the top, and nothing typed is lost."""

from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from portal.accounts.models import Mandate, Organisation, Person
from services.catalogue.models import ServicePoint
from services.eforms.engine.fields import KINDS
from tests.browser.driving import FOCUS_IS_SEEN, Visitors, axe, scrolls_sideways
from tests.eforms.test_fields import OPTIONS, WRONG
from tests.factories.eforms import FormDefinitionFactory, field, form_of

pytestmark = pytest.mark.usefixtures("town")


class Mistake(NamedTuple):
    """A question, what is typed to its inputs, the input that is wrong and some of the words that tell so."""

    kind: str
    rules: dict[str, Any]
    typed: dict[str, Any]
    where: str
    words: str


ROW = [field("what"), field("amount", "money"), field("day", "date", optional=True)]
# What the table of the engine has no row for: types whose answers are chosen or drawn on the page.
CHOSEN = [
    Mistake("choice", {"options": OPTIONS}, {}, "q", "Valitse yksi vaihtoehto."),
    Mistake("choice", {"options": OPTIONS, "look": "select"}, {}, "q", "Valitse yksi vaihtoehto."),
    Mistake("child", {}, {}, "q", "Valitse lapsi."),
    Mistake("organisation", {}, {}, "q", "minkä puolesta"),
    Mistake("service_point", {"look": "radio"}, {}, "q", "Valitse palvelupiste."),
    Mistake("date", {"min": {"today": 0}}, {"q": "1.1.2020"}, "q", "Päivä on jo mennyt."),
    Mistake("group", {"fields": ROW}, {"q__0__amount": "5"}, "q__0__what", "Kirjoita vastaus"),
    Mistake("group", {"fields": ROW}, {"q__0__what": "Bussi", "q__0__amount": "x"}, "q__0__amount", "luku numeroina"),
    Mistake(
        "group",
        {"fields": ROW, "look": "table"},
        {"q__0__what": "Bussi", "q__0__amount": "5", "q__0__day": "31.2.2027"},
        "q__0__day",
        "pp.kk.vvvv",
    ),
    Mistake("group", {"fields": ROW, "item": {"fi": "Kulu"}}, {}, "q__rows", "Lisää ainakin yksi."),  # taken away below
]
NEVER_TYPED = {"choice", "child", "organisation"}  # a page offers only what there is


def can_be_typed(mistake: Mistake) -> bool:
    """No page offers an option that is not there, no keyboard a NUL or a geometry. Days are of a frozen clock."""
    texts = str(mistake.typed.values())
    return (
        not (mistake.kind in NEVER_TYPED and mistake.typed)
        and mistake.rules.get("list") is None
        and "-0000-" not in texts
        and "\\x00" not in texts
        and not mistake.typed.get("q__geo")
        and "2026" not in mistake.words
    )


def renamed(mistake: Mistake, key: str) -> Mistake:
    typed = {name.replace("q", key, 1): text for name, text in mistake.typed.items() if text}
    return mistake._replace(typed=typed, where=mistake.where.replace("q", key, 1))


ALL = [*filter(can_be_typed, (Mistake(*row) for row in WRONG)), *CHOSEN]
MISTAKES = {f"q{number}": renamed(mistake, f"q{number}") for number, mistake in enumerate(ALL)}
READ_ONLY = {"explanation", "calculated", "stop"}  # nothing is typed there


def content() -> dict[str, Any]:
    asked = [field(key, one.kind, **one.rules) for key, one in MISTAKES.items()]
    read = [
        field("told", "explanation"),
        field("total", "calculated", formula={"add": [1, 2]}, **{"as": "number"}),
        field("end", "stop", show_if={"field": next(k for k, o in MISTAKES.items() if o.kind == "yes_no"), "is": "no"}),
    ]
    return form_of(*asked, *read, assurance="weak")


def test_no_type_of_question_is_forgotten() -> None:
    assert {one.kind for one in ALL} | READ_ONLY == set(KINDS)


def step_of_aino(visitors: Visitors, width: int) -> Page:
    """She may act for a child, an adult and an association."""
    FormDefinitionFactory(slug="kaikki", content=content())
    association = Organisation.objects.get(business_id="9765432-5")
    Mandate.objects.create(
        delegate=Person.objects.get(user__username="aino"), organisation=association, kind=Mandate.Kind.COMPANY
    )
    assert ServicePoint.objects.exists()
    page = visitors.open("aino", width=width)
    page.goto("/lomake/kaikki/")
    page.get_by_role("button", name="Aloita").click()
    return page


def answer(page: Page, name: str, text: Any) -> None:
    """A list is that of boxes to tick."""
    if isinstance(text, list):
        for value in text:
            page.locator(f"[name={name}][value={value}]").check()
    else:
        page.locator(f"[name={name}]").fill(text)


def is_kept(page: Page, name: str, text: Any) -> None:
    if isinstance(text, list):
        ticked = page.locator(f"[name={name}]:checked").evaluate_all("boxes => boxes.map(box => box.value)")
        assert ticked == text, name
    else:
        expect(page.locator(f"[name={name}]"), name).to_have_value(text)


def told_beside(page: Page, name: str) -> str:
    """The message that the input or the group of inputs names as its description: what a screen reader reads."""
    return str(
        page.locator(f"[name={name}]").first.evaluate(
            """input => [input, input.closest("fieldset")]
                .flatMap(part => (part?.getAttribute("aria-describedby") ?? "").split(" "))
                .map(id => document.getElementById(id))
                .filter(part => part?.matches(".ds-validation-message") && part.checkVisibility())
                .map(part => part.textContent).join(" ")"""
        )
    )


def wrong_part(page: Page, name: str) -> Locator:
    """Where the link of the summary leads: the input, the first of a group of inputs, or rows that are missing."""
    if name.endswith("__rows"):
        return page.locator(f"#div_id_{name.removesuffix('__rows')}")
    return page.locator(f"[name={name}]").first


@pytest.mark.parametrize("width", [1280, 390])
def test_each_mistake_is_told_beside_its_question_and_at_the_top(visitors: Visitors, width: int) -> None:
    page = step_of_aino(visitors, width)

    for mistake in MISTAKES.values():
        for name, text in mistake.typed.items():
            answer(page, name, text)
    page.get_by_role("button", name="Poista Kulu 1").click()
    expect(page.get_by_role("button", name="Lisää kulu")).to_be_focused()
    page.get_by_role("button", name="Tallenna ja jatka").click()

    summary = page.get_by_role("group", name=f"Korjaa {len(MISTAKES)} kohtaa")
    expect(summary).to_be_focused()
    assert page.title().startswith("Virhe: ")
    beside = {key: told_beside(page, one.where) for key, one in MISTAKES.items()}
    assert {key: said for key, said in beside.items() if not said or MISTAKES[key].words not in said} == {}
    for (key, mistake), link in zip(MISTAKES.items(), summary.get_by_role("link").all(), strict=True):
        assert mistake.words in link.inner_text(), key
        link.press("Enter")
        expect(wrong_part(page, mistake.where)).to_be_focused()
        assert page.evaluate(FOCUS_IS_SEEN), f"No visible focus on {key}."
    for mistake in MISTAKES.values():
        for name, text in mistake.typed.items():
            is_kept(page, name, text)
    assert not axe(page)
    assert not scrolls_sideways(page)


def test_mistakes_are_told_in_the_language_of_the_page(visitors: Visitors) -> None:
    page = step_of_aino(visitors, 1280)
    number = next(key for key, one in MISTAKES.items() if one.kind == "number")
    own = page.url
    for language, go_on, error, told in (
        ("sv", "Spara och fortsätt", "Fel: ", "Skriv talet med siffror"),
        ("en", "Save and continue", "Error: ", "Write the number in digits"),
    ):
        page.goto(own.replace("/luonnos/", f"/{language}/luonnos/"))
        answer(page, number, "tre")
        page.get_by_role("button", name=go_on).click()

        summary = page.locator(".ds-error-summary")
        expect(summary).to_be_focused()
        assert page.title().startswith(error)
        assert told in told_beside(page, number)
        is_kept(page, number, "tre")
        assert [one.words for one in ALL if one.words and one.words in summary.inner_text()] == []
