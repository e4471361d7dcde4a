# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.exceptions import PermissionDenied

from cases.actions.deciding import DecisionText, decide_case
from cases.actions.handling import withdraw_case
from cases.actions.proposing import propose_decision, send_back_proposal
from cases.models import Case
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import ProposalFactory

TEXT = DecisionText("granted", "Saat luvan.", "Työ ei haittaa.", "669/1978 14 a §")
OTHER = DecisionText("rejected", "Et saa lupaa.", "Työ haittaa.", "669/1978 14 a §")


def test_handler_proposes_and_those_who_decide_are_told(cast: Cast, in_progress: Case) -> None:
    maker = cast.decision_maker.user
    assert maker

    proposal = propose_decision(in_progress.pk, actor=cast.handler.actor, text=TEXT)

    in_progress.refresh_from_db()
    assert in_progress.status == "in_progress"
    assert proposal.is_open
    assert [told.email for told in Notification.objects.filter(event="case.proposed")] == [maker.email]


@pytest.mark.parametrize(("text", "result"), [(TEXT, "accepted"), (OTHER, "changed")])
def test_decision_ends_the_proposal(cast: Cast, in_progress: Case, text: DecisionText, result: str) -> None:
    proposal = propose_decision(in_progress.pk, actor=cast.handler.actor, text=TEXT)

    decide_case(in_progress.pk, actor=cast.decision_maker.actor, text=text)

    proposal.refresh_from_db()
    assert proposal.result == result


def test_decision_maker_sends_back_with_a_note(cast: Cast, in_progress: Case) -> None:
    proposal = propose_decision(in_progress.pk, actor=cast.handler.actor, text=TEXT)

    send_back_proposal(in_progress.pk, actor=cast.decision_maker.actor, note="Katso kartta.")

    proposal.refresh_from_db()
    assert (proposal.result, proposal.note, proposal.returned_by) == ("returned", "Katso kartta.", "Päivi Päättäjä")
    assert cast.handler.user
    assert Notification.objects.get(event="case.sent_back").email == cast.handler.user.email


def test_newer_proposal_takes_the_place_of_the_open_one(cast: Cast, in_progress: Case) -> None:
    first = propose_decision(in_progress.pk, actor=cast.handler.actor, text=TEXT)
    second = propose_decision(in_progress.pk, actor=cast.handler.actor, text=OTHER)

    first.refresh_from_db()
    assert (first.result, second.is_open) == ("lapsed", True)


def test_withdrawing_the_case_lapses_the_proposal(cast: Cast, in_progress: Case) -> None:
    proposal = ProposalFactory(case=in_progress)

    withdraw_case(in_progress.pk, actor=cast.resident.actor)

    proposal.refresh_from_db()
    assert proposal.result == "lapsed"


@pytest.mark.parametrize("role", ["resident", "other_handler", "main_user"])
def test_others_cannot_propose(cast: Cast, in_progress: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        propose_decision(in_progress.pk, actor=cast.member(role).actor, text=TEXT)


def test_preparer_does_not_send_back(cast: Cast, in_progress: Case) -> None:
    ProposalFactory(case=in_progress)

    with pytest.raises(PermissionDenied):
        send_back_proposal(in_progress.pk, actor=cast.handler.actor, note="?")


def test_there_must_be_something_to_send_back(cast: Cast, in_progress: Case) -> None:
    with pytest.raises(PermissionDenied):
        send_back_proposal(in_progress.pk, actor=cast.decision_maker.actor, note="?")


def test_only_a_case_in_progress_is_proposed(cast: Cast, case: Case) -> None:
    with pytest.raises(TransitionNotAllowed):
        propose_decision(case.pk, actor=cast.handler.actor, text=TEXT)


@pytest.mark.django_db(transaction=True)
def test_deciding_and_sending_back_at_once_are_one(cast: Cast, in_progress: Case) -> None:
    proposal = ProposalFactory(case=in_progress)
    maker = cast.decision_maker.actor

    race(
        lambda: decide_case(in_progress.pk, actor=maker, text=TEXT),
        lambda: send_back_proposal(in_progress.pk, actor=maker, note="Katso kartta."),
    )

    proposal.refresh_from_db()
    in_progress.refresh_from_db()
    # Sent back first, it may still be decided; decided first, there is nothing to send back.
    assert in_progress.status == "decided"
    assert proposal.result in ("returned", "changed")


def test_decision_page_begins_with_the_proposal(cast: Cast, in_progress: Case) -> None:
    base = f"/admin/cases/case/{in_progress.reference}"
    answers = {
        "version": 1,
        "outcome": "granted",
        "summary": "Saat luvan kaivaa.",
        "reasons": "x",
        "law_sections": "1 §",
    }
    assert cast.handler.client().post(f"{base}/propose/", answers).status_code == 302

    page = cast.decision_maker.client().get(f"{base}/decide/").content.decode()
    workspace = cast.decision_maker.client().get(f"{base}/").content.decode()

    assert "Saat luvan kaivaa." in page
    assert "Palauta esitys" in workspace
    assert "Esitä päätöstä" not in workspace
    assert "Esitä päätöstä" in cast.handler.client().get(f"{base}/").content.decode()
