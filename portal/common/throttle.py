# SPDX-License-Identifier: EUPL-1.2
"""A brake for forms that anybody may send: so often from one address in so long. Counted in the cache, no cookies."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def within_limit(request: HttpRequest, action: str, *, limit: int, seconds: int) -> bool:
    """Count this attempt and tell whether it is still within the limit. The address itself is not kept."""
    address = str(get_adapter().get_client_ip(request))
    key = f"throttle:{action}:{hashlib.sha256(address.encode()).hexdigest()[:32]}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) <= limit
    except ValueError:  # it expired between the two calls
        return True
