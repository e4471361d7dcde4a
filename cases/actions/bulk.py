# SPDX-License-Identifier: EUPL-1.2
"""The same to many cases: choose, answer, look at it once more, begin; stop, and take back.

A worker does it, one case at a time: each in a transaction of its own, by the action that the button in the case
calls, in the name and with the rights that the owner of the job has at that moment. That a case is done is kept in the
same transaction as what was done to it, so whatever dies in between, a case is done once.
"""

import logging
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.actions.bulk_work import WORKS, Step
from cases.locking import StaleCase
from cases.models import BulkItem, BulkJob, Case
from cases.notifications import tell_receiver_of_many, tell_unit_of_many
from cases.permissions import STAFF_ROLES, can_handle_case
from cases.workflow import Status
from portal.accounts.actors import Actor, actor_for
from portal.accounts.models import Unit, User
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed, find, require

MOST = 500
REFUSALS = (PermissionDenied, TransitionNotAllowed, ValidationError)
State = BulkItem.State

logger = logging.getLogger(__name__)


# ---- by the owner


@transaction.atomic
def choose_cases(case_ids: Collection[int], *, actor: Actor, kind: str) -> BulkJob:
    """Keep what was chosen, each case as it is now. Nothing happens to them yet.

    Raises ValidationError when they are none or too many. A case that the actor does not handle is left out.
    """
    require(condition=actor.user is not None and actor.has_role(*STAFF_ROLES), verb="choose_cases")
    assert actor.user
    found = Case.objects.handled_by(actor).filter(pk__in=case_ids).most_urgent_first().values_list("pk", "version")
    if not 0 < len(found) <= MOST:
        raise ValidationError(_("Valitse vähintään yksi ja enintään %(most)s asiaa.") % {"most": MOST})
    job: BulkJob = BulkJob.objects.create(owner=actor.user, kind=BulkJob.Kind(kind))
    BulkItem.objects.bulk_create(BulkItem(job=job, case_id=pk, case_version=version) for pk, version in found)
    return job


@transaction.atomic
def answer_job(key: UUID, *, actor: Actor, answers: dict[str, Any], told: list[list[str]]) -> BulkJob:
    """What is done with them. It may be changed until the job begins; raises ValidationError after that."""
    job = _own(key, actor)
    if not job.is_draft:
        raise ValidationError(_("Työ on jo alkanut."))
    job.answers, job.told = answers, told
    job.save(update_fields=["answers", "told"])
    return job


@transaction.atomic
def start_job(key: UUID, *, actor: Actor) -> BulkJob:
    """Let a worker begin. Idempotent. Raises ValidationError when what is asked has not been answered."""
    job = _own(key, actor)
    if not job.is_draft:
        return job
    if job.answers is None:
        raise ValidationError(_("Vastaa ensin, mitä asioille tehdään."))
    job.started_at = job.worked_at = clock.now()
    job.save(update_fields=["started_at", "worked_at"])
    record("bulk.started", about=job, by=actor, kind=job.kind, cases=job.items.count())
    return job


@transaction.atomic
def stop_job(key: UUID, *, actor: Actor) -> BulkJob:
    """No more cases. Those that were done stay done. Idempotent."""
    job = _own(key, actor)
    if job.started_at and not job.ended_at:
        job.stopped_at = clock.now()
        _end(job, actor=actor)
        record("bulk.stopped", about=job, by=actor, done=_count(job, State.DONE))
    return job


@transaction.atomic
def undo_job(key: UUID, *, actor: Actor) -> BulkJob:
    """Let a worker take back what was done, case by case, where nothing else has happened. Idempotent.

    Raises ValidationError when it cannot be taken back at all, or is too late.
    """
    job = _own(key, actor)
    if job.undo_asked_at:
        return job
    if not job.may_undo:
        raise ValidationError(_("Tätä ei voi enää perua."))
    job.undo_asked_at = job.worked_at = clock.now()
    job.save(update_fields=["undo_asked_at", "worked_at"])
    record("bulk.undo_asked", about=job, by=actor, done=_count(job, State.DONE))
    return job


def _own(key: UUID, actor: Actor) -> BulkJob:
    job = BulkJob.objects.filter(key=key).only("pk").get()
    job = BulkJob.objects.locked(job.pk)
    require(condition=actor.user is not None and job.owner_id == actor.user.pk, verb="bulk")
    return job


# ---- beforehand


def refusals_to_come(job: BulkJob, *, actor: Actor) -> list[tuple[BulkItem, str]]:
    """The cases that would be left undone if the job began now, and why. The same queries for one case and many."""
    items = job.items.select_related("case__case_type__unit", "case__type_version", "case__unit").prefetch_related(
        "case__parties__person",
        "case__disqualifications",
        "case__links__decision",
        "case__proposals",
        "case__decisions__services",
    )
    return [(item, words) for item in items if (words := _obstacle(item, job, actor))]


def _obstacle(item: BulkItem, job: BulkJob, actor: Actor) -> str:
    item.job = job
    try:
        _check(item, actor)
    except REFUSALS as refusal:
        return _words_of(refusal)
    return ""


