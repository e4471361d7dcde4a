# SPDX-License-Identifier: EUPL-1.2
"""The public list of decisions: read by everybody, kept by browsers and the page cache for a minute."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from cases.models import Publication
from cases.publishing.forms import DecisionSearch
from portal.accounts.access import public
from portal.common.throttle import counted_as_search

for_everybody = cache_control(public=True, max_age=60)
PER_PAGE, IN_FEED = 20, 50


@public
@counted_as_search
@for_everybody
def published_list(request: HttpRequest) -> HttpResponse:
    """Newest first; by unit, year and words."""
    form = DecisionSearch(request.GET)
    found = form.narrowed(Publication.objects.public()).for_list()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "is_narrowed": form.is_narrowed}
    return render(request, "cases/decisions/list.html", context)


@public
@for_everybody
def published(request: HttpRequest, unit: str, year: int, number: int) -> HttpResponse:
    return render(request, "cases/decisions/decision.html", {"publication": _found(unit, year, number)})


@public
@for_everybody
def published_pdf(_request: HttpRequest, unit: str, year: int, number: int) -> FileResponse:
    """The public version as it is now: the earlier one is not served once something was taken out of it."""
    document = _found(unit, year, number).version.document
    return FileResponse(document.file.open(), filename=document.name, content_type="application/pdf")


@public
@for_everybody
def published_feed(_request: HttpRequest) -> HttpResponse:
    """Atom (RFC 4287). Headings only: what a reader has fetched cannot be taken back when the period ends."""
    feed = Atom1Feed(
        title=_("Kajaanin kaupungin päätökset"),
        link=settings.SITE_URL + reverse("cases:published-list"),
        feed_url=settings.SITE_URL + reverse("cases:published-feed"),
        description="",
        language=get_language(),
    )
    for publication in Publication.objects.public().for_list()[:IN_FEED]:
        feed.add_item(**_entry(publication))
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _entry(publication: Publication) -> dict[str, Any]:
    decision = publication.decision
    url = settings.SITE_URL + publication.get_absolute_url()
    return {
        "title": f"{decision.case.case_type}, {decision.section}",
        "link": url,
        "unique_id": url,
        "description": f"{decision.unit}: {decision.get_outcome_display()}",
        "pubdate": publication.published_at,
        "updateddate": publication.cleaned_at or publication.published_at,
    }


def _found(unit: str, year: int, number: int) -> Publication:
    public = Publication.objects.public().for_page()
    found: Publication = get_object_or_404(
        public, decision__unit__code=unit, decision__year=year, decision__number=number
    )
    return found
