# SPDX-License-Identifier: EUPL-1.2
"""An event wakes the rules that it concerns. Rows only, in the event's own transaction; they are run after it."""

from functools import partial

from celery import current_app
from django.db import transaction

from cases.models import AutomationRun, Case, Rule, RuleVersion
from portal.notifications.tasks import enqueue

TASK = "cases.tasks.run_automation"


def wake_rules(case: Case, trigger: Rule.Trigger, event: str = "") -> None:
    """Part of an action, never one alone. Idempotent: the same event of a case wakes each version once.

    `event` tells apart events of the same kind, such as two answers to requests.
    """
    rules = Rule.objects.awake().filter(case_type_id=case.case_type_id, current__trigger=trigger)
    for rule in rules:
        assert rule.current
        wake(case, rule.current, ":".join(filter(None, (trigger, event))))


def wake(case: Case, version: RuleVersion, event: str) -> bool:
    """Whether the event is new to the version."""
    run, is_new = AutomationRun.objects.get_or_create(case=case, version=version, event=event)
    if is_new:
        # When the broker is down the sweep finds the row a little later.
        transaction.on_commit(partial(enqueue, current_app.signature(TASK), run.pk))
    return is_new
