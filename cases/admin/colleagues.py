# SPDX-License-Identifier: EUPL-1.2
from django.db.models import Q, QuerySet

from cases.permissions import STAFF_ROLES
from portal.accounts.actors import Actor
from portal.accounts.models import Unit, User
from portal.common.prepared import Prepared


def colleagues_of(actor: Actor, unit: Unit | None = None) -> list[User]:
    """Those who may handle cases in the actor's units, or in one of them; oneself among them."""
    return sorted(COLLEAGUES(actor, unit), key=lambda user: (user.last_name, user.first_name))


def handlers_in(units: set[int] | None) -> list[User]:
    """Those who may handle cases in any of the units, in the order of their names; None is the whole city."""
    return sorted(_handling(units), key=lambda user: (user.last_name, user.first_name)) if units != set() else []


def _who_handle(actor: Actor, unit: Unit | None) -> QuerySet[User]:
    return _handling({unit.pk} if unit else actor.units_with(*STAFF_ROLES))


def _handling(units: set[int] | None) -> QuerySet[User]:
    grant = Q(role_grants__role__in=STAFF_ROLES)
    if units is not None:
        # Of one and the same grant: a handler there who edits forms here handles nothing here.
        grant &= Q(role_grants__unit__in=units) | Q(role_grants__unit__isnull=True)
    return User.objects.filter(grant, is_active=True).only("username", "first_name", "last_name").distinct()


COLLEAGUES = Prepared(_who_handle)
