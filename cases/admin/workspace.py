# SPDX-License-Identifier: EUPL-1.2
"""The workspace of one case: what was sent, what has happened, and a button for each thing that may be done now.

Every button posts to one address, which calls one action. A case is found through `handled_by`, so what one may not
handle does not exist here; what one may not do is refused by the action.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases import checklist
from cases.actions import linking, messaging
from cases.actions.deciding import draft_decision
from cases.actions.handling import claim_next_case
from cases.admin import comparing, content, forms, hearings
from cases.admin.moments import event_text
from cases.admin.registering import register_urls
from cases.admin.steps import FREE_STEPS, STEPS, VERB_OF, WRITING, Step, buttons
from cases.admin.teamwork import teamwork_urls
from cases.concealing import is_concealed_from
from cases.letters import render_decision
from cases.models import Case, Decision, Document
from cases.rare import has_any, noting_rare, read_rare
from cases.relations import relations_of
from cases.story import mark_replaced
from cases.workflow import Verb
from portal.accounts.access import ActorRequest
from portal.accounts.actors import Actor
from portal.audit.log import viewed
from portal.audit.models import AccessEntry, AuditEntry
from portal.common.workflow import TransitionNotAllowed, find

NAV = "admin:cases_case_changelist"


def _case(request: ActorRequest, reference: str, *relations: str) -> Case:
    """`relations`: more that the page reads with the case."""
    cases = noting_rare(Case.objects.handled_by(request.actor).for_case_page())
    found: Case = get_object_or_404(cases.select_related(*relations) if relations else cases, reference=reference)
    read_rare(found)
    return found


def _case_for(request: ActorRequest, reference: str, verb: str) -> Case:
    """The case for one button. Who handles it but has no right to this verb is told so before anything is asked."""
    case = _case(request, reference)
    if not find(case, verb).may(request.actor, case):
        raise PermissionDenied(verb)
    return case


def _page(request: ActorRequest, name: str, case: Case, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"case": case, "nav": NAV, "phases": content.phases_of(case)}
    return render(request, f"admin/cases/case/{name}.html", context, status=status)


def _to(case: Case, page: str = "change") -> HttpResponse:
    return redirect(f"admin:cases_case_{page}", case.reference)


# ---- looking


def tab(request: ActorRequest, reference: str, name: str, **given: Any) -> HttpResponse:
    """One side of the case. That it was looked at goes to the log that the customer can read."""
    case = _case(request, reference, *(checklist.relations() if name == "application" else ()))
    viewed(case, by=request.actor, person=_person_of(case))
    common: dict[str, Any] = {
        "tab": name,
        "buttons": buttons(case, request.actor),
        "history": content.chosen_history(case, request.GET.get("tapahtumat", "")),
        "kinds_of_history": content.KINDS_OF_HISTORY,
        "tasks": list(case.tasks.all()),
        "follows": any(one.user_id == request.actor.user.pk for one in case.followings.all() if request.actor.user),
        "relations": relations_of(case, request.actor) if has_any(case, "links", "linked_from") else [],
        "proposals": list(case.proposals.all()),
        "hearings": list(case.hearings.all()),
        "notes": list(case.notes.all()),
        "note_form": forms.NoteForm(case, request.actor),
        "place": _place_in_own_work(request.actor, case),
        "new_messages": sum(1 for message in case.messages.all() if message.from_party and not message.seen_at),
    }
    return _page(request, name, case, **(common | TABS[name](request, case) | given))


def _application(request: ActorRequest, case: Case) -> dict[str, Any]:
    parts = content.parts_of(case, request.actor)
    return {
        "parts": parts,
        "is_concealed": is_concealed_from(request.actor, case),
        "changed": content.changed_answers(parts),
        "alike": comparing.alike_of(case, request.actor),
        "requests": content.requests_of(case),
        "checklist": checklist.checklist_of(case),
    }


def _messages(request: ActorRequest, case: Case) -> dict[str, Any]:
    thread = content.thread_of(case)
    if any(message.from_party and not message.seen_at for message, _documents in thread):
        messaging.mark_messages_seen(case, actor=request.actor)
    return {"thread": thread, "message_form": forms.MessageForm(case, request.actor)}


def _documents(_request: ActorRequest, case: Case) -> dict[str, Any]:
    return {"documents": list(case.documents.all()), "decisions": mark_replaced(list(case.decisions.all()))}


def _earlier(request: ActorRequest, case: Case) -> dict[str, Any]:
    return {"earlier": Case.objects.handled_by(request.actor).of_same_parties(case).for_worklist()}


def _access_log(_request: ActorRequest, case: Case) -> dict[str, Any]:
    return {"entries": AccessEntry.objects.looks_at(case)[:100]}


TABS: dict[str, Callable[[ActorRequest, Case], dict[str, Any]]] = {
    "application": _application,
    "messages": _messages,
    "documents": _documents,
    "earlier": _earlier,
    "access_log": _access_log,
}


def _person_of(case: Case) -> Any:
    return next((party.person for party in case.parties.all() if party.person), None)


def _place_in_own_work(actor: Actor, case: Case) -> dict[str, Any]:
    """Which of one's own cases this is, and the next one. A case that is not one's work asks nothing."""
    if case.handler != actor.user or case.is_ended or case.is_served:
        return {}
    own = list(Case.objects.handled_by(actor).own_work(actor).values_list("reference", flat=True))
    if case.reference not in own:
        return {}
    index = own.index(case.reference)
    return {"number": index + 1, "count": len(own), "next": own[index + 1] if index + 1 < len(own) else ""}


def _document_words(found: Document) -> str:
    """For the log, which is read by more people than the case: what people call their files is personal data too."""
    return _("Asiakirja: %(name)s") % {"name": found.get_kind_display()}


def document(request: ActorRequest, reference: str, public_id: Any) -> FileResponse:
    """A file of the case. What somebody sent is always downloaded, never a page of ours; our own letters open."""
    case = _case(request, reference)
    found = get_object_or_404(case.documents, public_id=public_id)
    viewed(case, by=request.actor, person=_person_of(case), reason=_document_words(found))
    return FileResponse(
        found.file.open(),
        filename=found.name,
        as_attachment=found.kind != Document.Kind.DECISION,
        content_type=found.content_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


# ---- doing


def step(request: ActorRequest, reference: str, slug: str) -> HttpResponse:
    """GET asks what the verb needs, POST does it by the verb's one action."""
    verb = VERB_OF[slug]
    case = _case_for(request, reference, verb)
    if request.method == "POST":
        return _do(request, case, STEPS[verb])
    if case.status not in find(case, verb).sources:
        raise TransitionNotAllowed(case, verb)
    form = STEPS[verb].form(case, request.actor)
    form.start_from(request.GET)
    return _ask(request, case, STEPS[verb], form)


