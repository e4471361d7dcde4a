# SPDX-License-Identifier: EUPL-1.2
"""The door of a case's party: signed in, acting for somebody, at the desk, or with a tracking code in the session."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from cases.forms import what_was_typed
from cases.models import Case
from cases.permissions import is_identified_for, is_party
from cases.rare import noting_rare, read_rare
from cases.representing import in_their_place
from portal.accounts.access import ActorRequest, public, redirect_to_identification
from portal.accounts.actors import Actor
from portal.common.prepared import Prepared

_TRACKED_KEY = "tracked_cases"

_RARE = ("supplement_requests", "hearings", "representations")
CASE = Prepared(
    lambda actor, reference: noting_rare(
        Case.objects.visible_to(actor).for_party_page().filter(reference=reference), (*_RARE, "links", "linked_from")
    )[:1]
)


def party_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Gives the view the case and the actor. Others get 404; a visitor is asked to log in, be there a case or not; who
    came in by a password is asked to identify when the matter is secret.

    Staff read cases on their own pages, where each look is logged as such.
    """

    @public
    @wraps(view)
    def found(request: ActorRequest, reference: str, **kwargs: Any) -> HttpResponseBase:
        actor = _actor(request)
        case = CASE.first(actor, reference)
        if case and is_party(actor, case):
            if not is_identified_for(actor, case):
                return redirect_to_identification(request)
            read_rare(case, _RARE)
            return view(request, case, in_their_place(actor, case), **kwargs)
        if actor.is_authenticated:
            raise Http404
        if request.method == "POST":
            return _session_ended(request)
        return redirect_to_login(request.get_full_path(), reverse("account_login"))

    return found


def _actor(request: ActorRequest) -> Actor:
    """The actor with the cases whose code this browser has shown. Without a cookie no session is opened for it."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return request.actor
    return request.actor.knowing(request.session.get(_TRACKED_KEY, []))


def _session_ended(request: ActorRequest) -> HttpResponse:
    """The session ended while a form was open: show what was typed, so that nothing is lost."""
    return render(request, "csrf_failure.html", {"kept": what_was_typed(request.POST)}, status=403)


def remember_tracked(request: ActorRequest, case: Case) -> None:
    known = [pk for pk in request.session.get(_TRACKED_KEY, []) if pk != case.pk]
    request.session[_TRACKED_KEY] = [*known, case.pk][-20:]
