# SPDX-License-Identifier: EUPL-1.2
"""Where staff go: the daily pages in the staff bar, the configuration pages beside every configuration page."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.actors import Actor
from portal.accounts.models import Role

FEEDBACK_ROLES = (Role.HANDLER, Role.DECISION_MAKER, Role.FRONTDESK)
FORM_ROLES = (Role.EDITOR, Role.PUBLISHER)
CONFIGURING_ROLES = (Role.MAIN_USER, Role.EDITOR, Role.PUBLISHER, Role.AUDITOR)


class Place(NamedTuple):
    view: str
    label: Any
    icon: str
    roles: tuple[str, ...]


PLACES = (
    Place("admin:cases_case_changelist", _("Työjono"), "Inbox", (Role.HANDLER, Role.DECISION_MAKER)),
    Place("frontdesk:search", _("Asiakaspalvelu"), "PersonHeadset", (Role.FRONTDESK,)),
    Place("admin:feedback_feedback_changelist", _("Palautteet"), "Megaphone", FEEDBACK_ROLES),
    Place("admin:eforms_formdefinition_changelist", _("Lomakkeet"), "Tasklist", FORM_ROLES),
    Place("eforms:internal", _("Sisäiset lomakkeet"), "NotePencil", tuple(Role)),
    Place("admin:index", _("Ylläpito"), "Cog", CONFIGURING_ROLES),
    # Handlers find these beside their queue.
    Place("admin:cases_mails", _("Saapuneet sähköpostit"), "EnvelopeClosed", (Role.MAIN_USER,)),
    Place("admin:cases_case_team", _("Tiimin työtilanne"), "PersonGroup", (Role.MAIN_USER,)),
)


def staff_nav(actor: Actor) -> list[tuple[str, Any, str]]:
    """The lines of the staff bar that the actor's roles open."""
    return [(place.view, place.label, place.icon) for place in PLACES if actor.has_role(*place.roles)]


def place_of(actor: Actor, path: str) -> str:
    """The view of the line whose section the address is in; the nearest, as the whole site is below `Ylläpito`."""
    around = [(reverse(view), view) for view, _label, _icon in staff_nav(actor)]
    return max(((url, view) for url, view in around if path.startswith(url)), default=("", ""))[1]


def home_of(actor: Actor) -> str:
    """The view where the actor's day starts."""
    return next((view for view, _label, _icon in staff_nav(actor)), "admin:index")
