# SPDX-License-Identifier: EUPL-1.2
"""The publisher has no column in table.py: here is what one gets at the pages of forms."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.permissions import posted, world

# (page and objects) → (GET, POST): status codes.
PAGES = {
    "changelist": (200, 200),
    "design written": (404, 405),
    "design_begin written": (405, 404),
    "review written": (200, 405),
    "ask written": (405, 403),
    "publish written": (405, 302),
    "comment written": (405, 302),
    "comment_resolve written comment": (405, 302),
    "versions written": (200, 405),
    "trial written": (200, 302),
    "rehearsal written rehearsal": (200, 405),
    "add": (403, 403),
}


@pytest.mark.parametrize("page", PAGES)
def test_publisher_reads_rehearses_and_publishes_but_does_not_write(cast: Cast, page: str) -> None:
    words = world.build(cast)
    name, *objects = page.split()
    url = reverse(f"admin:eforms_formdefinition_{name}", args=[words[word] for word in objects])
    client = cast.publisher.client()

    seen = (
        client.get(url).status_code,
        client.post(url, posted.POSTED.get(f"admin:eforms_formdefinition_{page}", {})).status_code,
    )

    assert seen == PAGES[page]


@pytest.mark.parametrize("page", ["review", "versions", "trial"])
def test_forms_of_another_unit_do_not_exist_for_a_publisher(cast: Cast, page: str) -> None:
    words = world.build(cast)
    assert cast.publisher.user
    cast.publisher.user.role_grants.update(unit=cast.other_unit)

    url = reverse(f"admin:eforms_formdefinition_{page}", args=[words["written"]])

    assert cast.publisher.client().get(url).status_code == 404
