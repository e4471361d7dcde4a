# SPDX-License-Identifier: EUPL-1.2
"""Cases go when their time is over (Tiedonhallintalaki 906/2019 21 §), and stay when somebody holds them."""

import datetime as dt

from django.db import transaction

from cases.models import Case, Disposal, LegalHold, PastCase
from cases.models.acted import acted
from cases.permissions import can_hold_cases
from cases.retention.due import disposable, rule_of
from cases.retention.erasing import erase
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common.dates import as_day
from portal.common.workflow import require


@transaction.atomic
def dispose_case(case_id: int, *, actor: Actor) -> bool:
    """Erase one case whose time is over, and write that it went. Nothing of its content is left in any table or store.

    Only the clock does this. False, and nothing happens, when the case is not to go (any more): it was held, reopened
    or erased meanwhile.
    """
    require(condition=actor.is_system, verb="dispose_case")
    case: Case | None = disposable().filter(pk=case_id).select_for_update(of=("self",)).first()
    # Asked again under the lock: the query that waited for it saw the case as it was before.
    if case is None or not disposable().filter(pk=case_id).exists():
        return False
    assert case.closed_at
    anonymises = case.case_type.keeps_statistics
    line = Disposal.objects.create(
        reference=case.reference,
        register_number=case.register_number,
        case_type=case.case_type.code,
        unit=case.unit.code,
        rule=rule_of(case),
        method=Disposal.Method.ANONYMISED if anonymises else Disposal.Method.ERASED,
        closed_on=as_day(case.closed_at),
        by_name=actor.display_name,
    )
    if anonymises:
        _keep_figures(case)
    erase(case)
    record("case.disposed", about=line, by=actor, method=line.method)
    return True


def _keep_figures(case: Case) -> None:
    """Kind, unit, month, length and outcome: too little to find anybody by."""
    assert case.closed_at
    decision = case.decisions.last()
    arrived_on = as_day(case.received_at)
    PastCase.objects.create(
        case_type=case.case_type.code,
        unit=case.unit.code,
        arrived_in=arrived_on.replace(day=1),
        days=max((as_day(case.closed_at) - arrived_on).days, 0),
        status=case.status,
        outcome=decision.outcome if decision else "",
    )


@transaction.atomic
def hold_case(case: Case, *, actor: Actor, reason: str, until: dt.date | None = None) -> LegalHold:
    """Keep the case past its time, for good or until a day."""
    require(condition=can_hold_cases(actor), verb="hold_case")
    # The lock keeps the case from going while it is being held.
    locked = Case.objects.locked(case.pk)
    hold = LegalHold.objects.create(case=locked, reason=reason, until=until, **acted(actor))
    record("case.held", about=locked, by=actor, until=until.isoformat() if until else "")
    return hold


@transaction.atomic
def end_hold(hold_id: int, *, actor: Actor, until: dt.date) -> LegalHold:
    """Hold until another day; today ends the hold at once."""
    require(condition=can_hold_cases(actor), verb="end_hold")
    hold: LegalHold = LegalHold.objects.select_for_update().get(pk=hold_id)
    hold.until = until
    hold.save(update_fields=["until"])
    record("case.hold_changed", about=hold.case, by=actor, until=until.isoformat())
    return hold
