# SPDX-License-Identifier: EUPL-1.2
"""The door of the interface: the key of a system as a bearer token (RFC 6750). Cookies never count here."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from cases.actions.systems import note_use
from cases.api.problems import Refused
from cases.models import SystemKey
from portal.accounts.actors import Actor, external
from portal.common.throttle import is_within, within_limit

_MINUTE = dt.timedelta(minutes=1)
# Of one address: whoever tries keys does not get far, and a mistake in one's own settings is noticed.
WRONG_KEYS_A_MINUTE = 30


class ApiRequest(HttpRequest):
    """A request that has come in: `auth` is the actor of its system."""

    auth: Actor


class Key(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        key = SystemKey.objects.opening(token)
        if key is None:
            if not within_limit(request, "api-keys", limit=WRONG_KEYS_A_MINUTE, seconds=60):
                raise Refused(429, Retry_After="60")
            return None
        if not is_within(str(key.pk), "api", limit=settings.API_CALLS_A_MINUTE, seconds=60):
            raise Refused(429, Retry_After="60")
        actor = external(key.system_id, key.system.name)
        note_use(key, actor=actor)
        if request.method == "POST" and request.content_type != "application/json":
            raise Refused(415)
        return actor
