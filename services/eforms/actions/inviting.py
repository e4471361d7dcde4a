# SPDX-License-Identifier: EUPL-1.2
"""Invite others to fill a draft along; open, take up, send again, withdraw, and what time does to invitations."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from portal.accounts.actors import Actor
from portal.accounts.models import Person, RoleGrant
from portal.audit.log import record, viewed
from portal.common import clock
from portal.common.workflow import require
from portal.notifications.outbox import notify
from services.eforms.actions.signing import OwnerUnknown
from services.eforms.drafts import AlreadySent, open_for_owner
from services.eforms.models import Invitation
from services.eforms.models.sharing import invitation_expiry
from services.eforms.new_drafts import as_person
from services.eforms.permissions import can_own_draft
from services.eforms.sharing import (
    address_of,
    is_to_staff,
    letter_facts,
    locked_invitation,
    locked_with_draft,
    send_letter,
    tell_owner,
)

REMIND_AFTER = (dt.timedelta(days=3), dt.timedelta(days=7))
MOST_INVITED = 10


class TooManyInvited(Exception):
    """One draft is filled by so many at most; the letters go to addresses that nobody has confirmed."""


class NotStaff(Exception):
    """A form of the city's own work is filled by staff alone; nobody of them has the address."""


@dataclass(frozen=True, slots=True)
class Invited:
    name: str
    email: str
    language: str = "fi"
    steps: tuple[str, ...] = ()


@transaction.atomic
def invite(key: UUID, invited: Invited, *, actor: Actor) -> Invitation:
    """Mail an own link. The same address again gets the same invitation.

    Raises OwnerUnknown, NotStaff, TooManyInvited.
    """
    draft = open_for_owner(key, actor)
    if draft.owner is None:
        raise OwnerUnknown
    if draft.version.form.is_for_staff and not _is_of_staff(invited.email):
        raise NotStaff
    known = {step.key for step in draft.version.form.steps}
    require(condition=known.issuperset(invited.steps), verb="invite")
    sent = draft.invitations.filter(may=Invitation.May.FILL)
    earlier: Invitation
    for earlier in sent.filter(email__iexact=invited.email, withdrawn_at=None):
        if earlier.is_unanswered or earlier.joined_at:
            return earlier
    if sent.count() >= MOST_INVITED:
        raise TooManyInvited
    invitation: Invitation = Invitation.objects.create(
        draft=draft,
        may=Invitation.May.FILL,
        name=invited.name,
        email=invited.email,
        language=invited.language,
        steps=list(invited.steps),
    )
    send_letter(invitation)
    record("draft.invited", about=draft, by=actor, person=draft.owner, invitation=invitation.pk, steps=invited.steps)
    return invitation


def _is_of_staff(email: str) -> bool:
    return RoleGrant.objects.filter(user__email__iexact=email, user__is_active=True).exists()


@transaction.atomic
def open_invitation(key: UUID, *, actor: Actor) -> Invitation:
    """The link is opened by somebody who has signed in: from now on it is theirs. Raises InvitationRefused.

    Opening again changes nothing, but each look at what is to be signed is written into the owner's access log.
    """
    invitation = locked_invitation(key, actor=actor)
    if invitation.may == Invitation.May.SIGN:
        viewed(invitation.draft, by=actor, person=invitation.draft.owner)
    if invitation.opened_at is None or invitation.person is None:
        invitation.person = _reader(invitation, actor)
        invitation.opened_at = invitation.opened_at or clock.now()
        invitation.save(update_fields=["person", "opened_at"])
        record("draft.invitation_opened", about=invitation.draft, by=actor, person=invitation.draft.owner)
    return invitation


