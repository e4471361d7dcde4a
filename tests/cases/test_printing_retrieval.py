# SPDX-License-Identifier: EUPL-1.2
"""Service on retrieval: received when the identified party opens the decision; after seven days it goes by letter."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.actions.deciding import note_retrieval, serve_decision
from cases.actions.rectifying import Claim, contest_decision
from cases.models import Case, CaseLink, CaseType, PrintJob, ServiceOfDecision, ServiceReceipt
from cases.printing.actions import post_letters, turn_into_letter
from cases.tasks import run_daily
from portal.accounts.actors import SYSTEM_CLOCK, Assurance
from portal.common import clock
from portal.common.dates import day_text
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory, PartyFactory


@pytest.fixture
def waiting(cast: Cast, case_type: CaseType) -> ServiceOfDecision:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, decided=True)
    return serve_decision(case.pk, actor=cast.handler.actor, channel="retrieval")


def unretrieved(service: ServiceOfDecision, days: int = 8) -> ServiceOfDecision:
    ServiceOfDecision.objects.filter(pk=service.pk).update(sent_at=clock.now() - dt.timedelta(days=days))
    return service


def test_opening_is_the_receipt_and_starts_the_period(cast: Cast, waiting: ServiceOfDecision) -> None:
    assert (waiting.waits, waiting.remedy_last_day) == (True, None)

    note_retrieval(waiting.decision, actor=cast.resident.actor)

    waiting.refresh_from_db()
    receipt = waiting.receipts.select_related("party").get()
    assert receipt.party
    assert (waiting.waits, waiting.deemed_on) == (False, clock.today())
    assert waiting.remedy_last_day
    assert (receipt.way, receipt.receiver, receipt.party.person) == (
        "retrieved",
        str(cast.resident.person),
        cast.resident.person,
    )


def test_opening_again_changes_nothing(cast: Cast, waiting: ServiceOfDecision) -> None:
    note_retrieval(waiting.decision, actor=cast.resident.actor)

    note_retrieval(waiting.decision, actor=cast.resident.actor)

    assert ServiceReceipt.objects.count() == 1


def test_password_alone_does_not_retrieve(cast: Cast, waiting: ServiceOfDecision) -> None:
    cast.resident.assurance = Assurance.WEAK
    with pytest.raises(PermissionDenied):
        note_retrieval(waiting.decision, actor=cast.resident.actor)

    case = waiting.decision.case
    page = cast.resident.client().get(f"/oma/asiat/{case.reference}/asiakirjat/{waiting.decision.document.public_id}/")

    assert page.status_code == 302
    waiting.refresh_from_db()
    assert waiting.waits


def test_page_tells_the_day_and_not_the_decision_before_it_is_opened(cast: Cast, waiting: ServiceOfDecision) -> None:
    client, url = cast.resident.client(), waiting.decision.case.get_absolute_url()
    before = client.get(url).content.decode()
    note_retrieval(waiting.decision, actor=cast.resident.actor)

    after = client.get(url).content.decode()

    day = f"Avaa päätös viimeistään {day_text(waiting.retrieve_by)}"
    summary = waiting.decision.summary
    assert (day in before, summary in before) == (True, False)
    assert (day in after, summary in after) == (False, True)
    assert "avattu tunnistautuneena" in after


def test_who_has_no_account_cannot_retrieve(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, decided=True, tracking_hash="x" * 64)

    with pytest.raises(ValidationError):
        serve_decision(case.pk, actor=cast.handler.actor, channel="retrieval")


# ---- not retrieved


def test_after_seven_days_it_becomes_a_letter_and_the_party_is_told(cast: Cast, waiting: ServiceOfDecision) -> None:
    unretrieved(waiting)
    Notification.objects.all().delete()

    assert run_daily()["not_retrieved"] == 1
    assert run_daily()["not_retrieved"] == 0

    waiting.refresh_from_db()
    letter = PrintJob.objects.get()
    assert (waiting.waits, letter.service.channel, letter.service.waits) == (False, "letter", True)
    assert Notification.objects.get().event == "case.retrieval_lapsed"
    page = cast.resident.client().get(waiting.decision.case.get_absolute_url()).content.decode()
    assert "Päätöstä ei avattu seitsemässä päivässä" in page


def test_on_the_seventh_day_it_still_waits(waiting: ServiceOfDecision, freeze: Callable[[str], None]) -> None:
    ServiceOfDecision.objects.update(sent_at=dt.datetime(2026, 12, 1, 21, 30, tzinfo=dt.UTC))
    freeze("2026-12-08 21:59")
    still = run_daily()["not_retrieved"]

    freeze("2026-12-09 04:05")

    assert (still, run_daily()["not_retrieved"]) == (0, 1)


def test_retrieved_in_time_is_no_letter(cast: Cast, waiting: ServiceOfDecision) -> None:
    note_retrieval(waiting.decision, actor=cast.resident.actor)
    unretrieved(waiting)

    assert not turn_into_letter(waiting.pk, actor=SYSTEM_CLOCK)
    assert not PrintJob.objects.exists()


def test_letters_of_others_and_the_late_one_share_a_service(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, decided=True)
    PartyFactory(case=case, role="other", name="Naapuri Niilo")
    service = serve_decision(case.pk, actor=cast.handler.actor, channel="retrieval")
    PrintJob.objects.update(printed_at=clock.now())
    post_letters([PrintJob.objects.get().key], actor=cast.handler.actor, posted_on=clock.today())

    turn_into_letter(unretrieved(service).pk, actor=SYSTEM_CLOCK)

    letter = service.decision.services.get(channel="letter")
    assert {job.name for job in letter.print_jobs.waiting()} == {str(cast.resident.person)}
    assert (letter.waits, letter.remedy_last_day) == (True, None)


def test_service_that_lapsed_does_not_make_every_claim_timely(cast: Cast, waiting: ServiceOfDecision) -> None:
    turn_into_letter(unretrieved(waiting).pk, actor=SYSTEM_CLOCK)
    ServiceOfDecision.objects.filter(channel="letter").update(
        waits=False, remedy_last_day=clock.today() - dt.timedelta(days=1)
    )

    contest_decision(waiting.decision.case_id, actor=cast.resident.actor, claim=Claim("Muuttakaa.", "Väärin."))

    assert CaseLink.objects.get().is_timely is False


def test_only_the_clock_turns_it(cast: Cast, waiting: ServiceOfDecision) -> None:
    with pytest.raises(PermissionDenied):
        turn_into_letter(unretrieved(waiting).pk, actor=cast.handler.actor)


@pytest.mark.django_db(transaction=True)
def test_clock_running_twice_at_once_makes_one_letter(waiting: ServiceOfDecision) -> None:
    unretrieved(waiting)

    results = race(*[lambda: turn_into_letter(waiting.pk, actor=SYSTEM_CLOCK)] * 2)

    assert sorted(results) == [False, True]
    assert PrintJob.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_opening_and_the_clock_at_once_leave_one_way(cast: Cast, waiting: ServiceOfDecision) -> None:
    unretrieved(waiting)
    decision, actor = waiting.decision, cast.resident.actor

    race(lambda: note_retrieval(decision, actor=actor), lambda: turn_into_letter(waiting.pk, actor=SYSTEM_CLOCK))

    waiting.refresh_from_db()
    was_opened = waiting.lapsed_at is None
    assert waiting.waits is False
    assert PrintJob.objects.exists() != was_opened
    assert Case.objects.get().status == "served"
