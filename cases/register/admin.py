# SPDX-License-Identifier: EUPL-1.2
"""The register for those who handle its cases: the whole metadata, found through `handled_by` like every staff page."""

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path

from cases.models import Case
from cases.permissions import STAFF_ROLES
from cases.register.entries import staff_cases, staff_table
from cases.register.files import as_csv
from cases.register.forms import RegisterForm
from portal.accounts.access import ActorRequest
from portal.audit.log import record
from portal.common.workflow import require

SHOWN = 100


def staff_register(request: ActorRequest) -> HttpResponse:
    require(condition=request.actor.has_role(*STAFF_ROLES), verb="register")
    form = RegisterForm(request.GET)
    found = staff_cases(form.asked(), Case.objects.handled_by(request.actor))
    context = {"form": form, "cases": found[:SHOWN], "query": request.GET.urlencode(), "shown": SHOWN}
    return render(request, "admin/cases/register.html", context)


def staff_register_csv(request: ActorRequest) -> HttpResponseBase:
    """The file leaves the portal's eyes: that it was taken is written down."""
    require(condition=request.actor.has_role(*STAFF_ROLES), verb="register")
    asked = RegisterForm(request.GET).asked()
    found = staff_cases(asked, Case.objects.handled_by(request.actor))
    assert request.actor.user
    record("register.exported", about=request.actor.user, by=request.actor, year=asked.year)
    return as_csv(staff_table(found.iterator(500)), f"asiarekisteri-{asked.year}")


def staff_register_urls(site: AdminSite) -> list[URLPattern]:
    return [
        path("register/", site.admin_view(staff_register), name="cases_case_register"),
        path("register/csv/", site.admin_view(staff_register_csv), name="cases_case_register_csv"),
    ]
