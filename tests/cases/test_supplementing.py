# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from cases.actions.handling import withdraw_case
from cases.actions.opening import NewDocument
from cases.actions.supplementing import Missing, answer_supplement, request_supplement
from cases.actions.waiting import resume_case
from cases.models import Case, SupplementRequest
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import PDF


def missing(days: int = 10) -> Missing:
    return Missing(["Kartta"], clock.today() + dt.timedelta(days=days), "Ratkaisemme asian ilman karttaa.")


def test_handler_asks_for_what_is_missing(cast: Cast, in_progress: Case) -> None:
    request = request_supplement(in_progress.pk, actor=cast.handler.actor, missing=missing())

    in_progress.refresh_from_db()
    assert in_progress.status == "waiting_customer"
    assert request.is_open
    told = Notification.objects.get()
    assert told.person == cast.resident.person
    assert f"{request.due_on.day}.{request.due_on.month}.{request.due_on.year}" in told.body


def test_waiting_moves_the_promise_but_not_the_arrival(
    cast: Cast, in_progress: Case, freeze: Callable[[str], None]
) -> None:
    arrived_at, due_on = in_progress.received_at, in_progress.due_on
    assert due_on
    request_supplement(in_progress.pk, actor=cast.handler.actor, missing=missing())
    freeze(f"{clock.today() + dt.timedelta(days=6)} 12:00")

    answer_supplement(in_progress.pk, actor=cast.resident.actor, answer="Kartta on liitteenä.")

    in_progress.refresh_from_db()
    assert (in_progress.received_at, in_progress.due_on) == (arrived_at, due_on + dt.timedelta(days=6))


def test_party_answers_with_files_and_the_handler_is_told(cast: Cast, waiting: Case) -> None:
    file = NewDocument("kartta.pdf", ContentFile(PDF), "application/pdf", len(PDF), "0" * 64)

    answer_supplement(waiting.pk, actor=cast.resident.actor, documents=[file])

    waiting.refresh_from_db()
    request = waiting.supplement_requests.get()
    assert waiting.status == "in_progress"
    assert request.answered_at == request.ended_at
    assert request.documents.get().name == "kartta.pdf"
    assert cast.handler.user
    assert Notification.objects.get(event="case.supplement_received").email == cast.handler.user.email


@pytest.mark.parametrize("role", ["stranger", "handler", "agent", "main_user"])
def test_others_cannot_answer(cast: Cast, waiting: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        answer_supplement(waiting.pk, actor=cast.member(role).actor, answer="Minä vastaan")


def test_what_was_not_asked_cannot_be_answered(cast: Cast, in_progress: Case) -> None:
    with pytest.raises(TransitionNotAllowed):
        answer_supplement(in_progress.pk, actor=cast.resident.actor, answer="Tässä")


def test_handler_goes_on_without_an_answer(cast: Cast, waiting: Case) -> None:
    resume_case(waiting.pk, actor=cast.handler.actor)

    waiting.refresh_from_db()
    request = waiting.supplement_requests.get()
    assert waiting.status == "in_progress"
    assert request.ended_at
    assert request.answered_at is None


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(cast: Cast, waiting: Case) -> None:
    actor = cast.resident.actor

    results = race(
        lambda: answer_supplement(waiting.pk, actor=actor, answer="yksi"),
        lambda: answer_supplement(waiting.pk, actor=actor, answer="kaksi"),
    )

    assert sorted(type(result).__name__ for result in results) == ["SupplementRequest", "TransitionNotAllowed"]
    assert SupplementRequest.objects.get().answer in ("yksi", "kaksi")


@pytest.mark.django_db(transaction=True)
def test_answer_and_withdrawal_at_once_leave_one_outcome(cast: Cast, waiting: Case) -> None:
    actor = cast.resident.actor

    race(
        lambda: answer_supplement(waiting.pk, actor=actor, answer="tässä"),
        lambda: withdraw_case(waiting.pk, actor=actor),
    )

    waiting.refresh_from_db()
    assert waiting.status == "withdrawn"
    assert not waiting.supplement_requests.open().exists()
