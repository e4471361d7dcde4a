# SPDX-License-Identifier: EUPL-1.2
"""Where allauth meets the house: what a log-in means here, and who the identity provider says somebody is."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.actions import NotIdentified, identify_person
from portal.accounts.actors import VISITOR, Actor, Assurance, actor_for
from portal.accounts.identity import Identity
from portal.accounts.middleware import ASSURANCE_KEY, MANDATE_KEY, build_actor
from portal.accounts.models import Person, User
from portal.staff.navigation import home_of

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The level of this log-in goes to the session, whose key has just been changed."""
        sociallogin = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        level = sociallogin.account.extra_data.get("assurance") if sociallogin else None
        request.session[ASSURANCE_KEY] = int(level or Assurance.WEAK)
        request.session.pop(MANDATE_KEY, None)
        response = super().post_login(request, user, **kwargs)
        assert isinstance(response, HttpResponse)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff begin at their work, everybody else on their own page."""
        actor = actor_for(request.user) if isinstance(request.user, User) else VISITOR
        if actor.is_staff:
            return reverse(home_of(actor))
        return str(super().get_login_redirect_url(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away must not become an error page: the person can ask for the message again."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("account mail not sent", extra={"template": template_prefix})
            if self.request:
                self.request.mail_failed = True
                text = _("Sähköpostin lähetys ei onnistunut. Yritä hetken kuluttua uudelleen.")
                messages.error(self.request, text, fail_silently=True)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No "you have signed in as": the page that opens shows it. Nor "we sent you a message" that did not go."""
        template = kwargs.get("message_template") or (args[2] if len(args) > 2 else "")
        untrue = getattr(self.request, "mail_failed", False) and template.endswith("_sent.txt")
        if template != "account/messages/logged_in.txt" and not untrue:
            super().add_message(*args, **kwargs)


class IdentityAdapter(DefaultSocialAccountAdapter):
    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:  # noqa: ARG002
        """The claims become an Identity at once, and only the level is kept: no identity code in allauth's JSON."""
        claims = {**sociallogin.account.extra_data.get("userinfo", {}), **sociallogin.account.extra_data["id_token"]}
        try:
            sociallogin.identity = Identity.from_claims(claims)
        except ValidationError:
            raise _refused(request, "no-code") from None
        sociallogin.account.extra_data = {"assurance": int(sociallogin.identity.assurance)}
        sociallogin.email_addresses = []
        user = super().populate_user(request, sociallogin, {})
        assert isinstance(user, User)
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person and hand their user to allauth."""
        if sociallogin.is_existing and sociallogin.identity.assurance < Assurance.STRONG:
            return  # known, but this time not identified strongly: an ordinary log-in
        try:
            person = _identify(sociallogin.identity, build_actor(request))
        except NotIdentified as refusal:
            raise _refused(request, refusal.reason) from None
        # The code decides: whoever got a new subject id from the provider is still the same person.
        if sociallogin.user != person.user:
            sociallogin.user = person.user
            sociallogin.save(request, connect=True)

    def get_requests_session(self) -> Any:
        """A provider that does not answer must not hold our worker."""
        session = super().get_requests_session()
        session.request = _with_timeout(session.request)
        return session


def _identify(identity: Identity, actor: Actor) -> Person:
    try:
        return identify_person(identity, actor=actor)
    except IntegrityError:
        # The same person came in from two windows at once, both for the first time. Now the other one is found.
        return identify_person(identity, actor=actor)


def _refused(request: HttpRequest, reason: str) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(render(request, "accounts/identity_refused.html", {"reason": reason}, status=403))


def _with_timeout(send: Any) -> Any:
    def request(*args: Any, **kwargs: Any) -> Any:
        return send(*args, **{"timeout": 10, **kwargs})

    return request
