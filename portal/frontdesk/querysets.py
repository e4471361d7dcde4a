# SPDX-License-Identifier: EUPL-1.2
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from portal.accounts.actors import Actor
    from portal.accounts.models import Person


class ContactMomentQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: "Actor") -> "ContactMomentQuerySet":
        """A clerk works with the own contact moments only."""
        if not actor.has_role("frontdesk"):
            return self.none()
        return self.filter(clerk=actor.user)

    def unfinished(self) -> "ContactMomentQuerySet":
        return self.filter(ended_at__isnull=True)

    def for_desk(self) -> "ContactMomentQuerySet":
        return self.select_related("person", "clerk")

    def for_frontdesk(self, person: "Person") -> "ContactMomentQuerySet":
        """The customer's earlier contacts with any clerk: that is the desk's common memory."""
        return self.filter(person=person, ended_at__isnull=False).select_related("clerk").order_by("-started_at", "-pk")
