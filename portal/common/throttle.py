# SPDX-License-Identifier: EUPL-1.2
"""A brake for what anybody may send: so often from one address or with one key in so long. Counted in the cache."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render


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


def counted_as_search(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page that anybody may make us search for: so many a minute for one network, then 429."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not within_limit(request, "search", limit=settings.SEARCHES_A_MINUTE, seconds=60):
            return render(request, "429.html", status=429)
        return view(request, *args, **kwargs)

    return counted
