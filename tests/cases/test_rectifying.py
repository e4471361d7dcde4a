# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.actions.deciding import DecisionText, decide_case, serve_decision
from cases.actions.handling import close_case, take_up_case, withdraw_case
from cases.actions.rectifying import Claim, contest_decision
from cases.models import Case, CaseLink, CaseType, Party
from cases.remedies import RemedyKind, is_timely
from portal.accounts.models import Role, RoleGrant
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory, PartyFactory

CLAIM = Claim("Lupa pitää myöntää.", "Karttaa ei katsottu.")
LAST = dt.date(2026, 3, 16)


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.fixture
def served(cast: Cast, case_type: CaseType) -> Case:
    found: Case = CaseFactory(
        case_type=case_type,
        applicant=cast.resident.person,
        served=True,
        decision__by_user_id=cast.decision_maker.actor.user.pk,  # type: ignore[union-attr]
    )
    return found


def status_of(case: Case) -> str:
    case.refresh_from_db()
    return case.status


@pytest.mark.parametrize(
    ("arrived_at", "in_time"),
    [
        ("2026-03-16T23:59:59+02:00", True),
        ("2026-03-17T00:00:00+02:00", False),
        ("2026-03-16T21:59:59+00:00", True),
        ("2026-03-16T22:00:00+00:00", False),
    ],
    ids=["last second", "first second late", "last second in utc", "late in utc"],
)
def test_claim_comes_in_time_until_midnight_in_helsinki(arrived_at: str, in_time: bool) -> None:
    assert is_timely(moment(arrived_at), [LAST]) == in_time


def test_latest_service_counts_and_no_limit_is_no_limit() -> None:
    late = moment("2026-03-20T12:00:00+02:00")

    assert is_timely(late, [LAST, LAST + dt.timedelta(days=7)])
    assert is_timely(late, [LAST, None])
    assert is_timely(late, [])


def test_party_asks_and_the_first_case_waits_for_the_second(cast: Cast, served: Case) -> None:
    asked = contest_decision(served.pk, actor=cast.resident.actor, claim=CLAIM)

    link = asked.links.get()
    assert status_of(served) == "rectification_pending"
    assert (link.kind, link.target, link.decision, link.is_timely) == (
        "rectifies",
        served,
        served.decisions.get(),
        True,
    )
    assert (asked.status, asked.unit, asked.parties.get().person) == ("received", served.unit, cast.resident.person)
    assert asked.case_type.remedy_kind == RemedyKind.MUNICIPAL_APPEAL
    assert Notification.objects.filter(event="case.contested_office").exists()
    assert Case.objects.visible_to(cast.resident.actor).filter(pk=asked.pk).exists()


def test_kind_of_the_second_case_is_as_secret_as_the_first(cast: Cast, served: Case) -> None:
    CaseType.objects.filter(pk=served.case_type_id).update(publicity="secret", secrecy_ground="JulkL 24 §")

    asked = contest_decision(served.pk, actor=cast.resident.actor, claim=CLAIM)

    assert (asked.case_type.publicity, asked.case_type.secrecy_ground) == ("secret", "JulkL 24 §")


def test_asking_twice_is_one_claim(cast: Cast, served: Case) -> None:
    first = contest_decision(served.pk, actor=cast.resident.actor, claim=CLAIM)
    second = contest_decision(served.pk, actor=cast.resident.actor, claim=CLAIM)

    assert first == second
    assert CaseLink.objects.count() == 1


def test_late_claim_is_opened_marked_late_and_moves_nothing(
    cast: Cast, served: Case, freeze: Callable[[str], None]
) -> None:
    last = served.decisions.get().services.get().remedy_last_day
    assert last
    freeze(f"{last + dt.timedelta(days=1)} 00:00")

    asked = contest_decision(served.pk, actor=cast.resident.actor, claim=CLAIM)

    assert asked.links.get().is_timely is False
    assert status_of(served) == "served"


def test_paper_that_came_in_time_is_in_time_when_written_down_later(
    cast: Cast, served: Case, freeze: Callable[[str], None]
) -> None:
    arrived_at = clock.now()
    last = served.decisions.get().services.get().remedy_last_day
    assert last
    freeze(f"{last + dt.timedelta(days=3)} 12:00")
    paper = Claim(CLAIM.demand, CLAIM.grounds, name="Aino Kemppainen", arrived_at=arrived_at)

    asked = contest_decision(served.pk, actor=cast.handler.actor, claim=paper)

    assert asked.links.get().is_timely
    assert asked.received_at == arrived_at


@pytest.mark.parametrize("kind", [RemedyKind.ADMINISTRATIVE_APPEAL, RemedyKind.MUNICIPAL_APPEAL, RemedyKind.NONE])
def test_decision_with_another_remedy_is_not_rectified(cast: Cast, case_type: CaseType, kind: str) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, served=True, decision__remedy_kind=kind)

    with pytest.raises(ValidationError):
        contest_decision(case.pk, actor=cast.resident.actor, claim=CLAIM)


def test_what_is_not_served_is_not_contested(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, decided=True)

    with pytest.raises(TransitionNotAllowed):
        contest_decision(case.pk, actor=cast.resident.actor, claim=CLAIM)


