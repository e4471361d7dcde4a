# SPDX-License-Identifier: EUPL-1.2
"""A known answer is wrong: how to correct it, and how the handler hears of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from portal.accounts.actors import Assurance
from portal.accounts.models import Mandate
from services.eforms.actions.correcting import fetch_again, remark_on
from services.eforms.actions.drafting import begin_draft
from services.eforms.actions.sending import submit
from services.eforms.drafts import AlreadySent
from services.eforms.engine.content import digest_of
from services.eforms.filling import filling_of, shown_content
from services.eforms.models import Draft
from tests.cast import Cast
from tests.factories.eforms import FormDefinitionFactory, field, form_of

FORM = form_of(
    field("name", prefill="person.name", locked=True),
    field("phone", "phone", prefill="person.phone"),
    field("company", prefill="organisation.name", locked=True, optional=True),
    field("place", optional=True),
    who=["self", "organisation"],
)


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return begin_draft(FormDefinitionFactory(content=FORM), actor=cast.resident.actor)


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.resident.client()


def url(draft: Draft, name: str, view: str = "wrong") -> str:
    return reverse(f"eforms:{view}", args=[draft.key, "eka", name])


def test_remark_goes_along_to_the_review_and_the_case(cast: Cast, client: Client, draft: Draft) -> None:
    answer = client.post(url(draft, "name"), {"text": "Sukunimeni on vaihtunut."})

    assert answer.headers["Location"] == f"{reverse('eforms:step', args=[draft.key, 'eka'])}#id_name"
    assert "Huomautuksesi: Sukunimeni on vaihtunut." in client.get(reverse("eforms:review", args=[draft.key])).text
    draft.refresh_from_db()
    digest = digest_of(shown_content(draft, filling_of(draft)))
    case = submit(draft.key, actor=cast.resident.actor, shown_digest=digest).case
    assert {row["key"]: row.get("remark") for row in case.content[0]["rows"]}["name"] == "Sukunimeni on vaihtunut."


def test_empty_text_takes_the_remark_away(cast: Cast, draft: Draft) -> None:
    remark_on(draft.key, "name", actor=cast.resident.actor, text="Väärin.")

    assert remark_on(draft.key, "name", actor=cast.resident.actor, text=" ").remarks == {}


def test_stranger_cannot_remark_or_fetch(cast: Cast, draft: Draft) -> None:
    with pytest.raises(PermissionDenied):
        remark_on(draft.key, "name", actor=cast.stranger.actor, text="Väärin.")
    with pytest.raises(PermissionDenied):
        fetch_again(draft.key, "phone", actor=cast.stranger.actor)


def test_sent_draft_takes_no_remark(cast: Cast, draft: Draft) -> None:
    submit(draft.key, actor=cast.resident.actor, shown_digest=digest_of(shown_content(draft, filling_of(draft))))

    with pytest.raises(AlreadySent):
        remark_on(draft.key, "name", actor=cast.resident.actor, text="Väärin.")


def test_step_leads_to_the_correction_of_locked_and_own_data(client: Client, draft: Draft) -> None:
    page = client.get(reverse("eforms:step", args=[draft.key, "eka"])).text

    assert url(draft, "name") in page
    assert url(draft, "phone") in page


def test_register_data_is_corrected_at_the_register(client: Client, draft: Draft) -> None:
    page = client.get(url(draft, "name")).text

    assert "Digi- ja väestötietovirasto" in page
    assert "muuttoilmoitus.fi" in page


def test_company_data_is_corrected_at_the_trade_register(cast: Cast) -> None:
    mandate = Mandate.objects.get(delegate=cast.agent.person)
    definition = FormDefinitionFactory(content=FORM)
    draft = begin_draft(definition, actor=cast.agent.actor.on_behalf_of(mandate))

    assert "ytj.fi" in cast.agent.client().get(url(draft, "company")).text


@pytest.mark.parametrize("name", ["place", "nonsense"])
def test_answer_that_came_from_nowhere_has_no_such_page(client: Client, draft: Draft, name: str) -> None:
    assert client.get(url(draft, name)).status_code == 404


def test_own_data_is_corrected_on_the_own_page_and_fetched_again(client: Client, draft: Draft) -> None:
    page = client.get(url(draft, "phone")).text
    profile = f"{reverse('accounts:profile')}?next={url(draft, 'phone').replace('/', '%2F')}"
    assert profile in page
    back = client.post(
        reverse("accounts:profile"),
        {"email": "aino@esimerkki.example", "phone": "050 765 4321", "language": "fi", "appearance": "auto"}
        | {"next": url(draft, "phone")},
    )
    assert back.headers["Location"] == url(draft, "phone")
    assert "Tieto on nyt: 050 765 4321" in client.get(url(draft, "phone")).text

    client.post(url(draft, "phone", "fetch"))

    draft.refresh_from_db()
    assert draft.answers["phone"] == "050 765 4321"
    assert draft.provenance["phone"]["original"] == "050 765 4321"
    assert "Tieto on nyt" not in client.get(url(draft, "phone")).text


@pytest.mark.parametrize(("level", "told"), [(Assurance.STRONG, True), (Assurance.WEAK, False)])
def test_fresh_register_data_needs_strong_identification_now(cast: Cast, level: Assurance, told: bool) -> None:
    person = cast.resident.person
    person.municipality_code = "205"
    person.save()
    form = form_of(field("town", prefill="person.municipality", locked=True))
    draft = begin_draft(FormDefinitionFactory(content=form), actor=cast.resident.actor)
    person.municipality_code = "765"
    person.save()
    cast.resident.assurance = level

    page = cast.resident.client().get(url(draft, "town")).text
    fetched = fetch_again(draft.key, "town", actor=cast.resident.actor)

    assert ("Tieto on nyt: 765" in page) is told
    assert fetched.answers["town"] == ("765" if told else "205")


def test_profile_leads_only_to_our_own_pages(client: Client) -> None:
    sent = client.post(
        reverse("accounts:profile"),
        {"email": "aino@esimerkki.example", "phone": "", "language": "fi", "appearance": "auto"}
        | {"next": "https://elsewhere.example/"},
    )

    assert sent.headers["Location"] == reverse("accounts:profile")
