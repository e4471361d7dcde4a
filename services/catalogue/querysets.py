# SPDX-License-Identifier: EUPL-1.2
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db import models
from django.db.models import Count, ExpressionWrapper, F, OuterRef, Prefetch, Q, Value

from portal.accounts.actors import Actor
from portal.accounts.models import Role

if TYPE_CHECKING:
    from services.catalogue.models import (
        Connection,
        LifeEvent,
        SearchEntry,
        Sector,
        Service,
        ServiceChannel,
        ServicePoint,
        Synonym,
    )
else:
    # as_manager() reads these names at run time; the models themselves import this module.
    Connection = LifeEvent = SearchEntry = Sector = Service = ServiceChannel = ServicePoint = Synonym = Any


def _connections() -> "models.QuerySet[Connection]":
    # The models import this module, so it asks for the model by name.
    return apps.get_model("catalogue", "Connection")._default_manager.all()


def _codes(relation: str) -> ArrayAgg:
    present = Q(**{f"{relation}__isnull": False})
    return ArrayAgg(f"{relation}__code", distinct=True, filter=present, default=Value([]))


def _place_ids() -> ArraySubquery:
    """Channels of a service that are service points."""
    places = _connections().filter(service=OuterRef("pk"), channel__servicepoint__isnull=False)
    return ArraySubquery(places.values("channel").distinct())


class PublishedQuerySet[T: models.Model](models.QuerySet[T]):
    def published(self) -> Self:
        return self.filter(publishing="published")


class SectorQuerySet(models.QuerySet["Sector"]):
    def in_order(self) -> Self:
        return self.order_by("order", "slug")

    def with_top_services(self) -> Self:
        """With `top_services`: the three most used of each sector."""
        services = apps.get_model("catalogue", "Service")._default_manager.published()
        top = services.filter(popularity__gt=0).order_by("-popularity", "slug").only("name", "slug", "sector")
        return self.prefetch_related(Prefetch("services", top[:3], to_attr="top_services"))


class ServiceQuerySet(PublishedQuerySet["Service"]):
    def editable_by(self, actor: Actor) -> Self:
        """Main users edit all, editors the services of their units."""
        if actor.has_role(Role.MAIN_USER):
            return self
        units = actor.units_with(Role.EDITOR)
        return self if units is None else self.filter(unit__in=units)

    def with_channel_kinds(self) -> Self:
        open_ones = _connections().filter(service=OuterRef("pk"), channel__publishing="published")
        kinds = open_ones.order_by("channel__kind").values("channel__kind").distinct()
        return self.annotate(channel_kinds=ArraySubquery(kinds))

    def for_cards(self) -> Self:
        """One query for cards in a list: no long texts."""
        cards = self.select_related("organiser").with_channel_kinds()
        return cards.defer(
            "html", "background", "description", "user_instruction", "requirement", "legislation", "keywords"
        )

    def for_facets(self) -> "models.QuerySet[Service, Any]":
        """One light query for counting and ordering whole lists: plain rows, as hundreds of models would be slow."""
        found = self.with_channel_kinds().annotate(
            audiences=_codes("target_groups"), classes=_codes("service_classes"), place_ids=_place_ids()
        )
        columns = ("pk", "name", "popularity", "sector_id", "organiser_id")
        return found.values_list(*columns, "channel_kinds", "audiences", "classes", "place_ids", named=True)

    def for_page(self) -> Self:
        """All that one service page shows, in a fixed number of queries."""
        links = _connections().filter(channel__publishing="published").select_related("channel__servicepoint")
        return self.select_related("sector", "organiser", "unit").prefetch_related(
            Prefetch("connections", links.prefetch_related("hours", "channel__hours")),
            "target_groups",
            "organization_roles__organization",
        )

    def in_life_event(self, event: "LifeEvent") -> Self:
        """Those of the event and of the events below it."""
        return self.filter(Q(life_events=event) | Q(life_events__parent=event)).distinct()

    def helped_at(self, point: "ServicePoint") -> Self:
        """Services in which the staff of the point help, though somebody else is responsible."""
        return self.filter(connections__channel=point.pk).order_by("-popularity", "slug").only("name", "slug")

    def related_to(self, service: "Service") -> Self:
        """Services of the same classes or life events, those with most in common first."""
        same = Q(service_classes__services=service) | Q(life_events__services=service)
        return (
            self.published()
            .filter(same)
            .exclude(pk=service.pk)
            .annotate(common=Count("pk"))
            .order_by("-common", "-popularity", "slug")
            .only("name", "slug", "popularity")
        )


class ChannelQuerySet(PublishedQuerySet["ServiceChannel"]):
    pass


class PointQuerySet(PublishedQuerySet["ServicePoint"]):
    def for_list(self) -> Self:
        return self.published().prefetch_related("hours")


class SynonymQuerySet(models.QuerySet["Synonym"]):
    def suggested(self, language: str) -> "models.QuerySet[Synonym, str]":
        """Words to try, for the search of the front page."""
        return self.filter(language=language, is_suggested=True).values_list("word", flat=True)


class SearchQuerySet(models.QuerySet["SearchEntry"]):
    def matching(self, *, every: SearchQuery, some: SearchQuery, text: str) -> "models.QuerySet[SearchEntry, Any]":
        """Rows that have all the words, some of them, the text inside a name, or a name that looks like it.

        In no order, and also rows of what is not published: who asks knows what is, and orders them.
        """
        # F, because a bare name would be read as a text to make a vector of: slow, and without the weights.
        rank = SearchRank(F("vector"), some, weights=[0.05, 0.2, 0.5, 1.0])
        found = self.filter(Q(vector=some) | Q(words__contains=text) | Q(words__trigram_word_similar=text))
        return found.values_list(
            "pk",
            "service_id",
            "point_id",
            "language",
            "words",
            ExpressionWrapper(Q(vector=every), output_field=models.BooleanField()),
            rank + TrigramWordSimilarity(text, "words"),
        )
