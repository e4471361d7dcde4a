# SPDX-License-Identifier: EUPL-1.2
"""What the shell of every page shows. Lazy, so a page that does not show it does not ask the database."""

from typing import Any

from django.db.models import Count, Value
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.accounts.actors import VISITOR
from portal.accounts.models import Role
from portal.common.prepared import Prepared
from portal.notifications.models import Notification
from portal.staff.navigation import place_of, staff_nav

UNSEEN = Prepared(
    lambda actor: (
        Notification.objects.visible_to(actor)
        .unseen()
        .order_by()
        .values(everybody=Value("all"))
        .values_list(Count("pk"), flat=True)
    )
)


def shell(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", VISITOR)
    if actor.user is None:
        return {"actor": actor, "color_scheme": "auto", "unread_count": 0}
    return {
        "actor": actor,
        "color_scheme": actor.user.appearance,
        "unread_count": SimpleLazyObject(lambda: UNSEEN.first(actor)),
        "is_handler": actor.has_role(Role.HANDLER, Role.DECISION_MAKER),
        "is_clerk": actor.has_role(Role.FRONTDESK),
        "staff_nav": staff_nav(actor),
        **({"nav": place_of(actor, request.path)} if actor.is_staff else {}),
    }
