# SPDX-License-Identifier: EUPL-1.2
"""Places on a map: what may be drawn, and how it is told in words."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from portal.common.geometry import geometry_words, read_geometry

SQUARE = [[27.73, 64.225], [27.731, 64.225], [27.731, 64.226], [27.73, 64.226], [27.73, 64.225]]


def area(*rings: list[list[float]]) -> str:
    return json.dumps({"type": "Polygon", "coordinates": rings})


def test_a_point_is_rounded_to_what_a_map_can_tell() -> None:
    point = read_geometry('{"type": "Point", "coordinates": [27.73080000001, 64.2251]}')

    assert point == {"type": "Point", "coordinates": [27.7308, 64.2251]}


def test_an_area_is_closed_when_it_was_left_open() -> None:
    assert read_geometry(area(SQUARE[:-1])) == {"type": "Polygon", "coordinates": [SQUARE]}


def test_an_area_is_told_with_its_size_and_middle() -> None:
    # 0.001° of longitude is 48.4 m here and of latitude 111.3 m.
    assert geometry_words(read_geometry(area(SQUARE))) == "alue, noin 5\u00a0389 m², keskellä 64,22550° N, 27,73050° E"


BOWTIE = [[27.73, 64.225], [27.731, 64.226], [27.731, 64.225], [27.73, 64.226], [27.73, 64.225]]
SPIKE = [[27.73, 64.225], [27.732, 64.225], [27.731, 64.225], [27.731, 64.226], [27.73, 64.225]]
CIRCLE = [[27.73 + index / 10_000, 64.2 + (index % 2) / 1000] for index in range(202)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "ei voi lukea"),
        ("[]", "ei voi lukea"),
        ("null", "ei voi lukea"),
        ('{"type": "Point"}', "ei voi lukea"),
        ('{"type": "Point", "coordinates": [27.7]}', "ei voi lukea"),
        ('{"type": "Point", "coordinates": ["27.7", "64.2"]}', "ei voi lukea"),
        ('{"type": "Point", "coordinates": [NaN, 64.2]}', "ei voi lukea"),
        ('{"type": "Point", "coordinates": [27.7, 1e999]}', "ei voi lukea"),
        ('{"type": "LineString", "coordinates": [[[27.7, 64.2], [27.8, 64.2], [27.8, 64.3]]]}', "ei voi lukea"),
        ('{"type": "Polygon", "coordinates": []}', "ei voi lukea"),
        ('{"type": "Polygon", "coordinates": [[]]}', "ei voi lukea"),
        (area(SQUARE, SQUARE), "ei voi lukea"),
        ("[" * 15_000, "ei voi lukea"),
        ('{"type": "Point", "coordinates": [64.2251, 27.7308]}', "alueemme ulkopuolella"),
        ('{"type": "Point", "coordinates": [24.94, 60.17]}', "alueemme ulkopuolella"),
        (area(SQUARE[:2]), "vähintään kolme kulmaa"),
        (area([SQUARE[0]] * 5), "vähintään kolme kulmaa"),
        (area(BOWTIE), "menevät ristiin"),
        (area(SPIKE), "menevät ristiin"),
        (area([[27.73, 64.225], [27.730001, 64.225], [27.730001, 64.225001]]), "liian pieni"),
        (area(CIRCLE), "enintään 200"),
        (" " * 20_001, "enintään 200"),
    ],
)
def test_what_is_no_place_is_refused_with_words(text: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        read_geometry(text)
