# SPDX-License-Identifier: EUPL-1.2
from django.db import transaction

from portal.accounts.actors import Actor
from portal.accounts.models import Role
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import require
from portal.notifications.models import Delivery, Notification
from portal.notifications.tasks import deliver, enqueue


@transaction.atomic
def mark_seen(notifications: list[int], *, actor: Actor) -> int:
    """Note that the person has read these. Idempotent; others' notifications are left alone."""
    return Notification.objects.visible_to(actor).unseen().filter(pk__in=notifications).update(seen_at=clock.now())


@transaction.atomic
def retry_delivery(delivery_id: int, *, actor: Actor) -> bool:
    """Let a given-up delivery start its tries again, with the key it had. False when it was not given up."""
    require(condition=actor.has_role(Role.MAIN_USER), verb="retry_delivery")
    delivery = Delivery.objects.filter(state=Delivery.State.FAILED).claimed(delivery_id)
    if delivery is None:
        return False
    delivery.state, delivery.tries_count, delivery.next_try_at = Delivery.State.WAITING, 0, clock.now()
    delivery.save()
    record("delivery.retried", about=delivery, by=actor, person=delivery.notification.person)
    transaction.on_commit(lambda: enqueue(deliver, delivery_id))
    return True
