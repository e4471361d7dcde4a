# SPDX-License-Identifier: EUPL-1.2
from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from portal.accounts import actions
from portal.accounts.access import ActorRequest, citizen_only, public, redirect_to_identification
from portal.accounts.actors import Assurance
from portal.accounts.forms import ProfileForm
from portal.accounts.middleware import MANDATE_KEY
from portal.accounts.models import Mandate, Person


@citizen_only
def profile(request: ActorRequest) -> HttpResponse:
    person, user = request.actor.person, request.actor.user
    assert person is not None
    assert user is not None
    form = ProfileForm(request.POST or None, instance=person, initial={"appearance": user.appearance})
    if request.method == "POST" and form.is_valid():
        actions.update_contact(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Tiedot on tallennettu."))
        return redirect(_wanted(request.POST))
    return _show_profile(request, person, form)


@require_POST
@citizen_only
@sensitive_variables("code")
def profile_hetu(request: ActorRequest) -> HttpResponse:
    """The code is shown in the answer to a POST: it is never in an address nor in the browser's history."""
    person, user = request.actor.person, request.actor.user
    assert person is not None
    assert user is not None
    if request.actor.assurance < Assurance.STRONG:
        return redirect_to_identification(request)
    code = actions.show_hetu(person, actor=request.actor)
    return _show_profile(request, person, ProfileForm(instance=person, initial={"appearance": user.appearance}), code)


def _show_profile(request: ActorRequest, person: Person, form: ProfileForm, code: str = "") -> HttpResponse:
    # What the register tells is for those whom we know to be the person.
    strong = request.actor.assurance >= Assurance.STRONG
    wanted = _wanted(request.POST or request.GET)
    context = {"person": person, "form": form, "is_strong": strong, "hetu": code, "next_url": wanted}
    response = render(request, "accounts/profile.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _wanted(given: QueryDict) -> str:
    """Where one came from, such as a form that is being filled; never an address elsewhere."""
    wanted = given.get("next", "")
    return wanted if get_adapter().is_safe_url(wanted) else reverse("accounts:profile")


@public
def identify(request: ActorRequest) -> HttpResponse:
    """Strong identification for somebody who is already in, then back to where they came from."""
    next_url = _wanted(request.GET)
    if request.actor.assurance >= Assurance.STRONG:
        return redirect(next_url)
    return render(request, "accounts/identify.html", {"next_url": next_url})


@citizen_only
def behalf(request: ActorRequest) -> HttpResponse:
    return _show_behalf(request)


@require_POST
@citizen_only
def act_for(request: ActorRequest, principal_key: str) -> HttpResponse:
    try:
        mandate = actions.act_for(principal_key, actor=request.actor)
    except Mandate.DoesNotExist:
        raise Http404 from None
    except actions.MandateEnded as refusal:
        return _show_behalf(request, refusal.mandate)
    request.session[MANDATE_KEY] = mandate.pk
    return redirect("pages:my")


@require_POST
@citizen_only
def act_for_self(request: ActorRequest) -> HttpResponse:
    request.session.pop(MANDATE_KEY, None)
    return redirect("pages:my")


def _show_behalf(request: ActorRequest, ended: Mandate | None = None) -> HttpResponse:
    mandates = Mandate.objects.of(request.actor.person)
    return render(request, "accounts/behalf.html", {"mandates": mandates, "ended": ended}, status=409 if ended else 200)
