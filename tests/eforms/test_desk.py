# SPDX-License-Identifier: EUPL-1.2
"""A clerk fills and sends for a customer through the same pages."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Case
from portal.accounts.actors import Assurance, Channel
from portal.frontdesk.models import ContactMoment
from portal.frontdesk.session import SESSION_KEY
from services.eforms.models import Draft
from tests.cast import Cast
from tests.factories.eforms import TWO_STEPS, FormDefinitionFactory
from tests.factories.frontdesk import ContactMomentFactory


@pytest.fixture
def moment(cast: Cast) -> ContactMoment:
    moment: ContactMoment = ContactMomentFactory(named=True, clerk=cast.clerk.user, person=cast.resident.person)
    return moment


@pytest.fixture
def client(cast: Cast, moment: ContactMoment) -> Client:
    client = cast.clerk.client()
    session = client.session
    session[SESSION_KEY] = moment.pk
    session.save()
    return client


def test_clerk_sends_a_form_for_the_customer(cast: Cast, client: Client) -> None:
    FormDefinitionFactory(slug="kaivulupa", content={**TWO_STEPS, "assurance": "strong"})
    client.post("/lomake/kaivulupa/aloita/")
    draft = Draft.objects.get()
    page = client.get(reverse("eforms:step", args=[draft.key, "hakija"])).text
    client.post(reverse("eforms:step", args=[draft.key, "hakija"]), {"phone": "040 1234567"})
    client.post(reverse("eforms:step", args=[draft.key, "asia"]), {"urgent": "no", "starts_on": "1.1.2099"})
    review = client.get(reverse("eforms:review", args=[draft.key])).text
    digest = re.search(r'name="digest" value="(\w+)"', review)
    assert digest

    client.post(reverse("eforms:send", args=[draft.key]), {"digest": digest[1], "confirmed": "on"})

    case = Case.objects.get()
    assert "Kajaani Info täyttää asiakkaan kanssa: Aino Kemppainen" in page
    assert (case.by_name, case.for_name) == ("Kiia Moilanen", "Aino Kemppainen")
    assert case.parties.get().person == cast.resident.person


def test_the_customer_goes_on_at_home_with_what_was_begun_at_the_desk(cast: Cast, client: Client) -> None:
    FormDefinitionFactory(slug="kaivulupa")
    client.post("/lomake/kaivulupa/aloita/")

    assert "Kaivulupa" in cast.resident.client().get("/luonnokset/").text


def test_the_draft_of_an_ended_moment_is_not_there(cast: Cast, client: Client) -> None:
    FormDefinitionFactory(slug="kaivulupa")
    address = client.post("/lomake/kaivulupa/aloita/").url  # type: ignore[attr-defined]
    session = client.session
    del session[SESSION_KEY]
    session.save()

    assert client.get(address).status_code == 404


def test_unnamed_customer_of_another_clerk_stays_apart(cast: Cast) -> None:
    nobody = {"subject": None, "right": "desk", "channel": "desk"}
    draft = Draft.objects.create(
        version=FormDefinitionFactory().current_version, clerk=cast.other_handler.user, **nobody
    )
    unnamed = cast.clerk.actor.at_desk_for(None, channel=Channel.DESK, assurance=Assurance.NONE)  # type: ignore[arg-type]

    assert draft not in Draft.objects.visible_to(unnamed)
