# SPDX-License-Identifier: EUPL-1.2
"""Acting for a child, for somebody who gave a mandate, for an organisation – and no longer when the right has ended."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.middleware import MANDATE_KEY
from portal.accounts.models import Mandate
from portal.audit.models import AuditEntry
from tests.cast import Cast
from tests.factories.accounts import MandateFactory, PersonFactory

BAND = "Asioit puolesta"


def _act_for(key: object) -> str:
    return reverse("accounts:act-for", args=[key])


def test_guardian_acts_for_the_child_until_ending_it(cast: Cast) -> None:
    client = cast.guardian.client()

    answer = client.post(_act_for(cast.child.public_id))
    during = client.get(reverse("notifications:inbox")).content.decode()
    client.post(reverse("accounts:act-for-self"))
    after = client.get(reverse("notifications:inbox")).content.decode()

    assert answer.headers["Location"] == reverse("pages:my")
    assert BAND in during
    assert cast.child.display_name in during
    assert BAND not in after
    assert AuditEntry.objects.get(event="mandate.used").person_id == cast.child.pk


def test_agent_acts_for_the_association_by_its_business_id(cast: Cast) -> None:
    client = cast.agent.client()

    client.post(_act_for(cast.association.business_id))

    assert cast.association.name in client.get(reverse("accounts:behalf")).content.decode()
    assert MANDATE_KEY in client.session


def test_page_lists_only_ones_own_rights(cast: Cast) -> None:
    page = cast.guardian.client().get(reverse("accounts:behalf"))

    assert cast.child.display_name in page.content.decode()
    assert cast.association.business_id not in page.content.decode()


def test_stranger_does_not_learn_that_the_child_exists(cast: Cast) -> None:
    client = cast.stranger.client()

    assert client.post(_act_for(cast.child.public_id)).status_code == 404
    assert client.post(_act_for("ei-mikään")).status_code == 404
    assert MANDATE_KEY not in client.session


def test_ended_right_is_refused_with_its_reason(cast: Cast) -> None:
    mandate = MandateFactory(delegate=cast.resident.person, person=PersonFactory(surname="Päättynyt"), ended=True)
    client = cast.resident.client()

    answer = client.post(_act_for(mandate.principal_key))

    assert answer.status_code == 409
    assert "on päättynyt" in answer.content.decode()
    assert MANDATE_KEY not in client.session


def test_right_that_ends_meanwhile_stops_at_once_and_says_so(cast: Cast) -> None:
    client = cast.guardian.client()
    client.post(_act_for(cast.child.public_id))
    Mandate.objects.update(valid_until=dt.date(2020, 1, 1))

    page = client.get(reverse("accounts:behalf")).content.decode()

    assert BAND not in page
    assert "Asioit nyt omasta puolestasi" in page
    assert MANDATE_KEY not in client.session


def test_choice_is_a_post(cast: Cast) -> None:
    assert cast.guardian.client().get(_act_for(cast.child.public_id)).status_code == 405
    assert cast.guardian.client().get(reverse("accounts:act-for-self")).status_code == 405


def test_list_of_rights_asks_the_database_the_same_number_of_times(cast: Cast) -> None:
    client = cast.resident.client()
    MandateFactory(delegate=cast.resident.person)
    client.get(reverse("accounts:behalf"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("accounts:behalf"))
    for _number in range(10):
        MandateFactory(delegate=cast.resident.person, company=True)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("accounts:behalf"))

    assert len(many) == len(one), many.captured_queries
