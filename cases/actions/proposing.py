# SPDX-License-Identifier: EUPL-1.2
"""A decision is prepared by one and made by another."""

from django.db import transaction

from cases.actions.deciding import DecisionText
from cases.locking import lock_case
from cases.models import Case, Proposal
from cases.models.acted import acted
from cases.notifications import tell_decision_makers, tell_office
from cases.workflow import Verb
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed, move


@transaction.atomic
def propose_decision(
    case_id: int, *, actor: Actor, text: DecisionText, expected_version: int | None = None
) -> Proposal:
    """Put a decision before those who may make it. A newer proposal takes the place of an open one."""
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.PROPOSE)
    move(case, Verb.PROPOSE, actor=actor)
    _end(case, Proposal.Result.LAPSED)
    proposal = Proposal.objects.create(
        case=case,
        outcome=text.outcome,
        summary=text.summary,
        reasons=text.reasons,
        law_sections=text.law_sections,
        **acted(actor),
    )
    record("case.proposed", about=case, by=actor, outcome=text.outcome)
    tell_decision_makers(case, "case.proposed")
    return proposal


@transaction.atomic
def send_back_proposal(case_id: int, *, actor: Actor, note: str, expected_version: int | None = None) -> Case:
    """The decision maker wants something else: the proposal is over, and its preparer reads why."""
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.SEND_BACK)
    move(case, Verb.SEND_BACK, actor=actor, reason=note)
    if not _end(case, Proposal.Result.RETURNED, note=note, returned_by=actor.display_name[:160]):
        raise TransitionNotAllowed(case, Verb.SEND_BACK)
    record("case.sent_back", about=case, by=actor)
    tell_office(case, "case.sent_back")
    return case


def _end(case: Case, result: str, **facts: str) -> int:
    return case.proposals.filter(ended_at=None).update(ended_at=clock.now(), result=result, **facts)
