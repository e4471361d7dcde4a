# SPDX-License-Identifier: EUPL-1.2
"""The desk of Kajaani Info. Everything about a customer comes after a reason and within a time."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.accounts.access import ActorRequest, frontdesk_only
from portal.accounts.models import Person
from portal.common.throttle import within_limit
from portal.frontdesk import handover, session
from portal.frontdesk.actions import (
    AlreadyKnown,
    begin_unnamed_contact,
    continue_contact,
    end_contact,
    open_customer,
    register_customer,
    search_customers,
)
from portal.frontdesk.forms import CloseForm, NewCustomerForm, OpenForm, SearchForm, TakeDraftForm
from portal.frontdesk.models import ContactMoment
from portal.frontdesk.overview import bundles_to_file, forms_to_file, overview_of
from portal.frontdesk.permissions import can_open_customer
from services.eforms.codes import CodeRefused, code_words, too_many_tries

BEGIN_CHANNELS = [
    ("visit", "Person", ContactMoment.Channel.VISIT.label),
    ("phone", "Phone", ContactMoment.Channel.PHONE.label),
]


class DeskRequest(ActorRequest):
    contact_moment: ContactMoment | None


# ---- finding and opening


@sensitive_post_parameters("q")
@sensitive_variables("form", "found")
@frontdesk_only
@never_cache
@require_http_methods(["GET", "POST"])
def search(request: DeskRequest) -> HttpResponse:
    """By POST only: what is searched for is personal data and belongs to no address, history or log."""
    form = SearchForm(request.POST or None)
    found = search_customers(form.cleaned_data["q"], actor=request.actor) if form.is_valid() else None
    unfinished = ContactMoment.objects.visible_to(request.actor).unfinished().for_desk()[:10]
    names = {"form": form, "found": found, "unfinished": unfinished, "begin_channels": BEGIN_CHANNELS}
    return render(request, "frontdesk/search.html", names)


@frontdesk_only
@never_cache
@require_http_methods(["GET", "POST"])
def open_person(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    person = get_object_or_404(Person, public_id=public_id)
    if not can_open_customer(request.actor, person):
        raise PermissionDenied("open_customer")
    form = OpenForm(request.POST or None)
    if form.is_valid():
        moment = open_customer(person, actor=request.actor, **form.cleaned_data)
        session.remember(request, moment)
        return redirect("frontdesk:customer", person.public_id)
    return render(request, "frontdesk/open.html", {"person": person, "form": form})


@sensitive_post_parameters("hetu")
@sensitive_variables("form")
@frontdesk_only
@never_cache
@require_http_methods(["GET", "POST"])
def new_customer(request: DeskRequest) -> HttpResponse:
    form = NewCustomerForm(request.POST or None)
    known = None
    if form.is_valid():
        try:
            person = register_customer(form.new_customer(), actor=request.actor)
        except AlreadyKnown as error:
            known = error.person
            form.add_error("hetu", _("Tällä henkilötunnuksella on jo asiakas."))
        else:
            messages.success(request, _("Asiakas on lisätty. Kerro vielä, miten tunnistit hänet."))
            return redirect("frontdesk:open", person.public_id)
    return render(request, "frontdesk/new_customer.html", {"form": form, "known": known})


@sensitive_post_parameters("code")
@frontdesk_only
@never_cache
@require_http_methods(["GET", "POST"])
def take_draft(request: DeskRequest) -> HttpResponse:
    """The customer shows a code; the draft behind it is filled together from here on."""
    form = TakeDraftForm(request.POST or None)
    if not form.is_valid():
        return render(request, "frontdesk/take_draft.html", {"form": form})
    if not within_limit(request, "draft-pass-desk", limit=60, seconds=900):
        form.add_error("code", too_many_tries())
        return render(request, "frontdesk/take_draft.html", {"form": form}, status=429)
    reason = _("Asiakas antoi luonnoksensa koodin")
    try:
        moment, draft = handover.take_draft(
            actor=request.actor, moment=request.contact_moment, reason=reason, **form.cleaned_data
        )
    except CodeRefused as refused:
        form.add_error("code", code_words(refused.why))
        return render(request, "frontdesk/take_draft.html", {"form": form})
    session.remember(request, moment)
    return redirect("eforms:draft", key=draft.key)


# ---- the customer of the open session


@frontdesk_only
@never_cache
@require_GET
def customer(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    moment = request.contact_moment
    if moment is None or moment.person is None or moment.person.public_id != public_id:
        return redirect("frontdesk:open", public_id)
    if moment.is_expired:
        return redirect("frontdesk:contact", moment.public_id)
    return render(request, "frontdesk/customer.html", _customer_page(moment, CloseForm()))


def _customer_page(moment: ContactMoment, form: CloseForm) -> dict[str, Any]:
    assert moment.person
    return {
        "moment": moment,
        "overview": overview_of(moment.person),
        "form": form,
        "eforms": forms_to_file(),
        "bundles": bundles_to_file(),
    }


# ---- the contact moment


@frontdesk_only
@require_POST
def begin(request: DeskRequest) -> HttpResponse:
    channel = ContactMoment.Channel.PHONE if request.POST.get("channel") == "phone" else ContactMoment.Channel.VISIT
    moment = begin_unnamed_contact(actor=request.actor, channel=channel)
    session.remember(request, moment)
    return redirect("frontdesk:contact", moment.public_id)


def _own(request: DeskRequest, public_id: uuid.UUID) -> ContactMoment:
    moments = ContactMoment.objects.visible_to(request.actor).unfinished().for_desk()
    moment: ContactMoment = get_object_or_404(moments, public_id=public_id)
    return moment


@frontdesk_only
@never_cache
@require_GET
def contact(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """An unnamed contact, or one whose time has run out: to be continued or ended, nothing of the customer is shown."""
    moment = _own(request, public_id)
    if moment == request.contact_moment and moment.person and not moment.is_expired:
        return redirect("frontdesk:customer", moment.person.public_id)
    return render(request, "frontdesk/contact.html", {**_unnamed_page(request, moment), "form": CloseForm()})


def _unnamed_page(request: DeskRequest, moment: ContactMoment) -> dict[str, Any]:
    is_going_on = moment == request.contact_moment and not moment.is_expired
    return {"moment": moment, "is_going_on": is_going_on, "eforms": forms_to_file() if is_going_on else []}


@frontdesk_only
@require_POST
def proceed(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    moment = continue_contact(_own(request, public_id).pk, actor=request.actor)
    session.remember(request, moment)
    return redirect("frontdesk:contact", moment.public_id)


@frontdesk_only
@never_cache
@require_POST
def close(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    moment = _own(request, public_id)
    form = CloseForm(request.POST)
    if not form.is_valid():
        if moment == request.contact_moment and moment.person and not moment.is_expired:
            return render(request, "frontdesk/customer.html", _customer_page(moment, form))
        return render(request, "frontdesk/contact.html", {**_unnamed_page(request, moment), "form": form})
    end_contact(moment.pk, actor=request.actor, **form.cleaned_data)
    if moment == request.contact_moment:
        session.forget(request)
    messages.success(request, _("Yhteydenotto on tallennettu."))
    return redirect("frontdesk:search")
