# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from portal.accounts.actors import VISITOR, Actor, Assurance, actor_of
from portal.accounts.models import Mandate

ASSURANCE_KEY = "assurance"
MANDATE_KEY = "acting_by_mandate"


def build_actor(request: HttpRequest) -> Actor:
    """The actor of a request. A request without a session cookie never opens a session, so its page stays cacheable."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES or hasattr(request, "_cached_user")
    if not has_session or not request.user.is_authenticated:
        return VISITOR
    assurance = Assurance(request.session.get(ASSURANCE_KEY, Assurance.WEAK))
    actor = actor_of(request.user, getattr(request.user, "person", None), assurance=assurance)
    mandate_id = request.session.get(MANDATE_KEY)
    if mandate_id and actor.person:
        # Looked up on every request: a right that has ended stops acting at once.
        mandate = Mandate.objects.of(actor.person).filter(pk=mandate_id).first()
        if mandate:
            return actor.on_behalf_of(mandate)
        del request.session[MANDATE_KEY]
        text = gettext("Oikeutesi asioida toisen puolesta on päättynyt. Asioit nyt omasta puolestasi.")
        messages.warning(request, text, fail_silently=True)
    return actor


class ActorMiddleware:
    """Puts `request.actor` on every request, built when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: build_actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)
