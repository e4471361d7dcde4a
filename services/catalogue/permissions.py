# SPDX-License-Identifier: EUPL-1.2
"""Who may change the catalogue: main users all of it, editors the services of their units."""

from portal.accounts.actors import Actor
from portal.accounts.models import Role
from services.catalogue.models import Service


def can_edit_service(actor: Actor, service: Service) -> bool:
    if actor.is_system or actor.has_role(Role.MAIN_USER):
        return True
    units = actor.units_with(Role.EDITOR)
    return units is None or service.unit_id in units


def can_edit_catalogue(actor: Actor) -> bool:
    """Places, channels, notices and words: what belongs to no single unit."""
    return actor.is_system or actor.has_role(Role.MAIN_USER, Role.EDITOR)