def free_step(request: ActorRequest, reference: str, slug: str) -> HttpResponse:
    """No move of the workflow, otherwise as any step."""
    case, chosen = _case(request, reference), FREE_STEPS[slug]
    return _do(request, case, chosen) if request.method == "POST" else _ask(request, case, chosen)


def _ask(
    request: ActorRequest, case: Case, step: Step, form: forms.CaseForm | None = None, **more: Any
) -> HttpResponse:
    form = form or step.form(case, request.actor)
    return _page(request, "step", case, step=step, form=form, target=_target(case, step), **more)


def _target(case: Case, step: Step) -> str:
    """Where the form is sent. A decision is looked at once more before it is made."""
    name = "decide_check" if step is STEPS[Verb.DECIDE] else step.slug
    return reverse(f"admin:cases_case_{name}", args=[case.reference])


def _do(request: ActorRequest, case: Case, step: Step) -> HttpResponse:
    form = step.form(case, request.actor, request.POST)
    if not form.is_valid():
        return _ask(request, case, step, form)
    try:
        step.do(case.pk, actor=request.actor, expected_version=form.cleaned_data["version"], **form.facts())
    except TransitionNotAllowed:
        return _conflict(request, case, step, form)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _ask(request, case, step, form)
    messages.success(request, str(step.done))
    is_still_ours = Case.objects.handled_by(request.actor).filter(pk=case.pk).exists()
    return _to(case) if is_still_ours else redirect(NAV)


