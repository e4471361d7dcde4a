# SPDX-License-Identifier: EUPL-1.2
"""What the end of a rectification does to the case that it was about."""

from cases.locking import lock_case
from cases.models import Case, CaseLink, Decision
from cases.notifications import tell_parties
from cases.workflow import ENDED, Status, Verb
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common.workflow import move

# Rejected, dismissed or taken back: the first decision stays in force.
_VERBS = {
    Decision.Outcome.GRANTED: Verb.REPLACE,
    Decision.Outcome.PARTLY_GRANTED: Verb.REPLACE,
    Decision.Outcome.RETURNED: Verb.RETURN,
}
_EVENTS = {Verb.UPHOLD: "case.upheld", Verb.REPLACE: "case.replaced", Verb.RETURN: "case.returned"}


def settle_contested(rectification: Case, outcome: str, *, actor: Actor) -> None:
    """Move the first case by the outcome, "" when the rectification ended without one. Part of an action.

    With several rectifications of one decision the first case waits for the last of them, unless one already changed
    the decision. Locks the first case after the rectification; nothing locks them the other way round.
    """
    link = rectification.links.filter(kind=CaseLink.Kind.RECTIFIES).first()
    if link is None:
        return
    first = lock_case(link.target_id)
    verb = _VERBS.get(Decision.Outcome(outcome), Verb.UPHOLD) if outcome else Verb.UPHOLD
    if first.status != Status.RECTIFICATION_PENDING or (verb == Verb.UPHOLD and _waits_for_others(first, link)):
        return
    move(first, verb, actor=actor, reason=rectification.reference)
    record(_EVENTS[verb], about=first, by=actor, rectification=rectification.reference)
    tell_parties(first, _EVENTS[verb])


def _waits_for_others(first: Case, link: CaseLink) -> bool:
    others = first.linked_from.filter(kind=CaseLink.Kind.RECTIFIES, is_timely=True).exclude(pk=link.pk)
    return others.exclude(case__status__in=[Status.SERVED, *ENDED]).exists()
