# SPDX-License-Identifier: EUPL-1.2
"""Keys and secrets of other systems, and what is told to them."""

import base64
import datetime as dt
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import ExternalSystem, SystemKey, WebhookDelivery
from cases.permissions import can_keep_systems
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.crypto import keyed_hash
from portal.common.workflow import require

# A former secret signs along for so long, so that the receiver has time to take the new one into use.
BOTH_SIGN_FOR = dt.timedelta(days=1)
_SECONDS_BETWEEN_NOTES = 60


@transaction.atomic
def issue_key(system: ExternalSystem, *, actor: Actor, expires_on: dt.date) -> tuple[SystemKey, str]:
    """(row, key). The key itself is nowhere else: who asked for it gives it to the system. Raises ValidationError."""
    require(condition=can_keep_systems(actor), verb="issue_key")
    if expires_on <= clock.today():
        raise ValidationError(_("Päivä on jo mennyt. Valitse huominen tai myöhempi päivä."))
    prefix = f"omk_{secrets.token_hex(4)}"
    token = f"{prefix}_{secrets.token_urlsafe(32)}"
    key = SystemKey.objects.create(system=system, prefix=prefix, key_hash=keyed_hash(token), expires_on=expires_on)
    record("systemkey.issued", about=system, by=actor, prefix=prefix, expires_on=expires_on.isoformat())
    return key, token


@transaction.atomic
def revoke_key(key_id: int, *, actor: Actor) -> None:
    """From now on the key opens nothing. Idempotent."""
    require(condition=can_keep_systems(actor), verb="revoke_key")
    key = SystemKey.objects.select_for_update(of=("self",)).select_related("system").get(pk=key_id)
    if key.revoked_at is None:
        key.revoked_at = clock.now()
        key.save(update_fields=["revoked_at"])
        record("systemkey.revoked", about=key.system, by=actor, prefix=key.prefix)


def note_use(key: SystemKey, *, actor: Actor) -> None:
    """When the key was used last, to a minute: not a write for every call."""
    require(condition=actor.external_system == key.system_id, verb="note_use")
    now = clock.now()
    if key.last_used_at is None or (now - key.last_used_at).total_seconds() > _SECONDS_BETWEEN_NOTES:
        SystemKey.objects.filter(pk=key.pk).update(last_used_at=now)


@transaction.atomic
def rotate_secret(system_id: int, *, actor: Actor) -> str:
    """A new secret that signs what is told (Standard Webhooks). The former one signs along for a day."""
    require(condition=can_keep_systems(actor), verb="rotate_secret")
    system = ExternalSystem.objects.select_for_update().get(pk=system_id)
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
    system.former_secret, system.webhook_secret = system.webhook_secret, secret
    system.former_until = clock.now() + BOTH_SIGN_FOR
    system.save(update_fields=["former_secret", "webhook_secret", "former_until"])
    record("externalsystem.secret_rotated", about=system, by=actor)
    return secret


@transaction.atomic
def send_again(delivery_id: int, *, actor: Actor) -> bool:
    """Have what was given up tried from the beginning, under the key that it had. False when it was not given up."""
    require(condition=can_keep_systems(actor), verb="send_again")
    delivery = WebhookDelivery.objects.filter(state=WebhookDelivery.State.FAILED).claimed(delivery_id)
    if delivery is None:
        return False
    delivery.state, delivery.tries_count, delivery.next_try_at = WebhookDelivery.State.WAITING, 0, clock.now()
    delivery.save(update_fields=["state", "tries_count", "next_try_at"])
    record("webhook.sent_again", about=delivery.system, by=actor, webhook=str(delivery.key))
    return True
