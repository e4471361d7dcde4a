# SPDX-License-Identifier: EUPL-1.2
"""Fill together and go on elsewhere: codes, invitations, and who is along."""

from collections.abc import Iterable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from cases.story import rows_of
from portal.accounts.access import ActorRequest, View, public
from portal.common.texts import localized
from portal.common.throttle import within_limit
from services.eforms.actions.inviting import (
    NotStaff,
    TooManyInvited,
    invite,
    send_invitation_again,
    withdraw_invitation,
)
from services.eforms.actions.sharing import continue_here, make_pass, take_back
from services.eforms.actions.signing import OwnerUnknown
from services.eforms.codes import CodeRefused, code_words, too_many_tries
from services.eforms.engine.content import Row, content_of
from services.eforms.engine.definition import Step
from services.eforms.engine.steps import Filling
from services.eforms.forms import CodeForm, InviteForm
from services.eforms.models import Draft, DraftPass, Invitation
from services.eforms.models.sharing import PASS_LIFE
from services.eforms.permissions import can_fill_step
from services.eforms.signatures import open_round
from services.eforms.views.access import owner_view, remember_in_browser
from services.eforms.views.pages import shared

CODE_TRIES = {"limit": 20, "seconds": 900}
LETTERS_AN_HOUR = {"limit": 30, "seconds": 3600}


# ---- the draft's own page of sharing


@owner_view
@never_cache
def sharing(request: ActorRequest, draft: Draft) -> HttpResponse:
    return _sharing_page(request, draft, _invite_form(draft))


def _invite_form(draft: Draft, data: Any = None) -> InviteForm:
    return InviteForm(data, steps=draft.version.form.steps, language=draft.language)


def _sharing_page(request: ActorRequest, draft: Draft, form: InviteForm, *, status: int = 200) -> HttpResponse:
    names = {
        "draft": draft,
        "form": form,
        "invitations": draft.invitations.filter(may=Invitation.May.FILL),
        "signing": open_round(draft),
        "may_take_back": draft.clerk_id and request.actor.person and draft.person == request.actor.person,
        "nav": "catalogue:list",
    }
    return render(request, "eforms/sharing.html", names, status=status)


def _posted(view: View) -> View:
    """The view behind a button of the page. Coming to its address otherwise leads to the page."""

    @owner_view
    @wraps(view)
    def guarded(request: ActorRequest, draft: Draft, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return redirect("eforms:sharing", key=draft.key)
        return view(request, draft, **kwargs)

    return guarded


@_posted
@never_cache
def share_to_device(request: ActorRequest, draft: Draft) -> HttpResponse:
    return _code_page(request, draft, DraftPass.Purpose.DEVICE)


@_posted
@never_cache
def share_to_desk(request: ActorRequest, draft: Draft) -> HttpResponse:
    return _code_page(request, draft, DraftPass.Purpose.DESK)


def _code_page(request: ActorRequest, draft: Draft, purpose: DraftPass.Purpose) -> HttpResponse:
    """The code is shown here and nowhere again, so this page is the answer and not a redirect."""
    code = make_pass(draft.key, actor=request.actor, purpose=purpose)
    minutes = int(PASS_LIFE.total_seconds() // 60)
    return render(
        request, "eforms/code.html", {"draft": draft, "code": code, "purpose": purpose.value, "minutes": minutes}
    )


@_posted
def share_take_back(request: ActorRequest, draft: Draft) -> HttpResponse:
    take_back(draft.key, actor=request.actor)
    messages.success(request, _("Luonnos on taas vain sinun. Kajaani Info ei voi enää avata sitä."))
    return redirect("eforms:sharing", key=draft.key)


@_posted
def share_invite(request: ActorRequest, draft: Draft) -> HttpResponse:
    form = _invite_form(draft, request.POST)
    if not form.is_valid():
        return _sharing_page(request, draft, form)
    if not within_limit(request, "invite", **LETTERS_AN_HOUR):
        form.add_error(None, _("Olet lähettänyt monta kutsua. Yritä tunnin päästä uudelleen."))
        return _sharing_page(request, draft, form, status=429)
    try:
        invitation = invite(draft.key, form.invited(), actor=request.actor)
    except OwnerUnknown:
        form.add_error(None, _("Kirjaudu ja liitä luonnos itseesi, niin voit kutsua muita."))
        return _sharing_page(request, draft, form, status=409)
    except NotStaff:
        told = _("Tällä osoitteella ei ole kaupungin työntekijää. Vain työntekijä voi täyttää tämän lomakkeen.")
        form.add_error("email", told)
        return _sharing_page(request, draft, form, status=409)
    except TooManyInvited:
        form.add_error(None, _("Olet kutsunut jo niin monta kuin voit. Peru ensin jokin kutsu."))
        return _sharing_page(request, draft, form, status=409)
    messages.success(request, _("Lähetimme kutsun: %(name)s.") % {"name": invitation.name})
    return redirect("eforms:sharing", key=draft.key)


@_posted
def share_withdraw(request: ActorRequest, draft: Draft, invitation_key: UUID) -> HttpResponse:
    invitation = get_object_or_404(draft.invitations, key=invitation_key)
    withdraw_invitation(invitation.key, actor=request.actor)
    messages.success(request, _("Kutsu on peruttu: %(name)s.") % {"name": invitation.name})
    return redirect("eforms:sharing", key=draft.key)


@_posted
def share_again(request: ActorRequest, draft: Draft, invitation_key: UUID) -> HttpResponse:
    invitation = get_object_or_404(draft.invitations, key=invitation_key)
    if not within_limit(request, "invite", **LETTERS_AN_HOUR):
        messages.warning(request, _("Olet lähettänyt monta kutsua. Yritä tunnin päästä uudelleen."))
    else:
        send_invitation_again(invitation.key, actor=request.actor)
        messages.success(request, _("Lähetimme uuden linkin: %(name)s.") % {"name": invitation.name})
    return redirect("eforms:sharing", key=draft.key)


# ---- a step that somebody else fills


def closed_step_page(request: ActorRequest, draft: Draft, filling: Filling, step: Step) -> HttpResponse:
    """A co-filler sees the whole draft but answers only in the steps of the invitation."""
    following = filling.after(step)
    own = [one for one in filling.steps if can_fill_step(request.actor, draft, one.key)]
    rows = [row for part in content_of(filling, draft.provenance) if part["key"] == step.key for row in part["rows"]]
    answers = {"rows": shown_rows(rows), "own_steps": own, "following": following}
    names = {**shared(draft, filling, step), "step": step, **answers}
    return render(request, "eforms/step_closed.html", names)


def shown_rows(rows: Iterable[Row]) -> list[Row]:
    """For the eye of a guest: texts in the reader's language, and nothing of where the answers came from."""
    return [{"label": localized(row["label"]), "value": row["value"], "cells": rows_of(row)} for row in rows]


# ---- the other end of a code


@sensitive_post_parameters("code")
@public
@never_cache
def resume(request: ActorRequest) -> HttpResponse:
    """Where the code is typed on the other device."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "eforms/resume.html", {"form": form})
    if not within_limit(request, "draft-pass", **CODE_TRIES):
        form.add_error("code", too_many_tries())
        return render(request, "eforms/resume.html", {"form": form}, status=429)
    try:
        draft = continue_here(form.cleaned_data["code"], actor=request.actor)
    except CodeRefused as refused:
        form.add_error("code", code_words(refused.why))
        return render(request, "eforms/resume.html", {"form": form})
    if draft.is_anonymous:
        remember_in_browser(request, draft)
    return redirect("eforms:draft", key=draft.key)
