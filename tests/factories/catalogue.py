# SPDX-License-Identifier: EUPL-1.2
"""Services, channels and places for tests. `ServiceFactory(with_phone=True, at=point)` connects what it names."""

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from services.catalogue.models import (
    Connection,
    OpeningHours,
    Organization,
    Sector,
    Service,
    ServiceChannel,
    ServicePoint,
)


def texts(name: str) -> dict[str, str]:
    return {"fi": name, "sv": f"{name} (sv)", "en": f"{name} (en)"}


class SectorFactory(DjangoModelFactory[Sector]):
    class Meta:
        model = Sector
        django_get_or_create = ["slug"]

    slug = "tekniset-palvelut"
    name = factory.LazyAttribute(lambda _sector: texts("Tekniset palvelut"))


class OrganizationFactory(DjangoModelFactory[Organization]):
    class Meta:
        model = Organization

    name = factory.LazyFunction(lambda: texts("Kaupunki"))


class ServicePointFactory(DjangoModelFactory[ServicePoint]):
    """Open from Monday to Friday at 9–16."""

    class Meta:
        model = ServicePoint
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"paikka-{n}")
    name = factory.LazyAttribute(lambda point: texts(point.slug))
    street = factory.LazyFunction(lambda: {"fi": "Testikatu 1"})
    postal_code = "87100"

    @factory.post_generation
    def opened(self, _create: bool, _extracted: Any, **_kwargs: Any) -> None:
        for weekday in range(5):
            OpeningHoursFactory(channel=self, weekday=weekday)


class ServiceChannelFactory(DjangoModelFactory[ServiceChannel]):
    class Meta:
        model = ServiceChannel

    kind = "phone"
    name = factory.LazyFunction(lambda: texts("Neuvonta"))
    phones = factory.LazyFunction(lambda: [{"number": "08 000 0100", "language": "fi", "kind": "Phone"}])


class OpeningHoursFactory(DjangoModelFactory[OpeningHours]):
    class Meta:
        model = OpeningHours

    weekday = 0
    opens_at = dt.time(9)
    closes_at = dt.time(16)


class ServiceFactory(DjangoModelFactory[Service]):
    class Meta:
        model = Service
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"palvelu-{n}")
    name = factory.LazyAttribute(lambda service: texts(service.slug.capitalize()))
    summary = factory.LazyFunction(lambda: texts("Mitä palvelu tekee."))
    sector = factory.SubFactory(SectorFactory)
    organiser = factory.SubFactory(OrganizationFactory)

    @factory.post_generation
    def with_phone(self, _create: bool, extracted: Any, **_kwargs: Any) -> None:
        if extracted:
            Connection.objects.create(service=self, channel=ServiceChannelFactory())

    @factory.post_generation
    def at(self, _create: bool, extracted: Any, **_kwargs: Any) -> None:
        if extracted:
            Connection.objects.create(service=self, channel_id=extracted.pk)
