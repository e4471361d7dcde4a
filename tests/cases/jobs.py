# SPDX-License-Identifier: EUPL-1.2
"""Jobs on many cases for tests: made, begun, and worked through as a worker would."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from cases.actions.bulk import start_job, work_on_next
from cases.models import BulkJob, Case
from portal.accounts.actors import SYSTEM_CLOCK
from portal.common import clock
from tests.cast import Member
from tests.factories.work import BulkJobFactory

OWN_WORDS = {
    "words": "own",
    "language": "fi",
    "outcome": "granted",
    "summary": "Saat avustuksen asiassa {asianumero}.",
    "reasons": "Hakemus täyttää ehdot.",
    "law_sections": "669/1978 14 a §",
    "contact": "",
    "is_served": False,
}
READY = {"words": "ready", "outcome": "granted", "is_served": False, "language": "fi"}


def job_of(who: Member, kind: str, cases: Sequence[Case], **answers: Any) -> BulkJob:
    job: BulkJob = BulkJobFactory(owner=who.user, kind=kind, cases=cases, answers=answers)
    return job


def work(job: BulkJob) -> dict[str, int]:
    """Let a worker through the whole of it. How many cases of each state there are then."""
    while work_on_next(job.pk, actor=SYSTEM_CLOCK):
        pass
    return states(job)


def done_by(who: Member, kind: str, cases: Sequence[Case], **answers: Any) -> BulkJob:
    job = job_of(who, kind, cases, **answers)
    start_job(job.key, actor=who.actor)
    work(job)
    job.refresh_from_db()
    return job


def states(job: BulkJob) -> dict[str, int]:
    found = list(job.items.values_list("state", flat=True))
    return {state: found.count(state) for state in sorted(set(found))}


def whys(job: BulkJob) -> dict[int, str]:
    return {item.case_id: item.why for item in job.items.exclude(why="")}


def later(freeze: Callable[[str], None], **time: int) -> None:
    moment = clock.local(clock.now()) + dt.timedelta(**time)
    freeze(moment.replace(tzinfo=None).isoformat())
