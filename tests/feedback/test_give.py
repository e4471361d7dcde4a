# SPDX-License-Identifier: EUPL-1.2
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection

from feedback.actions import NewFeedback, give_feedback
from feedback.models import Feedback
from feedback.tracking import follow_url, is_code_of, is_key_of, tracking_code
from portal.accounts.actors import VISITOR, Assurance, Channel
from portal.audit.models import AuditEntry
from portal.common.references import normalise_reference
from portal.notifications.models import Notification
from tests.cast import Cast
from tests.factories.feedback import FeedbackFactory, RoutingFactory

LAMP = NewFeedback(kind="defect", text="Katuvalo ei pala.", contact_email="antaja@mail.example")


def test_visitor_gives_feedback_and_gets_a_reference(cast: Cast) -> None:
    feedback = give_feedback(LAMP, actor=VISITOR)

    assert normalise_reference(feedback.reference) == feedback.reference
    assert (feedback.status, feedback.person, feedback.channel) == ("received", None, "web")
    assert feedback.updates.get().verb == "give"


def test_feedback_goes_to_the_unit_its_words_point_to(cast: Cast) -> None:
    topic = RoutingFactory(unit=cast.unit, keywords="katuvalo, tievalo")

    feedback = give_feedback(LAMP, actor=VISITOR)

    assert (feedback.topic, feedback.unit) == (topic, cast.unit)
    assert Notification.objects.get(event="feedback.routed").email == cast.unit.email


def test_feedback_without_a_known_word_waits_for_a_human(cast: Cast) -> None:
    RoutingFactory(unit=cast.unit, keywords="kirjasto")

    assert give_feedback(LAMP, actor=VISITOR).unit is None


def test_giver_is_told_that_it_arrived(cast: Cast) -> None:
    feedback = give_feedback(LAMP, actor=VISITOR)

    told = Notification.objects.get(event="feedback.received")
    assert told.email == "antaja@mail.example"
    assert told.url == follow_url(feedback)
    assert feedback.reference in told.title


def test_resident_finds_it_among_their_own(cast: Cast) -> None:
    feedback = give_feedback(LAMP, actor=cast.resident.actor)

    assert feedback in Feedback.objects.visible_to(cast.resident.actor)
    assert feedback not in Feedback.objects.visible_to(cast.stranger.actor)


def test_anonymous_feedback_does_not_tell_who_gave_it(cast: Cast) -> None:
    feedback = give_feedback(replace(LAMP, anonymous=True), actor=cast.resident.actor)

    entry = AuditEntry.objects.get(event="feedback.received")
    assert (feedback.person, feedback.contact_email, feedback.wants_answer) == (None, "", False)
    assert (entry.user_id, entry.by_person_id, feedback.updates.get().by_name) == (None, None, "")
    assert not Notification.objects.exists()


def test_clerk_writes_it_down_for_the_customer(cast: Cast) -> None:
    assert cast.resident.person
    actor = cast.clerk.actor.at_desk_for(cast.resident.person, channel=Channel.PHONE, assurance=Assurance.WEAK)

    feedback = give_feedback(LAMP, actor=actor)

    assert (feedback.person, feedback.written_by) == (cast.resident.person, cast.clerk.user)
    assert feedback.channel == "phone"


def test_guardian_gives_feedback_in_the_own_name(cast: Cast) -> None:
    guardian = cast.guardian
    assert guardian.person
    actor = guardian.actor.on_behalf_of(guardian.person.mandates.get())

    feedback = give_feedback(LAMP, actor=actor)

    assert feedback.person == guardian.person


def test_same_key_gives_the_same_feedback(cast: Cast) -> None:
    first = give_feedback(LAMP, actor=VISITOR)
    second = give_feedback(LAMP, actor=VISITOR)

    assert first == second
    assert Notification.objects.filter(event="feedback.received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_double_click_gives_one_feedback() -> None:
    barrier, given = threading.Barrier(2), replace(LAMP, key=uuid.uuid4())

    def send() -> int:
        barrier.wait()
        try:
            return give_feedback(given, actor=VISITOR).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = [task.result() for task in [pool.submit(send), pool.submit(send)]]

    assert first == second
    assert Feedback.objects.count() == 1


def test_tracking_code_opens_only_its_own_feedback(db: None) -> None:
    feedback, other = FeedbackFactory(), FeedbackFactory()
    code = tracking_code(feedback)

    assert is_code_of(feedback, code.lower().replace("-", " "))
    assert not is_code_of(other, code)
    assert not is_code_of(feedback, "")
    assert not is_key_of(other, follow_url(feedback).partition("avain=")[2])
