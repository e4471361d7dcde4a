# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.conf import settings
from django.contrib.auth import load_backend
from pytest_django import DjangoAssertNumQueries

from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db
BACKENDS = [load_backend(path) for path in settings.AUTHENTICATION_BACKENDS]


@pytest.mark.parametrize("backend", BACKENDS, ids=lambda backend: type(backend).__name__)
def test_user_comes_with_the_person_in_one_query(
    backend: object, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = PersonFactory(signed_up=True)

    with django_assert_num_queries(1):
        user = backend.get_user(person.user.pk)  # type: ignore[attr-defined]

        assert user.person == person


@pytest.mark.parametrize("backend", BACKENDS, ids=lambda backend: type(backend).__name__)
def test_user_who_was_closed_out_is_nobody(backend: object) -> None:
    user = PersonFactory(signed_up=True).user
    user.is_active = False
    user.save()

    assert backend.get_user(user.pk) is None  # type: ignore[attr-defined]
    assert backend.get_user(0) is None  # type: ignore[attr-defined]
