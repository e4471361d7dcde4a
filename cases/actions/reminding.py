# SPDX-License-Identifier: EUPL-1.2
"""What the clock does to cases: reminders, alarms and the end of the appeal period. Each act is safe to repeat."""

import datetime as dt

from django.db import transaction

from cases.actions.handling import close_case
from cases.automation.waking import wake_rules
from cases.locking import lock_case
from cases.models import Case, Hearing, Rule, SupplementRequest
from cases.notifications import plain_day, tell_asked, tell_office, tell_parties
from cases.pending import new_token
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock

REMIND_BEFORE = WARN_BEFORE = dt.timedelta(days=3)


@transaction.atomic
def remind_of_supplement(request_id: int, *, actor: Actor) -> bool:
    """Remind the party once, a few days before the last day."""
    request = SupplementRequest.objects.open().to_remind(clock.today() + REMIND_BEFORE).locked(request_id)
    if request is None:
        return False
    request.reminded_at = clock.now()
    request.save(update_fields=["reminded_at"])
    record("case.supplement_reminded", about=request.case, by=actor)
    tell_parties(request.case, "case.supplement_reminder", day=plain_day(request.due_on))
    return True


@transaction.atomic
def alarm_of_supplement(request_id: int, *, actor: Actor) -> bool:
    """Tell the office once that the party has not answered in time."""
    request = SupplementRequest.objects.open().to_alarm(clock.today()).locked(request_id)
    if request is None:
        return False
    request.alarmed_at = clock.now()
    request.save(update_fields=["alarmed_at"])
    record("case.supplement_overdue", about=request.case, by=actor)
    tell_office(request.case, "case.supplement_overdue")
    return True


@transaction.atomic
def remind_of_hearing(hearing_id: int, *, actor: Actor) -> bool:
    """Remind who was asked once, a few days before the last day. A link is renewed, as only its hash is known."""
    hearing = Hearing.objects.open().to_remind(clock.today() + REMIND_BEFORE).locked(hearing_id)
    if hearing is None:
        return False
    hearing.reminded_at = clock.now()
    tell_asked(hearing, "case.hearing_reminder", new_token(hearing) if hearing.is_by_link else "")
    hearing.save()
    record("case.hearing_reminded", about=hearing.case, by=actor)
    return True


@transaction.atomic
def alarm_of_hearing(hearing_id: int, *, actor: Actor) -> bool:
    """Tell the office once that the day for an answer has passed."""
    hearing = Hearing.objects.open().to_alarm(clock.today()).locked(hearing_id)
    if hearing is None:
        return False
    hearing.alarmed_at = clock.now()
    hearing.save(update_fields=["alarmed_at"])
    record("case.hearing_overdue", about=hearing.case, by=actor)
    tell_office(hearing.case, "case.hearing_overdue")
    return True


@transaction.atomic
def warn_of_promise(case_id: int, *, actor: Actor) -> bool:
    """Tell the office before the promised day passes; again when the day has moved. A limit that an act sets, after
    which silence is an answer, is never later than the promise (cases/types/checks.py)."""
    case = lock_case(case_id)
    day = case.due_on
    if day is None or not Case.objects.to_warn(clock.today() + WARN_BEFORE).filter(pk=case_id).exists():
        return False
    case.warned_of = day
    case.save(update_fields=["warned_of"])
    record("case.deadline_near", about=case, by=actor, day=day.isoformat())
    tell_office(case, "case.deadline_near", day=plain_day(day))
    wake_rules(case, Rule.Trigger.DEADLINE_NEAR, day.isoformat())
    return True


@transaction.atomic
def alarm_of_promise(case_id: int, *, actor: Actor) -> bool:
    """Tell the office once that a case has passed its promise."""
    case = lock_case(case_id)
    if not case.is_late or case.alarmed_at:
        return False
    case.alarmed_at = clock.now()
    case.save(update_fields=["alarmed_at"])
    record("case.overdue", about=case, by=actor)
    tell_office(case, "case.overdue")
    wake_rules(case, Rule.Trigger.DEADLINE_PASSED)
    return True


@transaction.atomic
def tell_of_slip(case_id: int, *, actor: Actor) -> bool:
    """Tell the party once that the day they know has passed, and again if a new estimate passes too."""
    case = lock_case(case_id)
    if not case.has_slipped or case.slip_told_of == case.ready_by:
        return False
    case.slip_told_of = case.ready_by
    case.save(update_fields=["slip_told_of"])
    record("case.slipped", about=case, by=actor)
    tell_parties(case, "case.slipped")
    return True


@transaction.atomic
def close_after_appeal(case_id: int, *, actor: Actor) -> bool:
    """Close a served case when the last day of remedy is over."""
    if not Case.objects.appeal_over(clock.today()).filter(pk=case_id).exists():
        return False
    close_case(case_id, actor=actor)
    return True
