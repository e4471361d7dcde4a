# SPDX-License-Identifier: EUPL-1.2
"""The case as a package for an archive: asks why, then sends it."""

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from cases.admin.case_page import case_of, page_of
from cases.admin.forms import long_text
from cases.concealing import is_concealed_from
from cases.export.actions import export_case
from cases.export.package import zipped
from cases.permissions import can_export_case
from portal.accounts.access import ActorRequest


class ExportForm(forms.Form):
    reason = long_text(
        _("Mihin tarvitset paketin?"), rows=2, limit=160, help_text=_("Syy näkyy asiakkaalle katselulokissa.")
    )
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True


def export(request: ActorRequest, reference: str) -> HttpResponseBase:
    case = case_of(request, reference)
    if not can_export_case(request.actor, case):
        raise PermissionDenied("export_case")
    form = ExportForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        hidden = is_concealed_from(request.actor, case) and not case.disclosures.open_to(request.actor).exists()
        page: HttpResponse = page_of(request, "export", case, form=form, is_concealed=hidden)
        return page
    parts = export_case(case.pk, actor=request.actor, **form.cleaned_data)
    headers = {"Content-Disposition": f'attachment; filename="{case.reference}.zip"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(zipped(parts), content_type="application/zip", headers=headers)


def exporting_urls(site: AdminSite) -> list[URLPattern]:
    return [path("<str:reference>/export/", site.admin_view(export), name="cases_case_export")]
