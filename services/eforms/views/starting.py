# SPDX-License-Identifier: EUPL-1.2
"""Before the first answer, and the list of what is unfinished."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.access import ActorRequest, public, staff_only
from portal.common.prepared import Prepared
from portal.common.throttle import within_limit
from services.eforms.actions.drafting import begin_draft, cancel_draft, claim_draft
from services.eforms.beginning import beginning_of
from services.eforms.earlier import newest_sending
from services.eforms.engine.definition import Form
from services.eforms.filling import filling_of
from services.eforms.models import Draft, FormDefinition
from services.eforms.rules import FormRefused, Refusal, form_refusal, refusal_text
from services.eforms.views.access import browser_keys, owner_view, remember_in_browser, step_url, unsent_view

DRAFTS_AN_HOUR = 60
RENEW = "viimeksi"  # the button that begins with last time's answers


FORM = Prepared(lambda slug: FormDefinition.objects.for_start().filter(slug=slug)[:1])
UNFINISHED = Prepared(
    lambda actor, in_browser, definition: (
        Draft.objects.visible_to(actor, browser_keys=in_browser)
        .for_my_page()
        .filter(version__definition=definition)[:3]
    )
)


@public
def start(request: ActorRequest, slug: str) -> HttpResponse:
    definition = FORM.first(slug)
    if definition is None:
        raise Http404
    return _start_page(
        request, definition, form_refusal(definition, definition.current_version.form, actor=request.actor)
    )


@staff_only
def internal(request: ActorRequest) -> HttpResponse:
    """The forms of the city's own work, and what one has left unfinished."""
    names = {
        "definitions": FormDefinition.objects.for_start().for_staff().order_by("slug"),
        "drafts": Draft.objects.visible_to(request.actor).for_my_page(),
    }
    return render(request, "eforms/internal.html", names)


def _start_page(
    request: ActorRequest, definition: FormDefinition, refusal: Refusal | None, *, status: int = 200
) -> HttpResponse:
    form = definition.current_version.form
    names = {
        "definition": definition,
        "eform": form,
        "refusal": refusal,
        "reason": refusal_text(refusal, definition) if refusal else "",
        "beginning": beginning_of(definition, form),
        "earlier": newest_sending(definition, actor=request.actor) if form.renew and not refusal else None,
        "drafts": UNFINISHED(request.actor, tuple(map(UUID, browser_keys(request))), definition),
        "query": _allowed_query(form, request.GET.dict()),
        "nav": "catalogue:list",
    }
    return render(request, "eforms/start.html", names, status=status)


def _allowed_query(form: Form, given: dict[str, str]) -> dict[str, str]:
    return {key: given[key] for key, question in form.questions.items() if question.from_query and given.get(key)}


@require_POST
@public
def begin(request: ActorRequest, slug: str) -> HttpResponse:
    definition = get_object_or_404(FormDefinition.objects.for_start(), slug=slug)
    if request.actor.person is None and not within_limit(request, "begin-draft", limit=DRAFTS_AN_HOUR, seconds=3600):
        return render(request, "eforms/too_many.html", {"definition": definition}, status=429)
    form, language = definition.current_version.form, get_language() or "fi"
    query, renews = _allowed_query(form, request.POST.dict()), bool(request.POST.get(RENEW))
    try:
        draft = begin_draft(definition, actor=request.actor, language=language, query=query, renews=renews)
    except FormRefused as refused:
        return _start_page(request, definition, refused.refusal, status=409)
    if draft.is_anonymous:
        remember_in_browser(request, draft)
    return redirect(step_url(draft, filling_of(draft).steps[0]))


@unsent_view
def draft(request: ActorRequest, draft: Draft) -> HttpResponse:
    """Where one left off: the first step that is not finished, or the review."""
    filling = filling_of(draft)
    unfinished = next((s for s in filling.steps if s.key not in draft.saves or not filling.is_complete(s)), None)
    return redirect(step_url(draft, unfinished)) if unfinished else redirect("eforms:review", key=draft.key)


@public
def drafts(request: ActorRequest) -> HttpResponse:
    visible = Draft.objects.visible_to(request.actor, browser_keys=browser_keys(request))
    return render(request, "eforms/drafts.html", {"drafts": visible.for_my_page()})


@owner_view
def draft_cancel(request: ActorRequest, draft: Draft) -> HttpResponse:
    if request.method != "POST":
        return render(request, "eforms/draft_cancel.html", {"draft": draft})
    cancel_draft(draft.key, actor=request.actor)
    messages.success(request, _("Luonnos on poistettu."))
    return redirect("eforms:drafts")


@unsent_view
def claim(request: ActorRequest, draft: Draft) -> HttpResponse:
    """Signing in leads here; joining the draft to oneself takes a button, as the browser may be a shared one."""
    if request.method == "POST":
        claim_draft(draft.key, actor=request.actor)
        messages.success(request, _("Luonnos on nyt omalla sivullasi."))
    return redirect("eforms:draft", key=draft.key)
