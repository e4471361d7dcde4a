# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from cases.actions.handling import (
    claim_case,
    claim_next_case,
    close_case,
    hand_over_case,
    set_estimate,
    take_up_case,
    transfer_case,
    withdraw_case,
)
from cases.locking import StaleCase
from cases.models import Case, CaseType, StatusChange
from portal.audit.models import AuditEntry
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseTypeFactory


def test_handler_takes_up_a_case_and_has_it(cast: Cast, case: Case) -> None:
    take_up_case(case.pk, actor=cast.handler.actor)

    case.refresh_from_db()
    assert (case.status, case.handler) == ("in_progress", cast.handler.user)
    assert case.version == 2
    assert case.last_event == "case.taken_up"
    assert case.changes.get().by_name == "Kari Huotari"
    assert Notification.objects.get().person == cast.resident.person


@pytest.mark.parametrize("role", ["stranger", "resident", "clerk", "other_handler", "main_user", "auditor", "editor"])
def test_others_cannot_take_up_a_case(cast: Cast, case: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        take_up_case(case.pk, actor=cast.member(role).actor)

    case.refresh_from_db()
    assert case.status == "received"


def test_case_is_taken_up_once(cast: Cast, in_progress: Case) -> None:
    with pytest.raises(TransitionNotAllowed):
        take_up_case(in_progress.pk, actor=cast.handler.actor)


def test_handler_cannot_handle_the_own_case(cast: Cast, case_type: CaseType) -> None:
    handler = cast.handler
    person = cast._person("Kari", "Huotari", "010180-905H", handler.user)
    own = CaseFactory(case_type=case_type, applicant=person)

    with pytest.raises(PermissionDenied):
        take_up_case(own.pk, actor=handler.actor)
    assert not Case.objects.handled_by(handler.actor).exists()
    assert Case.objects.visible_to(handler.actor).get() == own


def test_page_drawn_before_a_change_changes_nothing(cast: Cast, case: Case) -> None:
    claim_case(case.pk, actor=cast.handler.actor, expected_version=1)

    with pytest.raises(StaleCase) as caught:
        take_up_case(case.pk, actor=cast.decision_maker.actor, expected_version=1)

    assert caught.value.obj.handler == cast.handler.user
    case.refresh_from_db()
    assert case.status == "received"


def test_claiming_again_is_nothing_new(cast: Cast, case: Case) -> None:
    claim_case(case.pk, actor=cast.handler.actor)
    claim_case(case.pk, actor=cast.handler.actor)

    assert StatusChange.objects.filter(verb="claim").count() == 1


def test_claimed_case_is_not_taken_from_a_colleague(cast: Cast, case: Case) -> None:
    claim_case(case.pk, actor=cast.handler.actor)

    with pytest.raises(StaleCase):
        claim_case(case.pk, actor=cast.decision_maker.actor)


def test_hand_over_keeps_arrival_and_frees_the_case_for_the_other_unit(cast: Cast, in_progress: Case) -> None:
    arrived_at = in_progress.received_at

    hand_over_case(in_progress.pk, actor=cast.handler.actor, unit=cast.other_unit, reason="Kuuluu teille.")

    in_progress.refresh_from_db()
    assert (in_progress.unit, in_progress.handler, in_progress.status) == (cast.other_unit, None, "in_progress")
    assert in_progress.received_at == arrived_at
    assert not Case.objects.visible_to(cast.handler.actor).exists()
    assert Case.objects.visible_to(cast.other_handler.actor).exists()


def test_transfer_tells_the_sender_where_it_went(cast: Cast, waiting: Case) -> None:
    transfer_case(waiting.pk, actor=cast.handler.actor, authority="Kainuun hyvinvointialue", reason="Ei kuulu meille.")

    waiting.refresh_from_db()
    assert (waiting.status, waiting.transferred_to) == ("transferred", "Kainuun hyvinvointialue")
    assert waiting.closed_at
    assert not waiting.supplement_requests.open().exists()
    assert "Kainuun hyvinvointialue" in Notification.objects.get().body


def test_advice_is_closed_as_answered(cast: Cast) -> None:
    advice = CaseFactory(
        case_type=CaseTypeFactory(unit=cast.unit, may_close_as_answered=True),
        in_progress=True,
        applicant=cast.resident.person,
    )

    close_case(advice.pk, actor=cast.handler.actor)

    assert Notification.objects.get().event == "case.closed"


def test_case_that_needs_a_decision_is_not_closed_without_one(cast: Cast, in_progress: Case) -> None:
    with pytest.raises(PermissionDenied):
        close_case(in_progress.pk, actor=cast.handler.actor)


def test_party_withdraws_and_both_sides_are_told(cast: Cast, waiting: Case) -> None:
    withdraw_case(waiting.pk, actor=cast.resident.actor, reason="Ei tarvita enää.")

    waiting.refresh_from_db()
    assert waiting.status == "withdrawn"
    assert waiting.closed_at
    assert not waiting.supplement_requests.open().exists()
    assert set(Notification.objects.values_list("event", flat=True)) == {"case.withdrawn", "case.withdrawn_office"}


def test_guardian_withdraws_a_childs_application(cast: Cast, case_type: CaseType) -> None:
    guardian = cast.guardian
    childs = CaseFactory(case_type=case_type, applicant=cast.child)

    withdraw_case(childs.pk, actor=guardian.actor)

    assert StatusChange.objects.get().by_name == "Hanna Huoltaja"


@pytest.mark.parametrize("role", ["stranger", "handler", "clerk", "agent"])
def test_others_cannot_withdraw(cast: Cast, case: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        withdraw_case(case.pk, actor=cast.member(role).actor)


def test_decided_case_cannot_be_withdrawn(cast: Cast, case_type: CaseType) -> None:
    decided = CaseFactory(case_type=case_type, applicant=cast.resident.person, decided=True)

    with pytest.raises(TransitionNotAllowed):
        withdraw_case(decided.pk, actor=cast.resident.actor)


def test_new_estimate_is_told_at_once(cast: Cast, in_progress: Case) -> None:
    ready_on = clock.today() + dt.timedelta(days=40)

    set_estimate(in_progress.pk, actor=cast.handler.actor, ready_on=ready_on)

    in_progress.refresh_from_db()
    assert in_progress.ready_by == ready_on
    assert Notification.objects.get().event == "case.estimated"


def test_every_change_is_in_the_audit_log(cast: Cast, case: Case) -> None:
    take_up_case(case.pk, actor=cast.handler.actor)

    entry = AuditEntry.objects.get()
    assert (entry.event, entry.about_label, entry.by_name) == ("case.taken_up", case.reference, "Kari Huotari")


@pytest.mark.django_db(transaction=True)
def test_two_handlers_claim_and_one_gets_it(cast: Cast, case: Case) -> None:
    first, second = cast.handler.actor, cast.decision_maker.actor

    results = race(lambda: claim_case(case.pk, actor=first), lambda: claim_case(case.pk, actor=second))

    assert sorted(type(result).__name__ for result in results) == ["Case", "StaleCase"]
    assert StatusChange.objects.filter(verb="claim").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_handlers_ask_for_the_next_and_get_different_cases(cast: Cast, case_type: CaseType) -> None:
    CaseFactory.create_batch(2, case_type=case_type)
    first, second = cast.handler.actor, cast.decision_maker.actor

    results = race(lambda: claim_next_case(actor=first), lambda: claim_next_case(actor=second))

    assert len({case.pk for case in results}) == 2
    assert claim_next_case(actor=first) is None
