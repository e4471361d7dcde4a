# SPDX-License-Identifier: EUPL-1.2
"""What an address may ask of a list: no more than the list's own filters, so no column is guessed letter by letter."""

import pytest
from django.urls import reverse

from cases.models import Case
from tests.cast import Cast

GUESSES = {
    "a password": "admin:accounts_user_changelist?password__startswith=pbkdf2",
    "an address": "admin:accounts_person_changelist?street_address__startswith=K",
    "who hides their address": "admin:accounts_person_changelist?non_disclosure__exact=1",
    "who sits behind a mandate": "admin:accounts_mandate_changelist?person__exact=1",
}


@pytest.mark.parametrize("guess", GUESSES.values(), ids=GUESSES.keys())
def test_main_user_cannot_guess(cast: Cast, guess: str) -> None:
    name, _mark, query = guess.partition("?")

    assert cast.main_user.client().get(f"{reverse(name)}?{query}").status_code == 400


def test_filters_of_the_lists_work(cast: Cast, case: Case) -> None:
    client = cast.main_user.client()

    users = client.get(reverse("admin:accounts_user_changelist"), {"role_grants__role__exact": "main_user"})
    log = cast.auditor.client().get(reverse("admin:audit_auditentry_changelist"), {"at__year": 2026})
    queue = cast.handler.client().get(reverse("admin:cases_case_changelist"), {"tila": "received"})

    assert [page.status_code for page in (users, log, queue)] == [200, 200, 200]
