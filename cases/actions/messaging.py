# SPDX-License-Identifier: EUPL-1.2
"""Words between the party and the office, and of the office alone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.opening import NewDocument, attach
from cases.fitting import require_fit
from cases.locking import lock_case
from cases.models import Case, Document, Message, Note, Party
from cases.models.acted import acted
from cases.notifications import tell_colleague, tell_office, tell_parties, tell_party
from cases.permissions import can_add_note, can_read_messages, can_write_message, is_party
from cases.threads import messages_for, reachable_besides, thread_to_write
from portal.accounts.actors import Actor, actor_for
from portal.accounts.models import User
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import require


@dataclass(frozen=True, slots=True)
class Conversation:
    """A call or a visit. `kind` is a Note.Kind."""

    kind: str
    with_whom: str
    happened_on: dt.date


@transaction.atomic
def send_message(
    case_id: int, *, actor: Actor, text: str, documents: Sequence[NewDocument] = (), to: Party | None = None
) -> Message:
    """Write to the other side and tell them. A party may add to the matter on own initiative whatever its status.

    `to`: another party or the heard to whom the office writes; otherwise the owners of the matter. Raises
    ValidationError when it is nobody of this case who can sign in.
    """
    case = lock_case(case_id)
    require(condition=can_write_message(actor, case), verb="send_message")
    from_party = is_party(actor, case)
    if to and to not in reachable_besides(case):
        raise ValidationError(_("Hänelle ei voi kirjoittaa palvelussa."))
    party = thread_to_write(actor, case) if from_party else to
    message = Message.objects.create(case=case, from_party=from_party, party=party, text=text, **acted(actor))
    for document in documents:
        attach(case, document, actor=actor, kind=Document.Kind.MESSAGE_ATTACHMENT, message=message)
    case.touch("case.message_received" if from_party else "case.message_sent")
    record(case.last_event, about=case, by=actor, message=message.pk)
    if from_party:
        tell_office(case, "case.message_received")
    elif party:
        tell_party(party, "case.message_sent")
    else:
        tell_parties(case, "case.message_sent")
    return message


@transaction.atomic
def add_note(
    case_id: int,
    *,
    actor: Actor,
    text: str,
    mentioned: Sequence[User] = (),
    conversation: Conversation | None = None,
    expected_version: int | None = None,
) -> Note:
    """Write down for colleagues, a call or a visit for instance (Hallintolaki 434/2003 42 §). The mentioned are told.

    Raises ValidationError when somebody mentioned may not handle the case: they may not read of it either.
    """
    case = lock_case(case_id, expected_version=expected_version)
    require(condition=can_add_note(actor, case), verb="add_note")
    for user in mentioned:
        require_fit(actor_for(user), case)
    names = [user.display_name for user in mentioned]
    facts = asdict(conversation) if conversation else {}
    note = Note.objects.create(case=case, text=text, mentioned=names, **facts, **acted(actor))
    record("case.noted", about=case, by=actor, note=note.pk, kind=note.kind)
    for user in mentioned:
        if user != actor.user:
            tell_colleague(case, "case.mentioned", user, by=actor.display_name)
    return note


@transaction.atomic
def mark_messages_seen(case: Case, *, actor: Actor) -> int:
    """The reader has opened the thread. Idempotent; what oneself wrote stays as it is. No change of the case."""
    require(condition=can_read_messages(actor, case), verb="mark_messages_seen")
    shown = [message.pk for message in messages_for(actor, case)]
    theirs = case.messages.filter(pk__in=shown, from_party=not is_party(actor, case), seen_at__isnull=True)
    return theirs.update(seen_at=clock.now())
