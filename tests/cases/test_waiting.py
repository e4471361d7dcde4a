# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.actions.handling import withdraw_case
from cases.actions.waiting import reopen_case, resume_case, resume_on_the_day, suspend_case
from cases.models import Case, CaseType
from cases.tasks import run_daily
from portal.accounts.actors import SYSTEM_CLOCK
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory

WHY = "Odotamme kaavan vahvistumista."


def in_days(days: int) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def test_handler_suspends_with_a_reason_and_the_party_is_told(cast: Cast, in_progress: Case) -> None:
    suspend_case(in_progress.pk, actor=cast.handler.actor, until=in_days(20), reason=WHY)

    in_progress.refresh_from_db()
    assert (in_progress.status, in_progress.suspended_until) == ("suspended", in_days(20))
    assert in_progress.changes.get().reason == WHY
    assert Notification.objects.get().event == "case.suspended"


def test_pause_moves_the_promise_and_the_clock_ends_it(
    cast: Cast, in_progress: Case, freeze: Callable[[str], None]
) -> None:
    due_on = in_progress.due_on
    assert due_on
    suspend_case(in_progress.pk, actor=cast.handler.actor, until=in_days(20), reason=WHY)
    freeze(f"{in_days(20)} 07:00")

    first, second = run_daily(), run_daily()

    in_progress.refresh_from_db()
    assert (first["resumed"], second["resumed"]) == (1, 0)
    assert (in_progress.status, in_progress.suspended_until) == ("in_progress", None)
    assert in_progress.due_on == due_on + dt.timedelta(days=20)
    assert in_progress.changes.latest("pk").by_right == "system"
    assert Notification.objects.filter(event="case.pause_over").count() == 1


def test_clock_does_not_end_a_pause_early(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, suspended=True)

    assert not resume_on_the_day(case.pk, actor=SYSTEM_CLOCK)


def test_clock_does_not_go_on_for_the_customer(cast: Cast, waiting: Case) -> None:
    with pytest.raises(PermissionDenied):
        resume_case(waiting.pk, actor=SYSTEM_CLOCK)


@pytest.mark.parametrize("days", [0, -1])
def test_pause_ends_in_the_future(cast: Cast, in_progress: Case, days: int) -> None:
    with pytest.raises(ValidationError):
        suspend_case(in_progress.pk, actor=cast.handler.actor, until=in_days(days), reason=WHY)


@pytest.mark.parametrize("role", ["resident", "other_handler", "clerk", "main_user"])
def test_others_cannot_suspend(cast: Cast, in_progress: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        suspend_case(in_progress.pk, actor=cast.member(role).actor, until=in_days(9), reason=WHY)


def test_withdrawing_ends_the_pause(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, suspended=True)

    withdraw_case(case.pk, actor=cast.resident.actor)

    case.refresh_from_db()
    assert (case.status, case.suspended_until) == ("withdrawn", None)


@pytest.mark.parametrize("situation", ["closed", "withdrawn", "dismissed"])
def test_handler_reopens_what_ended_without_a_served_decision(cast: Cast, case_type: CaseType, situation: str) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, **{situation: True})

    reopen_case(case.pk, actor=cast.handler.actor, reason="Asiakas perui vahingossa.")

    case.refresh_from_db()
    assert (case.status, case.closed_at) == ("in_progress", None)
    assert case.handler
    assert case.changes.get().reason == "Asiakas perui vahingossa."
    assert Notification.objects.get().event == "case.reopened"


def test_served_decision_is_never_reopened(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, served=True)
    Case.objects.filter(pk=case.pk).update(status="closed", closed_at=clock.now())

    with pytest.raises(PermissionDenied):
        reopen_case(case.pk, actor=cast.handler.actor, reason="Virhe")


@pytest.mark.parametrize("role", ["resident", "other_handler", "main_user"])
def test_others_cannot_reopen(cast: Cast, case_type: CaseType, role: str) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, withdrawn=True)

    with pytest.raises(PermissionDenied):
        reopen_case(case.pk, actor=cast.member(role).actor, reason="Uudelleen")


def test_open_case_is_not_reopened(cast: Cast, in_progress: Case) -> None:
    with pytest.raises(TransitionNotAllowed):
        reopen_case(in_progress.pk, actor=cast.handler.actor, reason="Uudelleen")


@pytest.mark.django_db(transaction=True)
def test_clock_and_handler_end_a_pause_once(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, suspended=True, suspended_until=clock.today())
    handler = cast.handler.actor

    race(
        lambda: resume_on_the_day(case.pk, actor=SYSTEM_CLOCK),
        lambda: resume_case(case.pk, actor=handler),
    )

    case.refresh_from_db()
    assert case.status == "in_progress"
    assert case.changes.filter(verb="resume").count() == 1
