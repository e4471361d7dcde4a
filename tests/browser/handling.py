# SPDX-License-Identifier: EUPL-1.2
"""What staff do with a case in the admin, step by step, and cases that stand where a journey begins."""

from typing import Any

from playwright.sync_api import Page, expect

from cases.models import Case, CaseType, Party
from portal.accounts.models import Person, Role, Unit, User
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory

QUEUE = "/admin/cases/case/"


def person(username: str) -> Person:
    found: Person = Person.objects.get(user__username=username)
    return found


def case_of(username: str, code: str = "kaivulupa", **facts: Any) -> Case:
    """Somebody's matter of a kind of the town."""
    made: Case = CaseFactory(case_type=CaseType.objects.get(code=code), applicant=person(username), **facts)
    return made


def colleague(username: str, name: str, unit: str, *roles: Role) -> User:
    """Another official of a unit of the town."""
    first, last = name.split()
    grants = [(role, Unit.objects.get(code=unit)) for role in roles]
    user: User = UserFactory(username=username, first_name=first, last_name=last, roles=grants)
    return user


def applicant_of(case: Case) -> Party:
    found: Party = case.parties.get(role=Party.Role.APPLICANT)
    return found


def take_up(page: Page, reference: str) -> None:
    page.goto(f"{QUEUE}{reference}/")
    page.get_by_role("button", name="Ota käsittelyyn").click()
    expect(page.get_by_text("Asia on nyt käsittelyssä.")).to_be_visible()


def open_step(page: Page, name: str) -> None:
    """A button of the workspace that opens a page; the rare ones are behind a heading."""
    link = page.get_by_role("link", name=name, exact=True)
    if not link.is_visible():
        page.locator("summary", has_text="Muut toimet").click()
    link.click()


def decide(page: Page, reference: str, **words: str) -> None:
    """`words`: label of the field → what is written there; `outcome` is the choice."""
    page.goto(f"{QUEUE}{reference}/decide/")
    if outcome := words.pop("outcome", ""):
        page.get_by_label(outcome, exact=True).check()
    for label, text in words.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Tarkista päätös").click()
    page.get_by_role("button", name="Tee päätös").click()
    expect(page.get_by_text("Päätös on tehty. Anna se vielä tiedoksi.")).to_be_visible()


def serve(page: Page) -> None:
    page.get_by_role("link", name="Anna tiedoksi").click()
    page.get_by_role("button", name="Anna tiedoksi").click()
    expect(page.get_by_text("Päätös on annettu tiedoksi.")).to_be_visible()
