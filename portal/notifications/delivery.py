# SPDX-License-Identifier: EUPL-1.2
"""Sending what waits: claim, send, record the outcome, back off, give up visibly. At least once, with one key."""

import datetime as dt
import logging

from django.db import transaction

from portal.common import clock
from portal.notifications.channels import CHANNELS, DeliveryRefused
from portal.notifications.models import Delivery

logger = logging.getLogger(__name__)

# After the last of these the delivery is given up: about two days in all, long enough for a weekend's outage.
BACKOFF = [dt.timedelta(seconds=s) for s in (20, 60, 300, 1800, 7200, 21600, 43200, 86400)]


@transaction.atomic
def send(delivery_id: int) -> bool:
    """Send one delivery if it is due and nobody else holds it. True when it left now.

    The row stays locked while the channel works, so two workers never send the same one, and a worker that dies
    releases it unsent. Safe to run twice: a sent delivery is never due.
    """
    delivery = Delivery.objects.due().claimed(delivery_id)
    if delivery is None:
        return False
    delivery.tries_count += 1
    try:
        CHANNELS[delivery.channel](delivery)
    except DeliveryRefused as error:
        _give_up(delivery, str(error))
    except OSError as error:  # smtplib's errors are OSErrors too
        _try_later(delivery, type(error).__name__)
    except Exception as error:
        # A broken template or a value nobody thought of: one letter must not stop those behind it.
        logger.exception("delivery broken", extra={"delivery": delivery.pk})
        _try_later(delivery, type(error).__name__)
    else:
        delivery.state, delivery.sent_at, delivery.last_error = Delivery.State.SENT, clock.now(), ""
    delivery.save()
    return bool(delivery.state == Delivery.State.SENT)


def _try_later(delivery: Delivery, error: str) -> None:
    if delivery.tries_count > len(BACKOFF):
        _give_up(delivery, error)
        return
    delivery.last_error = error
    delivery.next_try_at = clock.now() + BACKOFF[delivery.tries_count - 1]


def _give_up(delivery: Delivery, error: str) -> None:
    delivery.state, delivery.last_error = Delivery.State.FAILED, error[:200]
    logger.error("delivery given up", extra={"delivery": delivery.pk, "error": delivery.last_error})


def send_due(limit: int = 200) -> int:
    """Send what waits and is due, oldest first. The sweep that makes a lost wake-up harmless."""
    ids = list(Delivery.objects.due().order_by("next_try_at").values_list("pk", flat=True)[:limit])
    return sum(send(delivery_id) for delivery_id in ids)
