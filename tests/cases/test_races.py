# SPDX-License-Identifier: EUPL-1.2
"""What two people do with one case at the same moment, where neither knows of the other."""

import pytest
from django.test import Client

from cases.actions.correcting import Correction, correct_decision
from cases.actions.deciding import DecisionText, decide_case
from cases.actions.publishing import make_public_version, publish_decision, withdraw_publication
from cases.actions.representing import accept_representation, decline_representation, end_representation
from cases.actions.supplementing import answer_supplement
from cases.actions.waiting import resume_case
from cases.models import Case, Decision, Document, Party, Publication, Representation
from cases.representing import OfferRefused
from portal.audit.models import AuditEntry
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory, DecisionFactory, PublicationFactory, RepresentationFactory

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = DecisionText("granted", "Saat luvan kaivaa.", "Työ ei haittaa liikennettä.", "669/1978 14 a §")


def refusals(results: list[object]) -> int:
    return sum(isinstance(result, (TransitionNotAllowed, OfferRefused)) for result in results)


# ---- the answer to a request


def test_answer_and_decision_from_an_older_page_at_once_leave_the_answer_to_be_read(cast: Cast, waiting: Case) -> None:
    maker, party, seen = cast.decision_maker.actor, cast.resident.actor, waiting.version

    results = race(
        lambda: answer_supplement(waiting.pk, actor=party, answer="Tässä kartta."),
        lambda: decide_case(waiting.pk, actor=maker, text=TEXT, expected_version=seen),
    )

    waiting.refresh_from_db()
    assert refusals(results) == 1
    assert isinstance(results[1], TransitionNotAllowed)
    assert (waiting.status, waiting.decisions.count()) == ("in_progress", 0)
    assert waiting.supplement_requests.get().answer == "Tässä kartta."
    assert not Document.objects.filter(case=waiting, kind=Document.Kind.DECISION).exists()


def test_answer_and_handler_going_on_without_it_at_once_are_one_of_them(cast: Cast, waiting: Case) -> None:
    handler, party = cast.handler.actor, cast.resident.actor

    results = race(
        lambda: answer_supplement(waiting.pk, actor=party, answer="Tässä kartta."),
        lambda: resume_case(waiting.pk, actor=handler, reason="Määräaika päättyi."),
    )

    waiting.refresh_from_db()
    request = waiting.supplement_requests.get()
    assert refusals(results) == 1
    assert (waiting.status, request.is_open) == ("in_progress", False)
    answered = isinstance(results[1], TransitionNotAllowed)
    assert bool(request.answer) == answered
    told = set(Notification.objects.filter(person=party.person).values_list("event", flat=True))
    assert told == {"case.supplement_answered" if answered else "case.resumed"}


# ---- a right to the case


@pytest.fixture
def right(case: Case) -> Representation:
    found: Representation = RepresentationFactory(case=case)
    return found


def active(case: Case) -> list[Party]:
    return list(case.parties.filter(role=Party.Role.REPRESENTATIVE, removed_at=None))


def test_one_link_opened_by_two_at_once_is_the_right_of_one(cast: Cast, right: Representation) -> None:
    first, second = cast.stranger.actor, cast.guardian.actor

    results = race(
        lambda: accept_representation(right.key, actor=first),
        lambda: accept_representation(right.key, actor=second),
    )

    right.refresh_from_db()
    assert refusals(results) == 1
    assert active(right.case) == [right.representative]


def test_right_accepted_and_ended_at_once_gives_nobody_the_case(cast: Cast, right: Representation) -> None:
    other, party = cast.stranger.actor, cast.resident.actor

    results = race(
        lambda: accept_representation(right.key, actor=other), lambda: end_representation(right.key, actor=party)
    )

    right.refresh_from_db()
    assert not isinstance(results[1], Exception)
    assert right.ended_at
    assert not active(right.case)
    assert not Case.objects.visible_to(other).exists()
    assert (right.representative is None) == isinstance(results[0], OfferRefused)


def test_right_accepted_and_declined_at_once_is_one_of_them(cast: Cast, right: Representation) -> None:
    other = cast.stranger.actor

    results = race(
        lambda: accept_representation(right.key, actor=other),
        lambda: decline_representation(right.key, actor=cast.visitor.actor),
    )

    right.refresh_from_db()
    assert refusals(results) == 1
    assert bool(active(right.case)) == isinstance(results[1], OfferRefused)
    assert (right.accepted_at is None) != (right.declined_at is None)


# ---- the public list


@pytest.fixture
def decision(cast: Cast, case: Case) -> Decision:
    case.case_type.publishes_decisions = True
    case.case_type.save()
    served = CaseFactory(case_type=case.case_type, applicant=cast.resident.person, status="served")
    found: Decision = DecisionFactory(case=served, served=True, number=7)
    return found


def page_of(decision: Decision) -> str:
    return Client().get(f"/paatokset/{decision.unit.code}/{decision.year}/{decision.number}/").content.decode()


def test_two_who_publish_at_once_publish_once(cast: Cast, decision: Decision) -> None:
    handler = cast.handler.actor
    make_public_version(decision.pk, actor=handler, marks=[])

    first, second = race(
        lambda: publish_decision(decision.pk, actor=handler), lambda: publish_decision(decision.pk, actor=handler)
    )

    assert first == second == Publication.objects.get()


def test_published_again_and_taken_off_at_once_is_what_the_log_says_last(cast: Cast, decision: Decision) -> None:
    handler = cast.handler.actor
    PublicationFactory(version__decision=decision)

    results = race(
        lambda: publish_decision(decision.pk, actor=handler),
        lambda: withdraw_publication(decision.pk, actor=handler, reason="Nimi jäi näkyviin."),
    )

    assert not any(isinstance(result, Exception) for result in results)
    last = AuditEntry.objects.filter(event__in=["case.published", "case.unpublished"]).latest("pk")
    assert Publication.objects.public().exists() == (last.event == "case.published")
    assert ("Saat luvan kaivaa" in page_of(decision)) == (last.event == "case.published")


def test_published_and_corrected_at_once_is_read_as_corrected(cast: Cast, decision: Decision) -> None:
    handler, maker = cast.handler.actor, cast.decision_maker.actor
    make_public_version(decision.pk, actor=handler, marks=[])
    correction = Correction(Decision.Error.TYPING, "Kadun nimi oli väärin.")

    results = race(
        lambda: publish_decision(decision.pk, actor=handler),
        lambda: correct_decision(decision.case_id, actor=maker, correction=correction, text=TEXT),
    )

    assert not any(isinstance(result, Exception) for result in results)
    right = decision.case.decisions.latest("pk")
    assert right.corrects == decision
    assert not Publication.objects.filter(decision=right).exists()
    assert f"Voimassa on päätös {right.section}" in page_of(decision)
