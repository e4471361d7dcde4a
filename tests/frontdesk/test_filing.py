# SPDX-License-Identifier: EUPL-1.2
"""The walk-in: a clerk files for the customer; subject and clerk are both stored, and the customer is told."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Case
from portal.accounts.models import Person
from portal.audit.models import AuditEntry
from portal.notifications.models import Notification
from services.eforms.models import Draft, FormDefinition
from tests.cast import Cast
from tests.factories.eforms import FormDefinitionFactory, field, form_of
from tests.queries import count_queries

HOW = {"channel": "visit", "identification": "passport", "reason": "Hakee lupaa"}


@pytest.fixture
def definition(db: None) -> FormDefinition:
    questions = (field("name", prefill="person.name", locked=True), field("matter", "long_text"))
    return FormDefinitionFactory(content=form_of(*questions, assurance="weak", who=["self"]))


@pytest.fixture
def aino(cast: Cast) -> Person:
    assert cast.resident.person
    return cast.resident.person


@pytest.fixture
def desk(cast: Cast, aino: Person) -> Client:
    """The clerk's browser with the customer open."""
    client = cast.clerk.client()
    client.post(f"/neuvonta/avaa/{aino.public_id}/", HOW)
    return client


def begin(client: Client, definition: FormDefinition) -> Draft:
    client.post(reverse("eforms:begin", args=[definition.slug]))
    return Draft.objects.get()


def send(client: Client, draft: Draft) -> str:
    step = reverse("eforms:step", args=[draft.key, "eka"])
    page = client.get(step).text
    revision = re.search(r'name="([\w-]*revision)" value="(\d+)"', page)
    hidden = {revision[1]: revision[2]} if revision else {}
    client.post(step, {"matter": "Kaivan ojan.", **hidden})
    review = client.get(reverse("eforms:review", args=[draft.key])).text
    digest = re.search(r'name="digest" value="(\w+)"', review)
    assert digest, review
    client.post(reverse("eforms:send", args=[draft.key]), {"digest": digest[1], "confirmed": "on"})
    return client.get(reverse("eforms:receipt", args=[draft.key])).text


def test_clerk_files_for_the_customer(desk: Client, definition: FormDefinition, cast: Cast, aino: Person) -> None:
    receipt = send(desk, begin(desk, definition))

    case = Case.objects.get()
    assert case.reference in receipt
    assert [party.person for party in case.parties.all()] == [aino]
    assert (case.by_name, case.by_right, case.by_channel, case.for_name) == (
        "Kiia Moilanen",
        "desk",
        "desk",
        "Aino Kemppainen",
    )
    assert Notification.objects.filter(person=aino, event="case.received").exists()
    assert AuditEntry.objects.get(event="case.received").facts["on_behalf_of"] == aino.pk


def test_customers_name_is_ready_and_the_clerks_is_nowhere(
    desk: Client, definition: FormDefinition, cast: Cast
) -> None:
    draft = begin(desk, definition)

    page = desk.get(reverse("eforms:step", args=[draft.key, "eka"])).text

    assert 'value="Aino Kemppainen"' in page
    assert 'value="Kiia Moilanen"' not in page
    assert "Palvelet asiakasta" in page


def test_customer_continues_at_home_what_was_begun_at_the_desk(
    desk: Client, definition: FormDefinition, cast: Cast
) -> None:
    draft = begin(desk, definition)

    assert cast.resident.client().get(reverse("eforms:step", args=[draft.key, "eka"])).status_code == 200
    assert cast.stranger.client().get(reverse("eforms:step", args=[draft.key, "eka"])).status_code == 404


def test_next_customer_does_not_see_the_draft(desk: Client, definition: FormDefinition, cast: Cast) -> None:
    draft = begin(desk, definition)
    assert cast.stranger.person
    desk.post(f"/neuvonta/avaa/{cast.stranger.person.public_id}/", HOW)

    assert desk.get(reverse("eforms:step", args=[draft.key, "eka"])).status_code == 404


def test_case_page_at_the_desk_tells_the_state_but_no_content(
    desk: Client, definition: FormDefinition, cast: Cast
) -> None:
    send(desk, begin(desk, definition))

    page = desk.get(reverse("cases:citizen-case", args=[Case.objects.get().reference]))

    assert page.status_code == 200
    assert "Kaivan ojan." not in page.text


def test_serving_costs_one_query_on_a_page(desk: Client, cast: Cast) -> None:
    alone = cast.clerk.client()
    for client in (alone, desk):
        client.get("/palaute/")

    assert count_queries(lambda: desk.get("/palaute/")) == count_queries(lambda: alone.get("/palaute/")) + 1