def _conflict(request: ActorRequest, case: Case, step: Step, form: forms.CaseForm) -> HttpResponse:
    """Somebody was faster: tell what they did, and keep what was typed. Sending again acts on the case as it is now."""
    case = _case(request, case.reference)
    same_answers = request.POST.copy()
    same_answers["version"] = str(case.version)
    again = step.form(case, request.actor, same_answers)
    can_still = step in buttons(case, request.actor) or (step.slug in FREE_STEPS and not case.is_ended)
    # From the audit log, which knows every change; the history of the case leaves out new estimates, for instance.
    latest = AuditEntry.objects.changes_of(case)[:3]
    return _page(
        request,
        "conflict",
        case,
        status=409,
        step=step,
        form=again if can_still else form,
        can_still=can_still,
        target=_target(case, step),
        history=[content.Event(entry.at, "Record", event_text(entry.event), entry.by_name) for entry in latest],
    )


# ---- deciding: write, check, decide


@require_POST
def decide_check(request: ActorRequest, reference: str) -> HttpResponse:
    """The decision as it would be made; nothing is kept yet."""
    case, decide = _case_for(request, reference, Verb.DECIDE), STEPS[Verb.DECIDE]
    form = decide.form(case, request.actor, request.POST)
    if not form.is_valid():
        return _ask(request, case, decide, form)
    draft = _draft(form)
    if draft is None:
        return _ask(request, case, decide, form)
    return _page(request, "decide_check", case, step=decide, form=form, draft=draft)


@require_POST
def decide_edit(request: ActorRequest, reference: str) -> HttpResponse:
    """Back from the check to the writing, with what was written."""
    case, decide = _case_for(request, reference, Verb.DECIDE), STEPS[Verb.DECIDE]
    return _ask(request, case, decide, _written(request, case, decide))


def _written(request: ActorRequest, case: Case, step: Step) -> forms.CaseForm:
    """The form with what was typed into it, right or wrong."""
    form = step.form(case, request.actor)
    form.initial.update({name: request.POST.get(name, "") for name in form.fields})
    return form


def _draft(form: forms.CaseForm) -> Decision | None:
    """The decision as it would be; nothing, with words beside the fields, when something is missing."""
    try:
        return draft_decision(form.case, form.facts()["text"], actor=form.actor)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


@require_POST
def insert_text(request: ActorRequest, reference: str, slug: str) -> HttpResponse:
    """A ready text at the end of what has been written; nothing is kept yet."""
    verb = VERB_OF[slug]
    case, chosen = _case_for(request, reference, verb), STEPS[verb]
    form = _written(request, case, chosen)
    assert isinstance(form, forms.ReadyTexts)
    if not form.insert(request.POST.get("text_module", "")):
        messages.info(request, _("Valitse ensin teksti."))
    return _ask(request, case, chosen, form)


@require_POST
def decide_preview(request: ActorRequest, reference: str) -> HttpResponse:
    """The letter as the customer would get it, without a section number."""
    case = _case_for(request, reference, Verb.DECIDE)
    form = forms.DecisionForm(case, request.actor, request.POST)
    draft = _draft(form) if form.is_valid() else None
    if draft is None:
        return _ask(request, case, STEPS[Verb.DECIDE], form)
    letter = render_decision(draft, case.language)
    return HttpResponse(letter, content_type="application/pdf", headers={"Cache-Control": "no-store"})


# ---- writing


@require_POST
def message(request: ActorRequest, reference: str) -> HttpResponse:
    case = _case(request, reference)
    form = forms.MessageForm(case, request.actor, request.POST)
    if not form.is_valid():
        return tab(request, reference, "messages", message_form=form)
    messaging.send_message(case.pk, actor=request.actor, **form.facts())
    messages.success(request, _("Viesti on lähetetty asiakkaalle."))
    return _to(case, "messages")


