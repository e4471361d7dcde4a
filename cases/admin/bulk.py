# SPDX-License-Identifier: EUPL-1.2
"""The pages of a job on many cases: what is asked, a last look, how far it is, and taking it back."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.actions.bulk import answer_job, choose_cases, refusals_to_come, start_job, stop_job, undo_job
from cases.admin.bulk_forms import FORMS
from cases.models import BulkItem, BulkJob
from cases.permissions import STAFF_ROLES
from cases.tasks import run_bulk
from portal.accounts.access import ActorRequest
from portal.accounts.actors import Actor
from portal.accounts.models import Role
from portal.common.workflow import require
from portal.notifications.tasks import enqueue

NAV = "admin:cases_case_changelist"
JOBS_SHOWN = 30
REFUSALS_SHOWN = 200
_DECIDING = (BulkJob.Kind.DECIDE,)
_NOT_DONE = (BulkItem.State.REFUSED, BulkItem.State.KEPT)


def kinds_for(actor: Actor) -> list[tuple[str, Any]]:
    """What the queue offers; each case is asked again for itself."""
    decides = actor.has_role(Role.DECISION_MAKER)
    return [(kind.value, kind.label) for kind in BulkJob.Kind if decides or kind not in _DECIDING]


def choose(request: ActorRequest, kind: str, case_ids: Collection[int]) -> HttpResponse:
    """From the selection of the queue to what is asked of it."""
    if kind not in BulkJob.Kind.values:
        messages.warning(request, _("Valitse, mitä asioille tehdään."))
        return redirect(request.get_full_path())
    try:
        job = choose_cases(case_ids, actor=request.actor, kind=kind)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(request.get_full_path())
    if kind not in FORMS:
        answer_job(job.key, actor=request.actor, answers={}, told=[])
    return _to(job)


def _job(request: ActorRequest, key: UUID) -> BulkJob:
    found: BulkJob = get_object_or_404(BulkJob.objects.visible_to(request.actor).with_counts(), key=key)
    return found


def _to(job: BulkJob) -> HttpResponse:
    return redirect("admin:cases_bulk_job", job.key)


def jobs(request: ActorRequest) -> HttpResponse:
    """One's own, the newest first."""
    require(condition=request.actor.has_role(*STAFF_ROLES), verb="jobs")
    own = BulkJob.objects.visible_to(request.actor).with_counts()[:JOBS_SHOWN]
    return render(request, "admin/cases/bulk/jobs.html", {"nav": NAV, "jobs": own})


def job(request: ActorRequest, key: UUID) -> HttpResponse:
    """Before the start a last look at what would happen; then how far it is."""
    found = _job(request, key)
    if not found.is_draft:
        page = "_progress" if getattr(request, "htmx", None) else "job"
        context = {"nav": NAV, "job": found, "not_done": _not_done(found)}
        return render(request, f"admin/cases/bulk/{page}.html", context)
    if found.answers is None:
        return redirect("admin:cases_bulk_ask", key)
    refused = refusals_to_come(found, actor=request.actor)
    ready_count = found.items.count() - len(refused)
    context = {"nav": NAV, "job": found, "refused": refused, "ready_count": ready_count, "asks": found.kind in FORMS}
    return render(request, "admin/cases/bulk/check.html", context)


def _not_done(found: BulkJob) -> list[BulkItem]:
    return list(found.items.filter(state__in=_NOT_DONE).select_related("case__case_type")[:REFUSALS_SHOWN])


def ask(request: ActorRequest, key: UUID) -> HttpResponse:
    found = _job(request, key)
    if not found.is_draft or found.kind not in FORMS:
        return _to(found)
    form = FORMS[found.kind](found, request.actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_job(key, actor=request.actor, answers=form.answers(), told=form.told())
        return _to(found)
    return render(request, "admin/cases/bulk/ask.html", {"nav": NAV, "job": found, "form": form})


@require_POST
def start(request: ActorRequest, key: UUID) -> HttpResponse:
    return _act(request, key, start_job)


@require_POST
def stop(request: ActorRequest, key: UUID) -> HttpResponse:
    return _act(request, key, stop_job)


@require_POST
def undo(request: ActorRequest, key: UUID) -> HttpResponse:
    return _act(request, key, undo_job)


def _act(request: ActorRequest, key: UUID, action: Callable[..., BulkJob]) -> HttpResponse:
    try:
        done = action(_job(request, key).key, actor=request.actor)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("admin:cases_bulk_job", key)
    if done.is_working:
        # When the broker is down, or we die before this, the sweep finds the job a little later.
        transaction.on_commit(lambda: enqueue(run_bulk, done.pk))
    return _to(done)


def bulk_urls(site: AdminSite) -> list[URLPattern]:
    return [
        path("bulk/", site.admin_view(jobs), name="cases_bulk_jobs"),
        path("bulk/<uuid:key>/", site.admin_view(job), name="cases_bulk_job"),
        path("bulk/<uuid:key>/ask/", site.admin_view(ask), name="cases_bulk_ask"),
        path("bulk/<uuid:key>/start/", site.admin_view(start), name="cases_bulk_start"),
        path("bulk/<uuid:key>/stop/", site.admin_view(stop), name="cases_bulk_stop"),
        path("bulk/<uuid:key>/undo/", site.admin_view(undo), name="cases_bulk_undo"),
    ]
