# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.accounts.actors import Actor
from portal.common.looks import Look
from portal.common.templatetags.omakajaani import tag_html
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


STATES = {
    Invitation.State.INVITED: Look("neutral", "EnvelopeClosed", _("Kutsuttu")),
    Invitation.State.OPENED: Look("info", "Eye", _("Avannut linkin")),
    Invitation.State.JOINED: Look("success", "PersonCheckmark", _("Täyttää mukana")),
    Invitation.State.SIGNED: Look("success", "CheckmarkCircle", _("Allekirjoittanut")),
    Invitation.State.DECLINED: Look("danger", "CircleSlash", _("Kieltäytynyt")),
    Invitation.State.EXPIRED: Look("warning", "Clock", _("Vanhentunut")),
    Invitation.State.WITHDRAWN: Look("neutral", "XMark", _("Peruttu")),
}


@register.simple_tag
def invitation_tag(invitation: Invitation) -> SafeString:
    return tag_html(STATES[invitation.state])
