# SPDX-License-Identifier: EUPL-1.2
"""A request under a name that is not ours is refused before anybody knows who asks; that is no error of ours."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("encoding", ["", "gzip"], ids=["plain", "through the page cache"])
def test_stranger_name_is_refused_with_a_page(encoding: str) -> None:
    client = Client(raise_request_exception=False)

    answer = client.get("/", headers={"Host": "evil.example", "Accept-Encoding": encoding})

    assert answer.status_code == 400
    assert "evil.example" not in answer.text
