# SPDX-License-Identifier: EUPL-1.2
"""What a rule would have done with past cases, against what people did. Changes nothing in the cases."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from cases.automation.explaining import act_words, decision_words
from cases.automation.facts import as_facts, facts_at_arrival, facts_of
from cases.automation.permissions import can_manage_rules
from cases.automation.table import Act, Row, first_that_holds
from cases.models import AutomationRun, Case, Rule, RuleRehearsal, RuleVersion
from cases.models.acted import acted
from cases.workflow import Status
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common.dates import as_day
from portal.common.workflow import require

CASES = 200
_HANDLED = (Status.DECIDED, Status.SERVED, Status.CLOSED, Status.DISMISSED, Status.TRANSFERRED)
DIFFERENCES_SHOWN = 50


@transaction.atomic
def rehearse_rule(rule_id: int, *, actor: Actor) -> RuleRehearsal:
    """Try the current version on the last cases of its kind that people have finished or decided.

    Raises ValidationError when the rule has no rows.
    """
    require(condition=can_manage_rules(actor), verb="rehearse_rule")
    rule = Rule.objects.select_related("current__rule").get(pk=rule_id)
    if rule.current is None:
        raise ValidationError(_("Säännöllä ei ole rivejä."))
    outcomes: Counter[str] = Counter()
    differences: list[dict[str, Any]] = []
    cases = _past_cases(rule.current)
    for case in cases:
        row = first_that_holds(rule.current.rows, as_facts(_facts(case, rule.current)))
        outcomes[row.outcome if row else ""] += 1
        if row and not _agrees(case, row):
            # A main user has no right to cases: what was decided in a secret one is not told beside its number.
            reference = "" if case.case_type.is_secret else case.reference
            differences.append({"reference": reference, "would": act_words(row), "did": _did(case)})
    rehearsal = RuleRehearsal.objects.create(
        version=rule.current,
        case_count=len(cases),
        agreed_count=len(cases) - len(differences),
        outcomes=dict(outcomes),
        differences=differences[:DIFFERENCES_SHOWN],
        **acted(actor),
    )
    record("rule.rehearsed", about=rule, by=actor, cases=len(cases), agreed=rehearsal.agreed_count)
    return rehearsal


def _past_cases(version: RuleVersion) -> list[Case]:
    """The newest ones that people have handled to an end; for answers to requests, those that had one."""
    by_rule = AutomationRun.objects.filter(
        case=OuterRef("pk"), version__rule=version.rule, state=AutomationRun.State.ACTED
    )
    handled = Case.objects.filter(~Exists(by_rule), case_type=version.rule.case_type, status__in=_HANDLED)
    if version.trigger == Rule.Trigger.SUPPLEMENT_ANSWERED:
        handled = handled.filter(supplement_requests__answered_at__isnull=False).distinct()
    with_all = handled.select_related("case_type", "unit").prefetch_related(
        "documents", "supplement_requests", "parties", "decisions"
    )
    return list(with_all.order_by("-received_at")[:CASES])


def _facts(case: Case, version: RuleVersion) -> dict[str, Any]:
    return facts_at_arrival(case) if version.trigger == Rule.Trigger.OPENED else facts_of(case)


def _agrees(case: Case, row: Row) -> bool:
    decisions = list(case.decisions.all())
    if row.act == Act.ROUTE:
        return bool(case.unit.code == row.then["unit"])
    if row.act == Act.ASK:
        return bool(case.supplement_requests.all())
    if row.act in (Act.PROPOSE, Act.DECIDE):
        return bool(decisions) and decisions[-1].outcome == row.then["outcome"]
    if row.act == Act.CLOSE:
        return case.status == Status.CLOSED and not decisions
    if row.act == Act.PRIORITISE:
        return bool(_days_taken(case) <= row.then["days"])
    return True


def _days_taken(case: Case) -> int:
    decisions = list(case.decisions.all())
    ended = decisions[0].decided_at if decisions else case.closed_at or case.last_event_at
    return (as_day(ended) - as_day(case.received_at)).days


def _did(case: Case) -> str:
    """What people did, in the words that tell it apart."""
    decisions = list(case.decisions.all())
    ending = decision_words(decisions[-1].outcome) if decisions else case.get_status_display()
    asked = len(case.supplement_requests.all())
    return f"{ending}, {case.unit}" + (f", +{asked}" if asked else "")
