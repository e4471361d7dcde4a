# SPDX-License-Identifier: EUPL-1.2
"""Who has the case and where it goes."""

import datetime as dt

from django.db import transaction

from cases.actions.settling import settle_contested
from cases.locking import StaleCase, lock_case
from cases.models import Case
from cases.notifications import plain_day, tell_office, tell_parties
from cases.pending import end_waiting
from cases.permissions import can_handle_case
from cases.workflow import Verb
from portal.accounts.actors import Actor
from portal.accounts.models import Unit, User
from portal.audit.log import record
from portal.common.workflow import TransitionNotAllowed, move, require

# So many colleagues at most are faster at the same moment; whoever loses to all of them asks again.
_TRIES = 5


@transaction.atomic
def take_up_case(case_id: int, *, actor: Actor, expected_version: int | None = None) -> Case:
    """Start handling. Whoever takes up a case that nobody has, has it."""
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.TAKE_UP)
    move(case, Verb.TAKE_UP, actor=actor)
    if case.handler is None:
        _give_to(case, actor.user)
    record("case.taken_up", about=case, by=actor)
    tell_parties(case, "case.taken_up")
    return case


@transaction.atomic
def claim_case(case_id: int, *, actor: Actor, expected_version: int | None = None) -> Case:
    """Take a case that nobody has. Idempotent for who has it already. Raises StaleCase when a colleague was faster."""
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.CLAIM)
    if case.handler and case.handler == actor.user:
        return case
    if case.handler and can_handle_case(actor, case):
        raise StaleCase(case, Verb.CLAIM)
    move(case, Verb.CLAIM, actor=actor)
    _give_to(case, actor.user)
    record("case.claimed", about=case, by=actor)
    return case


def claim_next_case(*, actor: Actor) -> Case | None:
    """Take the most urgent case that nobody has; when a colleague is faster, the one after it. None when none is left.

    Each try is a transaction of its own, so that a lost one holds no lock on the next.
    """
    waiting = Case.objects.handled_by(actor).open().unassigned().most_urgent_first()
    for case_id in waiting.values_list("pk", flat=True)[:_TRIES]:
        try:
            return claim_case(case_id, actor=actor)
        except StaleCase:
            continue
    return None


@transaction.atomic
def hand_over_case(case_id: int, *, actor: Actor, unit: Unit, reason: str, expected_version: int | None = None) -> Case:
    """Give the case to another unit of the city. Status and arrival stay; nobody there has it yet."""
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.HAND_OVER)
    source = case.unit.code
    move(case, Verb.HAND_OVER, actor=actor, reason=reason)
    case.unit, case.handler = unit, None
    case.save(update_fields=["unit", "handler"])
    record("case.handed_over", about=case, by=actor, source=source, target=unit.code)
    tell_office(case, "case.handed_over")
    return case


@transaction.atomic
def transfer_case(
    case_id: int, *, actor: Actor, authority: str, reason: str, expected_version: int | None = None
) -> Case:
    """Transfer to the competent authority outside the city and tell the sender (Hallintolaki 434/2003 21 §)."""
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.TRANSFER)
    case.transferred_to = authority
    move(case, Verb.TRANSFER, actor=actor, reason=reason)
    end_waiting(case)
    record("case.transferred", about=case, by=actor, target=authority)
    tell_parties(case, "case.transferred")
    return case


@transaction.atomic
def close_case(case_id: int, *, actor: Actor, reason: str = "", expected_version: int | None = None) -> Case:
    """Close what is done: after the appeal period, or answered where the case type needs no decision."""
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.CLOSE)
    is_answer = not case.is_served
    move(case, Verb.CLOSE, actor=actor, reason=reason)
    end_waiting(case)
    record("case.closed", about=case, by=actor)
    if is_answer:
        tell_parties(case, "case.closed")
    return case


@transaction.atomic
def withdraw_case(case_id: int, *, actor: Actor, reason: str = "") -> Case:
    """The party takes the matter back; possible until it is decided."""
    case = lock_case(case_id)
    move(case, Verb.WITHDRAW, actor=actor, reason=reason)
    end_waiting(case)
    record("case.withdrawn", about=case, by=actor)
    tell_parties(case, "case.withdrawn")
    tell_office(case, "case.withdrawn_office")
    settle_contested(case, "", actor=actor)
    return case


@transaction.atomic
def set_estimate(case_id: int, *, actor: Actor, ready_on: dt.date, expected_version: int | None = None) -> Case:
    """A new estimate of when it is ready, told to the party at once (Hallintolaki 434/2003 23 §)."""
    case = lock_case(case_id, expected_version=expected_version)
    require(condition=can_handle_case(actor, case), verb="set_estimate")
    if case.is_ended:
        raise TransitionNotAllowed(case, "set_estimate")
    case.estimate_on = ready_on
    case.touch("case.estimated")
    record("case.estimated", about=case, by=actor, ready_on=ready_on.isoformat())
    tell_parties(case, "case.estimated", day=plain_day(ready_on))
    return case


def _give_to(case: Case, handler: User | None) -> None:
    case.handler = handler
    case.save(update_fields=["handler"])
