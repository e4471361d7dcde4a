# SPDX-License-Identifier: EUPL-1.2
"""Whose draft a request may open. A visitor's draft belongs to the browser that began it."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from portal.accounts.access import ActorRequest, View, public, redirect_to_identification
from portal.common.prepared import Prepared
from services.eforms.engine.definition import Step
from services.eforms.filling import filling_of
from services.eforms.models import Draft
from services.eforms.permissions import can_own_draft
from services.eforms.rules import needs_identification
from services.eforms.views.kept import signed_out_page, someone_elses_page

BROWSER_DRAFTS = "eforms_drafts"
KEPT_IN_BROWSER = 10

DRAFT = Prepared(
    lambda actor, key, in_browser: (
        Draft.objects.visible_to(actor, browser_keys=in_browser).for_filling().filter(key=key)[:1]
    )
)


def browser_keys(request: ActorRequest) -> list[str]:
    keys: list[str] = request.session.get(BROWSER_DRAFTS, [])
    return keys


def remember_in_browser(request: ActorRequest, draft: Draft) -> None:
    request.session[BROWSER_DRAFTS] = [*browser_keys(request), str(draft.key)][-KEPT_IN_BROWSER:]


def draft_view(view: View) -> View:
    """The view of one draft: it gets the draft, or the visitor gets to sign in, or there is no such page."""

    @public
    @wraps(view)
    def guarded(request: ActorRequest, key: UUID, **kwargs: Any) -> HttpResponseBase:
        in_browser = (key,) if str(key) in browser_keys(request) else ()
        draft = DRAFT.first(request.actor, key, in_browser)
        if draft and needs_identification(draft.version.form, request.actor):
            if request.method != "POST":
                return redirect_to_identification(request)
            return signed_out_page(request, key, log_in=reverse("accounts:identify"))
        if draft:
            if request.actor.person and draft.person_id == request.actor.person.pk:
                draft.person = request.actor.person  # who fills is known already
            return view(request, draft, **kwargs)
        if not request.actor.is_authenticated:
            return _signed_out(request, key)
        if request.method == "POST" and (kept := someone_elses_page(request, key)):
            return kept
        raise Http404

    return guarded


def unsent_view(view: View) -> View:
    """The view of a draft that can still change. One that was sent shows its receipt, whatever was clicked."""

    @draft_view
    @wraps(view)
    def guarded(request: ActorRequest, draft: Draft, **kwargs: Any) -> HttpResponseBase:
        if draft.submitted_at:
            return redirect("eforms:receipt", key=draft.key)
        return view(request, draft, **kwargs)

    return guarded


def owner_view(view: View) -> View:
    """The view of what only the owner does with an unsent draft. For others there is no such page."""

    @unsent_view
    @wraps(view)
    def guarded(request: ActorRequest, draft: Draft, **kwargs: Any) -> HttpResponseBase:
        if not can_own_draft(request.actor, draft):
            raise Http404
        return view(request, draft, **kwargs)

    return guarded


def step_view(view: View) -> View:
    """The view of one step of an unsent draft. A step that does not apply (any more) leads to one that does."""

    @unsent_view
    @wraps(view)
    def guarded(request: ActorRequest, draft: Draft, step_key: str, **kwargs: Any) -> HttpResponseBase:
        step = draft.version.form.step(step_key)
        if step is None:
            raise Http404
        if not filling_of(draft).applies(step):
            return redirect("eforms:draft", key=draft.key)
        return view(request, draft, step, **kwargs)

    return guarded


def step_action(view: View) -> View:
    """The view behind a button of a step. Coming to its address otherwise leads to the step."""

    @step_view
    @wraps(view)
    def guarded(request: ActorRequest, draft: Draft, step: Step, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return redirect(step_url(draft, step))
        return view(request, draft, step, **kwargs)

    return guarded


def _signed_out(request: ActorRequest, key: UUID) -> HttpResponse:
    """The session has ended. Signing in leads back to the same step, with what was typed."""
    log_in = reverse("account_login")
    if request.method != "POST":
        return redirect_to_login(request.get_full_path(), log_in)
    return signed_out_page(request, key, log_in=log_in)


def step_url(draft: Draft, step: Step, *, check: bool = False, name: str = "step") -> str:
    url = reverse(f"eforms:{name}", args=[draft.key, step.key])
    return f"{url}?tarkista" if check else url
