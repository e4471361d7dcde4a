# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.contrib.auth import authenticate

from portal.demo import people
from portal.local.demo import LOGINS, PASSWORD


@pytest.mark.django_db
def test_everybody_that_the_demo_names_can_log_in() -> None:
    people.fill()

    assert [name for name in LOGINS if authenticate(username=name, password=PASSWORD) is None] == []
