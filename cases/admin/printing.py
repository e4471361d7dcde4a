# SPDX-License-Identifier: EUPL-1.2
"""Letters to print and post, by the day on which they came; and one letter with its address and its receipt."""

import datetime as dt
from collections.abc import Callable
from itertools import groupby
from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from cases.models import PrintJob
from cases.permissions import STAFF_ROLES
from cases.printing import actions
from cases.printing.addresses import is_protected, missing_address
from portal.accounts.access import ActorRequest
from portal.accounts.actors import Actor
from portal.audit.log import viewed
from portal.common import clock
from portal.common.dates import as_day
from portal.common.workflow import require

SHOWN = 200


class DayForm(forms.Form):
    day = forms.DateField(
        label=gettext_lazy("Päivä"),
        initial=clock.today,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True


class ReceiptForm(DayForm):
    receiver = forms.CharField(label=gettext_lazy("Kuka otti päätöksen vastaan?"), max_length=160)
    field_order = ("receiver", "day")


class AddressForm(forms.Form):
    address = forms.CharField(
        label=gettext_lazy("Osoite kuoreen"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Katuosoite ja postinumero omille riveilleen. Tyhjä: rekisterin osoite."),
    )
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True


@require_GET
def letters(request: ActorRequest) -> HttpResponse:
    require(condition=request.actor.has_role(*STAFF_ROLES), verb="letters")
    waiting = list(PrintJob.objects.visible_to(request.actor).waiting().for_queue()[:SHOWN])
    lines = [(job, missing_address(job, actor=request.actor)) for job in waiting]
    days = [(day, list(found)) for day, found in groupby(lines, key=lambda line: as_day(line[0].queued_at))]
    return render(request, "admin/cases/letters.html", {"days": days, "today": clock.today(), "shown": SHOWN})


@require_POST
def letters_print(request: ActorRequest) -> HttpResponse:
    """The file of the chosen letters. They stay in the list until they are posted."""
    try:
        file = actions.print_letters(_chosen(request), actor=request.actor)
    except ValidationError as refusal:
        return _refused(request, refusal)
    name = f"kirjeet-{clock.today()}.pdf"
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file, content_type="application/pdf", headers=headers)


@require_POST
def letters_posted(request: ActorRequest) -> HttpResponse:
    form = DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Anna päivä, jona kirjeet postitettiin."))
        return redirect("admin:cases_letters")
    try:
        posted = actions.post_letters(_chosen(request), actor=request.actor, posted_on=form.cleaned_data["day"])
    except ValidationError as refusal:
        return _refused(request, refusal)
    messages.success(request, _("Merkittiin postitetuiksi: %(count)s.") % {"count": len(posted)})
    return redirect("admin:cases_letters")


def _chosen(request: ActorRequest) -> list[UUID]:
    """What was ticked, of what the actor may see: the rest does not exist."""
    require(condition=request.actor.has_role(*STAFF_ROLES), verb="letters")
    keys = [key for given in request.POST.getlist("letter") if (key := _uuid(given))]
    return list(PrintJob.objects.visible_to(request.actor).filter(key__in=keys).values_list("key", flat=True))


def _uuid(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None


def _refused(request: ActorRequest, refusal: ValidationError, key: UUID | None = None) -> HttpResponse:
    messages.error(request, " ".join(refusal.messages))
    return redirect("admin:cases_letter", key) if key else redirect("admin:cases_letters")


# ---- one letter


@require_GET
def letter(request: ActorRequest, key: UUID) -> HttpResponse:
    job = _one(request, key)
    case = job.service.decision.case
    viewed(case, by=request.actor, person=job.party.person if job.party else None, reason=_("kirje"))
    context = {
        "job": job,
        "case": case,
        "missing": missing_address(job, actor=request.actor),
        "is_protected": is_protected(job),
        "receipts": job.service.receipts.filter(party=job.party),
        "address_form": AddressForm(initial={"address": "" if is_protected(job) else job.address}),
        "receipt_form": ReceiptForm(initial={"receiver": job.name}),
    }
    return render(request, "admin/cases/letter.html", context)


@require_POST
def letter_undo(request: ActorRequest, key: UUID) -> HttpResponse:
    return _do(request, key, actions.undo_printing, _("Kirje odottaa taas tulostusta."))


@require_POST
def letter_address(request: ActorRequest, key: UUID) -> HttpResponse:
    return _with(request, key, AddressForm(request.POST), actions.set_letter_address, _("Osoite on tallennettu."))


@require_POST
def letter_handed(request: ActorRequest, key: UUID) -> HttpResponse:
    form = ReceiptForm(request.POST)
    done = _("Päätös on kirjattu luovutetuksi. Kirjettä ei lähetetä.")

    def hand_over(key: UUID, *, actor: Actor, receiver: str, day: dt.date) -> Any:
        return actions.hand_over_letter(key, actor=actor, receiver=receiver, handed_on=day)

    return _with(request, key, form, hand_over, done)


@require_POST
def letter_receipt(request: ActorRequest, key: UUID) -> HttpResponse:
    def keep(key: UUID, *, actor: Actor, receiver: str, day: dt.date) -> Any:
        return actions.record_receipt(key, actor=actor, receiver=receiver, received_on=day)

    return _with(request, key, ReceiptForm(request.POST), keep, _("Saantitodistus on kirjattu."))


def _one(request: ActorRequest, key: UUID) -> PrintJob:
    found: PrintJob = get_object_or_404(PrintJob.objects.visible_to(request.actor).for_queue(), key=key)
    return found


def _with(request: ActorRequest, key: UUID, form: forms.Form, act: Callable[..., Any], words: str) -> HttpResponse:
    _one(request, key)
    if not form.is_valid():
        found = [str(error) for errors in form.errors.values() for error in errors]
        return _refused(request, ValidationError(found), key)
    return _do(request, key, act, words, **form.cleaned_data)


def _do(request: ActorRequest, key: UUID, act: Callable[..., Any], words: str, **given: Any) -> HttpResponse:
    job = _one(request, key)
    try:
        act(job.key, actor=request.actor, **given)
    except ValidationError as refusal:
        return _refused(request, refusal, key)
    messages.success(request, words)
    return redirect("admin:cases_letter", key)


def printing_urls(site: AdminSite) -> list[URLPattern]:
    return [
        path("letters/", site.admin_view(letters), name="cases_letters"),
        path("letters/print/", site.admin_view(letters_print), name="cases_letters_print"),
        path("letters/posted/", site.admin_view(letters_posted), name="cases_letters_posted"),
        path("letters/<uuid:key>/", site.admin_view(letter), name="cases_letter"),
        path("letters/<uuid:key>/undo/", site.admin_view(letter_undo), name="cases_letter_undo"),
        path("letters/<uuid:key>/address/", site.admin_view(letter_address), name="cases_letter_address"),
        path("letters/<uuid:key>/handed/", site.admin_view(letter_handed), name="cases_letter_handed"),
        path("letters/<uuid:key>/receipt/", site.admin_view(letter_receipt), name="cases_letter_receipt"),
    ]
