# SPDX-License-Identifier: EUPL-1.2
"""A small drawn map beside a place in words."""

import re

from portal.common.map_pictures import HEIGHT, WIDTH, map_picture

POINT = {"type": "Point", "coordinates": [27.7285, 64.2248]}
AREA = {
    "type": "Polygon",
    "coordinates": [[[27.70, 64.22], [27.75, 64.22], [27.75, 64.24], [27.70, 64.24], [27.70, 64.22]]],
}


def test_a_point_stands_in_the_middle_and_is_named_for_those_who_do_not_see_it() -> None:
    picture = map_picture(POINT)

    assert f'<circle cx="{WIDTH / 2}" cy="{HEIGHT / 2}"' in picture
    assert 'role="img" aria-label="64,22480° N, 27,72850° E"' in picture
    assert "Keskusta" in picture
    assert "Piirros, ei mittakaavassa" in picture


def test_a_large_area_is_seen_whole() -> None:
    [path] = re.findall(r'<path d="M([^"]+)Z"', map_picture(AREA))

    corners = [tuple(map(float, corner.split())) for corner in path.split("L")]
    assert len(corners) == 4
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in corners)


def test_there_is_no_picture_where_the_drawing_does_not_reach() -> None:
    assert map_picture({"type": "Point", "coordinates": [29.5, 64.12]}) == ""
