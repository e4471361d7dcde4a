# SPDX-License-Identifier: EUPL-1.2
"""The load of a team, for who leads it: numbers that agree with the queue that they lead to."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.models import Case, CaseType
from portal.accounts.models import Role, RoleGrant, User
from portal.common import clock
from tests.cast import Cast, Member
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import AbsenceFactory
from tests.queries import count_queries

PAGE = "admin:cases_case_team"


def numbers(member: Member) -> dict[str, list[int]]:
    lines = member.client().get(reverse(PAGE)).context["lines"]
    return {
        line.user.username if line.user else "-": [number for _what, number, _url in line.numbers] for line in lines
    }


@pytest.fixture
def loaded(cast: Cast, case_type: CaseType) -> User:
    """Of the handler: a late one, one of today, one of this week's end, one that waits and one that is done."""
    user, today = cast.handler.user, clock.today()
    assert user
    sunday = today + dt.timedelta(days=6 - today.weekday())
    common = {"case_type": case_type, "applicant": cast.resident.person, "handler": user}
    for due_on in (today - dt.timedelta(days=1), today, sunday):
        CaseFactory(**common, in_progress=True, due_on=due_on)
    CaseFactory(**common, waiting=True)
    CaseFactory(**common, withdrawn=True)
    CaseFactory(case_type=case_type, applicant=cast.resident.person)
    return user


def test_decision_maker_sees_the_load_of_each_person_and_of_nobody(cast: Cast, loaded: User) -> None:
    assert cast.decision_maker.user
    found = numbers(cast.decision_maker)

    today_is_sunday = clock.today().weekday() == 6
    assert found[loaded.username] == ([4, 1, 2, 0, 1, 1] if today_is_sunday else [4, 1, 1, 1, 1, 1])
    assert found["-"][0] == 1
    assert found[cast.decision_maker.user.username] == [0] * 6


def test_each_number_leads_to_as_many_cases_in_the_queue(cast: Cast, loaded: User) -> None:
    client = cast.decision_maker.client()

    cells = [cell for line in client.get(reverse(PAGE)).context["lines"] for cell in line.numbers]

    assert sum(bool(url) for _label, _number, url in cells) >= 6
    for label, number, url in cells:
        if url:
            assert client.get(url).context["cl"].result_count == number, label


def test_main_user_sees_numbers_without_a_way_to_the_cases(cast: Cast, loaded: User) -> None:
    lines = cast.main_user.client().get(reverse(PAGE)).context["lines"]

    assert any(number for line in lines for _label, number, _url in line.numbers)
    assert not any(url for line in lines for _label, _number, url in line.numbers)


def test_other_units_are_not_shown(cast: Cast, loaded: User) -> None:
    CaseFactory(case_type__unit=cast.other_unit, unit=cast.other_unit, handler=cast.other_handler.user)
    assert cast.other_handler.user

    assert cast.other_handler.user.username not in numbers(cast.decision_maker)
    assert numbers(cast.main_user)[cast.other_handler.user.username][0] == 1


def test_who_has_left_shows_while_they_have_cases(cast: Cast, loaded: User) -> None:
    RoleGrant.objects.filter(user=loaded).delete()

    assert numbers(cast.decision_maker)[loaded.username][0] == 4


def test_who_is_away_is_told(cast: Cast, loaded: User) -> None:
    absence = AbsenceFactory(user=loaded, substitute=cast.decision_maker.user, began_at=clock.now())

    page = cast.decision_maker.client().get(reverse(PAGE)).content.decode()

    assert f"{absence.days}, sijainen Päivi Päättäjä" in page


def test_queue_of_one_handler_counts_its_own(cast: Cast, loaded: User) -> None:
    client = cast.decision_maker.client()

    def shown(handler: str) -> int:
        cl = client.get(reverse("admin:cases_case_changelist"), {"nakyma": "unit", "kasittelija": handler}).context[
            "cl"
        ]
        count: int = cl.result_count
        return count

    assert (shown(loaded.username), shown("-"), shown("nobody-such")) == (4, 1, 0)


def test_page_asks_the_same_for_one_person_and_for_twenty(cast: Cast, case_type: CaseType) -> None:
    client = cast.decision_maker.client()

    def some(count: int) -> None:
        for _number in range(count):
            user = UserFactory()
            RoleGrant.objects.create(user=user, role=Role.HANDLER, unit=cast.unit)
            CaseFactory(case_type=case_type, handler=user)

    some(1)
    client.get(reverse(PAGE))
    one = count_queries(lambda: client.get(reverse(PAGE)))
    some(19)

    assert count_queries(lambda: client.get(reverse(PAGE))) == one
    assert Case.objects.count() == 20
