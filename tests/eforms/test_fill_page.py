# SPDX-License-Identifier: EUPL-1.2
"""The pages of filling: what is shown, what is kept, and who gets in."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from services.eforms.actions.drafting import begin_draft
from services.eforms.models import Draft
from tests.cast import Cast
from tests.factories.eforms import PDF, TWO_STEPS, DraftFactory, FormDefinitionFactory, field, form_of


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.resident.client()


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return begin_draft(FormDefinitionFactory(slug="kaivulupa"), actor=cast.resident.actor)


def url(draft: Draft, name: str = "step", step: str = "hakija") -> str:
    return reverse(f"eforms:{name}", args=[draft.key, step])


def test_resident_starts_from_the_start_page(client: Client) -> None:
    FormDefinitionFactory(slug="kaivulupa")

    page = client.get("/lomake/kaivulupa/")
    begun = client.post("/lomake/kaivulupa/aloita/")

    assert "Aloita" in page.text
    assert begun.url.startswith("/luonnos/")  # type: ignore[attr-defined]
    assert begun.url.endswith("/hakija/")  # type: ignore[attr-defined]


def test_visitor_is_asked_to_sign_in(cast: Cast) -> None:
    FormDefinitionFactory(slug="kaivulupa")

    page = cast.visitor.client().get("/lomake/kaivulupa/")

    assert "Kirjaudu ja täytä" in page.text
    assert cast.visitor.client().post("/lomake/kaivulupa/aloita/").status_code == 409


def test_closed_form_tells_its_days(client: Client) -> None:
    window = {"opens_at": "2025-02-03T08:00", "closes_at": "2025-02-28T12:00"}
    FormDefinitionFactory(slug="avustus", content={**TWO_STEPS, "window": window})

    assert "Se päättyi pe 28.2.2025 klo 12.00" in client.get("/lomake/avustus/").text


def test_step_shows_where_the_answers_came_from(client: Client, draft: Draft) -> None:
    page = client.get(url(draft)).text

    assert "Haettu väestötietojärjestelmästä" in page
    assert re.search(r"Haettu omista tiedoistasi \d+\.\d+\.\d{4}, voit muuttaa", page)
    assert 'value="Aino Kemppainen"' in page
    assert "readonly" in page


def test_going_on_needs_right_answers_and_keeps_wrong_ones(client: Client, draft: Draft) -> None:
    page = client.post(url(draft, step="asia"), {"urgent": "yes", "reason": "", "starts_on": "ensi viikolla"})

    assert page.status_code == 200
    assert "Korjaa 2 kohtaa" in page.text
    assert "Vaihe 2/3" in page.text
    assert 'value="ensi viikolla"' in page.text
    assert 'href="#id_starts_on"' in page.text
    assert "<title>Virhe:" in page.text


def test_right_answers_lead_to_the_next_step_and_the_review(client: Client, draft: Draft) -> None:
    first = client.post(url(draft), {"phone": "040 123 4567"})
    last = client.post(url(draft, step="asia"), {"urgent": "no", "starts_on": "1.1.2099"})

    assert first.url == url(draft, step="asia")  # type: ignore[attr-defined]
    assert last.url == reverse("eforms:review", args=[draft.key])  # type: ignore[attr-defined]


def test_conditional_question_is_there_without_javascript(client: Client, draft: Draft) -> None:
    page = client.get(url(draft, step="asia")).text

    assert 'data-when="urgent"' in page
    assert 'name="reason"' in page


@pytest.mark.parametrize("button", ["back", "pause"])
def test_leaving_keeps_wrong_answers_without_a_word(client: Client, draft: Draft, button: str) -> None:
    answer = client.post(url(draft, button, "asia"), {"starts_on": "ensi viikolla"})

    draft.refresh_from_db()
    assert answer.status_code == 302
    assert draft.answers["starts_on"] == "ensi viikolla"


def test_autosave_answers_with_the_time(client: Client, draft: Draft) -> None:
    answer = client.post(url(draft, "autosave"), {"phone": "05", "window": "a", "revision": "0"})

    draft.refresh_from_db()
    assert answer.text.startswith("Luonnos tallentui klo ")
    assert draft.answers["phone"] == "05"


def test_two_windows_see_each_others_answers(client: Client, draft: Draft) -> None:
    client.post(url(draft), {"phone": "050 1111111", "window": "first", "revision": "0"})

    page = client.post(url(draft), {"phone": "050 2222222", "window": "second", "revision": "0"})

    assert page.status_code == 409
    assert "muutettu toisessa ikkunassa" in page.text
    assert "<dd>050 1111111</dd>" in page.text
    assert 'value="050 2222222"' in page.text


def test_draft_is_resumed_after_signing_out(cast: Cast, client: Client, draft: Draft) -> None:
    client.post(url(draft), {"phone": "040 123 4567"})
    client.logout()

    signed_out = client.get(url(draft, step="asia"))
    back = cast.resident.client().get(reverse("eforms:draft", args=[draft.key]))

    assert signed_out.url.endswith(f"?next={url(draft, step='asia')}")  # type: ignore[attr-defined]
    assert back.url == url(draft, step="asia")  # type: ignore[attr-defined]


def test_what_was_typed_after_the_session_ended_is_shown(cast: Cast, draft: Draft) -> None:
    page = cast.visitor.client().post(url(draft, step="asia"), {"reason": "Putki vuotaa pihalla"})

    assert page.status_code == 403
    assert "Putki vuotaa pihalla" in page.text


@pytest.mark.parametrize("name", ["draft", "review", "receipt", "draft-cancel"])
def test_anothers_draft_is_not_there(cast: Cast, draft: Draft, name: str) -> None:
    assert cast.stranger.client().get(reverse(f"eforms:{name}", args=[draft.key])).status_code == 404


def test_anothers_file_is_not_there(cast: Cast) -> None:
    form = FormDefinitionFactory(content=form_of(field("plan", "attachment")))
    draft = DraftFactory(version=form.current_version, person=cast.resident.person)
    client = cast.resident.client()
    client.post(url(draft, "upload", "eka"), {"plan": SimpleUploadedFile("suunnitelma.pdf", PDF)})
    address = reverse("eforms:upload-file", args=[draft.key, draft.uploads.get().key])

    own = client.get(address)

    assert own.content == PDF
    assert own["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in own["Content-Security-Policy"]
    assert cast.stranger.client().get(address).status_code == 404


def test_files_are_added_told_and_taken_away_without_javascript(cast: Cast, client: Client) -> None:
    form = FormDefinitionFactory(content=form_of(field("plan", "attachment"), field("name")))
    draft = DraftFactory(version=form.current_version, person=cast.resident.person)

    bad = client.post(url(draft, step="eka"), {"plan": SimpleUploadedFile("virus.pdf", b"MZ\x90\0"), "name": "Aino"})
    client.post(url(draft, "upload", "eka"), {"plan": SimpleUploadedFile("oma.pdf", PDF), "name": "Aino"})
    page = client.get(url(draft, step="eka"))
    upload = draft.uploads.get()
    client.post(reverse("eforms:upload-delete", args=[draft.key, "eka", upload.key]), {"name": "Aino"})

    assert "virus.pdf: Tämä tiedostomuoto ei käy" in bad.text
    assert 'value="Aino"' in bad.text
    assert "oma.pdf" in page.text
    assert not draft.uploads.exists()


def test_visitors_draft_belongs_to_the_browser(cast: Cast) -> None:
    FormDefinitionFactory(slug="tietopyynto", content={**TWO_STEPS, "assurance": "none"})
    browser = cast.visitor.client()
    address = browser.post("/lomake/tietopyynto/aloita/").url  # type: ignore[attr-defined]

    assert browser.get(address).status_code == 200
    assert cast.visitor.client().get(address).status_code == 302
    assert cast.resident.client().get(address).status_code == 404


def test_visitor_signs_in_and_claims_the_draft(cast: Cast) -> None:
    FormDefinitionFactory(slug="tietopyynto", content={**TWO_STEPS, "assurance": "none"})
    browser = cast.visitor.client()
    address = browser.post("/lomake/tietopyynto/aloita/").url  # type: ignore[attr-defined]
    assert cast.resident.user
    browser.force_login(cast.resident.user, backend="portal.accounts.backends.UsernameBackend")

    assert "Liitä luonnos minuun" in browser.get(address).text
    browser.post(reverse("eforms:claim", args=[Draft.objects.get().key]))

    assert Draft.objects.get().person == cast.resident.person


def test_draft_is_thrown_away_after_a_question(client: Client, draft: Draft) -> None:
    address = reverse("eforms:draft-cancel", args=[draft.key])

    assert "katoavat" in client.get(address).text
    client.post(address)

    assert not Draft.objects.exists()


@pytest.mark.parametrize("path", ["/luonnokset/", "/lomake/kaivulupa/"])
def test_a_list_of_twenty_drafts_takes_as_many_queries_as_one(
    cast: Cast, client: Client, draft: Draft, path: str
) -> None:
    client.get(path)  # the first request also writes the session of the log-in
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    DraftFactory.create_batch(19, version=draft.version, person=cast.resident.person)
    with CaptureQueriesContext(connection) as twenty:
        client.get(path)

    assert len(one) == len(twenty)


def test_unknown_step_is_not_there(client: Client, draft: Draft) -> None:
    assert client.get(url(draft, step="olematon")).status_code == 404


@pytest.mark.parametrize("name", ["step", "react"])
def test_a_press_reads_the_draft_to_show_it_and_to_lock_it_and_its_files_once(
    client: Client, draft: Draft, name: str
) -> None:
    client.get(url(draft))  # the questions of the form are at hand in the process from here on

    with CaptureQueriesContext(connection) as queries:
        answer = client.post(url(draft, name), {"phone": "040 123 4567", "window": "a", "revision": 9})

    assert answer.status_code == (302 if name == "step" else 200)
    read = [found[1] for query in queries if (found := re.match(r'SELECT "(eforms_\w+)"', query["sql"]))]
    assert read == ["eforms_draft", "eforms_upload", "eforms_draft"]
