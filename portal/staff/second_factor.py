# SPDX-License-Identifier: EUPL-1.2
"""With STAFF_MFA_REQUIRED, a password alone opens no page of staff: who has no second way of showing who they are is
sent to take one into use first (a code from a telephone, a passkey or a security key)."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

SPACES = {"admin", "frontdesk"}
AUDIENCES = {"staff", "frontdesk"}
# Recovery codes come only beside one of these.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
SEEN_KEY = "second_factor_seen"


class SecondFactorMiddleware:
    """Signing in asks for a factor that is in use; here it is seen to that there is one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.STAFF_MFA_REQUIRED:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: Any, _words: Any
    ) -> HttpResponse | None:
        if not _is_for_staff(request, view) or not request.actor.is_staff or _has_factor(request):  # type: ignore[attr-defined]
            return None
        messages.info(request, _("Ota ensin käyttöön toinen tunnistustapa. Sen jälkeen pääset töihin."))
        return redirect("mfa_index")


def _is_for_staff(request: HttpRequest, view: Callable[..., HttpResponseBase]) -> bool:
    place = request.resolver_match
    spaces = set(place.namespaces) if place else set()
    return bool(spaces & SPACES) or getattr(view, "audience", "") in AUDIENCES


def _has_factor(request: HttpRequest) -> bool:
    """Asked once in a session, not on every page: who takes the factor away works on until signing out."""
    if not request.session.get(SEEN_KEY) and is_mfa_enabled(request.user, FACTORS):
        request.session[SEEN_KEY] = True
    return bool(request.session.get(SEEN_KEY))
