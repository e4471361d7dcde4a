# SPDX-License-Identifier: EUPL-1.2
"""For whom a view is. Every view of the house wears one of these; a house test finds the one that does not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from portal.accounts.actors import VISITOR, Actor
from portal.accounts.models import Role

# The base class, because a file is streamed.
View = Callable[..., HttpResponseBase]


class ActorRequest(HttpRequest):
    """An HttpRequest as our middleware leaves it."""

    actor: Actor
    htmx: Any


def _audience(name: str, allows: Callable[[Actor], bool]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            # A page of an error may be asked for before the middleware has found out who asks.
            actor = getattr(request, "actor", VISITOR)
            if not allows(actor):
                if not actor.is_authenticated:
                    return redirect_to_login(request.get_full_path(), reverse("account_login"))
                raise PermissionDenied(name)
            return view(request, *args, **kwargs)

        guarded.audience = name  # type: ignore[attr-defined]
        return guarded

    return decorate


def redirect_to_identification(request: HttpRequest) -> HttpResponse:
    """To the page where somebody who signed in weakly identifies strongly, and back here after it."""
    return redirect_to_login(request.get_full_path(), reverse("accounts:identify"))


public = _audience("public", lambda _actor: True)
citizen_only = _audience("citizen", lambda actor: actor.person is not None)
staff_only = _audience("staff", lambda actor: actor.is_staff)
frontdesk_only = _audience("frontdesk", lambda actor: actor.has_role(Role.FRONTDESK))
