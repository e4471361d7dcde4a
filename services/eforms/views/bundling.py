# SPDX-License-Identifier: EUPL-1.2
"""Several matters at once: which of them, looking all over, one button, one receipt, one status."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import story
from cases.models import Case
from portal.accounts.access import ActorRequest, citizen_only, public
from portal.common.files import StorageAway
from portal.common.texts import localized
from portal.common.throttle import within_limit
from services.eforms.actions.bundling import MemberRefused, NothingChosen, begin_bundle, send_together
from services.eforms.actions.sending import ChangedSinceShown, NotComplete
from services.eforms.bundles.merging import COMMON_STEP
from services.eforms.earlier import last_sendings
from services.eforms.engine.content import Part
from services.eforms.engine.definition import Form
from services.eforms.filling import filling_of
from services.eforms.forms import SendForm
from services.eforms.joint import Member, digest_of_all, is_own_way, members_of
from services.eforms.models import Bundle, Draft, FormDefinition, Submission
from services.eforms.permissions import can_own_draft
from services.eforms.provenance import notes_of
from services.eforms.rules import FormRefused, form_refusal, refusal_text
from services.eforms.views.access import remember_in_browser, step_url
from services.eforms.views.pages import shared
from services.eforms.views.starting import DRAFTS_AN_HOUR, RENEW


@dataclass(frozen=True, slots=True)
class Matter:
    """A form on the start page of a bundle. `reason` tells why it cannot be chosen now."""

    definition: FormDefinition
    form: Form
    refusal: str
    reason: str
    is_chosen: bool
    earlier: Submission | None

    @property
    def needs_login(self) -> bool:
        return self.refusal in ("log_in", "identify")


@public
@require_GET
def bundle(request: ActorRequest, slug: str) -> HttpResponse:
    return _start_page(request, _found(slug))


def _found(slug: str) -> Bundle:
    found: Bundle = get_object_or_404(Bundle.objects.open_to_all().select_related("life_event"), slug=slug)
    return found


def _start_page(request: ActorRequest, found: Bundle, *, problem: str = "", status: int = 200) -> HttpResponse:
    posted = request.POST.getlist("asia") if request.method == "POST" else None
    earlier = last_sendings([one.current_version for one in found.definitions], actor=request.actor)
    matters = [_matter(request, definition, posted, earlier.get(definition.pk)) for definition in found.definitions]
    names = {
        "bundle": found,
        "matters": matters,
        "login": next((one.refusal for one in matters if one.needs_login), ""),
        "may_begin": any(not one.reason for one in matters),
        "may_renew": any(one.earlier for one in matters),
        "problem": problem,
        "nav": "catalogue:life-events",
    }
    return render(request, "eforms/bundle_start.html", names, status=status)


def _matter(
    request: ActorRequest, definition: FormDefinition, posted: list[str] | None, earlier: Submission | None
) -> Matter:
    form = definition.current_version.form
    refusal = form_refusal(definition, form, actor=request.actor)
    reason = refusal_text(refusal, definition) if refusal else ""
    if not reason and is_own_way(definition):
        reason = _("Tämä täytetään omalla lomakkeellaan.")
    is_chosen = not reason and (posted is None or definition.slug in posted)
    return Matter(definition, form, refusal or "", reason, is_chosen, None if reason else earlier)


@public
@require_POST
def bundle_begin(request: ActorRequest, slug: str) -> HttpResponse:
    found = _found(slug)
    if request.actor.person is None and not within_limit(request, "begin-draft", limit=DRAFTS_AN_HOUR, seconds=3600):
        return render(request, "eforms/too_many.html", {"definition": found}, status=429)
    chosen, language = request.POST.getlist("asia"), get_language() or "fi"
    try:
        renews = bool(request.POST.get(RENEW))
        draft = begin_bundle(found.pk, chosen, actor=request.actor, language=language, renews=renews)
    except NothingChosen:
        return _start_page(request, found, problem=_("Valitse ainakin yksi asia."), status=400)
    except FormRefused:
        return _start_page(request, found, status=409)
    if draft.is_anonymous:
        remember_in_browser(request, draft)
    return redirect(step_url(draft, filling_of(draft).steps[0]))


# ---- looking over and sending: views/sending.py comes here with a joint draft


def joint_review_page(request: ActorRequest, draft: Draft, form: SendForm, *, status: int = 200) -> HttpResponse:
    filling = filling_of(draft)
    if unfinished := filling.first_incomplete:
        return redirect(step_url(draft, unfinished, check=True))
    members = members_of(draft)
    names = shared(draft, filling, None) | {
        "members": [_shown(member, draft, request) for member in members],
        "form": form,
        "digest": digest_of_all(members),
        "is_refused": any(_refusal(member, request) for member in members),
        "owns": can_own_draft(request.actor, draft),
        "last_step_url": step_url(draft, filling.steps[-1]),
    }
    return render(request, "eforms/bundle_review.html", names, status=status)


def _refusal(member: Member, request: ActorRequest) -> str:
    definition = member.definition
    refusal = form_refusal(definition, definition.current_version.form, actor=request.actor)
    return refusal_text(refusal, definition) if refusal else ""


def _shown(member: Member, draft: Draft, request: ActorRequest) -> dict[str, Any]:
    """One application for the eye."""
    return {
        "definition": member.definition,
        "reason": _refusal(member, request),
        "awaits": member.awaits,
        "parts": [
            {
                "title": localized(part["title"]),
                "rows": [_row(row, member) for row in part["rows"]],
                "steps": _steps_of(part, member, draft),
            }
            for part in member.content
        ],
    }


def _steps_of(part: Part, member: Member, draft: Draft) -> list[dict[str, Any]]:
    """Where its answers can be changed: some in the step that all share, some in the form's own."""
    asked = {member.part.keys.get(row["key"]) for row in part["rows"]}
    steps = [step for step in draft.version.form.steps if any(question.key in asked for question in step.questions)]
    return [{"url": step_url(draft, step), "is_common": step.key == COMMON_STEP} for step in steps]


