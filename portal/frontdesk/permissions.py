# SPDX-License-Identifier: EUPL-1.2
"""Who may serve whom: clerks of the desk, anybody but themselves, and each the contact moments they began."""

from typing import TYPE_CHECKING

from portal.accounts.actors import Actor, Role
from portal.accounts.models import Person

if TYPE_CHECKING:
    from portal.frontdesk.models import ContactMoment


def can_serve_customers(actor: Actor) -> bool:
    return actor.has_role(Role.FRONTDESK)


def can_open_customer(actor: Actor, person: Person) -> bool:
    return can_serve_customers(actor) and person != actor.person


def can_use_contact(actor: Actor, moment: "ContactMoment") -> bool:
    return can_serve_customers(actor) and actor.user is not None and moment.clerk_id == actor.user.pk
