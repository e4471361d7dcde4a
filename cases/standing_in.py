# SPDX-License-Identifier: EUPL-1.2
"""How a case goes to who stands in for its handler. Parts of actions (cases/actions/absences.py), none alone."""

from django.utils.translation import gettext as _

from cases.models import Absence, Case, StandIn
from cases.notifications import tell_office
from cases.permissions import can_handle_case
from cases.workflow import Verb
from portal.accounts.actors import SYSTEM_CLOCK, Actor, actor_for
from portal.accounts.models import User
from portal.audit.log import record
from portal.common.workflow import move


def pass_on(case: Case) -> None:
    """A case that has come to somebody who is away goes on to their substitute."""
    absence = Absence.objects.in_force().filter(user=case.handler_id).select_related("user", "substitute").first()
    if absence:
        stand_in(case, absence, actor_for(absence.substitute))
        pass_on(case)


def stand_in(case: Case, absence: Absence, substitute: Actor) -> None:
    receiver = substitute.user if can_handle_case(substitute, case) else None
    names = {"substitute": absence.substitute.display_name, "name": absence.user.display_name, "days": absence.days}
    stays = _("%(name)s on poissa %(days)s, eikä %(substitute)s voi käsitellä asiaa")
    reason = (_("%(substitute)s sijaistaa: %(name)s %(days)s") if receiver else stays) % names
    give_by_rule(case, receiver, reason)
    case.stand_ins.running().filter(absence=absence).end()
    StandIn.objects.create(absence=absence, case=case, given_to=receiver)
    if receiver is None:
        tell_office(case, "case.left_by_absent", **names)


def give_by_rule(case: Case, handler: User | None, reason: str) -> None:
    move(case, Verb.ASSIGN, actor=SYSTEM_CLOCK, reason=reason)
    case.handler = handler
    case.save(update_fields=["handler"])
    record("case.assigned", about=case, by=SYSTEM_CLOCK, handler=handler.pk if handler else None)
