# SPDX-License-Identifier: EUPL-1.2
from typing import TYPE_CHECKING, Any, Self

from django.db import models

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
    pass
