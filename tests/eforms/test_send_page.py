# SPDX-License-Identifier: EUPL-1.2
import re

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Case
from services.eforms.models import Draft
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import TWO_STEPS, DraftFactory, FormDefinitionFactory


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.resident.client()


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return DraftFactory(complete=True, person=cast.resident.person)


def url(draft: Draft, name: str) -> str:
    return reverse(f"eforms:{name}", args=[draft.key])


def digest_on(page: str) -> str:
    found = re.search(r'name="digest" value="(\w+)"', page)
    assert found
    return found[1]


def test_resident_looks_over_sends_and_gets_a_receipt(client: Client, draft: Draft) -> None:
    review = client.get(url(draft, "review")).text
    sent = client.post(url(draft, "send"), {"digest": digest_on(review), "confirmed": "on"})
    receipt = client.get(url(draft, "receipt")).text

    assert "<dd>Aino Kemppainen</dd>" in review
    assert sent.url == url(draft, "receipt")  # type: ignore[attr-defined]
    assert Case.objects.get().reference in receipt


def test_sending_needs_the_promise(client: Client, draft: Draft) -> None:
    review = client.get(url(draft, "review")).text

    page = client.post(url(draft, "send"), {"digest": digest_on(review)})

    assert "Vakuuta ensin" in page.text
    assert not Case.objects.exists()


@pytest.mark.parametrize("name", ["review", "draft", "send"])
def test_back_after_sending_leads_to_the_receipt(client: Client, draft: Draft, name: str) -> None:
    review = client.get(url(draft, "review")).text
    client.post(url(draft, "send"), {"digest": digest_on(review), "confirmed": "on"})

    again = client.post(url(draft, name), {"digest": digest_on(review), "confirmed": "on"})

    assert again.url == url(draft, "receipt")  # type: ignore[attr-defined]
    assert Case.objects.count() == 1


def test_answers_changed_in_another_window_are_told(client: Client, draft: Draft) -> None:
    review = client.get(url(draft, "review")).text
    draft.answers = draft.answers | {"phone": "050 1111111"}
    draft.save()

    page = client.post(url(draft, "send"), {"digest": digest_on(review), "confirmed": "on"}, follow=True)

    assert "Tiedot muuttuivat toisessa ikkunassa" in page.text
    assert not Case.objects.exists()


def test_unfinished_draft_leads_to_what_is_missing(client: Client, cast: Cast) -> None:
    draft = DraftFactory(person=cast.resident.person, answers={"name": "Aino"})

    page = client.get(url(draft, "review"), follow=True)

    assert page.redirect_chain[-1][0].endswith("/hakija/?tarkista")
    assert "Kirjoita puhelinnumero" in page.text


def test_visitor_gets_a_tracking_code(cast: Cast) -> None:
    content = {**TWO_STEPS, "assurance": "none"}
    FormDefinitionFactory(slug="tietopyynto", content=content, case_type=CaseTypeFactory(anonymous=True))
    browser = cast.visitor.client()
    browser.post("/lomake/tietopyynto/aloita/")
    draft = Draft.objects.get()
    browser.post(reverse("eforms:step", args=[draft.key, "hakija"]), {"name": "Aino", "phone": "040 1234567"})
    browser.post(reverse("eforms:step", args=[draft.key, "asia"]), {"urgent": "no", "starts_on": "1.1.2099"})
    review = browser.get(url(draft, "review")).text

    browser.post(url(draft, "send"), {"digest": digest_on(review), "confirmed": "on"})

    assert re.search(r"[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{4}", browser.get(url(draft, "receipt")).text)


def test_receipt_of_an_unsent_draft_is_not_there(client: Client, draft: Draft) -> None:
    assert client.get(url(draft, "receipt")).status_code == 404
