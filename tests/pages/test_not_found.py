# SPDX-License-Identifier: EUPL-1.2
"""No such page: ours is shown, in the demo too."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("debug", [True, False], ids=["in the demo", "in production"])
def test_visitor_of_no_page_is_helped_on(client: Client, settings: Settings, debug: bool) -> None:
    settings.DEBUG = debug

    response = client.get("/tata-sivua-ei-ole/")

    assert response.status_code == 404
    assert "Kajaani Info" in response.content.decode()
    assert "URLconf" not in response.content.decode()
