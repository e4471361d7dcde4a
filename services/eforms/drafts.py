# SPDX-License-Identifier: EUPL-1.2
"""What the actions on drafts share: the locked row, what cannot be changed, and how a draft disappears."""

from collections.abc import Iterable
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from portal.accounts.actors import Actor
from portal.common.workflow import require
from services.eforms.models import Draft
from services.eforms.permissions import can_fill_draft


class AlreadySent(Exception):
    """The draft has become a submission; there is nothing more to change in it."""


def open_for_change(key: UUID, actor: Actor) -> Draft:
    """The locked draft of the actor, not yet sent. The first line of every action that changes a draft."""
    draft: Draft = Draft.objects.locked(key)
    require(condition=can_fill_draft(actor, draft), verb="fill_draft")
    if draft.submitted_at:
        raise AlreadySent
    return draft


def is_locked(draft: Draft, name: str) -> bool:
    return bool(draft.provenance.get(name, {}).get("locked"))


def discard(draft: Draft) -> None:
    """Delete the row now and its files once that is certain."""
    names = [upload.file.name for upload in draft.uploads.all()]
    draft.delete()
    transaction.on_commit(lambda: delete_files(names))


def delete_files(names: Iterable[str | None]) -> None:
    for name in filter(None, names):
        default_storage.delete(name)
