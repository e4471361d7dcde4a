# SPDX-License-Identifier: EUPL-1.2
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from services.catalogue.models import LifeEvent, Sector, Service, ServicePoint


class PortalSitemap(Sitemap[Any]):
    """Every page in three languages; addresses are those of SITE_URL, whatever host was asked."""

    i18n = True
    alternates = True
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:  # noqa: ARG002 the signature is Django's
        return urlsplit(settings.SITE_URL).netloc


class StaticPages(PortalSitemap):
    def items(self) -> list[str]:
        names = ("home", "info", "accessibility", "privacy", "plain", "notices")
        return [f"pages:{name}" for name in names] + [
            f"catalogue:{name}" for name in ("list", "az", "life-events", "points")
        ]

    def location(self, item: Any) -> str:
        return reverse(item)


class Services(PortalSitemap):
    def items(self) -> QuerySet[Service]:
        return Service.objects.published().only("slug", "modified_at").order_by("slug")

    def lastmod(self, item: Service) -> Any:
        return item.modified_at


class Points(PortalSitemap):
    def items(self) -> QuerySet[ServicePoint]:
        return ServicePoint.objects.published().only("slug").order_by("slug")


class Sectors(PortalSitemap):
    def items(self) -> QuerySet[Sector]:
        return Sector.objects.all()


class LifeEvents(PortalSitemap):
    def items(self) -> QuerySet[LifeEvent]:
        return LifeEvent.objects.all()


SITEMAPS = {
    "pages": StaticPages,
    "services": Services,
    "points": Points,
    "sectors": Sectors,
    "life-events": LifeEvents,
}
