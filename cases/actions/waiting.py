# SPDX-License-Identifier: EUPL-1.2
"""Standing still and going on: a pause until a day, the end of every pause, and a matter opened again."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.locking import lock_case
from cases.models import Case
from cases.notifications import plain_day, tell_office, tell_parties
from cases.pending import end_waiting
from cases.workflow import Verb
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import move


@transaction.atomic
def suspend_case(
    case_id: int, *, actor: Actor, until: dt.date, reason: str, expected_version: int | None = None
) -> Case:
    """Stand still until a day, for a reason that the party reads. The promise waits, the arrival stays.

    Raises ValidationError when the day is not to come (Hallintolaki 434/2003 23 §: no delay without a ground).
    """
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.SUSPEND)
    if until <= clock.today():
        raise ValidationError(_("Päivä on jo mennyt. Valitse huominen tai myöhempi päivä."))
    case.suspended_until = until
    move(case, Verb.SUSPEND, actor=actor, reason=reason)
    record("case.suspended", about=case, by=actor, until=until.isoformat())
    tell_parties(case, "case.suspended", day=plain_day(until))
    return case


@transaction.atomic
def resume_case(case_id: int, *, actor: Actor, reason: str = "", expected_version: int | None = None) -> Case:
    """Go on without what was waited for: the day has passed, or it is not needed after all."""
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.RESUME)
    move(case, Verb.RESUME, actor=actor, reason=reason)
    end_waiting(case)
    record("case.resumed", about=case, by=actor)
    tell_parties(case, "case.resumed")
    return case


@transaction.atomic
def resume_on_the_day(case_id: int, *, actor: Actor) -> bool:
    """The clock ends a pause that has come to its day, and tells the handler. Safe to repeat."""
    if not Case.objects.to_resume(clock.today()).filter(pk=case_id).exists():
        return False
    case = resume_case(case_id, actor=actor, reason=_("Tauko päättyi."))
    tell_office(case, "case.pause_over")
    return True


@transaction.atomic
def reopen_case(case_id: int, *, actor: Actor, reason: str, expected_version: int | None = None) -> Case:
    """Take up again what was closed, withdrawn or dismissed, as long as no decision has been served."""
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.REOPEN)
    move(case, Verb.REOPEN, actor=actor, reason=reason)
    if case.handler is None:
        case.handler = actor.user
        case.save(update_fields=["handler"])
    record("case.reopened", about=case, by=actor)
    tell_parties(case, "case.reopened")
    return case
