# SPDX-License-Identifier: EUPL-1.2
"""Mails that wait for a human: who sent it is not sure, or where it belongs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.actions.receiving import drop_held_mail, point_held_mail, take_held_mail
from cases.models import Case, IncomingMail
from cases.permissions import STAFF_ROLES
from portal.accounts.access import ActorRequest
from portal.accounts.models import Role
from portal.audit.log import viewed
from portal.common.references import normalise_reference
from portal.common.workflow import require

SHOWN = 100


@require_GET
def held(request: ActorRequest) -> HttpResponse:
    """What waits, the oldest first. Each of a case is a look at the case."""
    require(condition=request.actor.has_role(*STAFF_ROLES, Role.MAIN_USER), verb="held_mails")
    waiting = IncomingMail.objects.visible_to(request.actor).held().select_related("case", "person")
    mails = list(waiting.order_by("received_at", "pk")[:SHOWN])
    for case in {mail.case for mail in mails if mail.case}:
        viewed(case, by=request.actor, reason=_("saapunut sähköposti"))
    return render(request, "admin/cases/mails.html", {"mails": mails})


def take(request: ActorRequest, key: UUID) -> HttpResponse:
    """Into the case of the number that was typed; without one, into the case that the mail answers."""
    mail = _one(request, key)
    if request.method != "POST":
        return redirect("admin:cases_mails")
    case = _case_of(request, mail)
    if case is None:
        messages.error(request, _("Tällä asianumerolla ei löydy asiaa, jota voit käsitellä."))
        return redirect("admin:cases_mails")
    handles = Case.objects.handled_by(request.actor).filter(pk=case.pk).exists()
    act: Any = take_held_mail if handles else point_held_mail
    done = _("Viesti on nyt asiassa.") if handles else _("Viesti odottaa nyt asian käsittelijää.")
    return _done(request, lambda: act(mail.key, actor=request.actor, case_id=case.pk), done)


def drop(request: ActorRequest, key: UUID) -> HttpResponse:
    mail = _one(request, key)
    if request.method != "POST":
        return redirect("admin:cases_mails")
    return _done(request, lambda: drop_held_mail(mail.key, actor=request.actor), _("Viestiä ei viety asiaan."))


def _one(request: ActorRequest, key: UUID) -> IncomingMail:
    mail: IncomingMail = get_object_or_404(IncomingMail.objects.visible_to(request.actor).held(), key=key)
    return mail


def _case_of(request: ActorRequest, mail: IncomingMail) -> Case | None:
    """A main user names any case, a handler those of the own units."""
    typed = normalise_reference(request.POST.get("reference", ""))
    may_point = request.actor.has_role(Role.MAIN_USER)
    cases = Case.objects.to_point_at() if may_point else Case.objects.handled_by(request.actor)
    found: Case | None = cases.filter(reference=typed).first() if typed else mail.case
    return found


def _done(request: ActorRequest, act: Any, words: str) -> HttpResponse:
    try:
        act()
    except ValidationError:
        messages.warning(request, _("Joku muu on jo tarkistanut viestin."))
    else:
        messages.success(request, words)
    return redirect("admin:cases_mails")


def mail_urls(site: Any) -> list[Any]:
    return [
        path("mails/", site.admin_view(held), name="cases_mails"),
        path("mails/<uuid:key>/take/", site.admin_view(take), name="cases_mail_take"),
        path("mails/<uuid:key>/drop/", site.admin_view(drop), name="cases_mail_drop"),
    ]
