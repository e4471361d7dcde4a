# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from cases.actions.handling import set_estimate
from cases.models import Case, CaseType, HandlingTime, StatusChange
from cases.promises import count_handling_times, promise_text
from cases.tasks import run_daily
from portal.common import clock
from portal.notifications.models import Notification
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseTypeFactory, HandlingTimeFactory
from tests.factories.catalogue import ServiceFactory


def ready(case_type: CaseType, *, days: int, ago: int = 1, verb: str = "decide", target: str = "decided") -> Case:
    """A case that became ready `ago` days ago, `days` after it came."""
    at = clock.now() - dt.timedelta(days=ago)
    case: Case = CaseFactory(case_type=case_type, decided=True, received_at=at - dt.timedelta(days=days))
    StatusChange.objects.create(case=case, verb=verb, target=target, at=at, by_right="official", by_channel="web")
    return case


def test_half_and_most_are_counted_of_the_last_90_days(case_type: CaseType) -> None:
    for days in range(1, 11):
        ready(case_type, days=days)
    ready(case_type, days=300, ago=91)
    ready(case_type, days=400, verb="merge", target="closed")

    count_handling_times()

    time = HandlingTime.objects.get(case_type=case_type)
    assert (time.cases, time.half_in, time.most_in) == (10, 5, 8)


def test_a_case_counts_by_its_first_end(case_type: CaseType) -> None:
    case = ready(case_type, days=4, ago=3)
    StatusChange.objects.create(case=case, verb="close", target="closed", by_right="official", by_channel="web")

    count_handling_times()

    time = HandlingTime.objects.get()
    assert (time.cases, time.half_in) == (1, 4)


def test_counting_again_renews_and_drops_what_is_no_more(case_type: CaseType) -> None:
    HandlingTimeFactory(case_type=CaseTypeFactory())
    HandlingTimeFactory(case_type=case_type, half_in=99)
    ready(case_type, days=7)

    assert [count_handling_times(), run_daily()["handling_times"]] == [1, 1]

    assert HandlingTime.objects.get().half_in == 7


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({}, "Puolet asioista valmistuu 9 päivässä, useimmat 16 päivässä."),
        ({"cases": 19}, "Käsittely kestää enintään 21 päivää."),
        ({"half_in": 16}, "Useimmat asiat valmistuvat 16 päivässä."),
        ({"half_in": 0}, "Puolet asioista valmistuu samana päivänä, useimmat 16 päivässä."),
        ({"half_in": 0, "most_in": 0}, "Useimmat asiat valmistuvat samana päivänä."),
    ],
)
def test_words(case_type: CaseType, times: dict[str, int], words: str) -> None:
    HandlingTimeFactory(case_type=case_type, **times)

    assert promise_text(case_type) == words


def test_case_page_and_service_page_tell_it(cast: Cast, case: Case) -> None:
    HandlingTimeFactory(case_type=case.case_type)
    service = ServiceFactory()
    CaseType.objects.update(service=service)

    pages = cast.resident.client().get(case.get_absolute_url()), Client().get(service.get_absolute_url())

    for page in pages:
        assert "useimmat 16 päivässä" in page.content.decode()


def test_decided_case_promises_nothing(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, served=True)

    assert "Käsittely kestää" not in cast.resident.client().get(case.get_absolute_url()).content.decode()


# --- when it slips ---


def test_party_is_told_once_of_each_estimate_that_slips(
    cast: Cast, in_progress: Case, freeze: Callable[[str], None]
) -> None:
    freeze("2026-11-24 06:05")
    Case.objects.update(due_on=dt.date(2026, 11, 23))

    assert [run_daily()["slipped"], run_daily()["slipped"]] == [1, 0]
    assert Notification.objects.filter(event="case.slipped").get().person == cast.resident.person

    set_estimate(in_progress.pk, actor=cast.handler.actor, ready_on=dt.date(2026, 12, 1))
    freeze("2026-12-01 06:05")
    assert run_daily()["slipped"] == 0
    freeze("2026-12-02 06:05")
    assert [run_daily()["slipped"], run_daily()["slipped"]] == [1, 0]


def test_new_estimate_is_shown_and_not_called_late(cast: Cast, in_progress: Case) -> None:
    Case.objects.update(due_on=clock.today() - dt.timedelta(days=1), estimate_on=clock.today() + dt.timedelta(days=5))

    assert run_daily()["slipped"] == 0
    assert "Myöhässä arviosta" not in cast.resident.client().get(in_progress.get_absolute_url()).content.decode()


def test_waiting_case_does_not_slip(case_type: CaseType) -> None:
    CaseFactory(case_type=case_type, overdue=True, waiting=True)

    assert run_daily()["slipped"] == 0
