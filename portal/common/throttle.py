# SPDX-License-Identifier: EUPL-1.2
"""A brake for what anybody may send: so often from one address or with one key in so long. Counted in the cache."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def within_limit(request: HttpRequest, action: str, *, limit: int, seconds: int) -> bool:
    """Count this attempt and tell whether it is still within the limit. The address itself is not kept."""
    return is_within(str(get_adapter().get_client_ip(request)), action, limit=limit, seconds=seconds)


def is_within(who: str, action: str, *, limit: int, seconds: int) -> bool:
    """The same of anybody with a name of their own."""
    key = f"throttle:{action}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) <= limit
    except ValueError:  # it expired between the two calls
        return True
