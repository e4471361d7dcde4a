# SPDX-License-Identifier: EUPL-1.2
"""One stamp for all that the public pages show. A page made before a change carries the old stamp and is not used."""

import secrets

from django.core.cache import cache
from django.db import transaction

KEY = "catalogue-stamp"


def stamp() -> str:
    found = cache.get(KEY)
    return found if isinstance(found, str) else _renew()


def bump() -> None:
    """Every action that changes what visitors see calls this; it takes effect when the change is committed."""
    transaction.on_commit(_renew)


def _renew() -> str:
    fresh = secrets.token_hex(8)
    cache.set(KEY, fresh, timeout=None)
    return fresh
