# SPDX-License-Identifier: EUPL-1.2
"""What the pages around the workspace share with it: the case as one handles it, and its head."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cases.admin import content
from cases.models import Case
from cases.rare import noting_rare, read_rare
from portal.accounts.access import ActorRequest

NAV = "admin:cases_case_changelist"


def case_of(request: ActorRequest, reference: str) -> Case:
    """404 when the actor does not handle it."""
    cases = noting_rare(Case.objects.handled_by(request.actor).for_case_page())
    found: Case = get_object_or_404(cases, reference=reference)
    read_rare(found)
    return found


def page_of(request: ActorRequest, name: str, case: Case, **context: Any) -> HttpResponse:
    context |= {"case": case, "nav": NAV, "phases": content.phases_of(case)}
    return render(request, f"admin/cases/case/{name}.html", context)
