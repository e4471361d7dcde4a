# SPDX-License-Identifier: EUPL-1.2
"""The verbs of feedback; the only code that changes it."""

import uuid
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import get_language

from feedback.models import Feedback, Routing
from feedback.notifications import tell_giver, tell_unit
from feedback.permissions import giver
from feedback.routing import topic_of
from feedback.workflow import Verb
from portal.accounts.actors import VISITOR, Actor
from portal.accounts.models import Unit
from portal.audit.log import record
from portal.common import clock
from portal.common.references import format_reference
from portal.common.workflow import move


class StaleFeedback(Exception):
    """Somebody else changed the feedback after the page was drawn."""

    def __init__(self, feedback: Feedback) -> None:
        self.feedback = feedback
        super().__init__(feedback.reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeedback:
    kind: str
    text: str
    place: str = ""
    photo: ContentFile[bytes] | None = None
    contact_email: str = ""
    contact_phone: str = ""
    # No name, no contact, no answer: not even the log knows who it was (a clerk who writes it down is known).
    anonymous: bool = False
    may_publish: bool = False
    key: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def give_feedback(given: NewFeedback, *, actor: Actor) -> Feedback:
    """Store the feedback, send it to the unit its words point to, thank the giver. The same key gives the same row."""
    feedback, created = Feedback.objects.get_or_create(key=given.key, defaults=_columns(given, actor))
    if not created:
        return feedback
    by = VISITOR if given.anonymous and not actor.at_desk else actor
    feedback.add_update(Verb.GIVE, actor=by)
    record("feedback.received", about=feedback, by=by, person=feedback.person, kind=given.kind)
    tell_giver("feedback.received", feedback)
    tell_unit("feedback.routed", feedback)
    return feedback


def _columns(given: NewFeedback, actor: Actor) -> dict[str, object]:
    number = Feedback.objects.next_number()
    topic = topic_of(f"{given.text} {given.place}", Routing.objects.for_routing())
    contact = {} if given.anonymous else {"contact_email": given.contact_email, "contact_phone": given.contact_phone}
    return {
        "pk": number,
        "reference": format_reference("PAL", clock.today().year, number),
        "kind": given.kind,
        "text": given.text,
        "place": given.place,
        "photo": given.photo or "",
        "topic": topic,
        "unit": topic.unit if topic else None,
        "person": None if given.anonymous else giver(actor),
        "wants_answer": not given.anonymous,
        "language": (get_language() or "fi")[:2],
        "channel": actor.channel,
        "written_by": actor.user if actor.at_desk else None,
        "may_publish": given.may_publish,
        "received_at": clock.now(),
        **contact,
    }


def _locked(feedback_id: int, expected_version: int | None) -> Feedback:
    feedback: Feedback = Feedback.objects.locked(feedback_id)
    if expected_version is not None and feedback.version != expected_version:
        raise StaleFeedback(feedback)
    return feedback


def _write(feedback: Feedback, **values: object) -> None:
    for name, value in values.items():
        setattr(feedback, name, value)
    feedback.save(update_fields=list(values))


@transaction.atomic
def take_up_feedback(feedback_id: int, *, actor: Actor, expected_version: int | None = None) -> Feedback:
    feedback = _locked(feedback_id, expected_version)
    move(feedback, Verb.TAKE_UP, actor=actor)
    _write(feedback, handler=actor.user)
    record("feedback.taken_up", about=feedback, by=actor, person=feedback.person)
    tell_giver("feedback.taken_up", feedback)
    return feedback


@transaction.atomic
def route_feedback(
    feedback_id: int, *, actor: Actor, unit: Unit, reason: str = "", expected_version: int | None = None
) -> Feedback:
    """Hand an open piece of feedback to another unit, where it waits for somebody to take it up."""
    feedback = _locked(feedback_id, expected_version)
    move(feedback, Verb.ROUTE, actor=actor, reason=reason)
    _write(feedback, unit=unit, handler=None)
    record("feedback.routed", about=feedback, by=actor, person=feedback.person, unit=unit.code)
    tell_unit("feedback.routed", feedback)
    return feedback


@transaction.atomic
def answer_feedback(
    feedback_id: int, *, actor: Actor, text: str, is_public: bool = False, expected_version: int | None = None
) -> Feedback:
    """Answer the giver. A public answer is shown below the published feedback too."""
    feedback = _locked(feedback_id, expected_version)
    move(feedback, Verb.ANSWER, actor=actor, reason=text)
    _write(feedback, handler=feedback.handler or actor.user, answered_at=clock.now())
    if is_public:
        feedback.last_update.show_to_all()
    record("feedback.answered", about=feedback, by=actor, person=feedback.person, public=is_public)
    tell_giver("feedback.answered", feedback)
    return feedback


@transaction.atomic
def close_feedback(feedback_id: int, *, actor: Actor, text: str = "", expected_version: int | None = None) -> Feedback:
    """The matter is done (repaired, noted, nothing to do); the text tells the giver what was done."""
    feedback = _locked(feedback_id, expected_version)
    move(feedback, Verb.CLOSE, actor=actor, reason=text)
    record("feedback.closed", about=feedback, by=actor, person=feedback.person)
    tell_giver("feedback.closed", feedback)
    return feedback


@transaction.atomic
def reopen_feedback(
    feedback_id: int, *, actor: Actor, reason: str, proved_by_giver: bool = False, expected_version: int | None = None
) -> Feedback:
    """ "The giver says that it is still not right, or staff notice it themselves."""
    feedback = _locked(feedback_id, expected_version)
    feedback.proved_by_giver = proved_by_giver
    move(feedback, Verb.REOPEN, actor=actor, reason=reason)
    record("feedback.reopened", about=feedback, by=actor, person=feedback.person)
    tell_unit("feedback.reopened", feedback)
    return feedback


@transaction.atomic
def publish_feedback(
    feedback_id: int, *, actor: Actor, title: str, text: str, expected_version: int | None = None
) -> Feedback:
    """Show the feedback to everybody in the words given here, from which names and the like have been taken out."""
    feedback = _locked(feedback_id, expected_version)
    move(feedback, Verb.PUBLISH, actor=actor)
    _write(feedback, public_title=title, public_text=text, published_at=feedback.published_at or clock.now())
    record("feedback.published", about=feedback, by=actor, person=feedback.person)
    return feedback


@transaction.atomic
def hide_feedback(feedback_id: int, *, actor: Actor, expected_version: int | None = None) -> Feedback:
    feedback = _locked(feedback_id, expected_version)
    move(feedback, Verb.HIDE, actor=actor)
    _write(feedback, published_at=None)
    record("feedback.hidden", about=feedback, by=actor, person=feedback.person)
    return feedback


@transaction.atomic
def add_note(feedback_id: int, *, actor: Actor, text: str, expected_version: int | None = None) -> Feedback:  # noqa: ARG001
    """A note between staff; it moves nothing, disturbs nobody who is just answering and is never too late."""
    feedback = _locked(feedback_id, None)
    move(feedback, Verb.NOTE, actor=actor, reason=text)
    record("feedback.noted", about=feedback, by=actor, person=feedback.person)
    return feedback
