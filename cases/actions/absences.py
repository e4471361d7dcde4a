# SPDX-License-Identifier: EUPL-1.2
"""Somebody is away: their cases go to a substitute by rule, and come back by themselves.

The substitute gets no right by it. A case that the substitute may not handle (another unit, an own matter, declared
disqualified) waits in the queue of its unit for whoever takes it.
"""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.locking import lock_case
from cases.models import Absence, Case, StandIn
from cases.models.acted import acted
from cases.permissions import STAFF_ROLES, can_handle_case, can_tell_absence
from cases.standing_in import give_by_rule, stand_in
from cases.workflow import OPEN
from portal.accounts.actors import SYSTEM_CLOCK, Actor, actor_for
from portal.accounts.models import User
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import require
from portal.notifications.outbox import Recipient, notify


@transaction.atomic
def tell_absence(*, actor: Actor, user: User, substitute: User, starts_on: dt.date, ends_on: dt.date) -> Absence:
    """`ends_on` is the last day away. One that starts today begins at once. Both are told.

    Raises ValidationError when the substitute works in no unit of the absent one, or either is away on these days.
    """
    require(condition=can_tell_absence(actor, actor_for(user)), verb="tell_absence")
    # Two who tell of each other at the same moment wait here, each for both.
    list(User.objects.select_for_update().filter(pk__in=(user.pk, substitute.pk)).order_by("pk"))
    _require_days(user, starts_on, ends_on)
    _require_substitute(user, substitute, starts_on, ends_on)
    absence = Absence.objects.create(
        user=user, substitute=substitute, starts_on=starts_on, ends_on=ends_on, **acted(actor)
    )
    record("absence.told", about=absence, by=actor, user=user.pk, substitute=substitute.pk)
    _tell_both("absence.told", absence)
    if starts_on <= clock.today():
        _begin(absence)
    return absence


@transaction.atomic
def begin_absence(absence_id: int, *, actor: Actor) -> bool:
    """Give the open cases of the absent one to the substitute when the day has come. Safe to run twice."""
    require(condition=actor.is_system, verb="begin_absence")
    absence = Absence.objects.locked(absence_id)
    if absence.began_at or absence.ended_at or absence.starts_on > clock.today():
        return False
    _begin(absence)
    return True


@transaction.atomic
def pass_on_arrived(absence_id: int, *, actor: Actor) -> bool:
    """What has come to the absent one past the rule, as in the moment when the absence began. Safe to run twice."""
    require(condition=actor.is_system, verb="pass_on_arrived")
    absence = Absence.objects.locked(absence_id)
    return absence.is_in_force and _pass_on_all(absence) > 0


@transaction.atomic
def end_absence(absence_id: int, *, actor: Actor) -> bool:
    """Give back what is still with the substitute: on the day by the clock, before it by who may tell absences.

    A case that somebody has given on, or taken, in the meantime stays where it is. Safe to run twice.
    """
    absence = Absence.objects.locked(absence_id)
    require(condition=actor.is_system or can_tell_absence(actor, actor_for(absence.user)), verb="end_absence")
    if absence.ended_at:
        return False
    absence.ended_at = clock.now()
    absence.save(update_fields=["ended_at"])
    for row in absence.stand_ins.running().order_by("case_id"):
        _bring_back(row, absence.user)
    record("absence.ended", about=absence, by=actor, user=absence.user.pk, substitute=absence.substitute.pk)
    _tell_both("absence.ended", absence)
    return True


def _begin(absence: Absence) -> None:
    absence.began_at = clock.now()
    absence.save(update_fields=["began_at"])
    record("absence.began", about=absence, by=SYSTEM_CLOCK)
    _pass_on_all(absence)


def _pass_on_all(absence: Absence) -> int:
    substitute, passed = actor_for(absence.substitute), 0
    for case_id in sorted(Case.objects.open().filter(handler=absence.user).ids()):
        case = lock_case(case_id)
        if case.handler_id == absence.user.pk and case.status in OPEN:
            stand_in(case, absence, substitute)
            passed += 1
    return passed


def _bring_back(row: StandIn, user: User) -> None:
    case = lock_case(row.case_id)
    chain = _passed_on_from(row, case)
    case.stand_ins.filter(pk__in=[one.pk for one in chain]).end()
    is_where_put = case.status in OPEN and chain != [] and case.handler_id == chain[-1].given_to_id
    if is_where_put and can_handle_case(actor_for(user), case):
        give_by_rule(case, user, _("%(name)s palasi") % {"name": user.display_name})


def _passed_on_from(row: StandIn, case: Case) -> list[StandIn]:
    """The row, and those by which the case went on from the substitute, who is away too. Nothing when it has ended."""
    chain: list[StandIn] = []
    for one in case.stand_ins.running().filter(pk__gte=row.pk).select_related("absence"):
        if one == row or (chain and one.absence.user_id == chain[-1].given_to_id):
            chain.append(one)
    return chain


def _require_days(user: User, starts_on: dt.date, ends_on: dt.date) -> None:
    if ends_on < max(starts_on, clock.today()):
        raise ValidationError({"ends_on": _("Viimeinen päivä on jo mennyt tai ennen ensimmäistä päivää.")})
    if Absence.objects.overlapping(starts_on, ends_on).filter(user=user).exists():
        raise ValidationError({"starts_on": _("Näille päiville on jo ilmoitettu poissaolo.")})


def _require_substitute(user: User, substitute: User, starts_on: dt.date, ends_on: dt.date) -> None:
    name = {"name": substitute.display_name}
    if user == substitute or not _works_with(actor_for(user), actor_for(substitute)):
        raise ValidationError({"substitute": _("%(name)s ei käsittele saman yksikön asioita.") % name})
    if Absence.objects.overlapping(starts_on, ends_on).filter(user=substitute).exists():
        raise ValidationError({"substitute": _("%(name)s on itse poissa näinä päivinä.") % name})


def _works_with(one: Actor, other: Actor) -> bool:
    own, theirs = one.units_with(*STAFF_ROLES), other.units_with(*STAFF_ROLES)
    if own is None or theirs is None:
        return own != set() and theirs != set()
    return bool(own & theirs)


def _tell_both(event: str, absence: Absence) -> None:
    """Each in their own language."""
    url = reverse("admin:cases_case_absences")
    facts: dict[str, Any] = {
        "name": absence.user.display_name,
        "substitute": absence.substitute.display_name,
        "days": absence.days,
    }
    for user in (absence.user, absence.substitute):
        to = [Recipient(email=user.email, language=user.language)] if user.email else []
        notify(event, about=absence, to=to, url=url, **facts)
