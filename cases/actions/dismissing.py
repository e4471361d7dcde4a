# SPDX-License-Identifier: EUPL-1.2
"""The matter is not examined: the authority has no power over it, it came too late, or it stayed incomplete."""

from dataclasses import replace

from django.db import transaction

from cases.actions.deciding import DecisionText, make_decision
from cases.locking import lock_case
from cases.models import Decision
from cases.pending import end_waiting
from cases.workflow import Verb
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common.workflow import move


@transaction.atomic
def dismiss_case(case_id: int, *, actor: Actor, text: DecisionText, expected_version: int | None = None) -> Decision:
    """Leave the matter unexamined, by a decision with reasons and remedy that is served as any other is.

    `text.outcome` is not asked: it is always that of dismissal. Raises ValidationError when a part that the law
    demands is empty (Hallintolaki 434/2003 43-45 §).
    """
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.DISMISS)
    move(case, Verb.DISMISS, actor=actor)
    end_waiting(case)
    decision = make_decision(case, replace(text, outcome=Decision.Outcome.DISMISSED), actor=actor)
    record("case.dismissed", about=case, by=actor, section=decision.section)
    return decision
