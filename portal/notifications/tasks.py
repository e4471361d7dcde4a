# SPDX-License-Identifier: EUPL-1.2
import logging
from typing import Any

from celery import shared_task
from kombu.exceptions import OperationalError

from portal.notifications import delivery

logger = logging.getLogger(__name__)


@shared_task
def deliver(delivery_id: int) -> bool:
    return delivery.send(delivery_id)


@shared_task
def deliver_due() -> int:
    return delivery.send_due()


def enqueue(task: Any, *args: Any) -> None:
    """Hand a task to the broker, or let it be: the row it is about is found again by a sweep."""
    try:
        task.apply_async(args, retry=False)
    except (OperationalError, OSError):
        logger.warning("broker unreachable, the sweep will do it", extra={"task": task.name})
