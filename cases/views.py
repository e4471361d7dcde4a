# SPDX-License-Identifier: EUPL-1.2
"""The citizen's side: one's cases, one case with everything that can be done in it, and the way in by tracking code."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cases import story
from cases.actions.deciding import note_retrieval
from cases.actions.handling import withdraw_case
from cases.actions.messaging import mark_messages_seen, send_message
from cases.actions.supplementing import answer_supplement
from cases.deadlines import calendar_of, deadlines_of
from cases.documents import documents_for, owner_of
from cases.forms import MessageForm, SupplementAnswerForm, TrackForm, WithdrawForm
from cases.hearing_views import hearings_for
from cases.letters.remedy import instruction
from cases.looks import in_words, looks_at
from cases.matters import Matters, Wanted, sources
from cases.models import Case, Document, Message
from cases.party import party_page, remember_tracked
from cases.permissions import can_read_case, can_write_message, may_act_as_party
from cases.promises import promise_text
from cases.rare import has_any
from cases.rectifying_views import contestable
from cases.relations import relations_of
from cases.representing import shares_of
from cases.threads import messages_for
from cases.workflow import BEFORE_DECISION, Verb
from portal.accounts.access import ActorRequest, citizen_only, public, redirect_to_identification
from portal.accounts.actors import Actor, Assurance
from portal.audit.log import viewed
from portal.common.throttle import within_limit
from portal.common.workflow import allowed

PER_PAGE = 20


@citizen_only
@require_GET
def citizen_cases(request: ActorRequest) -> HttpResponse:
    """All of one's matters; `q` searches, `laji` keeps one kind, `tila=valmiit` shows what has ended."""
    wanted = Wanted(request.GET.get("tila") == "valmiit", request.GET.get("q", "").strip()[:100])
    kind = request.GET.get("laji", "")
    matters: Any = Matters(request.actor, wanted, kind)
    page = Paginator(matters, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "wanted": wanted, "kind": kind, "kinds": sources}
    return render(request, "cases/citizen/case_list.html", context)


# --- one case ---


@party_page
@require_GET
def citizen_case(request: ActorRequest, case: Case, actor: Actor) -> HttpResponse:
    return _case_page(request, case, actor)


def _case_page(request: ActorRequest, case: Case, actor: Actor, **forms: Any) -> HttpResponse:
    is_reader = can_read_case(actor, case)
    viewed(case, by=actor, person=owner_of(case), reason="" if is_reader else _("asian tila"))
    thread = messages_for(actor, case)
    if can_write_message(actor, case):
        _mark_seen(case, thread, actor)
    verbs = {row.verb for row in allowed(case, actor)}
    context = {
        "case": case,
        "is_reader": is_reader,
        "facts": story.facts(case),
        "promise": promise_text(case.case_type) if case.status in BEFORE_DECISION else "",
        "deadlines": deadlines_of(case, actor),
        "timeline": story.timeline(case),
        "open_request": story.open_request(case),
        "decisions": [(decision, instruction(decision)) for decision in story.served_decisions(case)],
        "thread": _with_files(thread, case),
        "may_answer": may_act_as_party(actor, case),
        "may_write": can_write_message(actor, case),
        "shares": shares_of(case, actor),
        "documents": documents_for(actor, case),
        "content": story.answers(case, actor),
        "hearings": hearings_for(case, actor),
        "relations": relations_of(case, actor) if has_any(case, "links", "linked_from") else [],
        "contestable": contestable(case, actor),
        "may_withdraw": Verb.WITHDRAW in verbs,
        "answer_form": forms.get("answer_form") or SupplementAnswerForm(),
        "message_form": forms.get("message_form") or MessageForm(),
        "button": story.step_button(case, verbs) if is_reader and may_act_as_party(actor, case) else None,
        "nav": "cases:citizen-cases",
    }
    return render(request, "cases/citizen/case_detail.html", context)


def _mark_seen(case: Case, thread: list[Message], actor: Actor) -> None:
    if any(message.seen_at is None and not message.from_party for message in thread):
        mark_messages_seen(case, actor=actor)


