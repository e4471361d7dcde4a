# SPDX-License-Identifier: EUPL-1.2
"""The public version of one decision: what is hidden and why, a look at it, and its time on the public list."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_POST

from cases.actions.publishing import make_public_version, publish_decision, withdraw_publication
from cases.admin.case_page import case_of, page_of
from cases.letters import render_public_version
from cases.models import Case, Decision
from cases.permissions import can_publish_decision
from cases.publishing.redaction import Ground, Mark, found_personal, marks_of, public_words
from portal.accounts.access import ActorRequest
from portal.audit.log import viewed

OWN_ROWS = 3


class MarkForm(forms.Form):
    """One place of the decision. An empty own row is no mark."""

    HIDE, WAIT, SHOW = "hide", "wait", "show"
    text = forms.CharField(label=gettext_lazy("Kohta"), max_length=500, required=False)
    how = forms.ChoiceField(
        label=gettext_lazy("Mitä tehdään"),
        choices=[
            (HIDE, gettext_lazy("Peitä")),
            (WAIT, gettext_lazy("Näytä muutoksenhaun ajan")),
            (SHOW, gettext_lazy("Älä peitä")),
        ],
    )
    ground = forms.ChoiceField(label=gettext_lazy("Peruste"), choices=Ground.choices)

    def mark(self) -> Mark | None:
        given = self.cleaned_data
        if not given.get("text") or given["how"] == self.SHOW:
            return None
        return Mark(given["text"], given["ground"], waits=given["how"] == self.WAIT)


MarkFormSet = formset_factory(MarkForm, extra=OWN_ROWS)


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Miksi päätös otetaan pois?"), max_length=500)


def public_version(request: ActorRequest, reference: str, year: int, number: int) -> HttpResponse:
    """GET shows what was found or chosen last; POST keeps it as the public version."""
    case, decision = _found(request, reference, year, number)
    formset = MarkFormSet(request.POST or None, initial=_first_guess(decision))
    errors: list[str] = []
    if request.method == "POST" and formset.is_valid():
        try:
            make_public_version(decision.pk, actor=request.actor, marks=_marks(formset))
        except ValidationError as refusal:
            errors = refusal.messages
        else:
            messages.success(request, _("Julkinen versio on tallessa. Katso se ennen julkaisemista."))
            return _back(case, decision)
    viewed(case, by=request.actor, reason=_("Päätöksen julkinen versio"))
    return _page(request, case, decision, formset=formset, errors=errors)


@require_POST
def public_preview(request: ActorRequest, reference: str, year: int, number: int) -> HttpResponse:
    """The PDF as everybody would get it; nothing is kept."""
    case, decision = _found(request, reference, year, number)
    formset = MarkFormSet(request.POST, initial=_first_guess(decision))
    if not formset.is_valid():
        return _page(request, case, decision, formset=formset)
    with override(case.language):
        words = public_words(decision, [mark for mark in _marks(formset) if not mark.waits])
    pdf = render_public_version(decision, words, case.language)
    return HttpResponse(pdf, content_type="application/pdf", headers={"Cache-Control": "no-store"})


@require_POST
def publish(request: ActorRequest, reference: str, year: int, number: int) -> HttpResponse:
    case, decision = _found(request, reference, year, number)
    try:
        publish_decision(decision.pk, actor=request.actor)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Päätös on julkaistu."))
    return _back(case, decision)


@require_POST
def unpublish(request: ActorRequest, reference: str, year: int, number: int) -> HttpResponse:
    case, decision = _found(request, reference, year, number)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, case, decision, formset=MarkFormSet(initial=_first_guess(decision)), withdraw=form)
    withdraw_publication(decision.pk, actor=request.actor, **form.cleaned_data)
    messages.success(request, _("Päätös on otettu pois julkisilta sivuilta."))
    return _back(case, decision)


def _found(request: ActorRequest, reference: str, year: int, number: int) -> tuple[Case, Decision]:
    case = case_of(request, reference)
    decision = get_object_or_404(case.decisions.select_related("unit", "corrects"), year=year, number=number)
    decision.case = case
    return case, decision


def _first_guess(decision: Decision) -> list[dict[str, Any]]:
    """What was chosen last, and what the machine finds besides; before the first choice all of it is hidden."""
    latest = decision.public_versions.last()
    chosen = marks_of(latest) if latest else []
    known = {mark.text for mark in chosen}
    rows = [_row(mark, MarkForm.WAIT if mark.waits else MarkForm.HIDE) for mark in chosen]
    found = [mark for mark in found_personal(decision) if mark.text not in known]
    return rows + [_row(mark, MarkForm.SHOW if latest else MarkForm.HIDE) for mark in found]


def _row(mark: Mark, how: str) -> dict[str, Any]:
    return {"text": mark.text, "ground": mark.ground, "how": how}


def _marks(formset: BaseFormSet[MarkForm]) -> list[Mark]:
    return [mark for form in formset if (mark := form.mark())]


def _page(request: ActorRequest, case: Case, decision: Decision, **context: Any) -> HttpResponse:
    context.setdefault("withdraw", WithdrawForm())
    context |= {
        "decision": decision,
        "version": decision.public_versions.select_related("document").last(),
        "publication": getattr(decision, "publication", None),
        "may_publish": can_publish_decision(request.actor, case),
        "is_served": decision.services.exists(),
    }
    return page_of(request, "public_version", case, **context)


def _back(case: Case, decision: Decision) -> HttpResponse:
    return redirect("admin:cases_case_public_version", case.reference, decision.year, decision.number)


def publishing_urls(site: AdminSite) -> list[URLPattern]:
    place = "<str:reference>/decisions/<int:year>/<int:number>"
    return [
        path(f"{place}/public/", site.admin_view(public_version), name="cases_case_public_version"),
        path(f"{place}/public/preview/", site.admin_view(public_preview), name="cases_case_public_preview"),
        path(f"{place}/publish/", site.admin_view(publish), name="cases_case_publish"),
        path(f"{place}/unpublish/", site.admin_view(unpublish), name="cases_case_unpublish"),
    ]
