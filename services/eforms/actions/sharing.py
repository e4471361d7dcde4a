# SPDX-License-Identifier: EUPL-1.2
"""Take a draft elsewhere with a short code: to another device, to the desk, and back."""

from uuid import UUID

from django.db import transaction

from portal.accounts.actors import Actor, Channel, Right
from portal.audit.log import record
from portal.common import clock
from portal.common.crypto import keyed_hash
from portal.common.references import new_short_code, normalise_short_code
from portal.common.workflow import require
from services.eforms.actions.drafting import fill_known
from services.eforms.actions.signing import let_signatures_fall
from services.eforms.codes import Code, CodeRefused
from services.eforms.drafts import open_for_owner
from services.eforms.models import Draft, DraftPass
from services.eforms.permissions import can_own_draft


@transaction.atomic
def make_pass(key: UUID, *, actor: Actor, purpose: DraftPass.Purpose) -> str:
    """A new code, told once. The one before it opens nothing any more."""
    draft = open_for_owner(key, actor)
    DraftPass.objects.filter(draft=draft).unused().update(expires_at=clock.now())
    code = new_short_code()
    DraftPass.objects.create(draft=draft, purpose=purpose, code_hash=_hash(code))
    record("draft.pass_made", about=draft, by=actor, person=draft.owner, purpose=purpose)
    return code


@transaction.atomic
def draft_behind(code: str, *, actor: Actor, purpose: DraftPass.Purpose) -> Draft:
    """The draft that the code would open now; nothing is used up. Raises CodeRefused.

    A wrong code gives one and the same answer, whatever is wrong in it; only who knows a code learns that it is old.
    """
    require(condition=purpose == DraftPass.Purpose.DEVICE or actor.has_role("frontdesk"), verb="use_pass")
    return _passed(code, purpose).draft


@transaction.atomic
def continue_here(code: str, *, actor: Actor) -> Draft:
    """Use up a code that leads to another device. Raises CodeRefused.

    Somebody's own draft still asks its owner to sign in. One that the desk filled without a name becomes the
    visitor's again.
    """
    passed = _passed(code, DraftPass.Purpose.DEVICE)
    draft: Draft = Draft.objects.locked(passed.draft.key)
    if actor.is_authenticated and draft.owner and not can_own_draft(actor, draft):
        raise CodeRefused(Code.WRONG)
    _use(passed)
    if draft.owner is None and draft.clerk:
        draft.clerk, draft.channel, draft.right = None, Channel.WEB, Right.SELF
        draft.save(update_fields=["clerk", "channel", "right"])
        let_signatures_fall(draft, actor=actor)
    record("draft.continued", about=draft, by=actor, person=draft.owner)
    return draft


@transaction.atomic
def hand_to_desk(code: str, *, actor: Actor) -> Draft:
    """The clerk fills the draft along with the customer whom the desk session serves. Raises CodeRefused.

    A draft of nobody becomes the customer's when the customer is known, and stays nobody's otherwise.
    """
    require(condition=actor.at_desk, verb="hand_to_desk")
    passed = _passed(code, DraftPass.Purpose.DESK)
    draft: Draft = Draft.objects.locked(passed.draft.key)
    if draft.owner and draft.owner != actor.subject:
        raise CodeRefused(Code.WRONG)
    _use(passed)
    draft.clerk = actor.user
    if draft.owner is None and actor.subject:
        draft.subject, draft.right = actor.subject, Right.DESK
        fill_known(draft, actor=actor)
    draft.save()
    let_signatures_fall(draft, actor=actor)
    record("draft.handed_to_desk", about=draft, by=actor, person=draft.owner)
    return draft


@transaction.atomic
def take_back(key: UUID, *, actor: Actor) -> Draft:
    """The owner alone fills it again; the desk sees no more than that there is a draft. Idempotent."""
    draft = open_for_owner(key, actor)
    require(condition=actor.person is not None and not actor.at_desk and draft.person == actor.person, verb="take_back")
    if draft.clerk:
        draft.clerk = None
        draft.save(update_fields=["clerk"])
        let_signatures_fall(draft, actor=actor)
        record("draft.taken_back", about=draft, by=actor, person=draft.owner)
    return draft


@transaction.atomic
def forget_passes(*, actor: Actor) -> int:
    """Delete codes that ended a day ago. Idempotent."""
    require(condition=actor.is_system, verb="forget_passes")
    count, _rows = DraftPass.objects.stale().delete()
    return count


def _hash(code: str) -> str:
    return keyed_hash(f"draft pass:{code}")


def _passed(text: str, purpose: DraftPass.Purpose) -> DraftPass:
    code = normalise_short_code(text)
    passes = DraftPass.objects.filter(code_hash=_hash(code), purpose=purpose) if code else DraftPass.objects.none()
    passed: DraftPass | None = passes.select_for_update(of=("self",)).select_related("draft").first()
    if passed is None:
        raise CodeRefused(Code.WRONG)
    if passed.used_at:
        raise CodeRefused(Code.USED)
    if passed.expires_at <= clock.now() or passed.draft.submitted_at:
        raise CodeRefused(Code.EXPIRED)
    return passed


def _use(passed: DraftPass) -> None:
    passed.used_at = clock.now()
    passed.save(update_fields=["used_at"])
