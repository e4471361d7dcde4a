# SPDX-License-Identifier: EUPL-1.2
"""A run is done from its row, once: what the rule saw, which row held, what it did, or why it left the case."""

import datetime as dt
import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.automation.acts import perform
from cases.automation.braking import stop_if_drifting
from cases.automation.facts import as_facts, facts_of
from cases.automation.table import first_that_holds
from cases.locking import lock_case
from cases.models import AutomationRun, Case, Rule, RuleVersion
from portal.accounts.actors import Actor, acting_rule
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed

logger = logging.getLogger(__name__)
TRIES = 3
SWEEP_AFTER = dt.timedelta(seconds=30)
AT_MOST = 500
State = AutomationRun.State


def run_automation(run_id: int) -> bool:
    """Run one row. Safe to call twice: a row that is done, or being done, is left alone.

    What a human must do is no error: the case stays as it was, in the queue of its unit, and the row tells why.
    """
    try:
        return _run(run_id)
    except (PermissionDenied, TransitionNotAllowed, ValidationError) as refusal:
        return _leave(run_id, _reason(refusal))
    except Exception:
        logger.exception("automatic rule", extra={"run": run_id})
        return _count_try(run_id)


def waiting_runs() -> list[int]:
    """Rows that the broker has lost or that failed once, oldest first."""
    old = AutomationRun.objects.filter(state=State.WAITING, written_at__lt=clock.now() - SWEEP_AFTER)
    return list(old.order_by("pk").values_list("pk", flat=True)[:AT_MOST])


def actor_of(version: RuleVersion, language: str) -> Actor:
    with override(language):
        return acting_rule(_("Automaattinen sääntö: %(version)s") % {"version": version})


def _locked(run_id: int) -> AutomationRun | None:
    waiting = AutomationRun.objects.select_for_update(of=("self",), skip_locked=True)
    return waiting.select_related("version__rule").filter(pk=run_id, state=State.WAITING).first()


@transaction.atomic
def _run(run_id: int) -> bool:
    run = _locked(run_id)
    if run is None:
        return False
    case = lock_case(run.case_id)
    run.facts = facts_of(case)
    run.state = _outcome(run, case)
    _end(run)
    return True


def _outcome(run: AutomationRun, case: Case) -> AutomationRun.State:
    """Does what the row that holds says, if it is the rule's to do."""
    # Read again under the lock of the case: the rule may have been switched off while we waited for it.
    version, rule = run.version, Rule.objects.get(pk=run.version.rule_id)
    if rule.state not in (Rule.State.ON, Rule.State.REHEARSING) or rule.current_id != version.pk:
        run.reason = _("Sääntö ei ole enää käytössä.")
        return State.LEFT
    row = first_that_holds(version.rows, as_facts(run.facts))
    if row is None:
        return State.NOTHING
    run.row, run.outcome, run.reason = row.index, row.outcome, str(row.because)[:300]
    if rule.state == Rule.State.REHEARSING:
        return State.REHEARSED
    perform(case, row, rule, actor=actor_of(version, case.language))
    return State.ACTED


def _end(run: AutomationRun) -> None:
    run.run_at = clock.now()
    run.save()
    if run.version.rule.state == Rule.State.ON:
        stop_if_drifting(run.version)


@transaction.atomic
def _leave(run_id: int, reason: str) -> bool:
    run = _locked(run_id)
    if run is None:
        return False
    run.state, run.reason = State.LEFT, reason[:300]
    run.facts = facts_of(Case.objects.get(pk=run.case_id))
    _end(run)
    return True


def _count_try(run_id: int) -> bool:
    AutomationRun.objects.filter(pk=run_id, state=State.WAITING).update(tries=F("tries") + 1)
    if AutomationRun.objects.filter(pk=run_id, state=State.WAITING, tries__gte=TRIES).exists():
        return _leave(run_id, _("Säännön ajo epäonnistui."))
    return False


def _reason(refusal: Exception) -> str:
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    if isinstance(refusal, TransitionNotAllowed):
        return _("Asia on jo edennyt toiseen tilaan.")
    return _("Sääntö ei saa tehdä tätä.")
