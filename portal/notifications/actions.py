# SPDX-License-Identifier: EUPL-1.2
from django.db import transaction

from portal.accounts.actors import Actor
from portal.common import clock
from portal.notifications.models import Notification


@transaction.atomic
def mark_seen(notifications: "list[int]", *, actor: Actor) -> int:
    """Note that the person has read these. Idempotent; others' notifications are left alone."""
    return Notification.objects.visible_to(actor).unseen().filter(pk__in=notifications).update(seen_at=clock.now())
