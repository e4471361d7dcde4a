# SPDX-License-Identifier: EUPL-1.2
"""The staff's pages of letters: what waits by day, the file, the posting, and one letter."""

from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from cases.models import Case, CaseType, Decision, PrintJob
from portal.common import clock
from tests.cast import Cast
from tests.factories.cases import CaseFactory, DecisionFactory, ServiceOfDecisionFactory
from tests.factories.printing import PrintJobFactory
from tests.queries import count_queries

LIST = "admin:cases_letters"


def waiting(cast: Cast, case_type: CaseType, **traits: Any) -> PrintJob:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, served=True)
    service = ServiceOfDecisionFactory(
        decision=case.decisions.get(), channel="letter", waits=True, remedy_last_day=None
    )
    job: PrintJob = PrintJobFactory(service=service, **traits)
    return job


def test_handler_sees_what_waits_and_another_unit_does_not(cast: Cast, case_type: CaseType) -> None:
    job, url = waiting(cast, case_type), reverse(LIST)

    assert str(job.key) in cast.handler.client().get(url).content.decode()
    assert str(job.key) not in cast.other_handler.client().get(url).content.decode()


def test_posted_letter_leaves_the_list_and_starts_the_period(cast: Cast, case_type: CaseType) -> None:
    job, client = waiting(cast, case_type, printed=True), cast.handler.client()

    answer = client.post(reverse("admin:cases_letters_posted"), {"letter": str(job.key), "day": clock.today()})

    assert answer.status_code == 302
    assert str(job.key) not in client.get(reverse(LIST)).content.decode()
    job.service.refresh_from_db()
    assert job.service.remedy_last_day
    assert (
        "Kirje postitettiin"
        in client.get(reverse("admin:cases_case_change", args=[job.service.decision.case.reference])).content.decode()
    )


def test_letters_of_another_unit_are_not_posted(cast: Cast, case_type: CaseType) -> None:
    job = waiting(cast, case_type, printed=True)

    cast.other_handler.client().post(
        reverse("admin:cases_letters_posted"), {"letter": str(job.key), "day": clock.today()}
    )

    job.refresh_from_db()
    assert job.posted_on is None


def test_safe_address_of_a_protected_person_is_not_shown(cast: Cast, case_type: CaseType) -> None:
    person = cast.resident.person
    person.non_disclosure, person.street_address, person.postal_code = True, "Piilopolku 7", "87100"
    person.save()
    job = waiting(cast, case_type, address="PL 133")

    pages = [
        cast.handler.client().get(url).content.decode()
        for url in (reverse(LIST), reverse("admin:cases_letter", args=[job.key]))
    ]

    assert not any(secret in page for page in pages for secret in ("PL 133", "Piilopolku"))
    assert "Turvallinen osoite on annettu" in pages[1]


def test_receipt_is_written_down_and_shown_in_the_case(cast: Cast, case_type: CaseType) -> None:
    job, client = waiting(cast, case_type, posted=True), cast.handler.client()

    client.post(
        reverse("admin:cases_letter_receipt", args=[job.key]), {"receiver": "Saaja Sanni", "day": clock.today()}
    )

    page = client.get(reverse("admin:cases_case_documents", args=[job.service.decision.case.reference]))
    assert "Saaja Sanni" in page.content.decode()


def test_list_asks_as_many_questions_for_one_as_for_twenty(cast: Cast, case_type: CaseType) -> None:
    client, url = cast.handler.client(), reverse(LIST)
    waiting(cast, case_type)
    client.get(url)
    one = count_queries(lambda: client.get(url))

    for _number in range(19):
        waiting(cast, case_type)

    assert count_queries(lambda: client.get(url)) == one


@pytest.mark.django_db
def test_register_of_decisions_and_the_queue_of_letters_are_read_from_an_index(case: Case) -> None:
    DecisionFactory(case=case)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    register = Decision.objects.filter(year=clock.today().year).order_by("-decided_at", "-pk")[:50].explain()
    queue = PrintJob.objects.waiting().order_by("queued_at", "pk")[:50].explain()

    assert "decision_register" in register
    assert "print_queue" in queue
