# SPDX-License-Identifier: EUPL-1.2
import pytest

from cases.models import Case
from portal.audit.log import viewed
from tests.cast import Cast
from tests.factories.cases import CaseFactory, DocumentFactory, PartyFactory
from tests.queries import count_queries


def looks(case: Case) -> str:
    return f"{case.get_absolute_url()}katselut/"


def test_owner_reads_role_unit_thing_and_reason_but_no_name(cast: Cast, case: Case) -> None:
    document = DocumentFactory(case=case, name="kartta.pdf")
    viewed(case, by=cast.handler.actor, person=cast.resident.person)
    viewed(document, by=cast.handler.actor, person=cast.resident.person, reason="tarkistus")
    client = cast.resident.client()

    text = client.get(looks(case)).content.decode()

    assert "Kuka on katsonut tätä asiaa?" in client.get(case.get_absolute_url()).content.decode()
    for words in ("Kunnallistekniikka", "asian käsittely", "kartta.pdf", "tarkistus"):
        assert words in text
    assert "Huotari" not in text


def test_looks_at_other_cases_and_own_looks_are_not_there(cast: Cast, case: Case) -> None:
    other = CaseFactory(case_type=case.case_type, applicant=cast.resident.person)
    viewed(other, by=cast.handler.actor, person=cast.resident.person, reason="toinen asia")
    viewed(case, by=cast.resident.actor)

    assert "Kukaan muu ei ole katsonut" in cast.resident.client().get(looks(case)).content.decode()


def test_who_acts_for_the_owner_does_not_see_the_own_look(cast: Cast, case: Case) -> None:
    case = CaseFactory(case_type=case.case_type, applicant=cast.association)
    client = cast.agent.client()
    client.get(case.get_absolute_url())

    assert "Kukaan muu ei ole katsonut" in client.get(looks(case)).content.decode()


@pytest.mark.parametrize("role", ["heard", "other"])
def test_other_parties_do_not_read_the_owners_log(cast: Cast, case: Case, role: str) -> None:
    PartyFactory(case=case, of=cast.stranger.person, role=role)

    assert cast.stranger.client().get(looks(case)).status_code == 404


def test_page_asks_as_many_questions_of_20_as_of_1(cast: Cast, case: Case) -> None:
    client = cast.resident.client()
    viewed(case, by=cast.handler.actor, person=cast.resident.person)
    client.get(looks(case))
    few = count_queries(lambda: client.get(looks(case)))
    for member in [cast.handler, cast.decision_maker] * 9:
        viewed(DocumentFactory(case=case), by=member.actor, person=cast.resident.person)

    assert count_queries(lambda: client.get(looks(case))) == few
