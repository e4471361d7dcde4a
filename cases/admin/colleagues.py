# SPDX-License-Identifier: EUPL-1.2
from cases.permissions import STAFF_ROLES
from portal.accounts.actors import Actor
from portal.accounts.models import Unit, User


def colleagues_of(actor: Actor, unit: Unit | None = None) -> list[User]:
    """Those who may handle cases in the actor's units, or in one of them; oneself among them."""
    users = User.objects.filter(is_active=True, role_grants__role__in=STAFF_ROLES)
    units = {unit.pk} if unit else actor.units_with(*STAFF_ROLES)
    if units is not None:
        users = users.filter(role_grants__unit__in=units) | users.filter(role_grants__unit__isnull=True)
    names = users.only("username", "first_name", "last_name").distinct()
    return sorted(names, key=lambda user: (user.last_name, user.first_name))
