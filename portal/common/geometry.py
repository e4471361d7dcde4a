# SPDX-License-Identifier: EUPL-1.2
"""Places on a map: a point or an area as GeoJSON (RFC 7946), longitude before latitude, WGS84."""

import json
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Position = tuple[float, float]
Geometry = dict[str, Any]

POSITIONS_AT_MOST = 200
CHARACTERS_AT_MOST = 20_000
DECIMALS = 6  # about ten centimetres
METRES_PER_DEGREE = 111_320.0
SQUARE_METRES_AT_LEAST = 1


class Bounds(NamedTuple):
    """West, south, east and north."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, place: Position) -> bool:
        return self.west <= place[0] <= self.east and self.south <= place[1] <= self.north


def bounds() -> Bounds:
    return Bounds(*settings.MAP_BOUNDS)


def read_geometry(text: str) -> Geometry:
    """A Point or a Polygon without holes, rounded. Raises ValidationError with words for who drew it."""
    wrong = ValidationError(_("Kartan merkintää ei voi lukea. Merkitse paikka uudelleen tai kuvaile se sanoin."))
    if len(text) > CHARACTERS_AT_MOST:
        raise ValidationError(_too_many())
    try:
        raw = json.loads(text)
        kind, coordinates = raw["type"], raw["coordinates"]
        places = [_position(place) for place in ([coordinates] if kind == "Point" else coordinates[0])]
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        raise wrong from None
    if kind not in ("Point", "Polygon") or not places or (kind == "Polygon" and len(coordinates) != 1):
        raise wrong
    _check_places(places)
    if kind == "Point":
        return {"type": "Point", "coordinates": list(places[0])}
    return {"type": "Polygon", "coordinates": [[list(place) for place in _ring(places)]]}


def _position(raw: Any) -> Position:
    longitude, latitude = raw
    place = (round(float(longitude), DECIMALS), round(float(latitude), DECIMALS))
    if isinstance(longitude, str) or isinstance(latitude, str) or not all(map(math.isfinite, place)):
        raise ValueError(raw)
    return place


def _check_places(places: Sequence[Position]) -> None:
    if len(places) > POSITIONS_AT_MOST + 1:
        raise ValidationError(_too_many())
    if not all(map(bounds().contains, places)):
        raise ValidationError(_("Paikka on alueemme ulkopuolella. Tarkista, että merkitsit oikean paikan."))


def _too_many() -> str:
    return _("Alueessa on liian monta kulmaa. Niitä voi olla enintään %(count)d.") % {"count": POSITIONS_AT_MOST}


def _ring(places: Sequence[Position]) -> list[Position]:
    """The closed ring of an area: three corners or more, no two sides crossing."""
    corners = list(places[:-1] if places[0] == places[-1] else places)
    corners = [corner for index, corner in enumerate(corners) if corner != corners[index - 1]]
    if len(corners) < 3:
        raise ValidationError(_("Alueessa pitää olla vähintään kolme kulmaa."))
    ring = [*corners, corners[0]]
    if _crosses_itself(ring):
        raise ValidationError(_("Alueen reunat menevät ristiin. Merkitse kulmat kiertäen alueen ympäri."))
    if square_metres(ring) < SQUARE_METRES_AT_LEAST:
        raise ValidationError(_("Alue on liian pieni. Merkitse sen kulmat kauemmas toisistaan."))
    return ring


def _crosses_itself(ring: Sequence[Position]) -> bool:
    """Each pair of sides that are not neighbours; 200 sides make 20 000 pairs, which is nothing."""
    sides = list(pairwise(ring))
    last = len(sides) - 1
    return any(
        _cross(*one, *other)
        for index, one in enumerate(sides)
        for place, other in enumerate(sides[index + 2 :], index + 2)
        if not (index == 0 and place == last)
    )


def _cross(a: Position, b: Position, c: Position, d: Position) -> bool:
    """Whether the sides a–b and c–d meet, a touch included."""
    turns = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if turns[0] != turns[1] and turns[2] != turns[3]:
        return True
    ends = zip(turns, ((a, b, c), (a, b, d), (c, d, a), (c, d, b)), strict=True)
    return any(turn == 0 and _between(*three) for turn, three in ends)


def _turn(a: Position, b: Position, c: Position) -> int:
    area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (area > 0) - (area < 0)


def _between(a: Position, b: Position, c: Position) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def square_metres(ring: Sequence[Position]) -> float:
    """Of a small area; the earth is taken as flat there, which errs by less than one in a thousand."""
    shrink = math.cos(math.radians(ring[0][1]))
    west, south = ring[0]
    flat = [((x - west) * METRES_PER_DEGREE * shrink, (y - south) * METRES_PER_DEGREE) for x, y in ring]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(flat))) / 2


def corners_of(geometry: Geometry) -> list[Position]:
    if geometry["type"] == "Point":
        return [tuple(geometry["coordinates"])]
    return [tuple(place) for place in geometry["coordinates"][0][:-1]]


def middle_of(geometry: Geometry) -> Position:
    corners = corners_of(geometry)
    return sum(x for x, _y in corners) / len(corners), sum(y for _x, y in corners) / len(corners)


def geometry_words(geometry: Geometry) -> str:
    """`64,22510° N, 27,73080° E`, or an area with its size."""
    longitude, latitude = middle_of(geometry)
    place = f"{latitude:.5f}° N, {longitude:.5f}° E".replace(".", ",")
    if geometry["type"] == "Point":
        return place
    ring = geometry["coordinates"][0]
    size = f"{round(square_metres(ring)):,}".replace(",", "\u00a0")
    return _("alue, noin %(size)s m², keskellä %(place)s") % {"size": size, "place": place}
