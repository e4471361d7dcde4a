# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable
from functools import reduce
from operator import add

from django.conf import settings
from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from services.catalogue.models import SearchEntry, Service, ServicePoint
from services.catalogue.words import fold, index_text

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def index_services(ids: Iterable[int]) -> None:
    """Write the search rows of these services again."""
    services = Service.objects.filter(pk__in=list(ids)).prefetch_related("service_classes", "organizations")
    SearchEntry.objects.filter(service__in=services).delete()
    rows = [row for service in services for row in _service_rows(service)]
    SearchEntry.objects.bulk_create(rows, batch_size=100)


def _service_rows(service: Service) -> list[SearchEntry]:
    rows = []
    for language in LANGUAGES:
        names = f"{service.name.get(language, '')} {service.alternative_name.get(language, '')}".strip()
        if names:
            keywords = [service.keywords.get(language, "")]
            keywords += [one.name.get(language, "") for one in service.service_classes.all()]
            keywords += [one.name.get(language, "") for one in service.organizations.all()]
            long = [getattr(service, field).get(language, "") for field in ("description", "background", "requirement")]
            texts = (names, " ".join(keywords), service.summary.get(language, ""), " ".join(long))
            words = f"{names} {service.keywords.get(language, '')}"
            rows.append(_row(language, texts, words, service=service))
    return rows


def index_points(ids: Iterable[int]) -> None:
    """Write the search rows of these service points again."""
    points = ServicePoint.objects.filter(pk__in=list(ids))
    SearchEntry.objects.filter(point__in=points).delete()
    rows = [
        _row(language, (name, point.street.get(language, ""), point.summary.get(language, ""), ""), name, point=point)
        for point in points
        for language in LANGUAGES
        if (name := point.name.get(language, ""))
    ]
    SearchEntry.objects.bulk_create(rows, batch_size=100)


def _row(
    language: str,
    texts: tuple[str, str, str, str],
    words: str,
    *,
    service: Service | None = None,
    point: ServicePoint | None = None,
) -> SearchEntry:
    """Weights: A names, B keywords, C summary, D long texts."""
    parts = zip(texts, "ABCD", strict=True)
    vectors = [SearchVector(Value(index_text(text, language)), weight=w, config="simple") for text, w in parts]
    entry = SearchEntry(service=service, point=point, language=language, words=fold(words.lower())[:2000])
    entry.vector = reduce(add, vectors)
    return entry
