# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from cases.actions.opening import NewDocument, NewParty, open_case
from cases.models import Case, CaseType
from portal.accounts.actors import VISITOR, Assurance, Channel
from portal.audit.models import AuditEntry
from portal.common.references import normalise_reference
from portal.notifications.models import Delivery, Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import PDF, CaseTypeFactory


def filing(case_type: CaseType, **changes: Any) -> dict[str, Any]:
    facts = {"case_type": case_type, "content": [], "parties": [], "documents": [], "key": uuid4()}
    return facts | changes


def test_resident_opens_a_case_and_gets_a_receipt(cast: Cast, freeze: Callable[[str], None]) -> None:
    freeze("2026-03-02 12:00")
    resident = cast.resident
    parties = [NewParty(role="applicant", person=resident.person)]

    case = open_case(actor=resident.actor, **filing(CaseTypeFactory(promise_days=21), parties=parties))

    assert normalise_reference(case.reference) == case.reference
    assert case.due_on == dt.date(2026, 3, 23)
    assert case.applicant_name == "Aino Kemppainen"
    assert case.tracking_hash == case.plain_tracking_code == ""
    assert case.changes.get().target == "received"
    assert Notification.objects.get().person == resident.person
    assert Delivery.objects.get().channel == "email"
    assert AuditEntry.objects.get().event == "case.received"


def test_promise_that_ends_on_a_day_off_moves_to_the_next_working_day(
    cast: Cast, freeze: Callable[[str], None]
) -> None:
    freeze("2026-12-03 12:00")

    case = open_case(
        actor=cast.resident.actor,
        **filing(CaseTypeFactory(promise_days=21), parties=[NewParty("applicant", person=cast.resident.person)]),
    )

    assert case.due_on == dt.date(2026, 12, 28)


def test_same_key_opens_one_case(cast: Cast) -> None:
    facts = filing(CaseTypeFactory(), parties=[NewParty("applicant", person=cast.resident.person)])

    first = open_case(actor=cast.resident.actor, **facts)
    second = open_case(actor=cast.resident.actor, **facts)

    assert first == second
    assert Notification.objects.count() == 1


def test_attachments_are_kept_as_secret_as_the_case_type(cast: Cast) -> None:
    case_type = CaseTypeFactory(publicity="secret", secrecy_ground="JulkL 24 § 1 mom. 25 k")
    document = NewDocument("kartta.pdf", ContentFile(PDF), "application/pdf", len(PDF), "0" * 64)

    case = open_case(
        actor=cast.resident.actor,
        **filing(case_type, parties=[NewParty("applicant", person=cast.resident.person)], documents=[document]),
    )

    kept = case.documents.get()
    assert kept.publicity == "secret"
    assert kept.file.read() == PDF
    assert "kartta" not in str(kept.file.name)


def test_visitor_follows_an_anonymous_case_by_its_code(db: None) -> None:
    case = open_case(actor=VISITOR, **filing(CaseTypeFactory(anonymous=True), contact_email="kuka@mail.example"))

    assert case.plain_tracking_code not in ("", case.tracking_hash)
    assert Case.objects.with_tracking_code(case.reference.lower(), case.plain_tracking_code).get() == case
    assert not Case.objects.with_tracking_code(case.reference, "AAAA-BBBB-CCCC").exists()
    assert Notification.objects.get().email == "kuka@mail.example"


def test_visitor_cannot_open_a_case_of_a_type_that_needs_a_name(db: None) -> None:
    with pytest.raises(PermissionDenied):
        open_case(actor=VISITOR, **filing(CaseTypeFactory()))


def test_clerk_files_for_a_customer_and_both_are_kept(cast: Cast) -> None:
    customer = cast.resident.person
    assert customer
    clerk = cast.clerk.actor.at_desk_for(customer, channel=Channel.DESK, assurance=Assurance.SEEN_ID)

    case = open_case(actor=clerk, **filing(CaseTypeFactory(), parties=[NewParty("applicant", person=customer)]))

    assert (case.by_name, case.for_name, case.by_right, case.by_channel) == (
        "Kiia Moilanen",
        "Aino Kemppainen",
        "desk",
        "desk",
    )
    assert Notification.objects.get().person == customer


@pytest.mark.django_db(transaction=True)
def test_two_simultaneous_filings_with_one_key_open_one_case() -> None:
    facts = filing(CaseTypeFactory(anonymous=True))

    first, second = race(lambda: open_case(actor=VISITOR, **facts), lambda: open_case(actor=VISITOR, **facts))

    assert first.reference == second.reference
    assert Case.objects.count() == 1
