# SPDX-License-Identifier: EUPL-1.2
"""Rules are the main users' to write, try and switch; an auditor reads them."""

from portal.accounts.actors import Actor
from portal.accounts.models import Role


def can_manage_rules(actor: Actor) -> bool:
    return actor.has_role(Role.MAIN_USER)


def can_read_rules(actor: Actor) -> bool:
    return actor.has_role(Role.MAIN_USER, Role.AUDITOR)
