# SPDX-License-Identifier: EUPL-1.2
"""Signatures: the owner asks for them; behind an own link somebody fills along, signs or declines."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.accounts.access import ActorRequest, View, public
from portal.accounts.actors import Assurance
from portal.common.texts import localized
from portal.common.throttle import within_limit
from services.eforms.actions.inviting import join, open_invitation
from services.eforms.actions.signing import (
    NotReadyToSign,
    OwnerUnknown,
    ask_signatures,
    decline,
    sign,
    withdraw_signing,
)
from services.eforms.engine.content import Part
from services.eforms.forms import DeclineForm
from services.eforms.models import Draft, Invitation
from services.eforms.sharing import (
    InvitationRefusal,
    InvitationRefused,
    invitation_refusal,
    needed_level,
    refusal_words,
)
from services.eforms.signatures import signed_uploads
from services.eforms.views.access import owner_view
from services.eforms.views.sharing import LETTERS_AN_HOUR, shown_rows
from services.eforms.views.uploading import file_response

# ---- the owner


@owner_view
def signatures_ask(request: ActorRequest, draft: Draft) -> HttpResponse:
    if request.method == "POST" and within_limit(request, "invite", **LETTERS_AN_HOUR):
        try:
            ask_signatures(draft.key, actor=request.actor)
        except OwnerUnknown:
            messages.warning(request, _("Kirjaudu ja liitä luonnos itseesi, niin voit pyytää allekirjoitukset."))
        except NotReadyToSign:
            messages.warning(request, _("Täytä lomake ensin loppuun."))
        else:
            messages.success(request, _("Lähetimme allekirjoituspyynnöt. Kerromme, kun ne on allekirjoitettu."))
    return redirect("eforms:review", key=draft.key)


@owner_view
def signatures_withdraw(request: ActorRequest, draft: Draft) -> HttpResponse:
    if request.method == "POST":
        withdraw_signing(draft.key, actor=request.actor)
        messages.success(request, _("Allekirjoituspyyntö on peruttu. Voit muuttaa tietoja."))
    return redirect("eforms:review", key=draft.key)


# ---- the one who was invited


def link_view(view: View) -> View:
    """The view behind an own link. A wrong link leads nowhere, one that cannot be used tells why."""

    @public
    @never_cache
    @wraps(view)
    def guarded(request: ActorRequest, key: UUID, token: str, **kwargs: Any) -> HttpResponseBase:
        invitation = Invitation.objects.for_page().filter(key=key).first()
        if invitation is None or not invitation.is_opened_by(token):
            raise Http404
        if refusal := invitation_refusal(invitation, actor=request.actor):
            return _told(request, invitation, refusal)
        try:
            return view(request, invitation, **kwargs)
        except InvitationRefused as refused:
            return _told(request, invitation, refused.refusal)

    return guarded


def _told(request: ActorRequest, invitation: Invitation, refusal: InvitationRefusal) -> HttpResponse:
    names = {
        "invitation": invitation,
        "refusal": refusal.value,
        "words": refusal_words(refusal),
        "needs_strong": needed_level(invitation) >= Assurance.STRONG,
    }
    is_way_in = refusal in (InvitationRefusal.LOG_IN, InvitationRefusal.IDENTIFY)
    return render(request, "eforms/invitation.html", names, status=200 if is_way_in else 409)


@link_view
def invitation(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    opened = open_invitation(invitation.key, actor=request.actor)
    if opened.may == Invitation.May.FILL:
        if opened.joined_at:
            return redirect("eforms:draft", key=opened.draft.key)
        steps = [step for step in opened.draft.version.form.steps if step.key in opened.steps]
        return render(request, "eforms/invitation_fill.html", {"invitation": opened, "steps": steps})
    return _sign_page(request, opened, DeclineForm())


def _sign_page(request: ActorRequest, invitation: Invitation, form: DeclineForm) -> HttpResponse:
    asked = invitation.signing_round
    assert asked
    names = {
        "invitation": invitation,
        "draft": invitation.draft,
        "parts": [_shown(part) for part in asked.content],
        "uploads": signed_uploads(asked),
        "signers": asked.signers,
        "form": form,
    }
    return render(request, "eforms/sign.html", names)


def _shown(part: Part) -> Part:
    return {"title": localized(part["title"]), "rows": shown_rows(part["rows"])}


@require_POST
@link_view
def invitation_join(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    joined = join(invitation.key, actor=request.actor)
    messages.success(request, _("Täytät nyt lomaketta yhdessä. Luonnos on myös omalla sivullasi."))
    return redirect("eforms:draft", key=joined.draft.key)


@require_POST
@link_view
def invitation_sign(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    sign(invitation.key, actor=request.actor)
    messages.success(request, _("Kiitos. Allekirjoituksesi on tallessa."))
    return redirect(invitation.get_absolute_url())


@require_POST
@link_view
def invitation_decline(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    form = DeclineForm(request.POST)
    if invitation.may == Invitation.May.SIGN and not form.is_valid():
        return _sign_page(request, invitation, form)
    decline(invitation.key, actor=request.actor, reason=request.POST.get("reason", ""))
    messages.success(request, _("Kerroimme lähettäjälle, että kieltäydyit."))
    return redirect(invitation.get_absolute_url())


@link_view
def invitation_file(request: ActorRequest, invitation: Invitation, upload_key: UUID) -> HttpResponse:
    """An attachment of what is to be signed, for the one who was asked to sign it."""
    opened = open_invitation(invitation.key, actor=request.actor)
    if opened.signing_round is None:
        raise Http404
    return file_response(get_object_or_404(signed_uploads(opened.signing_round), key=upload_key))
