# SPDX-License-Identifier: EUPL-1.2
"""The morning round of daily rules, which no act of people wakes."""

from collections.abc import Iterator

from django.db import transaction

from cases.automation.facts import as_facts, facts_of
from cases.automation.table import first_that_holds
from cases.automation.waking import wake
from cases.models import Case, Rule
from cases.workflow import BEFORE_DECISION

_AT_ONCE = 500


def wake_daily_rules() -> int:
    """Each row of a daily rule acts once on a case, on the first morning that it holds. A case for which no row holds
    leaves no trace: there would be one for each case and day."""
    woken = 0
    for rule in Rule.objects.awake().filter(current__trigger=Rule.Trigger.DAILY):
        assert rule.current
        for case in _open_cases(rule):
            row = first_that_holds(rule.current.rows, as_facts(facts_of(case)))
            woken += row is not None and _wake(case, rule, f"{Rule.Trigger.DAILY}:{row.index}")
    return woken


def _open_cases(rule: Rule) -> Iterator[Case]:
    cases = Case.objects.filter(case_type=rule.case_type, status__in=BEFORE_DECISION).select_related("unit")
    with_all = cases.prefetch_related("documents", "supplement_requests", "parties")
    return with_all.order_by("pk").iterator(_AT_ONCE)


@transaction.atomic
def _wake(case: Case, rule: Rule, event: str) -> bool:
    assert rule.current
    return wake(case, rule.current, event)