@transaction.atomic
def join(key: UUID, *, actor: Actor) -> Invitation:
    """Fill along from now on. Joining twice is joining once. Raises InvitationRefused."""
    invitation = locked_invitation(key, actor=actor)
    require(condition=invitation.may == Invitation.May.FILL, verb="join")
    if invitation.joined_at is None:
        invitation.person, invitation.joined_at = _reader(invitation, actor), clock.now()
        invitation.opened_at = invitation.opened_at or invitation.joined_at
        invitation.save(update_fields=["person", "opened_at", "joined_at"])
        record("draft.joined", about=invitation.draft, by=actor, person=invitation.draft.owner)
        tell_owner("draft.joined", invitation.draft, who=invitation.name)
    return invitation


def _reader(invitation: Invitation, actor: Actor) -> Person | None:
    return (as_person(actor) if is_to_staff(invitation) else actor).person


@transaction.atomic
def withdraw_invitation(key: UUID, *, actor: Actor) -> Invitation:
    """The link opens nothing any more; a co-filler loses the draft. Idempotent. Raises AlreadySent.

    A single signer is not withdrawn: the names are in the answers, and a change of them ends the whole round.
    """
    invitation = locked_with_draft(key)
    _require_owner(invitation, actor)
    require(condition=invitation.may == Invitation.May.FILL, verb="withdraw_invitation")
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = clock.now()
        invitation.save(update_fields=["withdrawn_at"])
        record("draft.invitation_withdrawn", about=invitation.draft, by=actor, person=invitation.draft.owner)
        notify("draft.invitation_withdrawn", about=invitation, to=[address_of(invitation)], **letter_facts(invitation))
    return invitation


@transaction.atomic
def send_invitation_again(key: UUID, *, actor: Actor) -> Invitation:
    """A new link for a new while; the old one opens nothing. Whoever has joined or signed is left in peace."""
    invitation = locked_with_draft(key)
    _require_owner(invitation, actor)
    if invitation.joined_at or invitation.signed_at or invitation.withdrawn_at:
        return invitation
    invitation.serial += 1
    invitation.person = invitation.opened_at = invitation.declined_at = invitation.expired_at = None
    invitation.reason, invitation.reminders_count = "", 0
    invitation.invited_at, invitation.expires_at = clock.now(), invitation_expiry()
    invitation.save()
    send_letter(invitation)
    record("draft.invited_again", about=invitation.draft, by=actor, person=invitation.draft.owner)
    return invitation


@transaction.atomic
def remind_of_invitation(key: UUID, *, actor: Actor) -> bool:
    """Once three days after the letter and once after seven. False when it was answered or told meanwhile."""
    invitation = locked_with_draft(key)
    count = invitation.reminders_count
    is_due = count < len(REMIND_AFTER) and clock.now() >= invitation.invited_at + REMIND_AFTER[count]
    if not is_due or not invitation.is_unanswered or invitation.draft.submitted_at:
        return False
    invitation.reminders_count += 1
    invitation.save(update_fields=["reminders_count"])
    record("draft.invitation_reminded", about=invitation.draft, by=actor, person=invitation.draft.owner)
    facts = letter_facts(invitation) | {"may": invitation.may}
    notify("draft.invitation_reminder", about=invitation, to=[address_of(invitation)], **facts)
    return True


@transaction.atomic
def expire_invitation(key: UUID, *, actor: Actor) -> bool:
    """Tell the owner that nobody came; sending again gives it a new while. False when there is nothing to end."""
    invitation = locked_with_draft(key)
    is_over = invitation.state == Invitation.State.EXPIRED and invitation.expired_at is None
    if not is_over or invitation.draft.submitted_at:
        return False
    invitation.expired_at = clock.now()
    invitation.save(update_fields=["expired_at"])
    record("draft.invitation_expired", about=invitation.draft, by=actor, person=invitation.draft.owner)
    tell_owner("draft.invitation_expired", invitation.draft, who=invitation.name)
    return True


def _require_owner(invitation: Invitation, actor: Actor) -> None:
    require(condition=can_own_draft(actor, invitation.draft), verb="invite")
    if invitation.draft.submitted_at:
        raise AlreadySent
