# SPDX-License-Identifier: EUPL-1.2
"""Ask for signatures on what will be sent, sign it or decline. A change of the draft lets the signatures fall."""

from uuid import UUID

from django.db import transaction

from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.notifications.outbox import notify
from services.eforms.drafts import open_for_owner
from services.eforms.filling import filling_of
from services.eforms.models import Draft, Invitation, SigningRound
from services.eforms.sharing import address_of, locked_invitation, name_of, send_letter, tell_owner
from services.eforms.signatures import frozen, open_round, signers_of


class OwnerUnknown(Exception):
    """Nobody can be told how it goes: the draft is nobody's yet. Signing in helps."""


class NotReadyToSign(Exception):
    """Something is missing or wrong, or nobody is named as a signer; the review page tells what."""


@transaction.atomic
def ask_signatures(key: UUID, *, actor: Actor) -> SigningRound:
    """Freeze the content and mail each signer an own link. Asking again while it is open changes nothing.

    Raises OwnerUnknown, NotReadyToSign, AlreadySent.
    """
    draft = open_for_owner(key, actor)
    if draft.owner is None:
        raise OwnerUnknown
    filling = filling_of(draft)
    signers = [] if filling.first_incomplete else signers_of(filling)
    # What is sent together is signed form by form, when each has become a draft of its own.
    if not signers or draft.is_joint:
        raise NotReadyToSign
    content, digest = frozen(draft, filling, draft.language)
    asked = open_round(draft)
    if asked and asked.digest == digest:
        return asked
    let_signatures_fall(draft, actor=actor)
    asked = SigningRound.objects.create(draft=draft, content=content, digest=digest, language=draft.language)
    for signer in signers:
        send_letter(
            Invitation.objects.create(
                draft=draft,
                signing_round=asked,
                may=Invitation.May.SIGN,
                name=signer.name,
                email=signer.email,
                language=draft.language,
            )
        )
    record("draft.signatures_asked", about=draft, by=actor, person=draft.owner, signers_count=len(signers))
    return asked


@transaction.atomic
def withdraw_signing(key: UUID, *, actor: Actor) -> None:
    """The owner takes the request back, to change something or to let it be. Idempotent."""
    let_signatures_fall(open_for_owner(key, actor), actor=actor)


def let_signatures_fall(draft: Draft, *, actor: Actor) -> bool:
    """End what is being signed, in the caller's transaction and lock, and tell everybody. True when there was any."""
    asked = open_round(draft)
    if asked is None:
        return False
    now = clock.now()
    told = list(asked.invitations.filter(withdrawn_at=None, declined_at=None))
    asked.ended_at = now
    asked.save(update_fields=["ended_at"])
    asked.invitations.filter(withdrawn_at=None, signed_at=None).update(withdrawn_at=now)
    record("draft.signatures_fell", about=draft, by=actor, person=draft.owner, signers_count=len(told))
    notify("draft.signatures_fell", about=draft, to=map(address_of, told), name=name_of(draft))
    if draft.owner and draft.owner != actor.person:
        tell_owner("draft.signatures_fell_owner", draft)
    return True


@transaction.atomic
def sign(key: UUID, *, actor: Actor) -> Invitation:
    """Sign the frozen content. Signing twice is signing once. Raises InvitationRefused."""
    invitation = locked_invitation(key, actor=actor)
    if invitation.signed_at:
        return invitation
    assert actor.person
    invitation.person, invitation.signer_name = actor.person, actor.person.display_name[:160]
    invitation.assurance, invitation.signed_at = actor.assurance, clock.now()
    invitation.opened_at = invitation.opened_at or invitation.signed_at
    invitation.save()
    draft, asked = invitation.draft, invitation.signing_round
    assert asked
    record("draft.signed", about=draft, by=actor, person=draft.owner, round=asked.pk, digest=asked.digest)
    counts = {"signed": asked.signed_count, "all": len(asked.signers)}
    tell_owner("draft.all_signed" if asked.is_complete else "draft.signed", draft, who=invitation.name, **counts)
    return invitation


@transaction.atomic
def decline(key: UUID, *, actor: Actor, reason: str) -> Invitation:
    """Neither sign nor fill along; the owner is told and sees the reason. Raises InvitationRefused."""
    invitation = locked_invitation(key, actor=actor)
    if invitation.signed_at:
        return invitation
    invitation.person, invitation.declined_at, invitation.reason = actor.person, clock.now(), reason.strip()[:500]
    invitation.save()
    record("draft.invitation_declined", about=invitation.draft, by=actor, person=invitation.draft.owner)
    tell_owner("draft.invitation_declined", invitation.draft, who=invitation.name)
    return invitation
