# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.test import Client, override_settings


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/haku/", "/rekisteri/", "/rekisteri/csv/", "/paatokset/"])
@override_settings(SEARCHES_A_MINUTE=2)
def test_searches_of_one_network_are_counted(page: str) -> None:
    client = Client()

    answers = [client.get(page, {"q": f"sana {number}"}) for number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Odota minuutti" in answers[2].text
    assert "public" not in answers[2].get("Cache-Control", "")
