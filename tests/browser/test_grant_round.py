# SPDX-License-Identifier: EUPL-1.2
"""A round of grants: thirty associations have applied, one official has prepared them all, another one decides."""

import uuid

import pytest
from playwright.sync_api import Page, expect

from cases.actions.deciding import DecisionText
from cases.actions.handling import take_up_case
from cases.actions.opening import NewParty, open_case
from cases.actions.proposing import propose_decision
from cases.models import Case, CaseType, Decision
from portal.accounts.actors import VISITOR, actor_for
from portal.accounts.models import Organisation, Role
from portal.demo.forms import GRANT
from tests.browser.driving import Visitors, axe, scrolls_sideways
from tests.browser.handling import QUEUE, colleague, serve
from tests.factories.accounts import OrganisationFactory

pytestmark = pytest.mark.usefixtures("town")
APPLICATIONS = 30
OWN = "Kajaanin Latu-ukot ry"


def apply(organisation: Organisation, case_type: CaseType) -> Case:
    return open_case(
        actor=VISITOR,
        case_type=case_type,
        content=[{"title": {"fi": "Avustus"}, "rows": []}],
        parties=[NewParty("applicant", organisation=organisation)],
        documents=[],
        key=uuid.uuid4(),
        summary="1 000 €",
    )


def prepared() -> list[Case]:
    """All taken up and proposed by one who may not decide."""
    juuso = actor_for(colleague("juuso", "Juuso Juntunen", "osallisuus", Role.HANDLER))
    case_type = CaseType.objects.get(code=GRANT)
    ready = case_type.decision_texts["granted"]
    text = DecisionText("granted", ready["summary"]["fi"], ready["reasons"]["fi"], case_type.law_sections)
    own = Organisation.objects.get(name=OWN)
    cases = [apply(one, case_type) for one in (own, *OrganisationFactory.create_batch(APPLICATIONS - 1))]
    for case in cases:
        take_up_case(case.pk, actor=juuso)
        propose_decision(case.pk, actor=juuso, text=text)
    return cases


def is_sound(page: Page) -> None:
    assert axe(page) == []
    assert not scrolls_sideways(page)


def open_proposals(page: Page, count: int) -> None:
    page.goto(QUEUE)
    page.get_by_role("link", name="Päätösesitykset").click()
    expect(page.get_by_role("status").filter(has_text=f"{count} asiaa")).to_be_visible()


def decide_as_proposed(page: Page, name: str) -> None:
    """From the list to the made decision; nothing is written anew."""
    page.get_by_label("Nimi tai asianumero").fill(name)
    page.get_by_role("button", name="Rajaa", exact=True).click()
    page.get_by_role("row", name=name).get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Päätösesitys: Myönteinen päätös")).to_be_visible()
    page.get_by_role("link", name="Tee päätös", exact=True).click()
    page.get_by_role("button", name="Tarkista päätös").click()
    page.get_by_role("button", name="Tee päätös").click()
    expect(page.get_by_text("Päätös on tehty. Anna se vielä tiedoksi.")).to_be_visible()


def read_as_association(page: Page, case: Case) -> None:
    page.goto("/oma/puolesta/")
    page.get_by_role("listitem").filter(has_text=OWN).get_by_role("button").click()
    page.goto(f"/oma/asiat/{case.reference}/")
    expect(page.get_by_text("Myönnämme yhdistykselle toiminta-avustusta.").first).to_be_visible()
    is_sound(page)


def test_thirty_applications_are_seen_proposed_and_decided(visitors: Visitors) -> None:
    own, second, *rest = prepared()
    sari, petri = visitors.open("sari"), visitors.open("yritys", width=390)

    open_proposals(sari, APPLICATIONS)
    is_sound(sari)
    decide_as_proposed(sari, OWN)
    serve(sari)
    open_proposals(sari, APPLICATIONS - 1)
    decide_as_proposed(sari, second.applicant_name)
    open_proposals(sari, len(rest))

    made = Decision.objects.order_by("number")
    assert [(one.case, one.number, one.by_name) for one in made] == [
        (own, 1, "Sari Moilanen"),
        (second, 2, "Sari Moilanen"),
    ]
    untouched = Case.objects.filter(pk__in=[case.pk for case in rest], status="in_progress", decisions=None)
    assert untouched.count() == len(rest)
    read_as_association(petri, own)
