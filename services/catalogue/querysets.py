# SPDX-License-Identifier: EUPL-1.2
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db import models
from django.db.models import Case, ExpressionWrapper, Q, Value, When

from portal.accounts.actors import Actor
from portal.accounts.models import Role

if TYPE_CHECKING:
    from services.catalogue.models import SearchEntry, Service, ServiceChannel, ServicePoint
else:
    SearchEntry = Service = ServiceChannel = ServicePoint = Any


class PublishedQuerySet[T: models.Model](models.QuerySet[T]):
    def published(self) -> Self:
        return self.filter(publishing="published")


class ServiceQuerySet(PublishedQuerySet["Service"]):
    def editable_by(self, actor: Actor) -> Self:
        """Main users edit all, editors the services of their units."""
        if actor.has_role(Role.MAIN_USER):
            return self
        units = actor.units_with(Role.EDITOR)
        return self if units is None else self.filter(unit__in=units)


class ChannelQuerySet(PublishedQuerySet["ServiceChannel"]):
    pass


class PointQuerySet(PublishedQuerySet["ServicePoint"]):
    pass


class SearchQuerySet(models.QuerySet["SearchEntry"]):
    def matching(self, *, every: SearchQuery, some: SearchQuery, text: str, language: str) -> Self:
        """Rows that have all the words, some of them, the text inside a name, or a name that looks like it."""
        published = Q(service__publishing="published") | Q(point__publishing="published")
        inside = Q(words__contains=text)
        rank = SearchRank("vector", some, weights=[0.05, 0.2, 0.5, 1.0])
        own_language = Case(When(language=language, then=Value(0.3)), default=Value(0.0))
        return (
            self.filter(published, Q(vector=some) | inside | Q(words__trigram_word_similar=text))
            .annotate(
                has_every=ExpressionWrapper(Q(vector=every) | inside, output_field=models.BooleanField()),
                score=rank + TrigramWordSimilarity(text, "words") + own_language,
            )
            .order_by("-has_every", "-score", "pk")
        )
