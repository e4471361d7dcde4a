# SPDX-License-Identifier: EUPL-1.2
"""What colleagues do together: one's tasks over all cases, a task done, a case followed."""

from uuid import UUID

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.actions.teaming import finish_task, follow_case, unfollow_case
from cases.admin.absences import absence_urls
from cases.admin.case_file import case_file_urls
from cases.admin.comparing import comparing_urls
from cases.admin.shortcuts import shortcut_urls
from cases.admin.team import team_urls
from cases.models import Case, Task
from cases.permissions import STAFF_ROLES
from portal.accounts.access import ActorRequest
from portal.common.workflow import require

NAV = "admin:cases_case_changelist"


def tasks(request: ActorRequest) -> HttpResponse:
    """One's open tasks, the most urgent first."""
    require(condition=request.actor.has_role(*STAFF_ROLES), verb="tasks")
    own = list(Task.objects.of_worker(request.actor))
    return render(request, "admin/cases/case/tasks.html", {"nav": NAV, "tasks": own})


@require_POST
def task_done(request: ActorRequest, reference: str, key: UUID) -> HttpResponse:
    case = _case(request, reference)
    finish_task(case.pk, get_object_or_404(case.tasks, key=key).key, actor=request.actor)
    messages.success(request, _("Tehtävä on merkitty tehdyksi."))
    return redirect("admin:cases_case_tasks") if "list" in request.POST else _to(case)


@require_POST
def follow(request: ActorRequest, reference: str) -> HttpResponse:
    case = _case(request, reference)
    follow_case(case.pk, actor=request.actor)
    messages.success(request, _("Seuraat asiaa. Saat sähköpostia, kun asia etenee."))
    return _to(case)


@require_POST
def unfollow(request: ActorRequest, reference: str) -> HttpResponse:
    case = _case(request, reference)
    unfollow_case(case.pk, actor=request.actor)
    messages.success(request, _("Et enää seuraa asiaa."))
    return _to(case)


def _case(request: ActorRequest, reference: str) -> Case:
    found: Case = get_object_or_404(Case.objects.handled_by(request.actor), reference=reference)
    return found


def _to(case: Case) -> HttpResponse:
    return redirect("admin:cases_case_change", case.reference)


def teamwork_urls(site: AdminSite) -> list[URLPattern]:
    return [
        *absence_urls(site),
        *team_urls(site),
        *shortcut_urls(site),
        *comparing_urls(site),
        *case_file_urls(site),
        path("tasks/", site.admin_view(tasks), name="cases_case_tasks"),
        path("<str:reference>/tasks/<uuid:key>/done/", site.admin_view(task_done), name="cases_case_task_done"),
        path("<str:reference>/follow/", site.admin_view(follow), name="cases_case_follow"),
        path("<str:reference>/unfollow/", site.admin_view(unfollow), name="cases_case_unfollow"),
    ]
