# SPDX-License-Identifier: EUPL-1.2
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control

from portal.accounts.access import public
from portal.common import clock
from portal.common.throttle import counted_as_search
from services.catalogue import presenting
from services.catalogue.listing import listing
from services.catalogue.models import LifeEvent, Sector, Service, ServicePoint
from services.catalogue.published import published
from services.catalogue.search import find
from services.catalogue.sorting import first_letter, sort_key
from services.catalogue.times import times_of

# Pages that are the same for every visitor: kept whole by portal.pages.cache, and by browsers for a minute.
for_everybody = cache_control(public=True, max_age=60)


@public
@for_everybody
def service_list(request: HttpRequest) -> HttpResponse:
    context = {
        "listing": listing(request.GET, published()),
        "sectors": Sector.objects.in_order(),
        "nav": "catalogue:list",
    }
    return render(request, "catalogue/service_list.html", context)


@public
@for_everybody
def sector(request: HttpRequest, slug: str) -> HttpResponse:
    """A sector; with `q`, a search inside it."""
    found_sector = get_object_or_404(Sector, slug=slug)
    text, catalogue = request.GET.get("q", "").strip(), published()
    found = find(text, get_language() or "fi", catalogue) if text else None
    context = {
        "sector": found_sector,
        "results": found,
        "listing": listing(request.GET, catalogue, sector=found_sector, found=found),
        "nav": "catalogue:list",
    }
    return render(request, "catalogue/sector.html", context)


@public
@counted_as_search
@for_everybody
def search(request: HttpRequest) -> HttpResponse:
    text, catalogue = request.GET.get("q", "").strip()[:100], published()
    found = find(text, get_language() or "fi", catalogue)
    context = {
        "results": found,
        "listing": listing(request.GET, catalogue, found=found),
        "points": catalogue.places(found.point_ids[:5]),
        "query": text,
        "nav": "catalogue:list",
    }
    return render(request, "catalogue/search.html", context)


@public
@for_everybody
def az(request: HttpRequest) -> HttpResponse:
    services = sorted(Service.objects.published().only("name", "slug"), key=lambda one: sort_key(str(one.name)))
    letters = [
        (letter, list(group)) for letter, group in groupby(services, key=lambda one: first_letter(str(one.name)))
    ]
    return render(request, "catalogue/az.html", {"letters": letters, "total": len(services), "nav": "catalogue:list"})


@public
@for_everybody
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """An archived service says so, and where to ask; an unknown one is 404."""
    found = get_object_or_404(Service.objects.for_page(), slug=slug)
    if found.publishing == "archived":
        return render(request, "catalogue/service_archived.html", {"service": found}, status=410)
    context: dict[str, Any] = {
        "service": found,
        "ways": presenting.ways_of(found, clock.now()),
        "times": times_of(found.pk),
        "related": Service.objects.related_to(found)[:5],
        "nav": "catalogue:list",
    }
    return render(request, "catalogue/service.html", context)


@public
@for_everybody
def life_events(request: HttpRequest) -> HttpResponse:
    context = {"events": presenting.life_events(), "nav": "catalogue:life-events"}
    return render(request, "catalogue/life_events.html", context)


@public
@for_everybody
def life_event(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(LifeEvent, slug=slug)
    services = Service.objects.published().for_cards().in_life_event(event)
    context = {
        "event": event,
        "bundles": event.bundles.open_to_all(),
        "services": sorted(services, key=lambda one: sort_key(str(one.name))),
        "nav": "catalogue:life-events",
    }
    return render(request, "catalogue/life_event.html", context)


@public
@for_everybody
def points(request: HttpRequest) -> HttpResponse:
    return render(request, "catalogue/points.html", {"points": presenting.points(), "nav": "catalogue:points"})


@public
@for_everybody
def point(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(ServicePoint.objects.for_list(), slug=slug)
    services = Service.objects.published().filter(connections__channel=found.pk).for_cards()
    context = {
        "place": presenting.place(found, clock.now()),
        "services": sorted(services, key=lambda one: sort_key(str(one.name))),
        "nav": "catalogue:points",
    }
    return render(request, "catalogue/point.html", context)
