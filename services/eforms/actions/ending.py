# SPDX-License-Identifier: EUPL-1.2
"""What time does to drafts: a reminder, the end, and the forgetting of what is no longer needed."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.notifications.outbox import notify
from services.eforms.drafts import delete_files, discard
from services.eforms.models import Draft, Submission

REMIND_BEFORE = dt.timedelta(days=5)


@transaction.atomic
def remind_of_draft(key: UUID, *, actor: Actor) -> bool:
    """Tell the one who fills that the draft ends soon. Once for each saving; False when there is nothing to tell."""
    draft: Draft = Draft.objects.locked(key)
    reader = draft.person or draft.subject
    if draft.submitted_at or draft.reminded_at or reader is None:
        return False
    draft.reminded_at = clock.now()
    draft.save(update_fields=["reminded_at"])
    with override(reader.language):
        url = reverse("eforms:draft", args=[draft.key])
        name, until = str(draft.definition), f"{clock.local(draft.expires_at):%-d.%-m.%Y}"
    record("draft.reminded", about=draft, by=actor, person=reader)
    notify("draft.expiring", about=draft, to=[reader], url=url, name=name, until=until)
    return True


@transaction.atomic
def expire_draft(key: UUID, *, actor: Actor) -> bool:
    """Delete a draft whose time is over, with its files. False when it was saved or sent meanwhile."""
    draft: Draft = Draft.objects.locked(key)
    if draft.submitted_at or draft.expires_at > clock.now():
        return False
    record("draft.expired", about=draft, by=actor, person=draft.customer, form=draft.definition.slug)
    discard(draft)
    return True


@transaction.atomic
def forget_sent_draft(key: UUID, *, actor: Actor) -> bool:
    """Empty a draft that was sent long ago: the case has it all. The row stays, so that it is never sent again."""
    draft: Draft = Draft.objects.locked(key)
    if not draft.submitted_at or draft.forgotten_at or draft.expires_at > clock.now():
        return False
    names = list(draft.uploads.values_list("file", flat=True))
    draft.uploads.all().delete()
    draft.invitations.all().delete()
    draft.signing_rounds.all().delete()
    draft.answers, draft.provenance, draft.remarks, draft.left_behind = {}, {}, {}, []
    draft.forgotten_at = clock.now()
    draft.save(update_fields=["answers", "provenance", "remarks", "left_behind", "forgotten_at"])
    record("draft.forgotten", about=draft, by=actor, person=draft.customer)
    transaction.on_commit(lambda: delete_files(names))
    return True


@transaction.atomic
def forget_tracking_codes(*, actor: Actor) -> int:
    """Wipe the codes that no receipt shows any more. Idempotent."""
    count: int = Submission.objects.with_stale_code().update(tracking_code=None)
    if count:
        record("submission.codes_forgotten", about=Submission.objects.latest("pk"), by=actor, count=count)
    return count