@pytest.mark.parametrize("role", ["stranger", "other_handler", "main_user", "clerk"])
def test_others_cannot_contest(cast: Cast, served: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        contest_decision(served.pk, actor=cast.member(role).actor, claim=CLAIM)


def test_other_party_may_and_the_heard_may_not(cast: Cast, served: Case) -> None:
    other = PartyFactory(case=served, of=cast.stranger.person, role=Party.Role.HEARD)
    with pytest.raises(PermissionDenied):
        contest_decision(served.pk, actor=cast.stranger.actor, claim=CLAIM)
    Party.objects.filter(pk=other.pk).update(role=Party.Role.OTHER)

    assert contest_decision(served.pk, actor=cast.stranger.actor, claim=CLAIM)


def test_who_decided_does_not_decide_again_where_the_body_does(cast: Cast, served: Case) -> None:
    asked = contest_decision(served.pk, actor=cast.resident.actor, claim=CLAIM)
    take_up_case(asked.pk, actor=cast.handler.actor)
    text = DecisionText("rejected", "Päätös pysyy.", "Perusteet ovat samat.", "1 §")

    with pytest.raises(PermissionDenied):
        decide_case(asked.pk, actor=cast.decision_maker.actor, text=text)
    _another_maker(cast)
    assert decide_case(asked.pk, actor=cast.handler.actor, text=text)


def _another_maker(cast: Cast) -> None:
    assert cast.handler.user
    RoleGrant.objects.create(user=cast.handler.user, role=Role.DECISION_MAKER, unit=cast.unit)


@pytest.mark.parametrize(
    ("outcome", "status", "event"),
    [
        ("rejected", "served", "case.upheld"),
        ("granted", "closed", "case.replaced"),
        ("partly_granted", "closed", "case.replaced"),
        ("returned", "in_progress", "case.returned"),
    ],
)
def test_outcome_settles_the_first_case_when_it_is_served(
    cast: Cast, served: Case, outcome: str, status: str, event: str
) -> None:
    asked = contest_decision(served.pk, actor=cast.resident.actor, claim=CLAIM)
    _another_maker(cast)
    take_up_case(asked.pk, actor=cast.handler.actor)
    decide_case(asked.pk, actor=cast.handler.actor, text=DecisionText(outcome, "Ratkaisu.", "Perusteet.", "1 §"))
    assert status_of(served) == "rectification_pending"

    serve_decision(asked.pk, actor=cast.handler.actor, channel="electronic")

    assert status_of(served) == status
    assert served.changes.latest("pk").reason == asked.reference
    assert Notification.objects.filter(event=event).exists()


def test_taking_the_claim_back_leaves_the_decision_in_force(cast: Cast, served: Case) -> None:
    asked = contest_decision(served.pk, actor=cast.resident.actor, claim=CLAIM)

    withdraw_case(asked.pk, actor=cast.resident.actor)

    assert status_of(served) == "served"


def test_first_case_waits_for_the_last_of_two_claims(cast: Cast, served: Case) -> None:
    PartyFactory(case=served, of=cast.stranger.person, role=Party.Role.OTHER)
    first = contest_decision(served.pk, actor=cast.resident.actor, claim=CLAIM)
    second = contest_decision(served.pk, actor=cast.stranger.actor, claim=CLAIM)

    withdraw_case(first.pk, actor=cast.resident.actor)
    assert status_of(served) == "rectification_pending"
    withdraw_case(second.pk, actor=cast.stranger.actor)

    assert status_of(served) == "served"


@pytest.mark.django_db(transaction=True)
def test_pressing_twice_at_once_is_one_claim(cast: Cast, served: Case) -> None:
    actor = cast.resident.actor

    results = race(
        lambda: contest_decision(served.pk, actor=actor, claim=CLAIM),
        lambda: contest_decision(served.pk, actor=actor, claim=CLAIM),
    )

    assert results[0] == results[1]
    assert CaseLink.objects.count() == 1


# ---- pages


def test_party_asks_with_one_click_from_the_decision(cast: Cast, served: Case) -> None:
    client = cast.resident.client()
    page = client.get(served.get_absolute_url()).content.decode()
    address = f"{served.get_absolute_url()}oikaisu/"
    assert address in page

    sent = client.post(address, {"demand": CLAIM.demand, "grounds": CLAIM.grounds})

    asked = CaseLink.objects.get().case
    assert sent.headers["Location"] == asked.get_absolute_url()
    assert asked.reference in client.get(served.get_absolute_url()).content.decode()
    assert CLAIM.demand in client.get(asked.get_absolute_url()).content.decode()


def test_page_tells_when_there_is_nothing_to_contest(cast: Cast, case: Case) -> None:
    answer = cast.resident.client().get(f"{case.get_absolute_url()}oikaisu/")

    assert "ei ole päätöstä" in answer.content.decode()


def test_handler_writes_down_a_paper(cast: Cast, served: Case) -> None:
    day = clock.today()
    answers = {
        "version": 1,
        "party": served.parties.get().pk,
        "arrived_on": f"{day.day}.{day.month}.{day.year}",
        "demand": CLAIM.demand,
        "grounds": CLAIM.grounds,
    }

    cast.handler.client().post(f"/admin/cases/case/{served.reference}/contest/", answers)

    assert status_of(served) == "rectification_pending"
    assert CaseLink.objects.get().case.parties.get().person == cast.resident.person
    page = cast.handler.client().get(f"/admin/cases/case/{served.reference}/").content.decode()
    assert "Tuli määräajassa" in page


def test_late_paper_claim_opens_a_case_and_leaves_the_closed_one(cast: Cast, served: Case) -> None:
    close_case(served.pk, actor=cast.handler.actor)
    last = served.decisions.get().services.get().remedy_last_day
    assert last
    arrived_at = clock.local(clock.now()).replace(year=last.year, month=last.month, day=last.day) + dt.timedelta(days=1)

    claim = Claim("Lupa pitää myöntää.", "Karttaa ei katsottu.", name="Naapuri Niemi", arrived_at=arrived_at)
    asked = contest_decision(served.pk, actor=cast.handler.actor, claim=claim)

    assert status_of(served) == "closed"
    assert asked.links.get().is_timely is False
    assert (asked.status, asked.received_at, asked.parties.get().name) == ("received", arrived_at, "Naapuri Niemi")
