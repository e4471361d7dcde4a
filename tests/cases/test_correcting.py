# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from cases.actions.correcting import Correction, correct_decision
from cases.actions.deciding import DecisionText, serve_decision
from cases.models import Case, CaseType
from cases.remedies import last_day_to_correct
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory, DecisionFactory

RIGHT = DecisionText("granted", "Saat luvan kaivaa Linnankadulla.", "Työ ei haittaa liikennettä.", "669/1978 14 a §")
TYPING = Correction("typing", "Kadun nimi oli väärin.")
FACTS = Correction("facts", "Emme olleet huomanneet karttaa.", is_fair=True)


@pytest.fixture
def served(cast: Cast, case_type: CaseType) -> Case:
    found: Case = CaseFactory(case_type=case_type, applicant=cast.resident.person, served=True)
    return found


def test_correction_takes_the_place_and_the_old_letter_stays(cast: Cast, served: Case) -> None:
    wrong = served.decisions.get()

    right = correct_decision(served.pk, actor=cast.decision_maker.actor, correction=TYPING, text=RIGHT)

    served.refresh_from_db()
    assert served.status == "decided"
    assert (right.corrects, right.correction_reason) == (wrong, TYPING.reason)
    assert served.changes.get().reason == TYPING.reason
    assert wrong.document.file
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(right.document.file.read())).pages)
    assert wrong.section in text
    assert TYPING.reason in text


def test_party_reads_both_and_the_old_one_is_marked(cast: Cast, served: Case) -> None:
    right = correct_decision(served.pk, actor=cast.decision_maker.actor, correction=FACTS, text=RIGHT)
    client = cast.resident.client()
    before = client.get(served.get_absolute_url()).content.decode()
    serve_decision(served.pk, actor=cast.handler.actor, channel="electronic")

    after = client.get(served.get_absolute_url()).content.decode()

    marked = f"Se on korjattu päätöksessä {right.section}"
    assert (marked in before, marked in after) == (False, True)
    assert "Kauppakadulla" in after
    assert "Linnankadulla" in after
    assert Notification.objects.get().event == "case.correction_served"


@pytest.mark.parametrize(
    ("correction", "restarts"), [(TYPING, False), (FACTS, True)], ids=["slip of the pen", "error of facts"]
)
def test_only_an_error_of_facts_starts_the_period_again(
    cast: Cast, case_type: CaseType, freeze: Callable[[str], None], correction: Correction, restarts: bool
) -> None:
    freeze("2026-03-02 12:00")
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, decided=True)
    first = serve_decision(case.pk, actor=cast.handler.actor, channel="electronic")
    freeze("2026-03-20 12:00")
    correct_decision(case.pk, actor=cast.decision_maker.actor, correction=correction, text=RIGHT)

    second = serve_decision(case.pk, actor=cast.handler.actor, channel="electronic")

    expected = dt.date(2026, 4, 7) if restarts else first.remedy_last_day  # the day after Easter Monday
    assert second.remedy_last_day == expected


def test_closed_case_is_corrected_too_and_waits_for_service(cast: Cast, served: Case) -> None:
    Case.objects.filter(pk=served.pk).update(status="closed", closed_at=served.received_at)

    correct_decision(served.pk, actor=cast.decision_maker.actor, correction=TYPING, text=RIGHT)

    served.refresh_from_db()
    assert (served.status, served.closed_at) == ("decided", None)


def test_slip_of_the_pen_does_not_change_the_outcome(cast: Cast, served: Case) -> None:
    text = DecisionText("rejected", RIGHT.summary, RIGHT.reasons, RIGHT.law_sections)

    with pytest.raises(ValidationError):
        correct_decision(served.pk, actor=cast.decision_maker.actor, correction=TYPING, text=text)

    served.refresh_from_db()
    assert served.status == "served"


def test_error_of_facts_needs_one_of_the_conditions_of_the_law(cast: Cast, served: Case) -> None:
    with pytest.raises(ValidationError):
        correct_decision(
            served.pk, actor=cast.decision_maker.actor, correction=Correction("facts", "Virhe"), text=RIGHT
        )


def test_correction_comes_within_five_years(cast: Cast, case_type: CaseType, freeze: Callable[[str], None]) -> None:
    freeze("2021-03-01 12:00")
    case = CaseFactory(case_type=case_type, served=True)
    freeze("2026-03-02 12:00")

    with pytest.raises(ValidationError):
        correct_decision(case.pk, actor=cast.decision_maker.actor, correction=TYPING, text=RIGHT)


@pytest.mark.parametrize(
    ("decided_on", "last"),
    [
        (dt.date(2026, 3, 2), dt.date(2031, 3, 2)),
        (dt.date(2028, 2, 29), dt.date(2033, 2, 28)),
    ],
)
def test_five_years_end_on_the_same_day_or_with_the_month(decided_on: dt.date, last: dt.date) -> None:
    assert last_day_to_correct(decided_on) == last


@pytest.mark.parametrize("role", ["handler", "resident", "main_user", "other_handler"])
def test_others_cannot_correct(cast: Cast, served: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        correct_decision(served.pk, actor=cast.member(role).actor, correction=TYPING, text=RIGHT)


def test_what_is_not_decided_is_not_corrected(cast: Cast, in_progress: Case) -> None:
    with pytest.raises(PermissionDenied):
        correct_decision(in_progress.pk, actor=cast.decision_maker.actor, correction=TYPING, text=RIGHT)


def test_pending_rectification_forbids_correcting(cast: Cast, served: Case) -> None:
    Case.objects.filter(pk=served.pk).update(status="rectification_pending")

    with pytest.raises(TransitionNotAllowed):
        correct_decision(served.pk, actor=cast.decision_maker.actor, correction=TYPING, text=RIGHT)


def test_database_refuses_a_second_correction_of_the_same_decision(cast: Cast, served: Case) -> None:
    wrong = served.decisions.get()
    correct_decision(served.pk, actor=cast.decision_maker.actor, correction=TYPING, text=RIGHT)

    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionFactory(case=served, corrects=wrong, error="typing", correction_reason="Toinen")


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_are_a_chain(cast: Cast, served: Case) -> None:
    maker = cast.decision_maker.actor

    race(
        lambda: correct_decision(served.pk, actor=maker, correction=TYPING, text=RIGHT),
        lambda: correct_decision(served.pk, actor=maker, correction=TYPING, text=RIGHT),
    )

    first, second, third = served.decisions.order_by("pk")
    assert (second.corrects, third.corrects) == (first, second)
