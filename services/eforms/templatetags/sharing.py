# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django import template

from portal.accounts.actors import Actor
from services.eforms import permissions
from services.eforms.models import Draft, Invitation

register = template.Library()


@register.simple_tag
def invitation_path(key: str, serial: int) -> str:
    """The link of an invitation. It is made when the letter leaves, so that no row of the database holds it."""
    return Invitation(key=UUID(key), serial=serial).get_absolute_url()


@register.filter
def owned_by(draft: Draft, actor: Actor) -> bool:
    return permissions.can_own_draft(actor, draft)
