# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from pypdf import PdfReader
from pytest_django import Settings

from cases.actions.deciding import DecisionText, decide_case, note_retrieval, serve_decision
from cases.actions.handling import withdraw_case
from cases.actions.publishing import make_public_version
from cases.actions.supplementing import Missing, request_supplement
from cases.models import Case, CaseType, Decision, Document
from cases.remedies import RemedyKind, remedy_last_day
from portal.audit.models import AuditEntry
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory, HearingFactory, PartyFactory, SupplementRequestFactory

TEXT = DecisionText("granted", "Saat luvan kaivaa Kauppakadulla.", "Työ ei haittaa liikennettä.", "669/1978 14 a §")


def test_decision_maker_decides_and_the_letter_is_with_it(cast: Cast, in_progress: Case) -> None:
    decision = decide_case(in_progress.pk, actor=cast.decision_maker.actor, text=TEXT)

    in_progress.refresh_from_db()
    assert in_progress.status == "decided"
    assert (decision.number, decision.by_name) == (1, "Päivi Päättäjä")
    pdf = decision.document.file.read()
    assert decision.document.sha256 == hashlib.sha256(pdf).hexdigest()
    assert not Notification.objects.exists()


def test_letter_is_accessible_and_complete(cast: Cast, in_progress: Case) -> None:
    decision = decide_case(in_progress.pk, actor=cast.decision_maker.actor, text=TEXT)

    pdf = decision.document.file.read()
    reader = PdfReader(io.BytesIO(pdf))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert str(reader.root_object["/MarkInfo"]) == "{'/Marked': True, '/Suspects': False}"
    assert str(reader.root_object["/Lang"]) == "fi"
    for standard in (b"<pdfuaid:part>1", b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A"):
        assert standard in pdf
    for part in (in_progress.reference, TEXT.summary, TEXT.reasons, TEXT.law_sections, "Päivi Päättäjä"):
        assert part in text
    assert "Ohje oikaisuvaatimuksen tekemiseen" in text
    assert "14 päivää" in text


def words_of(document: Document) -> str:
    reader = PdfReader(io.BytesIO(document.file.read()))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_letter_names_the_parties_alone(cast: Cast, in_progress: Case) -> None:
    PartyFactory(case=in_progress, name="Naapuri Niemi", role="other")
    PartyFactory(case=in_progress, name="Kuultu Koski", role="heard")
    PartyFactory(case=in_progress, name="Poistettu Puro", role="other", removed_at=clock.now())

    decision = decide_case(in_progress.pk, actor=cast.decision_maker.actor, text=TEXT)

    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(decision.document.file.read())).pages)
    assert "Naapuri Niemi" in text
    assert "Kuultu Koski" not in text
    assert "Poistettu Puro" not in text


def test_letter_tells_whom_we_asked_and_the_public_one_does_not(
    cast: Cast, in_progress: Case, freeze: Callable[[str], None]
) -> None:
    freeze("2026-03-02 10:00")
    answered = {"answered_at": clock.now(), "ended_at": clock.now()}
    SupplementRequestFactory(case=in_progress, **answered)
    neighbour = PartyFactory(case=in_progress, name="Naapuri Niemi", role="heard")
    HearingFactory(case=in_progress, party=neighbour, ended_at=clock.now())
    HearingFactory(case=in_progress, giver_name="Kainuun museo", **answered)

    decision = decide_case(in_progress.pk, actor=cast.decision_maker.actor, text=TEXT)
    public = make_public_version(decision.pk, actor=cast.handler.actor, marks=[])

    letter = words_of(decision.document)
    assert "Pyysimme lisätietoja ma 2.3.2026. Vastaus tuli ma 2.3.2026." in letter
    assert "Kuulimme ma 2.3.2026: Naapuri Niemi. Vastausta ei tullut." in letter
    assert "Pyysimme lausunnon ma 2.3.2026: Kainuun museo. Vastaus tuli ma 2.3.2026." in letter
    told = words_of(public.document)
    assert TEXT.summary in told
    assert "Niemi" not in told
    assert "Ennen päätöstä" not in told


def test_letter_is_signed_and_says_so(cast: Cast, in_progress: Case, freeze: Callable[[str], None]) -> None:
    freeze("2026-12-07 12:05")

    decision = decide_case(in_progress.pk, actor=cast.decision_maker.actor, text=TEXT)

    pdf = decision.document.file.read()
    fields = PdfReader(io.BytesIO(pdf)).get_fields()
    assert fields
    signature = fields["Allekirjoitus"]["/V"]
    assert (signature["/SubFilter"], signature["/Name"]) == ("/ETSI.CAdES.detached", "Päivi Päättäjä")
    assert signature["/Reason"] == "Päätös § 1/2026"
    text = " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
    assert "Allekirjoitettu sähköisesti ma 7.12.2026 klo 12.05 Päivi Päättäjä" in text