@require_POST
def message_text(request: ActorRequest, reference: str) -> HttpResponse:
    """A ready text at the end of the message; nothing is sent yet."""
    case = _case(request, reference)
    form = forms.MessageForm(case, request.actor)
    form.initial.update({name: request.POST.get(form.add_prefix(name), "") for name in form.fields})
    if not form.insert(request.POST.get("text_module", "")):
        messages.info(request, _("Valitse ensin teksti."))
    return tab(request, reference, "messages", message_form=form)


@require_POST
def note(request: ActorRequest, reference: str) -> HttpResponse:
    case = _case(request, reference)
    form = forms.NoteForm(case, request.actor, request.POST)
    if not form.is_valid():
        return tab(request, reference, "application", note_form=form)
    try:
        messaging.add_note(case.pk, actor=request.actor, **form.facts())
    except ValidationError as refusal:
        form.add_error("text", refusal)
        return tab(request, reference, "application", note_form=form)
    messages.success(request, _("Muistiinpano on tallessa. Se ei näy asiakkaalle."))
    return _to(case)


@require_POST
def unlink(request: ActorRequest, reference: str, link_id: int) -> HttpResponse:
    case = _case(request, reference)
    linking.unlink_cases(get_object_or_404(case.links, pk=link_id).pk, actor=request.actor)
    messages.success(request, _("Asioiden suhde on poistettu."))
    return _to(case)


@require_POST
def take_next(request: ActorRequest) -> HttpResponse:
    case = claim_next_case(actor=request.actor)
    if case:
        return _to(case)
    messages.info(request, _("Jonossa ei ole asioita ilman käsittelijää."))
    return redirect(NAV)


def workspace_urls(site: AdminSite) -> list[URLPattern]:
    def page(route: str, view: Callable[..., Any], url_name: str, **kwargs: Any) -> URLPattern:
        return path(route, site.admin_view(view), kwargs, name=f"cases_case_{url_name}")

    return [
        path("next/", site.admin_view(take_next), name="cases_case_next"),
        path("hearings/", site.admin_view(hearings.asked_of_us), name="cases_case_hearings"),
        path("hearings/<uuid:key>/", site.admin_view(hearings.asked_one), name="cases_case_hearing"),
        path(
            "hearings/<uuid:key>/<uuid:public_id>/",
            site.admin_view(hearings.asked_document),
            name="cases_case_hearing_document",
        ),
        *register_urls(site),
        *teamwork_urls(site),
        # one case
        page("<str:reference>/", tab, "change", name="application"),
        page("<str:reference>/messages/", tab, "messages", name="messages"),
        page("<str:reference>/documents/", tab, "documents", name="documents"),
        page("<str:reference>/earlier/", tab, "earlier", name="earlier"),
        page("<str:reference>/access-log/", tab, "access_log", name="access_log"),
        page("<str:reference>/documents/<uuid:public_id>/", document, "document"),
        # its buttons
        *(page(f"<str:reference>/{slug}/", step, slug, slug=slug) for slug in VERB_OF),
        *(page(f"<str:reference>/{slug}/text/", insert_text, f"{slug}_text", slug=slug) for slug in WRITING),
        page("<str:reference>/decide/check/", decide_check, "decide_check"),
        page("<str:reference>/decide/edit/", decide_edit, "decide_edit"),
        page("<str:reference>/decide/preview/", decide_preview, "decide_preview"),
        *(page(f"<str:reference>/{slug}/", free_step, slug, slug=slug) for slug in FREE_STEPS),
        page("<str:reference>/unlink/<int:link_id>/", unlink, "unlink"),
        page("<str:reference>/message/", message, "message"),
        page("<str:reference>/message/text/", message_text, "message_text"),
        page("<str:reference>/note/", note, "note"),
    ]
