# SPDX-License-Identifier: EUPL-1.2
"""What pages show of channels and places, ready for a template: plain values, no more queries."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from portal.common import clock
from services.catalogue import hours
from services.catalogue.models import (
    ChannelKind,
    Connection,
    LifeEvent,
    OpeningHours,
    Service,
    ServiceChannel,
    ServicePoint,
)
from services.catalogue.sorting import sort_key

# Where the drawn map of the town ends; places outside it are only in the list.
_MAP_WEST, _MAP_EAST, _MAP_SOUTH, _MAP_NORTH = 27.66, 27.80, 64.205, 64.245
MAP_WIDTH, MAP_HEIGHT = 640, 260


@dataclass(frozen=True, slots=True)
class Way:
    """One channel of a service, with what holds for this service only."""

    connection: Connection
    channel: ServiceChannel
    hours_text: str = ""

    @property
    def phone(self) -> str:
        phones = self.connection.contact.get("phones") or self.channel.phones
        return str(phones[0]["number"]) if phones else ""

    @property
    def description(self) -> object:
        return self.connection.description or self.channel.summary


@dataclass(frozen=True, slots=True)
class Place:
    point: ServicePoint
    state: hours.OpenState
    state_text: str
    week: list[hours.WeekRow]
    week_text: str
    exceptions: list[OpeningHours]
    pin: tuple[int, int] | None = None

    @property
    def has_hours(self) -> bool:
        return bool(self.week) or self.state.is_open


@dataclass(frozen=True, slots=True)
class Ways:
    form: Way | None = None
    others: list[Way] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    @property
    def pins(self) -> list[tuple[int, int, int]]:
        return pins(self.places)

    @property
    def phone(self) -> Way | None:
        return next((way for way in self.others if way.phone and way.channel.kind == ChannelKind.PHONE), None)


def ways_of(service: Service, now: dt.datetime) -> Ways:
    """Our own e-form first, then the other ways; places apart."""
    links = list(service.connections.all())
    ways = [_way(link, now) for link in links if link.channel.kind != ChannelKind.SERVICE_LOCATION]
    form = next((way for way in ways if way.channel.form_slug), None)
    places = [
        place(link.channel.servicepoint, now, rows=list(link.hours.all()) or list(link.channel.hours.all()))
        for link in links
        if link.channel.kind == ChannelKind.SERVICE_LOCATION
    ]
    others = sorted(
        (way for way in ways if way is not form), key=lambda way: ChannelKind.values.index(way.channel.kind)
    )
    return Ways(form, others, in_order(places))


def _way(link: Connection, now: dt.datetime) -> Way:
    rows = list(link.hours.all()) or list(link.channel.hours.all())
    return Way(link, link.channel, hours.week_text(rows, clock.local(now).date()))


def place(point: ServicePoint, now: dt.datetime, rows: list[OpeningHours] | None = None) -> Place:
    rows = list(point.hours.all()) if rows is None else rows
    found, today = hours.state(rows, now), clock.local(now).date()
    return Place(
        point=point,
        state=found,
        state_text=hours.words(found, now),
        week=hours.week(rows, today),
        week_text=hours.week_text(rows, today),
        exceptions=hours.exceptions(rows, today),
        pin=_pin(point),
    )


def points() -> list[Place]:
    """All service points; the main one first, then by name."""
    now = clock.now()
    return in_order(place(point, now) for point in ServicePoint.objects.for_list())


def in_order(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=_place_order)


def main_place() -> Place | None:
    """The point that helps with everything."""
    found = ServicePoint.objects.for_list().filter(is_main=True).first()
    return place(found, clock.now()) if found else None


def pins(places: list[Place]) -> list[tuple[int, int, int]]:
    """(x, y, number) for the drawn map; the numbers are those of the list."""
    return [(*one.pin, number) for number, one in enumerate(places, 1) if one.pin]


def life_events() -> list[LifeEvent]:
    """The top events that have services of their own or below them, in the order of the national list."""
    own, below = Q(services__publishing="published"), Q(lifeevent__services__publishing="published")
    found = LifeEvent.objects.filter(own | below, parent=None).distinct()
    return sorted(found, key=lambda event: _code_order(event.code))


def _code_order(code: str) -> list[int]:
    return [int(part) for part in code.removeprefix("KE").split(".") if part.isdigit()]


def _place_order(one: Place) -> tuple[bool, str]:
    return (not one.point.is_main, sort_key(str(one.point.name)))


def _pin(point: ServicePoint) -> tuple[int, int] | None:
    if point.latitude is None or point.longitude is None:
        return None
    x = (point.longitude - _MAP_WEST) / (_MAP_EAST - _MAP_WEST)
    y = (_MAP_NORTH - point.latitude) / (_MAP_NORTH - _MAP_SOUTH)
    return (round(x * MAP_WIDTH), round(y * MAP_HEIGHT)) if 0.03 < x < 0.97 and 0.15 < y < 0.98 else None
