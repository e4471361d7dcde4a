# SPDX-License-Identifier: EUPL-1.2
"""A small drawn map of a marked place, for pages that only show it. The words beside it tell the place exactly."""

import json
import math
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.common.geometry import METRES_PER_DEGREE, Geometry, Position, corners_of, geometry_words, middle_of

WIDTH, HEIGHT = 640, 280
METRES_ACROSS = 1400  # around a point; an area gets more when it needs it
LOOKS = {
    "lake": 'fill="var(--ds-color-lake-border-subtle)"',
    "river": 'fill="none" stroke="var(--ds-color-lake-border-subtle)" stroke-width="16"',
    "road": 'fill="none" stroke="var(--ds-color-amber-border-subtle)" stroke-width="7"',
    "street": 'fill="none" stroke="var(--ds-color-neutral-surface-default)" stroke-width="5"',
}
MARK = 'fill="var(--ds-color-lake-base-default)" stroke="var(--ds-color-neutral-surface-default)" stroke-width="3"'
AREA = 'fill="var(--ds-color-lake-base-default)" fill-opacity=".25" stroke="var(--ds-color-lake-base-default)"'


@cache
def _ground() -> list[dict[str, Any]]:
    file = settings.BASE_DIR / "static" / "geo" / "drawing.json"
    features: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["features"]
    return features


class Window:
    """The part of the world that the picture shows."""

    def __init__(self, geometry: Geometry) -> None:
        self.middle = middle_of(geometry)
        corners = corners_of(geometry)
        width = _spread(x for x, _y in corners) * METRES_PER_DEGREE * self._shrink
        height = _spread(y for _x, y in corners) * METRES_PER_DEGREE
        across = max(METRES_ACROSS, 2 * width, 2 * height * WIDTH / HEIGHT)
        self.scale = WIDTH / across * METRES_PER_DEGREE

    @property
    def _shrink(self) -> float:
        return math.cos(math.radians(self.middle[1]))

    def dot(self, place: Position) -> tuple[float, float]:
        x = WIDTH / 2 + (place[0] - self.middle[0]) * self._shrink * self.scale
        y = HEIGHT / 2 - (place[1] - self.middle[1]) * self.scale
        return round(x, 1), round(y, 1)

    def path(self, places: Iterable[Position]) -> str:
        return "M" + "L".join(f"{x} {y}" for x, y in map(self.dot, places))

    def shows(self, places: Iterable[Position]) -> bool:
        """Whether the places' own rectangle touches the picture."""
        dots = list(map(self.dot, places))
        left, right = min(x for x, _y in dots), max(x for x, _y in dots)
        top, bottom = min(y for _x, y in dots), max(y for _x, y in dots)
        return right >= 0 and left <= WIDTH and bottom >= 0 and top <= HEIGHT


def _spread(numbers: Iterable[float]) -> float:
    found = list(numbers)
    return max(found) - min(found)


def map_picture(geometry: Geometry) -> SafeString:
    """The marked place on our drawing; nothing when the drawing does not reach it."""
    window = Window(geometry)
    ground = list(_drawn_ground(window))
    if not ground:
        return SafeString("")
    return format_html(
        '<figure class="k-map"><svg viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<rect width="100%" height="100%" fill="var(--ds-color-birch-background-tinted)"/>{}{}</svg>'
        '<figcaption class="k-small k-muted">{}</figcaption></figure>',
        WIDTH,
        HEIGHT,
        geometry_words(geometry),
        SafeString("".join(ground)),
        _marked(geometry, window),
        _("Piirros, ei mittakaavassa"),
    )


def _drawn_ground(window: Window) -> Iterator[SafeString]:
    for feature in _ground():
        kind, coordinates = feature["properties"]["kind"], feature["geometry"]["coordinates"]
        if kind == "district":
            x, y = window.dot(tuple(coordinates))
            if window.shows([tuple(coordinates)]):
                text = '<text x="{}" y="{}" text-anchor="middle" fill="currentcolor">{}</text>'
                yield format_html(text, x, y, feature["properties"]["name"])
            continue
        places = [tuple(place) for place in (coordinates[0] if kind == "lake" else coordinates)]
        if window.shows(places):
            yield format_html('<path d="{}" {}/>', window.path(places), SafeString(LOOKS[kind]))


def _marked(geometry: Geometry, window: Window) -> SafeString:
    corners = corners_of(geometry)
    if geometry["type"] == "Polygon":
        return format_html('<path d="{}Z" {} stroke-width="3"/>', window.path(corners), SafeString(AREA))
    x, y = window.dot(corners[0])
    return format_html('<circle cx="{}" cy="{}" r="10" {}/>', x, y, SafeString(MARK))
