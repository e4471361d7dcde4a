# SPDX-License-Identifier: EUPL-1.2
"""The case as one file on paper."""

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from cases.admin import content
from cases.admin.case_page import case_of
from cases.letters.case_file import render_case_file
from portal.accounts.access import ActorRequest
from portal.audit.log import viewed
from portal.common.dates import day_text, time_text


def case_file(request: ActorRequest, reference: str) -> HttpResponse:
    """One PDF. That it was taken goes to the log that the customer can read."""
    case = case_of(request, reference)
    person = next((party.person for party in case.parties.all() if party.person), None)
    viewed(case, by=request.actor, person=person, reason=_("Koko asia tulosteena"))
    # Of the internal ones not even that there are some.
    events = [event for event in reversed(content.history_of(case)) if event.kind != "notes"]
    told = [(f"{day_text(event.at)} {time_text(event.at)}", ", ".join(_told(event))) for event in events]
    return HttpResponse(
        render_case_file(case, request.actor, told),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{case.reference}.pdf"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _told(event: content.Event) -> list[str]:
    return [str(text) for text in (event.text, event.by, event.more) if text]


def case_file_urls(site: AdminSite) -> list[URLPattern]:
    return [path("<str:reference>/case-file/", site.admin_view(case_file), name="cases_case_file")]
