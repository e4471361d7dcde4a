# SPDX-License-Identifier: EUPL-1.2
"""A handler who may not handle a case says so, and is out of it at once (Hallintolaki 434/2003 27-30 §)."""

from django.db import transaction

from cases.locking import lock_case
from cases.models import Disqualification
from cases.models.acted import acted
from cases.notifications import tell_office
from cases.workflow import Verb
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common.workflow import move


@transaction.atomic
def declare_disqualification(
    case_id: int, *, actor: Actor, ground: str, reason: str = "", expected_version: int | None = None
) -> Disqualification:
    """From now on the case does not exist for the handler. If they had it, nobody has it, and the unit is told.

    The ground goes into the declaration that the main user reads; the history of the case tells only that it happened.
    """
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.DISQUALIFY)
    move(case, Verb.DISQUALIFY, actor=actor)
    assert actor.user
    declared = Disqualification.objects.create(case=case, user=actor.user, ground=ground, reason=reason, **acted(actor))
    if case.handler_id == actor.user.pk:
        case.handler = None
        case.save(update_fields=["handler"])
    record("case.disqualified", about=case, by=actor, ground=ground)
    tell_office(case, "case.disqualified")
    return declared