def test_no_certificate_no_decision(cast: Cast, in_progress: Case, settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_CERTIFICATE, settings.SIGNING_MAKES_OWN = tmp_path / "none.p12", False

    with pytest.raises(ImproperlyConfigured):
        decide_case(in_progress.pk, actor=cast.decision_maker.actor, text=TEXT)

    in_progress.refresh_from_db()
    assert (in_progress.status, Decision.objects.count()) == ("in_progress", 0)


@pytest.mark.parametrize("kind", RemedyKind.values)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_letter_exists_for_every_remedy_in_every_language(
    cast: Cast, case_type: CaseType, kind: str, language: str
) -> None:
    case_type.remedy_kind = kind
    case_type.save()
    case = CaseFactory(case_type=case_type, in_progress=True, language=language)

    decision = decide_case(case.pk, actor=cast.decision_maker.actor, text=TEXT)

    assert str(PdfReader(decision.document.file).root_object["/Lang"]) == language


@pytest.mark.parametrize("role", ["handler", "resident", "clerk", "main_user", "other_handler"])
def test_others_cannot_decide(cast: Cast, in_progress: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        decide_case(in_progress.pk, actor=cast.member(role).actor, text=TEXT)


def test_case_that_nobody_took_up_cannot_be_decided(cast: Cast, case: Case) -> None:
    with pytest.raises(TransitionNotAllowed):
        decide_case(case.pk, actor=cast.decision_maker.actor, text=TEXT)


def test_decision_without_reasons_is_refused_whole(cast: Cast, in_progress: Case) -> None:
    with pytest.raises(ValidationError):
        decide_case(in_progress.pk, actor=cast.decision_maker.actor, text=DecisionText("granted", "Saat.", " ", "1 §"))

    in_progress.refresh_from_db()
    assert in_progress.status == "in_progress"


def test_sections_of_the_register_run_without_gaps(cast: Cast, case_type: CaseType) -> None:
    cases = CaseFactory.create_batch(3, case_type=case_type, in_progress=True)

    numbers = [decide_case(case.pk, actor=cast.decision_maker.actor, text=TEXT).number for case in cases]

    assert numbers == [1, 2, 3]


def test_made_decision_cannot_be_edited(cast: Cast, in_progress: Case) -> None:
    decision = decide_case(in_progress.pk, actor=cast.decision_maker.actor, text=TEXT)

    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(outcome="rejected")


@pytest.mark.parametrize(
    ("channel", "deemed_on", "last_day"),
    [
        ("electronic", dt.date(2026, 12, 10), dt.date(2026, 12, 28)),
        ("letter", dt.date(2026, 12, 14), None),  # runs from the posting: test_printing.py
        ("retrieval", dt.date(2026, 12, 7), None),
        ("in_person", dt.date(2026, 12, 7), dt.date(2026, 12, 21)),
    ],
)
def test_appeal_period_starts_from_deemed_service(
    cast: Cast,
    case_type: CaseType,
    freeze: Callable[[str], None],
    channel: str,
    deemed_on: dt.date,
    last_day: dt.date | None,
) -> None:
    freeze("2026-12-07 12:00")
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, decided=True)

    service = serve_decision(case.pk, actor=cast.handler.actor, channel=channel)

    assert (service.deemed_on, service.remedy_last_day) == (deemed_on, last_day)
    assert Notification.objects.get().event == "case.served"


def test_who_cannot_sign_in_is_not_served_electronically(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.child, decided=True)

    with pytest.raises(ValidationError):
        serve_decision(case.pk, actor=cast.handler.actor, channel="electronic")


def test_no_remedy_has_no_last_day() -> None:
    assert remedy_last_day(RemedyKind.NONE, dt.date(2026, 12, 7)) is None


def test_first_retrieval_is_noted_once(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, served=True)
    decision = case.decisions.get()

    note_retrieval(decision, actor=cast.resident.actor)
    note_retrieval(decision, actor=cast.resident.actor)

    assert decision.services.get().retrieved_at
    assert AuditEntry.objects.filter(event="case.decision_retrieved").count() == 1


@pytest.mark.django_db(transaction=True)
def test_decision_and_withdrawal_at_once_leave_one_outcome(cast: Cast, in_progress: Case) -> None:
    maker, party = cast.decision_maker.actor, cast.resident.actor

    results = race(
        lambda: decide_case(in_progress.pk, actor=maker, text=TEXT), lambda: withdraw_case(in_progress.pk, actor=party)
    )

    in_progress.refresh_from_db()
    refused = [result for result in results if isinstance(result, TransitionNotAllowed)]
    assert len(refused) == 1
    assert (in_progress.status == "decided") == in_progress.decisions.exists()


@pytest.mark.django_db(transaction=True)
def test_two_decisions_of_one_unit_get_two_sections(cast: Cast, case_type: CaseType) -> None:
    first, second = CaseFactory.create_batch(2, case_type=case_type, in_progress=True)
    maker = cast.decision_maker.actor

    results = race(
        lambda: decide_case(first.pk, actor=maker, text=TEXT), lambda: decide_case(second.pk, actor=maker, text=TEXT)
    )

    assert {decision.number for decision in results} == {1, 2}


@pytest.mark.django_db(transaction=True)
def test_decision_and_request_to_complete_at_once_leave_one_outcome(cast: Cast, in_progress: Case) -> None:
    maker, handler = cast.decision_maker.actor, cast.handler.actor
    missing = Missing(["Kartta"], clock.today() + dt.timedelta(days=9), "Ratkaisemme ilman karttaa.")

    results = race(
        lambda: decide_case(in_progress.pk, actor=maker, text=TEXT),
        lambda: request_supplement(in_progress.pk, actor=handler, missing=missing),
    )

    in_progress.refresh_from_db()
    assert sum(isinstance(result, TransitionNotAllowed) for result in results) == 1
    decided, asked = in_progress.decisions.count(), in_progress.supplement_requests.open().count()
    assert (in_progress.status, decided, asked) in (("decided", 1, 0), ("waiting_customer", 0, 1))
