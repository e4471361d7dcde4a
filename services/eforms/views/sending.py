# SPDX-License-Identifier: EUPL-1.2
"""Look everything over, send once, get a receipt."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.access import ActorRequest
from portal.common.texts import localized
from services.eforms.actions.sending import ChangedSinceShown, NotComplete, submit
from services.eforms.engine.content import Part, digest_of
from services.eforms.filling import filling_of, shown_content
from services.eforms.forms import SendForm
from services.eforms.models import Draft
from services.eforms.rules import FormRefused, form_refusal, refusal_text
from services.eforms.views.access import draft_view, step_url, unsent_view
from services.eforms.views.pages import shared


@unsent_view
def review(request: ActorRequest, draft: Draft) -> HttpResponse:
    return _review_page(request, draft, SendForm())


def _review_page(request: ActorRequest, draft: Draft, form: SendForm, *, status: int = 200) -> HttpResponse:
    filling = filling_of(draft)
    if unfinished := filling.first_incomplete:
        return redirect(step_url(draft, unfinished, check=True))
    content = shown_content(draft, filling)
    newest = draft.definition.current_version.form
    refusal = form_refusal(draft.definition, newest, actor=request.actor)
    names = {
        **shared(draft, filling, None),
        "parts": [_shown(draft, part) for part in content],
        "form": form,
        "digest": digest_of(content),
        "reason": refusal_text(refusal, draft.definition) if refusal else "",
        "last_step_url": step_url(draft, filling.steps[-1]),
    }
    return render(request, "eforms/review.html", names, status=status)


def _shown(draft: Draft, part: Part) -> Part:
    """The part for the eye: texts in the reader's language, and where to change it."""
    rows = [row | {"label": localized(row["label"])} for row in part["rows"]]
    url = reverse("eforms:step", args=[draft.key, part["key"]]) if part["key"] else ""
    return part | {"title": localized(part["title"]), "rows": rows, "url": url}


@unsent_view
def send(request: ActorRequest, draft: Draft) -> HttpResponse:
    if request.method != "POST":
        return redirect("eforms:review", key=draft.key)
    form = SendForm(request.POST)
    if not form.is_valid():
        return _review_page(request, draft, form)
    try:
        submit(draft.key, actor=request.actor, shown_digest=form.cleaned_data["digest"])
    except (NotComplete, ChangedSinceShown):
        changed = _("Tiedot muuttuivat toisessa ikkunassa. Katso ne vielä läpi ennen kuin lähetät.")
        messages.warning(request, changed)
        return redirect("eforms:review", key=draft.key)
    except FormRefused as refused:
        reason = refusal_text(refused.refusal, draft.definition)
        return render(request, "eforms/refused.html", {"draft": draft, "reason": reason}, status=409)
    return redirect("eforms:receipt", key=draft.key)


@draft_view
def receipt(request: ActorRequest, draft: Draft) -> HttpResponse:
    if not draft.submitted_at:
        raise Http404
    submission = draft.submission
    names = {"draft": draft, "submission": submission, "case": submission.case, "eform": draft.version.form}
    return render(request, "eforms/receipt.html", names)
