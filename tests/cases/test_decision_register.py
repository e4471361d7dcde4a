# SPDX-License-Identifier: EUPL-1.2
"""The register of decisions: narrowed by year, unit, kind and outcome, only of what one handles."""

from typing import Any

import pytest
from django.urls import reverse

from cases.models import Case, Decision
from portal.audit.models import AuditEntry
from portal.common import clock
from tests.cast import Cast, Member
from tests.factories.cases import CaseFactory, CaseTypeFactory, DecisionFactory, PartyFactory
from tests.queries import count_queries

PAGE, FILE = "admin:cases_case_decisions", "admin:cases_case_decisions_csv"


def read(member: Member, name: str = PAGE, **asked: Any) -> str:
    response = member.client().get(reverse(name), asked)
    assert response.status_code == 200
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return str(body.decode())


@pytest.fixture
def decision(case: Case) -> Decision:
    found: Decision = DecisionFactory(case=case, number=1, served=True)
    return found


@pytest.mark.parametrize("name", [PAGE, FILE])
def test_handler_reads_section_party_outcome_and_maker(cast: Cast, decision: Decision, name: str) -> None:
    page = read(cast.handler, name)

    assert f"§ 1/{clock.today().year}" in page
    assert decision.case.reference in page.replace("\u2060", "").replace("\u2011", "-")
    for told in ("Aino Kemppainen", "Päivi Päättäjä", str(decision.unit)):
        assert told in page


@pytest.mark.parametrize("name", [PAGE, FILE])
def test_another_units_decisions_are_not_there(cast: Cast, decision: Decision, name: str) -> None:
    assert decision.section not in read(cast.other_handler, name)


@pytest.mark.parametrize("name", [PAGE, FILE])
def test_party_of_a_secret_matter_is_not_named(cast: Cast, name: str) -> None:
    kind = CaseTypeFactory(unit=cast.unit, publicity="secret", secrecy_ground="JulkL 24 § 1 mom. 25 k.")
    decision = DecisionFactory(case=CaseFactory(case_type=kind, applicant=cast.resident.person))

    page = read(cast.handler, name)

    assert decision.section in page
    assert "Salassa pidettävä" in page
    assert "Kemppainen" not in page


def test_who_was_only_heard_is_no_party_of_the_decision(cast: Cast, decision: Decision) -> None:
    PartyFactory(case=decision.case, role="heard", name="Naapuri Niilo")

    assert "Naapuri Niilo" not in read(cast.handler, FILE)


def test_register_is_narrowed_by_year_unit_kind_and_outcome(cast: Cast, decision: Decision) -> None:
    kind = CaseTypeFactory(unit=cast.unit, code="melulupa")
    other = DecisionFactory(case=CaseFactory(case_type=kind), number=2, outcome="rejected")
    old = DecisionFactory(case=CaseFactory(case_type=kind), number=3, year=clock.today().year - 2)

    def sections(**asked: Any) -> set[str]:
        file = read(cast.handler, FILE, **asked)
        return {one.section for one in (decision, other, old) if f"{one.section};" in file}

    assert sections() == {decision.section, other.section}
    assert sections(vuosi=old.year) == {old.section}
    assert sections(tyyppi="melulupa") == {other.section}
    assert sections(lopputulos="granted") == {decision.section}
    assert sections(yksikko=cast.unit.code) == {decision.section, other.section}
    assert sections(vuosi="x", yksikko="nowhere", lopputulos="?") == {decision.section, other.section}


def test_cell_that_would_be_a_formula_is_text(cast: Cast, case: Case) -> None:
    PartyFactory(case=case, role="other", name='=HYPERLINK("x")')
    case.parties.filter(role="applicant").delete()
    DecisionFactory(case=case)

    assert "'=HYPERLINK" in read(cast.handler, FILE)


def test_taking_the_file_is_written_down(cast: Cast, decision: Decision) -> None:
    read(cast.handler, FILE)

    assert AuditEntry.objects.get(event="decision_register.exported").facts == {"year": clock.today().year}


def test_long_register_goes_by_pages(cast: Cast, case: Case) -> None:
    DecisionFactory.create_batch(51, case=case)

    assert read(cast.handler).count('scope="row"') == 50
    assert read(cast.handler, sivu=2).count('scope="row"') == 1


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999"])
def test_odd_page_numbers_open_the_first_page(cast: Cast, decision: Decision, number: str) -> None:
    assert decision.section in read(cast.handler, sivu=number)


def test_page_asks_as_many_questions_for_one_as_for_twenty(cast: Cast, decision: Decision) -> None:
    client, url = cast.handler.client(), reverse(PAGE)
    client.get(url)
    one = count_queries(lambda: client.get(url))

    for _number in range(19):
        DecisionFactory(
            case=CaseFactory(case_type=decision.case.case_type, applicant=cast.guardian.person), served=True
        )

    assert count_queries(lambda: client.get(url)) == one
