# SPDX-License-Identifier: EUPL-1.2
"""What lists and the search show of the whole catalogue, kept in the memory of the process.

A municipality has hundreds of services, not millions, and they change some times a day. So every process reads them
once and keeps them as long as the catalogue's stamp stays the same: any change renews the stamp (see `stamp`). What
was changed past the actions is seen after SECONDS. Nobody changes what is kept here.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.common import clock
from portal.common.post_offices import post_office
from portal.common.texts import LocalizedText
from services.catalogue.models import Organization, Service, ServicePoint, Synonym, TargetGroup
from services.catalogue.presenting import Place, in_order, place
from services.catalogue.stamp import stamp

SECONDS = 60
CITY = "city"
MAX_LEVELS = 5  # of organisations above one another


@dataclass(frozen=True, slots=True)
class Line:
    """A service in a list, with the values of each filter that it passes."""

    pk: int
    name: LocalizedText
    popularity: int
    sector_id: int | None
    values: dict[str, frozenset[str]]


class Published:
    """Each part is read when it is first asked for. A stamp of its own: what was read under it is as old as that."""

    def __init__(self, stamp: str) -> None:
        self.stamp, self.read_at = stamp, clock.now()
        self._cards: dict[tuple[str | None, int], SafeString] = {}
        # Changed as one, as another thread may be reading in the turn of the minute.
        self._places: tuple[dt.datetime, dict[tuple[str | None, int], Place]] = (self.read_at, {})

    @property
    def is_old(self) -> bool:
        return abs((clock.now() - self.read_at).total_seconds()) > SECONDS

    @cached_property
    def services(self) -> dict[int, Line]:
        return {row.pk: self._line(row) for row in Service.objects.published().for_facets()}

    def _line(self, row: Any) -> Line:
        values = {
            "audience": frozenset((*row.audiences, *("KR2" for code in row.audiences if code.startswith("KR2")))),
            "channel": frozenset(row.channel_kinds),
            "organiser": frozenset((self._organiser_of(row),)),
            "group": frozenset(code.partition(".")[0] for code in row.classes),
            "area": frozenset(area for pk in row.place_ids if (area := self._area_of(pk))),
        }
        return Line(row.pk, row.name, row.popularity, row.sector_id, values)

    def _area_of(self, point_id: int) -> str:
        """The post office of a published point, as people name the parts of a wide municipality by it."""
        point = self.points.get(point_id)
        return (post_office(point.postal_code) or point.post_office.get("fi", "")) if point else ""

    def _organiser_of(self, row: Any) -> str:
        """The city as one, anybody else by the organisation on top."""
        organization = self.organizations.get(row.organiser_id or 0)
        if organization is None or not organization.is_external:
            return CITY
        for _level in range(MAX_LEVELS):
            organization = self.organizations.get(organization.parent_id or 0, organization)
        return str(organization.pk)

    @cached_property
    def organizations(self) -> dict[int, Organization]:
        return {one.pk: one for one in Organization.objects.only("name", "is_external", "parent")}

    @cached_property
    def audiences(self) -> dict[str, LocalizedText]:
        """Names of the target groups that one can choose, by code."""
        return {group.code: group.name for group in TargetGroup.objects.exclude(code__in=("KR1", "KR3"))}

    @cached_property
    def points(self) -> dict[int, ServicePoint]:
        """With their opening hours."""
        return {point.pk: point for point in ServicePoint.objects.for_list()}

    @cached_property
    def synonyms(self) -> list[Synonym]:
        return list(Synonym.objects.all())

    def places(self, ids: Sequence[int]) -> list[Place]:
        """The points with what is open now; made once a minute, as `Avoinna klo 16 asti` changes on the minute."""
        now, language = clock.now(), get_language()
        minute = now.replace(second=0, microsecond=0)
        if self._places[0] != minute:
            self._places = (minute, {})
        _minute, made = self._places
        for pk in ids:
            if (language, pk) not in made:
                made[language, pk] = place(self.points[pk], now)
        return in_order(made[language, pk] for pk in ids)

    def cards(self, ids: Iterable[int]) -> list[SafeString]:
        """The services as cards of a list, in the active language; one that is not published any more is left out."""
        language, wanted = get_language(), list(ids)
        missing = [pk for pk in wanted if (language, pk) not in self._cards]
        self._cards.update({(language, pk): card for pk, card in _drawn(missing)})
        return [self._cards[language, pk] for pk in wanted if (language, pk) in self._cards]


def _drawn(ids: list[int]) -> Iterator[tuple[int, SafeString]]:
    for service in Service.objects.published().for_cards().filter(pk__in=ids) if ids else ():
        yield service.pk, render_to_string("catalogue/_service_card.html", {"service": service})


_kept = Published("")


def published() -> Published:
    """The catalogue as it is now: at most one read of its parts for each change of it."""
    global _kept
    found, present = _kept, stamp()
    if found.stamp != present or found.is_old:
        found = _kept = Published(present)
    return found
