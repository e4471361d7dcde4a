# SPDX-License-Identifier: EUPL-1.2
import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pypdf import PdfReader

from cases.actions.deciding import DecisionText, decide_case, serve_decision
from cases.actions.dismissing import dismiss_case
from cases.actions.handling import withdraw_case
from cases.models import Case, CaseType
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory

TEXT = DecisionText("granted", "Emme tutki hakemusta.", "Se tuli määräajan jälkeen.", "Hallintolaki 434/2003")


def test_decision_maker_dismisses_by_a_decision_with_a_letter(cast: Cast, waiting: Case) -> None:
    decision = dismiss_case(waiting.pk, actor=cast.decision_maker.actor, text=TEXT)

    waiting.refresh_from_db()
    assert (waiting.status, decision.outcome) == ("dismissed", "dismissed")
    assert not waiting.supplement_requests.open().exists()
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(decision.document.file.read())).pages)
    assert "Jätetty tutkimatta" in text
    assert "Ohje oikaisuvaatimuksen tekemiseen" in text


def test_dismissal_is_served_as_a_decision_and_its_remedy_runs(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, dismissed=True)

    service = serve_decision(case.pk, actor=cast.handler.actor, channel="electronic")

    case.refresh_from_db()
    assert case.status == "served"
    assert service.remedy_last_day
    assert Notification.objects.get().event == "case.served"


@pytest.mark.parametrize("role", ["handler", "resident", "clerk", "main_user", "other_handler"])
def test_others_cannot_dismiss(cast: Cast, case: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        dismiss_case(case.pk, actor=cast.member(role).actor, text=TEXT)


def test_decided_case_is_not_dismissed(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, decided=True)

    with pytest.raises(TransitionNotAllowed):
        dismiss_case(case.pk, actor=cast.decision_maker.actor, text=TEXT)


def test_dismissal_without_reasons_is_refused_whole(cast: Cast, case: Case) -> None:
    with pytest.raises(ValidationError):
        dismiss_case(case.pk, actor=cast.decision_maker.actor, text=DecisionText("", "Emme tutki.", " ", "1 §"))

    case.refresh_from_db()
    assert case.status == "received"


def test_ordinary_deciding_does_not_dismiss(cast: Cast, in_progress: Case) -> None:
    text = DecisionText("dismissed", TEXT.summary, TEXT.reasons, TEXT.law_sections)

    with pytest.raises(ValidationError):
        decide_case(in_progress.pk, actor=cast.decision_maker.actor, text=text)


@pytest.mark.django_db(transaction=True)
def test_dismissal_and_withdrawal_at_once_leave_one_outcome(cast: Cast, case: Case) -> None:
    maker, party = cast.decision_maker.actor, cast.resident.actor

    results = race(lambda: dismiss_case(case.pk, actor=maker, text=TEXT), lambda: withdraw_case(case.pk, actor=party))

    case.refresh_from_db()
    assert sum(isinstance(result, TransitionNotAllowed) for result in results) == 1
    assert (case.status == "dismissed") == case.decisions.exists()