def _check(item: BulkItem, actor: Actor) -> None:
    """Raises what the action would, as far as can be told before acting."""
    case, work = item.case, WORKS[item.job.kind]
    require(condition=can_handle_case(actor, case), verb=str(work.verb))
    if case.version != item.case_version:
        raise StaleCase(case, str(work.verb))
    if work.verb:
        row = find(case, work.verb)
        if case.status not in row.sources:
            raise TransitionNotAllowed(case, work.verb)
        require(condition=row.may(actor, case), verb=work.verb)
    if item.job.answers is not None:
        work.check(Step.of(item, actor))


def _words_of(refusal: Exception) -> str:
    """Why a case was not done, for who asked it."""
    match refusal:
        case ValidationError():
            return " ".join(refusal.messages)
        case StaleCase():
            return _("Asia on muuttunut sen jälkeen, kun valitsit sen.")
        case TransitionNotAllowed():
            return _("Asian tila on %(status)s. Silloin tätä ei voi tehdä.") % {
                "status": Status(refusal.obj.status).label
            }
        case PermissionDenied():
            return _("Sinulla ei ole oikeutta tähän.")
    return _("Tapahtui virhe. Tee toimi asian sivulla.")


# ---- by the worker


@transaction.atomic
def work_on_next(job_id: int, *, actor: Actor) -> bool:
    """One case of the job, done or taken back. False when nothing is left. Safe to run twice, and by two at once."""
    require(condition=actor.is_system, verb="work_on_next")
    job = BulkJob.objects.locked(job_id)
    if not job.is_working:
        return False
    item = job.next_item()
    if item is None:
        _finish(job, actor=actor)
        return False
    item.job = job
    with override(job.owner.language):
        _undo(item) if job.is_undoing else _do(item)
    item.save(update_fields=["state", "case_version", "before", "why"])
    job.worked_at = clock.now()
    job.save(update_fields=["worked_at"])
    return True


def _do(item: BulkItem) -> None:
    step, work = Step.of(item, _owner(item)), WORKS[item.job.kind]
    item.before = work.before(step)
    item.why = _try(item, lambda: work.do(step))
    item.state = State.REFUSED if item.why else State.DONE


def _undo(item: BulkItem) -> None:
    step, work = Step.of(item, _owner(item)), WORKS[item.job.kind]
    assert work.undo
    undo = work.undo
    item.why = _try(item, lambda: undo(step, item.before))
    item.state = State.KEPT if item.why else State.UNDONE


def _owner(item: BulkItem) -> Actor:
    """With the rights of today; none for who has left."""
    owner = item.job.owner
    return actor_for(owner) if owner.is_active else Actor(user=owner)


def _try(item: BulkItem, act: Any) -> str:
    """Why it was refused, or nothing. What is refused leaves nothing behind, and does not stop the others."""
    try:
        with transaction.atomic():
            act()
            item.case_version = Case.objects.values_list("version", flat=True).get(pk=item.case_id)
    except (OperationalError, InterfaceError):
        raise  # the database is away or was in a knot: nothing is known of this case, so it is tried again
    except REFUSALS as refusal:
        return _words_of(refusal)[:400]
    except Exception as error:
        logger.exception("bulk job", extra={"job": item.job_id, "case": item.case_id})
        return _words_of(error)
    return ""


def _finish(job: BulkJob, *, actor: Actor) -> None:
    if job.is_undoing:
        job.undone_at = clock.now()
        job.save(update_fields=["undone_at"])
        record("bulk.undone", about=job, by=actor, undone=_count(job, State.UNDONE), kept=_count(job, State.KEPT))
        return
    _end(job, actor=actor_for(job.owner))
    record("bulk.ended", about=job, by=actor, done=_count(job, State.DONE), refused=_count(job, State.REFUSED))


def _end(job: BulkJob, *, actor: Actor) -> None:
    """Nothing more is done. Who got cases is told of them all at once."""
    job.ended_at = clock.now()
    job.save(update_fields=["stopped_at", "ended_at"])
    for receiver, count in _received(job):
        if isinstance(receiver, User) and receiver != job.owner:
            tell_receiver_of_many(job, receiver, count=count, by=actor.display_name)
        elif isinstance(receiver, Unit):
            tell_unit_of_many(job, receiver, count=count, by=actor.display_name)


def _received(job: BulkJob) -> Iterator[tuple[User | Unit, int]]:
    done = job.items.filter(state=State.DONE)
    if job.kind == BulkJob.Kind.ASSIGN and done:
        yield User.objects.get(pk=job.answers["handler"]), len(done)
    if job.kind == BulkJob.Kind.RELEASE:
        for unit in Unit.objects.filter(cases__bulk_items__in=done).distinct():
            yield unit, done.filter(case__unit=unit).count()


def _count(job: BulkJob, state: str) -> int:
    return job.items.filter(state=state).count()


def forget_jobs(*, actor: Actor) -> int:
    """What was never begun, and what ended a month ago. The audit log and the cases remember."""
    require(condition=actor.is_system, verb="forget_jobs")
    forgotten, _by_model = BulkJob.objects.to_forget().delete()
    return forgotten
