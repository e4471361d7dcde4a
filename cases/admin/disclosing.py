# SPDX-License-Identifier: EUPL-1.2
"""Break-glass: the page where a handler opens, with a reason, what a non-disclosure order hides in a case."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.admin import AdminSite
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.actions.disclosing import disclose_contacts
from cases.admin import content
from cases.admin.forms import long_text
from cases.concealing import contact_rows, marked_persons
from cases.models import Case
from cases.story import rows_of
from portal.accounts.access import ActorRequest
from portal.audit.log import viewed
from portal.common.texts import localized

NAV = "admin:cases_case_changelist"


class DisclosureForm(forms.Form):
    reason = long_text(
        gettext_lazy("Mihin tarvitset tiedon?"),
        rows=2,
        limit=200,
        help_text=gettext_lazy("Syy näkyy esihenkilöllesi ja asiakkaalle katselulokissa."),
    )
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True


def contacts(request: ActorRequest, reference: str) -> HttpResponse:
    """GET asks why, or shows what is open; POST opens it for half an hour."""
    found = Case.objects.handled_by(request.actor).for_case_page()
    case: Case = get_object_or_404(found, reference=reference)
    if not marked_persons(case):
        raise Http404
    form = DisclosureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        disclose_contacts(case.pk, actor=request.actor, **form.cleaned_data)
        return redirect("admin:cases_case_contacts", case.reference)
    opened = case.disclosures.open_to(request.actor).first()
    context = {"case": case, "nav": NAV, "phases": content.phases_of(case), "form": form, "opened": opened}
    if opened:
        context |= _opened(case)
        for person in marked_persons(case):
            viewed(case, by=request.actor, person=person, reason=_("Turvakiellon alaiset tiedot"))
    response = render(request, "admin/cases/case/contacts.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _opened(case: Case) -> dict[str, Any]:
    rows = [(localized(row.get("label")), row.get("value", ""), rows_of(row)) for row in contact_rows(case)]
    return {"persons": marked_persons(case), "rows": rows}


def disclosing_urls(site: AdminSite) -> list[URLPattern]:
    return [path("<str:reference>/contacts/", site.admin_view(contacts), name="cases_case_contacts")]
