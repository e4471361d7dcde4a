# SPDX-License-Identifier: EUPL-1.2
"""The ways out of the house. One contract: take a Delivery and send it, or raise.

OSError: not now, try again later. DeliveryRefused: never, tell an operator.
"""

from collections.abc import Callable

from portal.notifications.channels.contract import DeliveryRefused
from portal.notifications.channels.email import send_email
from portal.notifications.models import Delivery

CHANNELS: dict[str, Callable[[Delivery], None]] = {"email": send_email}

__all__ = ["CHANNELS", "DeliveryRefused"]
