# SPDX-License-Identifier: EUPL-1.2
"""A session lives as long as it is used: SESSION_COOKIE_AGE counts from the last request, not from the log-in."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from portal.common import clock

RENEWED_KEY = "renewed_at"
# SESSION_SAVE_EVERY_REQUEST would write a row on each page; once a minute is exact enough to warn in time.
RENEW_EVERY_SECONDS = 60


class SlidingSessionMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # What a page asks by itself is no use of the session: nobody may be at the desk any more.
        is_asked = "X-Background" not in request.headers
        if is_asked and settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            now = int(clock.now().timestamp())
            if now - request.session.get(RENEWED_KEY, 0) >= RENEW_EVERY_SECONDS:
                request.session[RENEWED_KEY] = now
                # Saved before the view, so that a slow page does not write back what another request changed meanwhile.
                request.session.save()
                request.session.modified = False
        return self.get_response(request)
