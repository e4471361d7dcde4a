# SPDX-License-Identifier: EUPL-1.2
"""The customer whom a clerk is serving in this browser: a key in the Django session that points to a contact moment.

While it is there and its time runs, `request.actor` on the portal's own pages is the clerk *for the customer*. The
desk's own pages and the staff's pages keep the clerk as such.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from portal.accounts.actors import Actor
from portal.frontdesk.models import ContactMoment

SESSION_KEY = "contact_moment"
DESK_APPS = frozenset({"eforms", "feedback", "catalogue", "cases", "pages"})


def remember(request: HttpRequest, moment: ContactMoment) -> None:
    request.session[SESSION_KEY] = moment.pk


def forget(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)


def current_contact(request: HttpRequest, clerk: Actor) -> ContactMoment | None:
    """The contact moment of this browser that has not been ended; its time may have run out."""
    moment_id = request.session.get(SESSION_KEY)
    if moment_id is None:
        return None
    moment: ContactMoment | None = (
        ContactMoment.objects.visible_to(clerk).unfinished().for_desk().filter(pk=moment_id).first()
    )
    return moment


def actor_at_desk(clerk: Actor, moment: ContactMoment) -> Actor:
    if moment.person:
        return clerk.at_desk_for(moment.person, channel=moment.actor_channel, assurance=moment.assurance)
    return clerk.at_desk_for_nobody(channel=moment.actor_channel, assurance=moment.assurance)


class DeskMiddleware:
    """After ActorMiddleware. A browser that serves nobody pays nothing: no session is opened, no query made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.contact_moment = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or SESSION_KEY not in request.session:
            return None
        clerk: Actor = request.actor  # type: ignore[attr-defined]
        moment = current_contact(request, clerk)
        request.contact_moment = moment  # type: ignore[attr-defined]
        match = request.resolver_match
        if moment is None or match is None or match.app_name not in DESK_APPS:
            return None
        if moment.is_expired and not (request.method == "POST" and moment.accepts_late_pages):
            return redirect("frontdesk:contact", moment.public_id)
        request.actor = SimpleLazyObject(lambda: actor_at_desk(clerk, moment))  # type: ignore[attr-defined]
        return None
