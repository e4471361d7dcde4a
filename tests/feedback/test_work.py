# SPDX-License-Identifier: EUPL-1.2
"""What staff do with feedback, and the giver's "still not right"."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from feedback.actions import (
    StaleFeedback,
    add_note,
    answer_feedback,
    close_feedback,
    hide_feedback,
    publish_feedback,
    reopen_feedback,
    route_feedback,
    take_up_feedback,
)
from feedback.models import Feedback
from portal.accounts.actors import VISITOR
from portal.audit.models import AuditEntry
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cast import Cast
from tests.factories.accounts import PersonFactory
from tests.factories.feedback import FeedbackFactory


def test_handler_takes_up_feedback_of_the_own_unit(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit)

    taken = take_up_feedback(feedback.pk, actor=cast.handler.actor)

    assert (taken.status, taken.handler) == ("in_progress", cast.handler.user)
    assert Notification.objects.get().event == "feedback.taken_up"
    assert AuditEntry.objects.get().event == "feedback.taken_up"


@pytest.mark.parametrize("role", ["visitor", "resident", "other_handler", "editor", "main_user", "auditor"])
def test_others_cannot_take_up_the_units_feedback(cast: Cast, role: str) -> None:
    feedback = FeedbackFactory(unit=cast.unit)

    with pytest.raises(PermissionDenied):
        take_up_feedback(feedback.pk, actor=cast.member(role).actor)


def test_nobody_handles_their_own_feedback(cast: Cast) -> None:
    own = PersonFactory(user=cast.handler.user)
    feedback = FeedbackFactory(unit=cast.unit, person=own)

    with pytest.raises(PermissionDenied):
        take_up_feedback(feedback.pk, actor=cast.handler.actor)
    assert feedback not in Feedback.objects.in_inbox_of(cast.handler.actor)


def test_clerk_routes_what_nobody_has(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=None)

    routed = route_feedback(feedback.pk, actor=cast.clerk.actor, unit=cast.unit, reason="Katuvalo")

    assert (routed.unit, routed.status) == (cast.unit, "received")
    assert routed.updates.get().audience == "staff"
    assert Notification.objects.get().email == cast.unit.email


def test_answer_reaches_the_giver_and_only_the_giver(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit, published=True)

    answered = answer_feedback(feedback.pk, actor=cast.handler.actor, text="Lamppu on vaihdettu.")

    assert (answered.status, answered.handler) == ("answered", cast.handler.user)
    assert answered.updates.for_giver().get().text == "Lamppu on vaihdettu."
    assert not answered.updates.published().exists()
    assert Notification.objects.get(event="feedback.answered").email == feedback.contact_email


def test_public_answer_is_shown_to_all(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit, published=True)

    answer_feedback(feedback.pk, actor=cast.handler.actor, text="Vaihdettu.", is_public=True)

    assert feedback.updates.published().get().text == "Vaihdettu."


def test_closed_feedback_cannot_be_taken_up(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit, closed=True)

    with pytest.raises(TransitionNotAllowed):
        take_up_feedback(feedback.pk, actor=cast.handler.actor)


def test_second_handler_learns_that_the_feedback_has_changed(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit)
    answer_feedback(feedback.pk, actor=cast.handler.actor, text="Ensimmäinen.", expected_version=0)

    with pytest.raises(StaleFeedback):
        answer_feedback(feedback.pk, actor=cast.decision_maker.actor, text="Toinen.", expected_version=0)
    assert feedback.updates.get().text == "Ensimmäinen."


def test_note_stays_between_staff_and_disturbs_nobody(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit)

    noted = add_note(feedback.pk, actor=cast.handler.actor, text="Soitettu urakoitsijalle.")

    assert (noted.version, noted.status) == (0, "received")
    assert not noted.updates.for_giver().exists()
    assert not Notification.objects.exists()


def test_giver_reopens_what_is_still_not_right(cast: Cast) -> None:
    feedback = FeedbackFactory(person=cast.resident.person, unit=cast.unit, answered=True)

    reopened = reopen_feedback(feedback.pk, actor=cast.resident.actor, reason="Valo sammui taas.")

    assert reopened.status == "in_progress"
    assert Notification.objects.get().email == cast.unit.email


def test_giver_proved_by_code_reopens(cast: Cast) -> None:
    feedback = FeedbackFactory(closed=True)

    assert reopen_feedback(feedback.pk, actor=VISITOR, reason="Ei.", proved_by_giver=True).status == "in_progress"


def test_stranger_cannot_reopen(cast: Cast) -> None:
    feedback = FeedbackFactory(closed=True, published=True)

    with pytest.raises(PermissionDenied):
        reopen_feedback(feedback.pk, actor=cast.stranger.actor, reason="Ei.")


def test_handler_closes_feedback(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit)

    assert close_feedback(feedback.pk, actor=cast.handler.actor, text="Korjattu.").status == "closed"


def test_published_words_are_the_ones_staff_chose(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit, may_publish=True, text="Naapurini Matti rikkoi valon.")

    publish_feedback(feedback.pk, actor=cast.handler.actor, title="Katuvalo rikki", text="Valo on rikki.")

    published = Feedback.objects.published().get()
    assert (published.title, published.public_text) == ("Katuvalo rikki", "Valo on rikki.")
    assert published in Feedback.objects.visible_to(VISITOR)


def test_feedback_is_not_published_against_the_givers_will(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit, may_publish=False)

    with pytest.raises(PermissionDenied):
        publish_feedback(feedback.pk, actor=cast.handler.actor, title="x", text="x")
    with pytest.raises(IntegrityError):
        Feedback.objects.filter(pk=feedback.pk).update(published_at=feedback.received_at, public_text="x")


def test_hidden_feedback_is_nobodys_business_again(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit, published=True)

    hide_feedback(feedback.pk, actor=cast.handler.actor)

    assert not Feedback.objects.visible_to(VISITOR).exists()
