# SPDX-License-Identifier: EUPL-1.2
"""Sending what waits to be told: claim, send, keep the outcome, back off for a day, give up visibly.

At least once, with the same webhook-id on every try. Each round is one try of what is due; a system that does not
answer is not tried again in the same round.
"""

import datetime as dt
import json
import logging

from django.db import transaction

from cases.clients import receiver
from cases.models import ExternalSystem, WebhookDelivery
from cases.webhooks.signing import signatures
from portal.common import clock

logger = logging.getLogger(__name__)

AT_MOST = 200
# After the last of these the delivery is given up: a day in all.
BACKOFF = [dt.timedelta(seconds=s) for s in (30, 120, 600, 1800, 3600, 7200, 14400, 28800, 28800)]


@transaction.atomic
def send(delivery_id: int) -> bool | None:
    """True when it was told now, False when it was not; None when it is not due or somebody else is at it.

    The row stays locked while the receiver is asked, so two workers never tell the same thing at once, and a worker
    that dies leaves it untold.
    """
    delivery = WebhookDelivery.objects.due().claimed(delivery_id)
    if delivery is None:
        return None
    delivery.tries_count += 1
    try:
        _post(delivery)
    except receiver.NotTold as error:
        _try_later(delivery, str(error))
    except Exception as error:
        # A secret that cannot be read, for one: it must not stop those behind it.
        logger.exception("webhook broken", extra={"webhook": delivery.pk})
        _try_later(delivery, type(error).__name__)
    else:
        delivery.state, delivery.sent_at, delivery.last_error = WebhookDelivery.State.SENT, clock.now(), ""
    delivery.save()
    return bool(delivery.state == WebhookDelivery.State.SENT)


def _post(delivery: WebhookDelivery) -> None:
    body = json.dumps(delivery.payload, separators=(",", ":")).encode()
    timestamp = int(clock.now().timestamp())
    secrets = secrets_of(delivery.system)
    if not secrets:
        raise receiver.NotTold("no secret")
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "OmaKajaani",
        "webhook-id": str(delivery.key),
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signatures(secrets, key=str(delivery.key), timestamp=timestamp, body=body),
    }
    receiver.post(delivery.system.webhook_url, body, headers)


def secrets_of(system: ExternalSystem) -> list[str]:
    """Those that sign now, the newest first."""
    is_former_valid = system.former_until is not None and system.former_until > clock.now()
    found = [system.webhook_secret, system.former_secret if is_former_valid else ""]
    return [secret for secret in found if secret]


def _try_later(delivery: WebhookDelivery, error: str) -> None:
    delivery.last_error = error[:200]
    if delivery.tries_count > len(BACKOFF):
        delivery.state = WebhookDelivery.State.FAILED
        logger.error("webhook given up", extra={"webhook": delivery.pk, "error": delivery.last_error})
        return
    delivery.next_try_at = clock.now() + BACKOFF[delivery.tries_count - 1]


def send_due() -> int:
    """Tell what is due, each system in the order in which things happened."""
    due = list(WebhookDelivery.objects.due().order_by("pk").values_list("pk", "system_id")[:AT_MOST])
    silent: set[int] = set()
    told = 0
    for pk, system_id in due:
        if system_id not in silent:
            outcome = send(pk)
            told += bool(outcome)
            if outcome is False:
                silent.add(system_id)
    return told
