# SPDX-License-Identifier: EUPL-1.2
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control

from portal.accounts.access import ActorRequest, public
from portal.common import clock
from portal.pages.models import Notice
from services.catalogue import presenting
from services.catalogue.models import Sector, Service, Synonym

NEWS_ON_HOME = 4
for_everybody = cache_control(public=True, max_age=60)


@public
@for_everybody
def home(request: HttpRequest) -> HttpResponse:
    notices = list(Notice.objects.current())
    services = Service.objects.published()
    context = {
        "disturbances": [notice for notice in notices if notice.kind == Notice.Kind.DISTURBANCE],
        "news": [notice for notice in notices if notice.kind == Notice.Kind.NEWS][:NEWS_ON_HOME],
        "sectors": Sector.objects.with_top_services(),
        "service_count": services.count(),
        "popular": services.for_cards().filter(popularity__gt=0).order_by("-popularity", "slug")[:6],
        "events": presenting.life_events()[:8],
        "info": presenting.main_place(),
        "searches": Synonym.objects.suggested(get_language() or "fi")[:4],
    }
    return render(request, "pages/home.html", context)


@public
@for_everybody
def notices(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/notices.html", {"notices": Notice.objects.current()})


@public
@for_everybody
def notice(request: ActorRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Notice.objects.visible_to(request.actor), slug=slug)
    return render(request, "pages/notice.html", {"notice": found})


@public
@for_everybody
def info(request: HttpRequest) -> HttpResponse:
    """Kajaani Info: the point that helps with everything, and what it helps with."""
    place = presenting.main_place()
    context = {
        "info": place,
        "helped": Service.objects.published().helped_at(place.point) if place else [],
        "points": presenting.points(),
        "nav": "pages:info",
        "now": clock.now(),
    }
    return render(request, "pages/info.html", context)


@public
@for_everybody
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@public
@for_everybody
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@public
@for_everybody
def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/plain.html")


@public
@for_everybody
def robots(request: HttpRequest) -> HttpResponse:
    """Personal and staff pages are not for search engines."""
    closed = ("oma", "luonnos", "lomake", "kirjaudu", "neuvonta", "admin", "seuraa", "haku")
    lines = [f"Disallow: /{prefix}{path}/" for path in closed for prefix in ("", "sv/", "en/")]
    text = "\n".join(["User-agent: *", *lines, "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
