# SPDX-License-Identifier: EUPL-1.2
"""`visible_to` and `can_view_case` are two ways to ask the same thing."""

from dataclasses import replace

import pytest

from cases.models import Case, CaseType
from cases.permissions import can_handle_case, can_read_case, can_view_case
from portal.accounts.actors import Actor, Assurance, Channel, external
from portal.accounts.models import Mandate
from portal.common import clock
from tests.cast import ROLES, Cast
from tests.factories.cases import CaseFactory, CaseTypeFactory, DisqualificationFactory, PartyFactory
from tests.factories.systems import ExternalSystemFactory


@pytest.fixture
def case_type(cast: Cast) -> CaseType:
    found: CaseType = CaseTypeFactory(unit=cast.unit)
    return found


@pytest.fixture
def cases(cast: Cast, case_type: CaseType) -> list[Case]:
    other = CaseTypeFactory(unit=cast.other_unit)
    represented = CaseFactory(case_type=other, applicant=cast.association)
    PartyFactory(case=represented, of=cast.stranger.person, role="representative")
    return [
        CaseFactory(case_type=case_type, applicant=cast.resident.person),
        CaseFactory(case_type=other, applicant=cast.child),
        represented,
        CaseFactory(case_type=case_type, applicant="Joku nimetön"),
    ]


def agree(actor: Actor, cases: list[Case]) -> bool:
    seen = set(Case.objects.visible_to(actor).values_list("pk", flat=True))
    return seen == {case.pk for case in cases if can_view_case(actor, case)}


@pytest.mark.parametrize("role", ROLES)
def test_list_and_detail_agree_for_everybody(cast: Cast, cases: list[Case], role: str) -> None:
    assert agree(cast.member(role).actor, cases)


def test_list_and_detail_agree_at_the_desk_and_by_code(cast: Cast, cases: list[Case]) -> None:
    assert cast.resident.person
    clerk = cast.clerk.actor.at_desk_for(cast.resident.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)
    visitor = replace(cast.visitor.actor, tracked_cases=frozenset({cases[3].pk}))

    assert agree(clerk, cases)
    assert agree(visitor, cases)
    assert Case.objects.visible_to(clerk).get() == cases[0]
    assert Case.objects.visible_to(visitor).get() == cases[3]


@pytest.mark.parametrize(
    ("role", "count"),
    [
        ("visitor", 0),
        ("stranger", 0),
        ("resident", 1),
        ("guardian", 1),
        ("agent", 1),
        ("clerk", 0),
        ("handler", 2),
        ("other_handler", 2),
        ("decision_maker", 2),
        ("editor", 0),
        ("main_user", 0),
        ("auditor", 0),
    ],
)
def test_everybody_sees_what_is_theirs(cast: Cast, cases: list[Case], role: str, count: int) -> None:
    assert Case.objects.visible_to(cast.member(role).actor).count() == count


@pytest.mark.parametrize("role", ROLES)
def test_list_and_detail_agree_of_other_parties_and_the_disqualified(
    cast: Cast, case_type: CaseType, role: str
) -> None:
    neighbours: list[Case] = [CaseFactory(case_type=case_type, applicant=cast.resident.person) for _number in range(4)]
    PartyFactory(case=neighbours[0], of=cast.stranger.person, role="other")
    PartyFactory(case=neighbours[1], of=cast.child, role="heard")
    PartyFactory(case=neighbours[2], of=cast.stranger.person, role="other", removed_at=clock.now())
    DisqualificationFactory(case=neighbours[3], user=cast.handler.user)

    assert agree(cast.member(role).actor, neighbours)
    seen = {"stranger": 1, "guardian": 1, "resident": 4, "handler": 3, "decision_maker": 4}
    assert Case.objects.visible_to(cast.member(role).actor).count() == seen.get(role, 0)


def test_system_sees_what_it_opened_and_nothing_else(cast: Cast, cases: list[Case]) -> None:
    mine, other = ExternalSystemFactory(), ExternalSystemFactory()
    cases.append(CaseFactory(applicant=cast.resident.person, opened_by=mine))
    cases.append(CaseFactory(applicant="Joku nimetön", opened_by=other))
    actor = external(mine.pk, mine.name)

    assert agree(actor, cases)
    assert Case.objects.visible_to(actor).get() == cases[-2]
    assert can_read_case(actor, cases[-2])
    assert not any(can_handle_case(actor, case) for case in cases)
    for role in ROLES:
        assert agree(cast.member(role).actor, cases)


def test_ended_mandate_ends_the_view(cast: Cast, cases: list[Case]) -> None:
    guardian = cast.guardian
    Mandate.objects.update(valid_until=clock.today())

    assert not Case.objects.visible_to(guardian.actor).exists()


def test_desk_sees_the_case_but_not_its_content(cast: Cast, cases: list[Case]) -> None:
    assert cast.resident.person
    clerk = cast.clerk.actor.at_desk_for(cast.resident.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)

    assert can_view_case(clerk, cases[0])
    assert not can_read_case(clerk, cases[0])
