# SPDX-License-Identifier: EUPL-1.2
from typing import TYPE_CHECKING, Any

from django.db import models

from portal.common import clock

if TYPE_CHECKING:
    from portal.accounts.actors import Actor
    from portal.notifications.models import Delivery


class NotificationQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: "Actor") -> "NotificationQuerySet":
        return self.filter(person=actor.person) if actor.person else self.none()

    def for_own_page(self) -> "NotificationQuerySet":
        """The lines of an inbox, without their texts."""
        return self.only("title", "url", "created_at", "seen_at")

    def unseen(self) -> "NotificationQuerySet":
        return self.filter(seen_at__isnull=True)


class DeliveryQuerySet(models.QuerySet[Any]):
    def due(self) -> "DeliveryQuerySet":
        return self.filter(state="waiting", next_try_at__lte=clock.now())

    def claimed(self, delivery_id: int) -> "Delivery | None":
        """The row, locked until the transaction ends; None when somebody else holds it or it is not of this set."""
        rows = self.select_for_update(skip_locked=True, of=("self",)).select_related("notification__person")
        return rows.filter(pk=delivery_id).first()
