# SPDX-License-Identifier: EUPL-1.2
"""The signature of Standard Webhooks 1.0: HMAC-SHA256 over "id.timestamp.body". Pure."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

PREFIX = "whsec_"


def signatures(secrets: Iterable[str], *, key: str, timestamp: int, body: bytes) -> str:
    """One for each secret, with a space between: the receiver accepts any that it knows."""
    told = f"{key}.{timestamp}.".encode() + body
    return " ".join(f"v1,{_signature(secret, told)}" for secret in secrets)


def _signature(secret: str, told: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()
