# SPDX-License-Identifier: EUPL-1.2
"""Queries of other systems: which key opens, what waits to be told."""

from typing import TYPE_CHECKING, Any

from django.db import models

from portal.common import clock
from portal.common.crypto import keyed_hash

if TYPE_CHECKING:
    from cases.models import SystemKey, WebhookDelivery

# What a system is told of: what the party sees happening. How the office shares its work is not among it.
TOLD_EVENTS = frozenset(
    f"case.{event}"
    for event in (
        *("taken_up", "handed_over", "estimated", "supplement_requested", "supplement_answered", "message_sent"),
        *("hearing_asked", "hearing_concluded", "suspended", "resumed", "decided", "dismissed", "served", "corrected"),
        *("contested", "upheld", "replaced", "returned", "closed", "merged", "reopened", "transferred", "withdrawn"),
        "information_extended",
    )
)


class SystemKeyQuerySet(models.QuerySet[Any]):
    def opening(self, token: str) -> "SystemKey | None":
        """The key with its system; nothing when it is unknown, revoked or too old, or its system is switched off."""
        valid = self.filter(revoked_at=None, expires_on__gte=clock.today(), system__is_active=True)
        return valid.select_related("system").filter(key_hash=keyed_hash(token)).first()


class WebhookDeliveryQuerySet(models.QuerySet[Any]):
    def due(self) -> "WebhookDeliveryQuerySet":
        return self.filter(state="waiting", next_try_at__lte=clock.now(), system__is_active=True)

    def claimed(self, delivery_id: int) -> "WebhookDelivery | None":
        """The row, locked until the transaction ends; None when somebody else holds it or it is not of this set."""
        rows = self.select_for_update(skip_locked=True, of=("self",)).select_related("system", "case")
        return rows.filter(pk=delivery_id).first()
