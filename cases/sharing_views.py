# SPDX-License-Identifier: EUPL-1.2
"""Giving somebody a right to one case and ending it; behind the own link, taking it up or declining it."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.actions.representing import (
    Offer,
    accept_representation,
    decline_representation,
    end_representation,
    offer_representation,
)
from cases.forms import RepresentativeForm
from cases.models import Case, Representation
from cases.party import party_page
from cases.permissions import can_choose_representative, given_parties
from cases.representing import OfferRefusal, OfferRefused, offer_refusal, refusal_words, shares_of
from portal.accounts.access import ActorRequest, View, public, redirect_to_identification
from portal.accounts.actors import Actor
from portal.common.throttle import within_limit

LETTERS_AN_HOUR = {"limit": 20, "seconds": 3600}

# ---- whose matter it is


@party_page
@require_http_methods(["GET", "POST"])
def citizen_sharing(request: ActorRequest, case: Case, actor: Actor) -> HttpResponse:
    if not can_choose_representative(actor, case):
        return _not_to_give(request, case, actor)
    form = RepresentativeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if not within_limit(request, "representation", **LETTERS_AN_HOUR):
            form.add_error(None, _("Olet lähettänyt monta kutsua. Yritä tunnin päästä uudelleen."))
            status = 429
        elif _offered(case, actor, form):
            name = {"name": form.cleaned_data["name"]}
            messages.success(request, _("Lähetimme linkin: %(name)s. Se on voimassa 14 päivää.") % name)
            return redirect("cases:citizen-sharing", case.reference)
    context = {"case": case, "form": form, "shares": shares_of(case, actor), "nav": "cases:citizen-cases"}
    return render(request, "cases/citizen/sharing.html", context, status=status)


def _not_to_give(request: ActorRequest, case: Case, actor: Actor) -> HttpResponse:
    """Who is a party but came by a password identifies first; others have no right to give."""
    if given_parties(actor, case) and not actor.at_desk:
        return redirect_to_identification(request)
    raise PermissionDenied("offer_representation")


def _offered(case: Case, actor: Actor, form: RepresentativeForm) -> bool:
    given = form.cleaned_data
    offer = Offer(given["name"], given["email"], may_act=given["may"] == "act", language=get_language() or "fi")
    try:
        offer_representation(case.pk, offer, actor=actor)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


@party_page
def citizen_sharing_end(request: ActorRequest, case: Case, actor: Actor, key: UUID) -> HttpResponse:
    right = get_object_or_404(case.representations, key=key)
    if request.method != "POST":
        return redirect(case)
    own = shares_of(case, actor).own
    end_representation(right.key, actor=actor)
    messages.success(request, _("Oikeus on päättynyt. Kerroimme siitä molemmille."))
    is_own = own is not None and own.key == right.key
    return redirect("cases:citizen-cases") if is_own else redirect("cases:citizen-sharing", case.reference)


# ---- to whom the right is offered


def link_view(view: View) -> View:
    """The view behind an own link. A wrong link leads nowhere, one that cannot be used tells why."""

    @public
    @never_cache
    @wraps(view)
    def guarded(request: ActorRequest, key: UUID, token: str) -> HttpResponseBase:
        if not within_limit(request, "representation-link", limit=60, seconds=900):
            raise Http404
        offer = Representation.objects.select_related("case__case_type", "party__person").filter(key=key).first()
        if offer is None or not offer.is_opened_by(token):
            raise Http404
        try:
            return view(request, offer)
        except OfferRefused as refused:
            return _told(request, offer, refused.refusal)

    return guarded


def _told(request: ActorRequest, offer: Representation, refusal: OfferRefusal) -> HttpResponse:
    is_way_in = refusal in (OfferRefusal.LOG_IN, OfferRefusal.IDENTIFY)
    context: dict[str, Any] = {"offer": offer, "refusal": refusal.value, "words": refusal_words(refusal)}
    return render(request, "cases/representation_refused.html", context, status=200 if is_way_in else 409)


@link_view
@require_GET
def representation(request: ActorRequest, offer: Representation) -> HttpResponse:
    if refusal := offer_refusal(offer, actor=request.actor):
        raise OfferRefused(refusal)
    return render(request, "cases/representation.html", {"offer": offer})


@link_view
@require_POST
def representation_accept(request: ActorRequest, offer: Representation) -> HttpResponse:
    accept_representation(offer.key, actor=request.actor)
    messages.success(request, _("Sinulla on nyt oikeus tähän asiaan."))
    return redirect(offer.case)


@link_view
@require_POST
def representation_decline(request: ActorRequest, offer: Representation) -> HttpResponse:
    decline_representation(offer.key, actor=request.actor)
    return render(request, "cases/representation_declined.html", {"offer": offer})
