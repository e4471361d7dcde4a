# SPDX-License-Identifier: EUPL-1.2
"""A file that the page sends by itself: the answer is the list of files as it is then, or why the file was refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from services.eforms.models import Draft
from tests.cast import Cast
from tests.factories.eforms import PDF, DraftFactory, FormDefinitionFactory, field, form_of


@pytest.fixture
def draft(cast: Cast) -> Draft:
    form = FormDefinitionFactory(content=form_of(field("plan", "attachment", max_files=1), field("name")))
    return DraftFactory(version=form.current_version, person=cast.resident.person, answers={"name": "Aino"})


def address(draft: Draft, key: str = "plan") -> str:
    return f"/luonnos/{draft.key}/eka/liitteet/{key}/"


def pdf(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("suunnitelma.pdf", content)


def test_one_file_comes_in_and_the_list_comes_back(cast: Cast, draft: Draft) -> None:
    answer = cast.resident.client().post(address(draft), {"file": pdf()})

    assert answer.status_code == 200
    assert 'id="liitteet_plan"' in answer.text
    assert "suunnitelma.pdf" in answer.text
    draft.refresh_from_db()
    assert draft.answers == {"name": "Aino"}  # what was typed stays, though the page did not send it


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"MZ", "Tämä tiedostomuoto ei käy"), (b"", "Tiedosto on tyhjä")],
    ids=["a program", "an empty file"],
)
def test_a_bad_file_is_refused_in_words(cast: Cast, draft: Draft, content: bytes, words: str) -> None:
    answer = cast.resident.client().post(address(draft), {"file": pdf(content)})

    assert answer.status_code == 422
    assert answer.text.startswith(words)
    assert not draft.uploads.exists()


def test_one_file_too_many_is_refused_in_words(cast: Cast, draft: Draft) -> None:
    client = cast.resident.client()
    client.post(address(draft), {"file": pdf()})

    answer = client.post(address(draft), {"file": pdf(PDF + b" ")})

    assert answer.status_code == 422
    assert "enintään 1" in answer.text


@pytest.mark.parametrize(("key", "status"), [("name", 422), ("no_such", 404)])
def test_a_file_has_no_place_elsewhere(cast: Cast, draft: Draft, key: str, status: int) -> None:
    assert cast.resident.client().post(address(draft, key), {"file": pdf()}).status_code == status


def test_stranger_finds_no_place_for_a_file(cast: Cast, draft: Draft) -> None:
    assert cast.stranger.client().post(address(draft), {"file": pdf()}).status_code == 404
    assert not draft.uploads.exists()


def test_coming_to_the_address_leads_to_the_step(cast: Cast, draft: Draft) -> None:
    answer = cast.resident.client().get(address(draft))

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/luonnos/{draft.key}/eka/")


def test_files_of_one_network_without_log_in_are_counted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.eforms.views.filling.UPLOADS_AN_HOUR", 1)
    content = form_of(field("plan", "attachment", max_files=3), field("name"))
    definition = FormDefinitionFactory(slug="avoin", content={**content, "assurance": "none"})
    client = cast.visitor.client()
    client.post(f"/lomake/{definition.slug}/aloita/")
    draft = Draft.objects.get()

    codes = [client.post(address(draft), {"file": pdf(PDF + mark)}).status_code for mark in (b"1", b"2")]
    told = client.post(f"/luonnos/{draft.key}/eka/", {"name": "Aino", "plan": pdf(PDF + b"3")}, follow=True)

    assert codes == [200, 422]
    assert "Liitteitä on lähetetty liian monta" in told.text
    assert draft.uploads.count() == 1
