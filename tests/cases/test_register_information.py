# SPDX-License-Identifier: EUPL-1.2
"""Information requests and their clocks: two weeks, for a reason a month, and a refusal that may be appealed."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from cases.actions.deciding import DecisionText, decide_case
from cases.actions.extending import extend_information_request
from cases.actions.opening import NewParty, open_case
from cases.actions.supplementing import Missing, answer_supplement, request_supplement
from cases.locking import StaleCase
from cases.models import Case, CaseType, DeadlineExtension
from portal.audit.models import AuditEntry
from portal.common.legal_clocks import is_working_day, last_day_of_months
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory

MANY: dict[str, Any] = {"ground": "many", "reason": "Asiakirjoja on tuhat."}


@pytest.fixture
def kind(cast: Cast) -> CaseType:
    found: CaseType = CaseTypeFactory(
        unit=cast.unit,
        name={"fi": "Tietopyyntö"},
        promise_days=14,
        remedy_kind="hallintovalitus",
        is_information_request=True,
    )
    return found


@pytest.fixture
def ask(cast: Cast, kind: CaseType, freeze: Callable[[str], None]) -> Callable[[], Case]:
    def opened() -> Case:
        parties = [NewParty("applicant", person=cast.resident.person)]
        return open_case(
            actor=cast.resident.actor, case_type=kind, content=[], parties=parties, documents=[], key=uuid4()
        )

    freeze("2026-11-02 10:00")
    return opened


def test_two_weeks_run_from_the_arrival_and_the_handler_sees_the_day(cast: Cast, ask: Callable[[], Case]) -> None:
    case = ask()

    assert case.due_on == dt.date(2026, 11, 16)
    page = cast.handler.client().get(f"/admin/cases/case/{case.reference}/").content.decode()
    assert "16.11.2026" in page
    assert "Tietopyyntö: vastaa viimeistään" in page


def test_handler_extends_to_a_month_and_the_customer_is_told(cast: Cast, ask: Callable[[], Case]) -> None:
    case = extend_information_request(ask().pk, actor=cast.handler.actor, **MANY)

    assert case.due_on == dt.date(2026, 12, 2)
    assert case.deadline_extension.until == case.due_on
    assert Notification.objects.get(event="case.estimated").person == cast.resident.person
    assert AuditEntry.objects.get(event="case.information_extended").facts["ground"] == "many"


def test_extension_is_given_once(cast: Cast, ask: Callable[[], Case]) -> None:
    case = extend_information_request(ask().pk, actor=cast.handler.actor, **MANY)

    with pytest.raises(TransitionNotAllowed):
        extend_information_request(case.pk, actor=cast.handler.actor, **MANY)
    assert DeadlineExtension.objects.count() == 1


def test_a_day_that_has_passed_is_not_moved(cast: Cast, ask: Callable[[], Case], freeze: Callable[[str], None]) -> None:
    case = ask()
    freeze("2026-11-17 08:00")

    with pytest.raises(ValidationError, match="Vastaa heti"):
        extend_information_request(case.pk, actor=cast.handler.actor, **MANY)


@pytest.mark.parametrize("role", ["resident", "clerk", "other_handler", "main_user"])
def test_others_do_not_extend(cast: Cast, ask: Callable[[], Case], role: str) -> None:
    with pytest.raises(PermissionDenied):
        extend_information_request(ask().pk, actor=cast.member(role).actor, **MANY)


def test_page_of_an_older_version_does_not_extend(cast: Cast, ask: Callable[[], Case]) -> None:
    with pytest.raises(StaleCase):
        extend_information_request(ask().pk, actor=cast.handler.actor, expected_version=9, **MANY)


def test_other_kinds_of_cases_have_nothing_to_extend(cast: Cast, case: Case) -> None:
    with pytest.raises(TransitionNotAllowed):
        extend_information_request(case.pk, actor=cast.handler.actor, **MANY)


def test_waiting_for_the_customer_does_not_stop_the_laws_clock(
    cast: Cast, ask: Callable[[], Case], freeze: Callable[[str], None]
) -> None:
    case = ask()
    Case.objects.filter(pk=case.pk).update(status="in_progress")
    missing = Missing(items=["Mikä asiakirja?"], due_on=dt.date(2026, 11, 10), consequence="Ratkaisemme ilman.")
    request_supplement(case.pk, actor=cast.handler.actor, missing=missing)
    freeze("2026-11-06 10:00")

    answer_supplement(case.pk, actor=cast.resident.actor, answer="Pöytäkirja.")

    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 11, 16)


def test_refusal_is_a_decision_that_may_be_appealed(cast: Cast, ask: Callable[[], Case]) -> None:
    case = ask()
    Case.objects.filter(pk=case.pk).update(status="in_progress")
    text = DecisionText("rejected", "Emme anna asiakirjaa.", "Se on salainen.", "621/1999 24 §", "p. 08 123 4567")

    decision = decide_case(case.pk, actor=cast.decision_maker.actor, text=text)

    assert decision.remedy_kind == "hallintovalitus"


@pytest.mark.parametrize("wrong", [{"promise_days": 15}, {"remedy_kind": "muutoksenhakukielto"}], ids=str)
def test_type_of_information_requests_cannot_promise_more_or_deny_the_appeal(
    kind: CaseType, wrong: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseType.objects.filter(pk=kind.pk).update(**wrong)


def test_month_ends_on_the_same_number_or_on_the_last_of_a_shorter_month() -> None:
    assert last_day_of_months(dt.date(2026, 1, 31), 1) == dt.date(2026, 3, 2)  # 28.2. is a Saturday
    assert last_day_of_months(dt.date(2026, 12, 15), 1) == dt.date(2027, 1, 15)
    day = dt.date(2026, 1, 1)
    while day.year < 2036:
        end = last_day_of_months(day, 1)
        assert is_working_day(end)
        assert 28 <= (end - day).days <= 31 + 5
        day += dt.timedelta(days=1)
