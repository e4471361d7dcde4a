# SPDX-License-Identifier: EUPL-1.2
"""A main user's own person gets no mandates from that main user: a mandate opens the principal's cases."""

import pytest
from django.urls import reverse

from portal.accounts.models import Mandate, Organisation, Person
from tests.cast import Cast
from tests.factories.accounts import PersonFactory


@pytest.fixture
def own(cast: Cast) -> Person:
    person: Person = PersonFactory(user=cast.main_user.user)
    return person


def test_main_user_cannot_give_oneself_a_mandate(cast: Cast, own: Person) -> None:
    form = {"delegate": own.pk, "person": cast.resident.person.pk, "kind": Mandate.Kind.MANDATE}

    answer = cast.main_user.client().post(reverse("admin:accounts_mandate_add"), form)

    assert answer.status_code == 200
    assert not Mandate.objects.exists()


def test_main_user_cannot_prolong_an_own_mandate(cast: Cast, own: Person) -> None:
    mandate = Mandate.objects.create(
        delegate=own, person=cast.resident.person, kind=Mandate.Kind.MANDATE, valid_until="2020-01-01"
    )
    form = {"delegate": own.pk, "person": cast.resident.person.pk, "kind": Mandate.Kind.MANDATE, "valid_until": ""}

    cast.main_user.client().post(reverse("admin:accounts_mandate_change", args=[mandate.pk]), form)

    mandate.refresh_from_db()
    assert not mandate.is_valid


def test_main_user_cannot_join_an_organisation(cast: Cast, own: Person) -> None:
    organisation: Organisation = cast.association
    form = {
        "business_id": "0214958-9",
        "name": organisation.name,
        "mandates-TOTAL_FORMS": 1,
        "mandates-INITIAL_FORMS": 0,
        "mandates-0-organisation": organisation.pk,
        "mandates-0-delegate": own.pk,
        "mandates-0-kind": Mandate.Kind.COMPANY,
    }

    cast.main_user.client().post(reverse("admin:accounts_organisation_change", args=[organisation.pk]), form)

    assert not Mandate.objects.exists()
