# SPDX-License-Identifier: EUPL-1.2
"""Answering what is asked before a decision: the party on the own page, an outsider by the link that was sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cases.actions.hearing import give_statement
from cases.forms import StatementForm
from cases.models import Case, Document, Hearing
from cases.party import party_page
from cases.permissions import can_answer_hearing
from portal.accounts.access import ActorRequest, public
from portal.accounts.actors import VISITOR, Actor
from portal.audit.log import viewed
from portal.common.throttle import within_limit


def hearings_for(case: Case, actor: Actor) -> list[Hearing]:
    """What this party is asked or has answered."""
    return [hearing for hearing in case.hearings.all() if hearing.party_id and can_answer_hearing(actor, hearing)]


def file_of(document: Document) -> FileResponse:
    """Always a download: what somebody uploaded is never a page of ours."""
    response = FileResponse(document.file.open(), as_attachment=True, filename=document.name)
    response["Content-Type"] = document.content_type
    response["Cache-Control"] = "private, no-store"
    return response


# --- the party ---


@party_page
@require_http_methods(["GET", "POST"])
def citizen_hearing(request: ActorRequest, case: Case, actor: Actor, key: UUID) -> HttpResponse:
    hearing = _own(case, actor, key)
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        give_statement(hearing.pk, actor=actor, **form.cleaned_data)
        messages.success(request, _("Kiitos! Saimme vastauksesi."))
        return redirect(case)
    viewed(case, by=actor, person=actor.customer, reason=_("kuuleminen"))
    context = {"case": case, "hearing": hearing, "form": form, "nav": "cases:citizen-cases"}
    return render(request, "cases/citizen/hearing.html", context)


@party_page
@require_GET
def citizen_hearing_document(
    request: ActorRequest, case: Case, actor: Actor, key: UUID, public_id: UUID
) -> FileResponse:
    document = get_object_or_404(_own(case, actor, key).documents, public_id=public_id)
    viewed(document, by=actor, person=actor.customer, reason=_("kuuleminen"))
    return file_of(document)


def _own(case: Case, actor: Actor, key: UUID) -> Hearing:
    found = next((hearing for hearing in hearings_for(case, actor) if hearing.key == key), None)
    if found is None:
        raise Http404
    return found


# --- without log-in ---


@public
@never_cache
@require_http_methods(["GET", "POST"])
def statement(request: ActorRequest, token: str) -> HttpResponse:
    """The page of one link. A dead link says so and tells nothing of what it led to."""
    hearing = _of_link(request, token)
    if hearing is None:
        return render(request, "cases/statement_gone.html", status=404)
    actor = VISITOR.asked_in(hearing.pk, name=hearing.asked)
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        give_statement(hearing.pk, actor=actor, way=Hearing.Way.LINK, **form.cleaned_data)
        return render(request, "cases/statement_thanks.html", {"hearing": hearing})
    viewed(hearing.case, by=actor, reason=_("lausuntopyyntö"))
    return render(request, "cases/statement.html", {"hearing": hearing, "form": form, "token": token})


@public
@never_cache
@require_GET
def statement_document(request: ActorRequest, token: str, public_id: UUID) -> FileResponse:
    hearing = _of_link(request, token)
    if hearing is None:
        raise Http404
    document = get_object_or_404(hearing.documents, public_id=public_id)
    viewed(document, by=VISITOR.asked_in(hearing.pk, name=hearing.asked), reason=_("lausuntopyyntö"))
    return file_of(document)


def _of_link(request: ActorRequest, token: str) -> Any:
    if not within_limit(request, "statement", limit=60, seconds=900):
        return None
    return Hearing.objects.of_token(token).first()
