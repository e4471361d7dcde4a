# SPDX-License-Identifier: EUPL-1.2
"""What the actions on drafts share: the locked row, what cannot be changed, and how a draft disappears."""

import logging
from collections.abc import Callable, Iterable
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from portal.accounts.actors import Actor
from portal.common.workflow import require
from services.eforms.models import Draft
from services.eforms.permissions import can_fill_draft, can_fill_step, can_own_draft
from services.eforms.trail import keep_figures

logger = logging.getLogger(__name__)


class AlreadySent(Exception):
    """The draft has become a submission; there is nothing more to change in it."""


def open_for_change(key: UUID, actor: Actor) -> Draft:
    """The locked draft of the actor, not yet sent. The first line of every action that changes a draft."""
    return _open(key, actor, can_fill_draft)


def open_for_owner(key: UUID, actor: Actor) -> Draft:
    """The same for what only the owner may do: throw it away, hand it on, invite others."""
    return _open(key, actor, can_own_draft)


def _open(key: UUID, actor: Actor, allowed: Callable[[Actor, Draft], bool]) -> Draft:
    draft: Draft = Draft.objects.locked(key)
    # A co-filler's part ends with the sending, so ask first whether there is anything left to change.
    if draft.submitted_at:
        require(condition=can_own_draft(actor, draft), verb="fill_draft")
        raise AlreadySent
    require(condition=allowed(actor, draft), verb="fill_draft")
    return draft


def require_step(draft: Draft, actor: Actor, name: str) -> None:
    """The step in which the question is asked must be the actor's to fill."""
    steps = (step.key for step in draft.version.form.steps if any(q.key == name for q in step.questions))
    require(condition=all(can_fill_step(actor, draft, key) for key in steps), verb="fill_step")


def is_locked(draft: Draft, name: str) -> bool:
    return bool(draft.provenance.get(name, {}).get("locked"))


def discard(draft: Draft) -> None:
    """Delete the row now and its files once that is certain."""
    names = [upload.file.name for upload in draft.uploads.all()]
    keep_figures(draft, sent=False)
    draft.delete()
    transaction.on_commit(lambda: delete_files(names))


def delete_files(names: Iterable[str | None]) -> None:
    """What cannot be deleted now is found by the daily round (`actions.tidying.delete_orphans`)."""
    for name in filter(None, names):
        try:
            default_storage.delete(name)
        except OSError:
            logger.exception("A file could not be deleted")