def _with_files(thread: list[Message], case: Case) -> list[tuple[Message, list[Document]]]:
    attached: dict[int | None, list[Document]] = {}
    for document in case.documents.all():
        attached.setdefault(document.message_id, []).append(document)
    return [(message, attached.get(message.pk, [])) for message in thread]


@party_page
def citizen_supplement_answer(request: ActorRequest, case: Case, actor: Actor) -> HttpResponse:
    if request.method != "POST":
        return redirect(case)
    form = SupplementAnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _case_page(request, case, actor, answer_form=form)
    answer_supplement(case.pk, actor=actor, **form.cleaned_data)
    messages.success(request, _("Kiitos! Saimme tiedot, ja käsittely jatkuu."))
    return redirect(case)


@party_page
def citizen_message(request: ActorRequest, case: Case, actor: Actor) -> HttpResponse:
    if request.method != "POST":
        return redirect(case)
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return _case_page(request, case, actor, message_form=form)
    send_message(case.pk, actor=actor, **form.cleaned_data)
    messages.success(request, _("Viesti on lähetetty."))
    return redirect(f"{case.get_absolute_url()}#viestit")


@party_page
@require_http_methods(["GET", "POST"])
def citizen_withdraw(request: ActorRequest, case: Case, actor: Actor) -> HttpResponse:
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        withdraw_case(case.pk, actor=actor, **form.cleaned_data)
        messages.success(request, _("Asia on peruttu."))
        return redirect(case)
    context = {"case": case, "form": form, "may_withdraw": _may(case, actor, Verb.WITHDRAW)}
    return render(request, "cases/citizen/case_withdraw.html", context)


def _may(case: Case, actor: Actor, verb: Verb) -> bool:
    return any(row.verb == verb for row in allowed(case, actor))


@party_page
@require_GET
def citizen_calendar(request: ActorRequest, case: Case, actor: Actor) -> HttpResponse:
    """The days to keep in mind, for one's own calendar."""
    deadlines = deadlines_of(case, actor)
    if not deadlines:
        raise Http404
    viewed(case, by=actor, person=owner_of(case), reason=_("kalenteri"))
    response = HttpResponse(calendar_of(case, deadlines), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{case.reference}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


@party_page
@require_GET
def citizen_looks(request: ActorRequest, case: Case, actor: Actor) -> HttpResponse:
    """Who has looked at this case, in plain words. For the owner and who acts for them."""
    if not may_act_as_party(actor, case) or not can_read_case(actor, case):
        raise Http404
    page = Paginator(looks_at(case, actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {"case": case, "page": page, "looks": in_words(page.object_list, case), "nav": "cases:citizen-cases"}
    return render(request, "cases/citizen/case_looks.html", context)


@party_page
@require_GET
def citizen_document(request: ActorRequest, case: Case, actor: Actor, public_id: UUID) -> HttpResponseBase:
    """Always a download: what somebody uploaded is never a page of ours. A decision that waits for its retrieval
    opens to the strongly identified."""
    document = next((found for found in documents_for(actor, case) if found.public_id == public_id), None)
    if document is None:
        raise Http404
    if document.kind == Document.Kind.DECISION:
        if document.decision.to_retrieve and actor.assurance < Assurance.STRONG:
            return redirect_to_identification(request)
        note_retrieval(document.decision, actor=actor)
    viewed(document, by=actor, person=owner_of(case))
    response = FileResponse(document.file.open(), as_attachment=True, filename=document.name)
    response["Content-Type"] = document.content_type
    response["Cache-Control"] = "private, no-store"
    return response


# --- without log-in ---


@public
@require_http_methods(["GET", "POST"])
def track(request: ActorRequest) -> HttpResponse:
    """Follow a case by its reference and code. The code goes into the session, never into an address."""
    form = TrackForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if not within_limit(request, "track", limit=10, seconds=900):
            form.add_error(None, _("Yrityksiä on ollut liian monta. Yritä uudelleen vartin kuluttua."))
            status = 429
        elif form.is_valid():
            case = Case.objects.with_tracking_code(**form.cleaned_data).first()
            if case:
                remember_tracked(request, case)
                return redirect(case)
            form.add_error(None, _("Asiaa ei löytynyt. Tarkista asianumero ja seurantakoodi."))
    return render(request, "cases/citizen/case_track.html", {"form": form}, status=status)
