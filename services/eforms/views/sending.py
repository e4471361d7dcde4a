# SPDX-License-Identifier: EUPL-1.2
"""Look everything over, send once, get a receipt."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cases.promises import promise_text
from cases.story import rows_of
from portal.accounts.access import ActorRequest
from portal.common.files import StorageAway
from portal.common.texts import localized
from portal.common.throttle import within_limit
from services.eforms.actions.sending import ChangedSinceShown, NotComplete, submit
from services.eforms.actions.signing import withdraw_signing
from services.eforms.engine.content import Part, digest_of, fee_in
from services.eforms.engine.steps import Filling
from services.eforms.filling import filling_of, shown_content
from services.eforms.forms import SendForm
from services.eforms.letters import render_copy
from services.eforms.models import Draft, SigningRound
from services.eforms.permissions import can_own_draft
from services.eforms.provenance import notes_of
from services.eforms.rules import FormRefused, form_refusal, refusal_text
from services.eforms.signatures import NotSigned, SignedSomethingElse, signers_of
from services.eforms.views.access import draft_view, step_url, unsent_view
from services.eforms.views.bundling import joint_receipt_page, joint_review_page, send_joint
from services.eforms.views.pages import shared

SENDINGS_AN_HOUR = 30  # from one network by those who have not signed in


@unsent_view
def review(request: ActorRequest, draft: Draft) -> HttpResponse:
    if draft.is_joint:
        return joint_review_page(request, draft, SendForm())
    return _review_page(request, draft, SendForm())


def _review_page(request: ActorRequest, draft: Draft, form: SendForm, *, status: int = 200) -> HttpResponse:
    filling = filling_of(draft)
    if unfinished := filling.first_incomplete:
        return redirect(step_url(draft, unfinished, check=True))
    content = shown_content(draft, filling)
    newest = draft.definition.current_version.form
    refusal = form_refusal(draft.definition, newest, actor=request.actor)
    names = shared(draft, filling, None)
    names |= {
        **_signing(names["signing"], filling),
        "parts": [_shown(draft, part) for part in content],
        "form": form,
        "digest": digest_of(content),
        "reason": refusal_text(refusal, draft.definition) if refusal else "",
        "owns": can_own_draft(request.actor, draft),
        "last_step_url": step_url(draft, filling.steps[-1]),
    }
    return render(request, "eforms/review.html", names, status=status)


def _signing(asked: SigningRound | None, filling: Filling) -> dict[str, Any]:
    """Who signs, and whether that still keeps the form from leaving."""
    signers = signers_of(filling)
    names = ", ".join(signer.name for signer in signers)
    awaits = bool(signers) and not (asked and asked.is_complete)
    return {"signer_names": names, "awaits": awaits}


def _shown(draft: Draft, part: Part) -> Part:
    """The part for the eye: texts in the reader's language, and where to change it."""
    form = draft.version.form
    rows = [
        row | {"label": localized(row["label"]), "cells": rows_of(row), "notes": notes_of(row, form)}
        for row in part["rows"]
    ]
    url = reverse("eforms:step", args=[draft.key, part["key"]]) if part["key"] else ""
    return part | {"title": localized(part["title"]), "rows": rows, "url": url}


@unsent_view
def send(request: ActorRequest, draft: Draft) -> HttpResponse:
    if request.method != "POST":
        return redirect("eforms:review", key=draft.key)
    if draft.is_anonymous and not within_limit(request, "send-form", limit=SENDINGS_AN_HOUR, seconds=3600):
        kept = _("Lomaketta ei lähetetty, mutta se on tallessa. Odota tunti ja lähetä uudelleen, tai kirjaudu sisään.")
        names = {"kept": kept, "back_url": reverse("eforms:review", args=[draft.key])}
        return render(request, "429.html", names, status=429)
    if draft.is_joint:
        return send_joint(request, draft)
    form = SendForm(request.POST)
    if not form.is_valid():
        return _review_page(request, draft, form)
    try:
        submit(draft.key, actor=request.actor, shown_digest=form.cleaned_data["digest"])
    except (NotComplete, ChangedSinceShown):
        changed = _("Tiedot muuttuivat toisessa ikkunassa. Katso ne vielä läpi ennen kuin lähetät.")
        messages.warning(request, changed)
        return redirect("eforms:review", key=draft.key)
    except NotSigned:
        messages.warning(request, _("Kaikki eivät ole vielä allekirjoittaneet."))
        return redirect("eforms:review", key=draft.key)
    except SignedSomethingElse:
        withdraw_signing(draft.key, actor=request.actor)
        messages.warning(request, _("Tiedot ovat muuttuneet, joten allekirjoitukset raukesivat. Pyydä ne uudelleen."))
        return redirect("eforms:review", key=draft.key)
    except StorageAway:
        away = _("Emme saaneet liitteitäsi perille. Mitään ei lähetetty. Luonnos on tallessa. Yritä hetken päästä.")
        messages.warning(request, away)
        return redirect("eforms:review", key=draft.key)
    except FormRefused as refused:
        reason = refusal_text(refused.refusal, draft.definition)
        return render(request, "eforms/refused.html", {"draft": draft, "reason": reason}, status=409)
    return redirect("eforms:receipt", key=draft.key)


@draft_view
def copy(request: ActorRequest, draft: Draft) -> HttpResponse:
    """What was sent, as a PDF: the one that is kept with the case, or the same made now if that is not ready yet."""
    if request.method not in ("GET", "HEAD") or not draft.submitted_at or draft.is_joint:
        raise Http404
    submission = draft.submission
    kept = submission.copy
    response = HttpResponse(kept.file.read() if kept else render_copy(submission), content_type="application/pdf")
    name = f"{draft.definition.slug}-{submission.case.reference}.pdf"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@draft_view
def receipt(request: ActorRequest, draft: Draft) -> HttpResponse:
    if not draft.submitted_at:
        raise Http404
    if draft.is_joint:
        return joint_receipt_page(request, draft)
    submission = draft.submission
    names = {
        "draft": draft,
        "submission": submission,
        "case": submission.case,
        "eform": draft.version.form,
        "fee": fee_in(submission.content, draft.version.form),
        "promise": promise_text(submission.case.case_type),
    }
    return render(request, "eforms/receipt.html", names)