def _row(row: dict[str, Any], member: Member) -> dict[str, Any]:
    notes = notes_of(row, member.part.version.form)
    return row | {"label": localized(row["label"]), "cells": story.rows_of(row), "notes": notes}


def send_joint(request: ActorRequest, draft: Draft) -> HttpResponse:
    form = SendForm(request.POST)
    if not form.is_valid():
        return joint_review_page(request, draft, form)
    try:
        send_together(draft.key, actor=request.actor, shown_digest=form.cleaned_data["digest"])
    except (NotComplete, ChangedSinceShown):
        changed = _("Tiedot muuttuivat toisessa ikkunassa. Katso ne vielä läpi ennen kuin lähetät.")
        messages.warning(request, changed)
        return redirect("eforms:review", key=draft.key)
    except StorageAway:
        away = _("Emme saaneet liitteitäsi perille. Mitään ei lähetetty. Luonnos on tallessa. Yritä hetken päästä.")
        messages.warning(request, away)
        return redirect("eforms:review", key=draft.key)
    except MemberRefused as refused:
        reason = f"{refused.definition}: {refusal_text(refused.refusal, refused.definition)}"
        return render(request, "eforms/refused.html", {"draft": draft, "reason": reason}, status=409)
    if draft.is_anonymous:
        for member in draft.members.all():
            remember_in_browser(request, member)
    return redirect("eforms:receipt", key=draft.key)


def joint_receipt_page(request: ActorRequest, draft: Draft) -> HttpResponse:
    members = list(draft.members.for_receipt())
    names = {
        "draft": draft,
        "sent": [member for member in members if member.submitted_at],
        "waiting": [member for member in members if not member.submitted_at],
        "shows_status": request.actor.person is not None and not request.actor.at_desk,
    }
    return render(request, "eforms/bundle_receipt.html", names)


# ---- after the sending


@citizen_only
@require_GET
def bundle_status(request: ActorRequest, key: Any) -> HttpResponse:
    """Where each of the matters is, what waits for me and what comes next."""
    followed = Draft.objects.followed_by(request.actor)
    draft = get_object_or_404(followed.select_related("version__definition"), key=key)
    visible = Case.objects.visible_to(request.actor).filter(submission__draft__joint=draft)
    cases = list(visible.for_citizen_list().order_by("submission__draft"))
    drafts = Draft.objects.visible_to(request.actor).unsent().filter(joint=draft)
    lines = [(case, story.one_line(case), story.upcoming(case), story.open_request(case)) for case in cases]
    names = {
        "draft": draft,
        "lines": lines,
        "waiting": [(case, asked) for case, _line, _next, asked in lines if asked],
        "unsent": list(drafts.select_related("version__definition")),
        "ended_count": sum(case.is_ended for case in cases),
        "nav": "cases:citizen-cases",
    }
    return render(request, "eforms/bundle_status.html", names)
