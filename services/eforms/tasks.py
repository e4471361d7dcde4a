# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
import logging
from collections.abc import Callable, Iterable
from uuid import UUID

from celery import shared_task

from portal.accounts.actors import SYSTEM_CLOCK
from portal.common import clock
from services.eforms.actions.copying import keep_copy
from services.eforms.actions.ending import (
    REMIND_BEFORE,
    expire_draft,
    forget_sent_draft,
    forget_tracking_codes,
    remind_of_draft,
)
from services.eforms.actions.inviting import REMIND_AFTER, expire_invitation, remind_of_invitation
from services.eforms.actions.rehearsing import continue_rehearsal
from services.eforms.actions.sharing import forget_passes
from services.eforms.actions.tidying import delete_orphans
from services.eforms.models import Draft, Invitation, Rehearsal, Submission

logger = logging.getLogger(__name__)
REHEARSAL_PATIENCE = dt.timedelta(minutes=2)


@shared_task
def run_daily() -> dict[str, int]:
    """The morning round. Each draft is its own transaction, so one that fails stops no other."""
    return {
        "reminded": _each(remind_of_draft, Draft.objects.to_remind(clock.now() + REMIND_BEFORE).keys()),
        "expired": _each(expire_draft, Draft.objects.expired().keys()),
        "forgotten": _each(forget_sent_draft, Draft.objects.to_forget().keys()),
        "invitations_reminded": _each(remind_of_invitation, Invitation.objects.to_remind(REMIND_AFTER).keys()),
        "invitations_expired": _each(expire_invitation, Invitation.objects.to_expire().keys()),
        "passes": forget_passes(actor=SYSTEM_CLOCK),
        "copies": _each(keep_copy, Submission.objects.without_copy().ids()),
        "codes": forget_tracking_codes(actor=SYSTEM_CLOCK),
        "orphans": delete_orphans(actor=SYSTEM_CLOCK),
    }


def _each(act: Callable[..., bool], keys: Iterable[UUID | int]) -> int:
    done = 0
    for key in keys:
        try:
            done += act(key, actor=SYSTEM_CLOCK)
        except Exception:
            logger.exception("daily round", extra={"act": act.__name__, "key": str(key)})
    return done


@shared_task
def rehearse(rehearsal_id: int) -> None:
    """Each round is its own transaction, so that the page can tell how far it is."""
    while continue_rehearsal(rehearsal_id, actor=SYSTEM_CLOCK):
        pass


@shared_task
def rehearse_waiting() -> int:
    """The rehearsals that nobody was called for. How many."""
    waiting = Rehearsal.objects.waiting(clock.now() - REHEARSAL_PATIENCE).ids()
    for rehearsal_id in waiting:
        rehearse(rehearsal_id)
    return len(waiting)


@shared_task
def make_copy(submission_id: int) -> None:
    keep_copy(submission_id, actor=SYSTEM_CLOCK)
