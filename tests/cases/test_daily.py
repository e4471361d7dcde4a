# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

from cases.admin.content import history_of
from cases.models import Case, CaseType
from cases.tasks import run_daily
from portal.common import clock
from portal.notifications.models import Notification
from tests.cast import Cast
from tests.factories.cases import CaseFactory, SupplementRequestFactory


def asked(cast: Cast, case_type: CaseType, *, days: int) -> Case:
    case: Case = CaseFactory(case_type=case_type, applicant=cast.resident.person, status="waiting_customer")
    SupplementRequestFactory(case=case, due_on=clock.today() + dt.timedelta(days=days))
    return case


def test_party_is_reminded_once_before_the_last_day(cast: Cast, case_type: CaseType) -> None:
    asked(cast, case_type, days=3)
    asked(cast, case_type, days=9)

    assert [run_daily()["reminded"], run_daily()["reminded"]] == [1, 0]
    assert Notification.objects.get().event == "case.supplement_reminder"


def test_office_is_told_once_of_an_answer_that_did_not_come(cast: Cast, case_type: CaseType) -> None:
    asked(cast, case_type, days=-1)

    assert [run_daily()["unanswered"], run_daily()["unanswered"]] == [1, 0]
    assert Notification.objects.get().email == cast.unit.email


def test_office_is_told_once_of_a_late_case(cast: Cast, case_type: CaseType) -> None:
    CaseFactory(case_type=case_type, overdue=True)
    CaseFactory(case_type=case_type, overdue=True, waiting=True)

    assert [run_daily()["overdue"], run_daily()["overdue"]] == [1, 0]


def test_served_case_is_closed_when_the_appeal_period_is_over(cast: Cast, case_type: CaseType) -> None:
    running, over = CaseFactory.create_batch(2, case_type=case_type, served=True)
    over.decisions.get().services.update(remedy_last_day=clock.today() - dt.timedelta(days=1))

    assert [run_daily()["closed"], run_daily()["closed"]] == [1, 0]
    over.refresh_from_db()
    running.refresh_from_db()
    assert (over.status, running.status) == ("closed", "served")
    assert history_of(over)[0].by == "järjestelmä"
    assert over.changes.get().by_right == "system"
