# SPDX-License-Identifier: EUPL-1.2
import logging
from collections.abc import Callable, Iterable

from celery import shared_task

from cases.actions.absences import begin_absence, end_absence, pass_on_arrived
from cases.actions.bulk import forget_jobs, work_on_next
from cases.actions.disposing import dispose_case
from cases.actions.publishing import clean_publication
from cases.actions.reminding import (
    REMIND_BEFORE,
    WARN_BEFORE,
    alarm_of_hearing,
    alarm_of_promise,
    alarm_of_supplement,
    close_after_appeal,
    remind_of_hearing,
    remind_of_supplement,
    tell_of_slip,
    warn_of_promise,
)
from cases.actions.teaming import remind_of_task, tell_follower
from cases.actions.waiting import resume_on_the_day
from cases.api.calls import forget_old_calls
from cases.automation import running
from cases.automation.sweeping import wake_daily_rules
from cases.mail import mailbox
from cases.models import (
    Absence,
    BulkJob,
    Case,
    Following,
    Hearing,
    Publication,
    ServiceOfDecision,
    SupplementRequest,
    Task,
)
from cases.printing.actions import turn_into_letter
from cases.promises import count_handling_times
from cases.retention.due import AT_MOST, disposable
from cases.webhooks import sending
from portal.accounts.actors import SYSTEM_CLOCK
from portal.common import clock
from portal.notifications.tasks import enqueue

logger = logging.getLogger(__name__)
# So many cases of a job before others of the queue have their turn.
CHUNK = 25


@shared_task
def run_daily() -> dict[str, int]:
    """The morning round. Each row is its own transaction, so one that fails stops no other."""
    today = clock.today()
    requests, hearings = SupplementRequest.objects.open(), Hearing.objects.open()
    return {
        "reminded": _each(remind_of_supplement, requests.to_remind(today + REMIND_BEFORE).ids()),
        "unanswered": _each(alarm_of_supplement, requests.to_alarm(today).ids()),
        "hearings_reminded": _each(remind_of_hearing, hearings.to_remind(today + REMIND_BEFORE).ids()),
        "hearings_unanswered": _each(alarm_of_hearing, hearings.to_alarm(today).ids()),
        "warned": _each(warn_of_promise, Case.objects.to_warn(today + WARN_BEFORE).ids()),
        "overdue": _each(alarm_of_promise, Case.objects.overdue().filter(alarmed_at=None).ids()),
        "slipped": _each(tell_of_slip, Case.objects.slipped().ids()),
        "resumed": _each(resume_on_the_day, Case.objects.to_resume(today).ids()),
        "not_retrieved": _each(turn_into_letter, ServiceOfDecision.objects.to_lapse(today).ids()),
        "publications_cleaned": _each(clean_publication, Publication.objects.to_clean(today).ids()),
        "late_tasks": _each(remind_of_task, Task.objects.to_remind(today).ids()),
        "closed": _each(close_after_appeal, Case.objects.appeal_over(today).ids()),
        "calls_forgotten": forget_old_calls(),
        "bulk_jobs_forgotten": forget_jobs(actor=SYSTEM_CLOCK),
        "handling_times": count_handling_times(),
        "rules_woken": wake_daily_rules(),
    }


@shared_task
def dispose_due() -> int:
    """The night's disposal: some hundreds at a time, each a transaction of its own; the rest goes the next night."""
    return _each(dispose_case, disposable().ids()[:AT_MOST])


@shared_task
def tell_systems() -> int:
    """Other systems, of what has happened to the cases that they opened."""
    return sending.send_due()


@shared_task
def read_mailbox() -> int:
    """Answers to mails of cases, each minute; what is not read now is read the next time."""
    return mailbox.read_mailbox()


def _each(act: Callable[..., bool], ids: Iterable[int]) -> int:
    done = 0
    for pk in ids:
        try:
            done += act(pk, actor=SYSTEM_CLOCK)
        except Exception:
            logger.exception("daily round", extra={"act": act.__name__, "id": pk})
    return done


@shared_task
def run_automation(run_id: int) -> bool:
    return running.run_automation(run_id)


@shared_task
def run_waiting_automation() -> int:
    """What the broker has lost, or what failed once."""
    return sum(map(running.run_automation, running.waiting_runs()))


@shared_task
def tell_followers() -> int:
    """Those who follow a case that has moved since they were told last."""
    return _each(tell_follower, Following.objects.with_news().ids())


@shared_task
def keep_absences() -> int:
    """Those that end first, so that one who returns and leaves again has the cases in between."""
    ended = _each(end_absence, Absence.objects.to_end(clock.today()).ids())
    began = _each(begin_absence, Absence.objects.to_begin(clock.today()).ids())
    return ended + began + _each(pass_on_arrived, Absence.objects.in_force().ids())


@shared_task
def run_bulk(job_id: int) -> None:
    """Some of the cases of a job, each a transaction of its own, and a task for the rest."""
    for _case in range(CHUNK):
        if not work_on_next(job_id, actor=SYSTEM_CLOCK):
            return
    enqueue(run_bulk, job_id)


@shared_task
def resume_bulk() -> int:
    """Take up what a worker that died has left, or a broker has forgotten."""
    left = BulkJob.objects.left_behind().ids()
    for job_id in left:
        enqueue(run_bulk, job_id)
    return len(left)
