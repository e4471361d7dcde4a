# SPDX-License-Identifier: EUPL-1.2
"""The pages of a bundle: choosing, looking over, the receipt, the joint status."""

import re
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Case
from services.eforms.models import Bundle, Draft, FormDefinition
from tests.cast import Cast
from tests.eforms.test_bundle_send import BERTH, CONTACT, PERSON, TYPED, begin, bundle_of, filled, send
from tests.factories.cases import SupplementRequestFactory
from tests.factories.eforms import field, form_of
from tests.queries import count_queries


@pytest.fixture
def bundle() -> Bundle:
    return bundle_of(BERTH, CONTACT)


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.resident.client()


def page_of(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(f"eforms:{name}", args=args))
    assert response.status_code == 200
    return response.text


def test_choose_fill_send_and_follow(client: Client, bundle: Bundle) -> None:
    begun = client.post(reverse("eforms:bundle-begin", args=[bundle.slug]), {"asia": ["asia-1", "asia-2"]})
    draft = Draft.objects.get()
    assert begun.headers["Location"] == reverse("eforms:step", args=[draft.key, "yhteiset"])

    for step in draft.version.form.steps:
        client.post(reverse("eforms:step", args=[draft.key, step.key]), TYPED | {"window": "a", "revision": 9})
    review = page_of(client, "review", draft.key)
    digest = re.search(r'name="digest" value="(\w+)"', review)
    assert digest
    sent = client.post(reverse("eforms:send", args=[draft.key]), {"confirmed": "on", "digest": digest[1]})

    receipt = client.get(sent.headers["Location"]).text
    status = page_of(client, "bundle-status", draft.key)
    for case in Case.objects.all():
        assert case.reference in receipt
        assert case.reference in status
        assert case.get_absolute_url() in status
    assert reverse("eforms:bundle-status", args=[draft.key]) in client.get(reverse("pages:my")).text
    # Back and a second click lead to the receipt.
    assert client.post(reverse("eforms:send", args=[draft.key])).headers["Location"] == sent.headers["Location"]


def test_why_a_matter_cannot_be_chosen_is_told(client: Client, bundle: Bundle) -> None:
    FormDefinition.objects.filter(slug="asia-2").update(status="paused", pause_text={"fi": "Muutamme lomaketta."})

    page = page_of(client, "bundle", bundle.slug)

    assert "Muutamme lomaketta." in page
    assert re.search(r'value="asia-2"[^>]* disabled', page)
    assert re.search(r'value="asia-1" checked', page)


def test_a_visitor_is_led_to_log_in(cast: Cast, bundle: Bundle) -> None:
    page = page_of(cast.visitor.client(), "bundle", bundle.slug)

    assert "Kirjaudu, niin voit valita" in page
    assert 'type="submit">Aloita' not in page


def test_a_form_that_looks_at_its_service_has_its_own_way(client: Client) -> None:
    looks = form_of(*PERSON, field("free", show_if={"not": {"known": "service.charge", "is": "free"}}))
    bundle = bundle_of(BERTH, looks)

    page = page_of(client, "bundle", bundle.slug)

    assert reverse("eforms:start", args=["asia-2"]) in page


def test_nothing_chosen_is_told(client: Client, bundle: Bundle) -> None:
    response = client.post(reverse("eforms:bundle-begin", args=[bundle.slug]))

    assert response.status_code == 400
    assert "Valitse ainakin yksi asia." in response.text


@pytest.mark.parametrize("status", ["draft", "paused", "retired"])
def test_a_bundle_that_is_not_in_use_has_no_page(client: Client, bundle: Bundle, status: str) -> None:
    Bundle.objects.update(status=status)

    assert client.get(reverse("eforms:bundle", args=[bundle.slug])).status_code == 404


def test_the_review_tells_each_application_with_its_own_answers(cast: Cast, client: Client, bundle: Bundle) -> None:
    review = page_of(client, "review", filled(bundle, cast.resident.actor).key)

    first, second = review.split("Asia 2/2")
    assert "Terhi 400" in first
    assert "Terhi 400" not in second
    assert "Aino Kemppainen" in first
    assert "Aino Kemppainen" in second


def test_sending_needs_the_promise(cast: Cast, client: Client, bundle: Bundle) -> None:
    page = client.post(reverse("eforms:send", args=[filled(bundle, cast.resident.actor).key]))

    assert "Vakuuta ensin" in page.text
    assert not Case.objects.exists()


def test_a_form_that_closed_meanwhile_keeps_all_of_it(cast: Cast, client: Client, bundle: Bundle) -> None:
    draft = filled(bundle, cast.resident.actor)
    digest = re.search(r'name="digest" value="(\w+)"', page_of(client, "review", draft.key))
    assert digest
    FormDefinition.objects.filter(slug="asia-2").update(status="paused")

    response = client.post(reverse("eforms:send", args=[draft.key]), {"confirmed": "on", "digest": digest[1]})

    assert response.status_code == 409
    assert not Case.objects.exists()


def test_what_waits_for_me_is_told(cast: Cast, client: Client, bundle: Bundle) -> None:
    draft = send(filled(bundle, cast.resident.actor), cast.resident.actor)
    SupplementRequestFactory(case=draft.joint_cases[0], items=["Kartta"])

    assert "Kartta" in page_of(client, "bundle-status", draft.key)


def test_a_joint_sending_has_no_copy_of_its_own_but_its_members_have(
    cast: Cast, client: Client, bundle: Bundle
) -> None:
    draft = send(filled(bundle, cast.resident.actor), cast.resident.actor)

    assert client.get(reverse("eforms:copy", args=[draft.key])).status_code == 404
    copies = [reverse("eforms:copy", args=[member.key]) for member in draft.members.all()]
    assert all(copy in page_of(client, "receipt", draft.key) for copy in copies)


@pytest.mark.parametrize("name", ["review", "receipt", "bundle-status"])
def test_five_matters_ask_the_database_as_much_as_one(cast: Cast, name: str) -> None:
    member, counts = cast.resident, []
    for number in (1, 5):
        FormDefinition.objects.update(slug="edellinen")
        draft = begin(bundle_of(*[BERTH] * number), member.actor)
        typed = {key: "a@b.example" if key.endswith("mail") else "Terhi" for key in draft.version.form.questions}
        Draft.objects.filter(pk=draft.pk).update(answers=typed | draft.answers)
        draft.refresh_from_db()
        if name != "review":
            send(draft, member.actor)
        client, url = member.client(), reverse(f"eforms:{name}", args=[draft.key])
        client.get(url)
        counts.append(count_queries(partial(client.get, url)))
    assert counts[0] == counts[1]
