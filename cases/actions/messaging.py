# SPDX-License-Identifier: EUPL-1.2
"""Words between the party and the office, and of the office alone."""

from collections.abc import Sequence

from django.db import transaction

from cases.actions.opening import NewDocument, attach
from cases.locking import lock_case
from cases.models import Case, Document, Message, Note
from cases.models.acted import acted
from cases.notifications import tell_office, tell_parties
from cases.permissions import can_add_note, can_read_case, can_write_message, is_party
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import require


@transaction.atomic
def send_message(case_id: int, *, actor: Actor, text: str, documents: Sequence[NewDocument] = ()) -> Message:
    """Write to the other side and tell them. A party may add to the matter on own initiative whatever its status."""
    case = lock_case(case_id)
    require(condition=can_write_message(actor, case), verb="send_message")
    from_party = is_party(actor, case)
    message = Message.objects.create(case=case, from_party=from_party, text=text, **acted(actor))
    for document in documents:
        attach(case, document, actor=actor, kind=Document.Kind.MESSAGE_ATTACHMENT, message=message)
    case.touch("case.message_received" if from_party else "case.message_sent")
    record(case.last_event, about=case, by=actor, message=message.pk)
    if from_party:
        tell_office(case, "case.message_received")
    else:
        tell_parties(case, "case.message_sent")
    return message


@transaction.atomic
def add_note(case_id: int, *, actor: Actor, text: str) -> Note:
    """Write down for colleagues, a call or a visit for instance (Hallintolaki 434/2003 42 §)."""
    case = lock_case(case_id)
    require(condition=can_add_note(actor, case), verb="add_note")
    note = Note.objects.create(case=case, text=text, **acted(actor))
    record("case.noted", about=case, by=actor, note=note.pk)
    return note


@transaction.atomic
def mark_messages_seen(case: Case, *, actor: Actor) -> int:
    """The reader has opened the thread. Idempotent; what oneself wrote stays as it is. No change of the case."""
    require(condition=can_read_case(actor, case), verb="mark_messages_seen")
    theirs = case.messages.filter(from_party=not is_party(actor, case), seen_at__isnull=True)
    return theirs.update(seen_at=clock.now())
