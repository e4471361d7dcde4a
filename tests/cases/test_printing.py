# SPDX-License-Identifier: EUPL-1.2
"""Decisions on paper: a letter waits in the queue, is printed and posted, and only then runs the period of remedy."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pypdf import PdfReader

from cases.actions.deciding import DecisionText, decide_case, serve_decision
from cases.actions.disclosing import disclose_contacts
from cases.models import Case, CaseType, PrintJob
from cases.printing.actions import (
    hand_over_letter,
    post_letters,
    print_letters,
    record_receipt,
    set_letter_address,
    undo_printing,
)
from portal.accounts.models import Person
from portal.audit.models import AccessEntry, AuditEntry
from portal.common import clock
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory, PartyFactory
from tests.factories.printing import PrintJobFactory

TEXT = DecisionText("granted", "Saat luvan kaivaa Kauppakadulla.", "Työ ei haittaa.", "669/1978 14 a §")


@pytest.fixture
def at_home(cast: Cast) -> Person:
    """The child of the family, who has no account; lives in the Koivukatu street."""
    child = cast.child
    child.street_address, child.postal_code, child.post_office = "Koivukatu 3", "87100", "Kajaani"
    child.save()
    return child


@pytest.fixture
def decided(at_home: Person, case_type: CaseType) -> Case:
    found: Case = CaseFactory(case_type=case_type, applicant=at_home, decided=True)
    return found


@pytest.fixture
def letter(cast: Cast, decided: Case) -> PrintJob:
    serve_decision(decided.pk, actor=cast.handler.actor, channel="letter")
    return PrintJob.objects.get()


def made(cast: Cast, case_type: CaseType, person: Person) -> PrintJob:
    """The letter of a decision with its true PDF."""
    case = CaseFactory(case_type=case_type, applicant=person, in_progress=True)
    decide_case(case.pk, actor=cast.decision_maker.actor, text=TEXT)
    service = serve_decision(case.pk, actor=cast.handler.actor, channel="letter")
    found: PrintJob = service.print_jobs.get()
    return found


def texts(file: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(file)).pages]


# ---- into the queue


def test_letter_waits_and_runs_no_period_before_it_is_posted(letter: PrintJob, at_home: Person) -> None:
    service = letter.service

    assert (letter.party.person, letter.name) == (at_home, str(at_home))  # type: ignore[union-attr]
    assert (service.waits, service.remedy_last_day) == (True, None)


def test_case_is_not_closed_while_its_letter_waits(letter: PrintJob) -> None:
    later = clock.today() + dt.timedelta(days=100)

    assert not Case.objects.appeal_over(later).exists()


def test_applicant_who_is_but_a_name_gets_a_letter_too(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, decided=True, applicant_name="Nimi Vain")

    serve_decision(case.pk, actor=cast.handler.actor, channel="letter")

    job = PrintJob.objects.get()
    assert (job.name, job.party) == ("Nimi Vain", None)


def test_other_party_without_an_account_gets_a_letter_beside_the_electronic_service(
    cast: Cast, case_type: CaseType, at_home: Person
) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, decided=True)
    PartyFactory(case=case, of=at_home, role="other")
    PartyFactory(case=case, of=cast.guardian.person, role="other")
    PartyFactory(case=case, name="Kuultu Kalle", role="heard")

    serve_decision(case.pk, actor=cast.handler.actor, channel="electronic")

    services = case.decisions.get().services
    assert set(services.values_list("channel", "waits")) == {("electronic", False), ("letter", True)}
    assert [job.name for job in PrintJob.objects.all()] == [str(at_home)]


def test_nobody_gets_a_letter_when_all_use_the_portal(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, decided=True)

    serve_decision(case.pk, actor=cast.handler.actor, channel="electronic")

    assert not PrintJob.objects.exists()


# ---- printing


def test_file_has_an_address_page_and_the_decision_of_each_letter(
    cast: Cast, case_type: CaseType, at_home: Person
) -> None:
    jobs = [made(cast, case_type, at_home) for _ in range(2)]

    pages = texts(print_letters([job.key for job in jobs], actor=cast.handler.actor))

    firsts = [number for number, page in enumerate(pages) if "Koivukatu 3" in page]
    assert len(firsts) == 2
    assert all(number % 2 == 0 for number in firsts), "Each letter begins on a sheet of its own."
    assert "87100 KAJAANI" in pages[firsts[0]]
    assert "Kaivulupa" in pages[firsts[1] + 1]
    assert list(PrintJob.objects.values_list("print_count", flat=True)) == [1, 1]
    assert AuditEntry.objects.filter(event="case.letter_printed").count() == 2


def test_letter_is_printed_again(cast: Cast, case_type: CaseType, at_home: Person) -> None:
    job = made(cast, case_type, at_home)
    first = print_letters([job.key], actor=cast.handler.actor)

    again = print_letters([job.key], actor=cast.handler.actor)

    job.refresh_from_db()
    assert texts(again) == texts(first)
    assert job.print_count == 2


def test_address_stands_in_the_window_of_the_envelope(cast: Cast, case_type: CaseType, at_home: Person) -> None:
    page = PdfReader(io.BytesIO(print_letters([made(cast, case_type, at_home).key], actor=cast.handler.actor))).pages[0]
    found: list[tuple[float, float]] = []

    def note(text: str, cm: list[float], matrix: list[float], *_rest: object) -> None:
        if "Koivukatu" in text:
            x, y = matrix[4], matrix[5]
            across, up = x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]
            found.append((across / 72 * 25.4, (float(page.mediabox.height) - up) / 72 * 25.4))

    page.extract_text(visitor_text=note)

    left, down = found[0]
    assert 18 <= left <= 25
    assert 45 <= down <= 80


def test_without_an_address_nothing_is_printed_until_one_is_written(
    cast: Cast, case_type: CaseType, at_home: Person
) -> None:
    Person.objects.filter(pk=at_home.pk).update(street_address="")
    job = made(cast, case_type, at_home)
    with pytest.raises(ValidationError):
        print_letters([job.key], actor=cast.handler.actor)
    assert not PrintJob.objects.exclude(printed_at=None).exists()

    set_letter_address(job.key, actor=cast.handler.actor, address="c/o Huoltaja\nMäntytie 1\n87200 KAJAANI")

    assert "Mäntytie 1" in texts(print_letters([job.key], actor=cast.handler.actor))[0]


def test_protected_address_is_printed_only_by_who_has_opened_it(
    cast: Cast, case_type: CaseType, at_home: Person
) -> None:
    Person.objects.filter(pk=at_home.pk).update(non_disclosure=True)
    job = made(cast, case_type, at_home)
    with pytest.raises(ValidationError):
        print_letters([job.key], actor=cast.handler.actor)

    disclose_contacts(job.service.decision.case_id, actor=cast.handler.actor, reason="Päätös lähtee kirjeellä.")

    assert "Koivukatu 3" in texts(print_letters([job.key], actor=cast.handler.actor))[0]
    assert AccessEntry.objects.filter(person_id=at_home.pk, reason="Osoite tulostettiin kirjeeseen").exists()
    with pytest.raises(ValidationError):
        print_letters([job.key], actor=cast.decision_maker.actor)


def test_safe_address_of_a_protected_person_needs_no_opening(cast: Cast, case_type: CaseType, at_home: Person) -> None:
    Person.objects.filter(pk=at_home.pk).update(non_disclosure=True)
    job = made(cast, case_type, at_home)
    set_letter_address(job.key, actor=cast.handler.actor, address="PL 133\n87101 KAJAANI")

    page = texts(print_letters([job.key], actor=cast.handler.actor))[0]

    assert "PL 133" in page
    assert "Koivukatu" not in page


def test_mistaken_print_is_taken_back_before_posting(cast: Cast) -> None:
    job, gone = PrintJobFactory(printed=True), PrintJobFactory(posted=True)
    for one in (job, gone):
        one.service.decision.case.case_type.unit, one.service.decision.case.unit = cast.unit, cast.unit
        one.service.decision.case.save()

    undo_printing(job.key, actor=cast.handler.actor)

    job.refresh_from_db()
    assert (job.printed_at, job.print_count) == (None, 1)
    with pytest.raises(ValidationError):
        undo_printing(gone.key, actor=cast.handler.actor)
    with pytest.raises(ValidationError):
        undo_printing(job.key, actor=cast.handler.actor)


# ---- posting


@pytest.fixture
def printed(letter: PrintJob) -> PrintJob:
    PrintJob.objects.update(printed_at=clock.now(), print_count=1)
    letter.refresh_from_db()
    return letter


def test_seventh_day_after_posting_starts_the_period(cast: Cast, decided: Case, freeze: Callable[[str], None]) -> None:
    freeze("2026-12-07 12:00")
    service = serve_decision(decided.pk, actor=cast.handler.actor, channel="letter")
    PrintJob.objects.update(printed_at=clock.now())
    freeze("2026-12-09 12:00")

    post_letters([service.print_jobs.get().key], actor=cast.handler.actor, posted_on=dt.date(2026, 12, 8))

    service.refresh_from_db()
    assert (service.waits, service.deemed_on) == (False, dt.date(2026, 12, 15))
    assert service.remedy_last_day == dt.date(2026, 12, 29)
    assert clock.local(service.sent_at).date() == dt.date(2026, 12, 8)


def test_last_of_several_letters_starts_the_period(cast: Cast, decided: Case, at_home: Person) -> None:
    PartyFactory(case=decided, role="other", name="Naapuri Niilo")
    service = serve_decision(decided.pk, actor=cast.handler.actor, channel="letter")
    PrintJob.objects.update(printed_at=clock.now())
    first, second = service.print_jobs.all()

    post_letters([first.key], actor=cast.handler.actor, posted_on=clock.today())
    service.refresh_from_db()
    waited = service.waits
    post_letters([second.key], actor=cast.handler.actor, posted_on=clock.today())

    service.refresh_from_db()
    assert (waited, service.waits) == (True, False)


@pytest.mark.parametrize("days", [-1, 1], ids=["before it was decided to be sent", "tomorrow"])
def test_day_of_posting_that_cannot_be_is_refused(cast: Cast, printed: PrintJob, days: int) -> None:
    day = clock.today() + dt.timedelta(days=days)

    with pytest.raises(ValidationError):
        post_letters([printed.key], actor=cast.handler.actor, posted_on=day)

    printed.refresh_from_db()
    assert printed.posted_on is None


def test_letter_that_was_not_printed_is_not_posted(cast: Cast, letter: PrintJob) -> None:
    with pytest.raises(ValidationError):
        post_letters([letter.key], actor=cast.handler.actor, posted_on=clock.today())


def test_letter_is_posted_once(cast: Cast, printed: PrintJob) -> None:
    post_letters([printed.key], actor=cast.handler.actor, posted_on=clock.today())

    with pytest.raises(ValidationError):
        post_letters([printed.key], actor=cast.handler.actor, posted_on=clock.today())


@pytest.mark.parametrize("who", ["other_handler", "clerk", "auditor", "resident"])
def test_others_do_nothing_to_the_letter(cast: Cast, printed: PrintJob, who: str) -> None:
    actor = getattr(cast, who).actor

    with pytest.raises(PermissionDenied):
        print_letters([printed.key], actor=actor)
    with pytest.raises(PermissionDenied):
        post_letters([printed.key], actor=actor, posted_on=clock.today())
    with pytest.raises(PermissionDenied):
        set_letter_address(printed.key, actor=actor, address="Muualle 1")


@pytest.mark.django_db(transaction=True)
def test_posting_twice_at_once_posts_once(cast: Cast, printed: PrintJob) -> None:
    actor, day = cast.handler.actor, clock.today()

    results = race(*[lambda: post_letters([printed.key], actor=actor, posted_on=day)] * 2)

    assert sum(isinstance(result, ValidationError) for result in results) == 1
    assert AuditEntry.objects.filter(event="case.letter_posted").count() == 1


# ---- receipts


def test_decision_handed_over_in_the_office_is_received_that_day(cast: Cast, letter: PrintJob) -> None:
    receipt = hand_over_letter(letter.key, actor=cast.handler.actor, receiver="Hanna Huoltaja", handed_on=clock.today())

    service = letter.service
    service.refresh_from_db()
    assert (service.waits, service.deemed_on) == (False, clock.today())
    assert (receipt.way, receipt.receiver) == ("handed", "Hanna Huoltaja")
    with pytest.raises(ValidationError):
        print_and_post(letter, cast)


def print_and_post(letter: PrintJob, cast: Cast) -> None:
    PrintJob.objects.filter(pk=letter.pk).update(printed_at=clock.now())
    post_letters([letter.key], actor=cast.handler.actor, posted_on=clock.today())


@pytest.mark.parametrize(("day", "deemed"), [("2026-12-10", "2026-12-14"), ("2026-12-18", "2026-12-18")])
def test_signed_receipt_moves_the_day_only_later(
    cast: Cast, decided: Case, freeze: Callable[[str], None], day: str, deemed: str
) -> None:
    freeze("2026-12-07 12:00")
    service = serve_decision(decided.pk, actor=cast.handler.actor, channel="letter")
    letter = service.print_jobs.get()
    print_and_post(letter, cast)
    freeze("2026-12-20 12:00")

    record_receipt(
        letter.key, actor=cast.handler.actor, receiver="Hanna Huoltaja", received_on=dt.date.fromisoformat(day)
    )

    service.refresh_from_db()
    assert service.deemed_on == dt.date.fromisoformat(deemed)
    with pytest.raises(ValidationError):
        record_receipt(letter.key, actor=cast.handler.actor, receiver="Toinen", received_on=clock.today())


def test_receipt_of_a_letter_that_was_not_posted_is_refused(cast: Cast, letter: PrintJob) -> None:
    with pytest.raises(ValidationError):
        record_receipt(letter.key, actor=cast.handler.actor, receiver="Hanna", received_on=clock.today())
