# SPDX-License-Identifier: EUPL-1.2
"""The copy of a sending: an accessible PDF of what the review page showed."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from cases.models import Document
from portal.accounts.actors import SYSTEM_CLOCK
from services.eforms.actions.copying import keep_copy
from services.eforms.actions.sending import submit
from services.eforms.engine.content import digest_of
from services.eforms.filling import filling_of, shown_content
from services.eforms.letters import render_copy
from services.eforms.models import Draft, Submission
from services.eforms.tasks import run_daily
from tests.cast import Cast
from tests.factories.eforms import DraftFactory


@pytest.fixture
def submission(cast: Cast) -> Submission:
    known = {"source": "profile", "at": "2026-11-24T09:00:00+02:00", "original": "050 111 1111", "locked": False}
    draft = DraftFactory(
        complete=True,
        person=cast.resident.person,
        provenance={"phone": known},
        remarks={"name": "Sukunimeni on vaihtunut."},
    )
    digest = digest_of(shown_content(draft, filling_of(draft)))
    return submit(draft.key, actor=cast.resident.actor, shown_digest=digest)


def read(pdf: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(pdf))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_copy_has_every_answer_and_what_was_said_of_it(submission: Submission) -> None:
    _reader, text = read(render_copy(submission))

    rows = [row for part in submission.content for row in part["rows"]]
    assert [row["key"] for row in rows] == ["name", "phone", "urgent", "starts_on"]
    for row in rows:
        assert row["value"] in text
    assert submission.case.reference in text
    assert "Muutettu. Ennen: 050 111 1111" in text
    assert "Huomautuksesi: Sukunimeni on vaihtunut." in text


def test_copy_is_tagged_titled_and_in_the_language_of_the_sending(submission: Submission) -> None:
    submission.language = "sv"

    reader, text = read(render_copy(submission))

    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"] == "sv"
    assert catalog["/MarkInfo"]["/Marked"] == True  # noqa: E712  a pypdf object
    assert reader.metadata
    assert reader.metadata.title == "Grävtillstånd"
    assert "Grävtillstånd" in text


def test_markup_in_an_answer_stays_text(submission: Submission) -> None:
    submission.content[0]["rows"][0]["value"] = "#let x = 1 *Aino* <label> @ref"

    _reader, text = read(render_copy(submission))

    assert "#let x = 1 *Aino* <label> @ref" in text


def test_case_gets_its_copy_once(submission: Submission) -> None:
    kept = keep_copy(submission.pk, actor=SYSTEM_CLOCK)
    again = keep_copy(submission.pk, actor=SYSTEM_CLOCK)

    document = submission.case.documents.get()
    assert (kept, again) == (True, False)
    assert (document.kind, document.content_type) == (Document.Kind.APPLICATION, "application/pdf")
    assert document.publicity == submission.case.case_type.publicity


def test_copy_is_made_after_the_commit(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr("services.eforms.tasks.make_copy.apply_async", lambda args, **_options: asked.append(*args))
    draft = DraftFactory(complete=True, person=cast.resident.person)
    digest = digest_of(shown_content(draft, filling_of(draft)))

    with django_capture_on_commit_callbacks(execute=True):
        sent = submit(draft.key, actor=cast.resident.actor, shown_digest=digest)
        assert asked == []

    assert asked == [sent.pk]


def test_morning_round_makes_the_copies_that_are_missing(submission: Submission) -> None:
    assert run_daily()["copies"] == 1
    assert run_daily()["copies"] == 0


def url(draft: Draft) -> str:
    return reverse("eforms:copy", args=[draft.key])


@pytest.mark.parametrize("ready", [True, False], ids=["kept with the case", "not made yet"])
def test_sender_downloads_the_copy(cast: Cast, submission: Submission, ready: bool) -> None:
    if ready:
        keep_copy(submission.pk, actor=SYSTEM_CLOCK)

    response = cast.resident.client().get(url(submission.draft))

    assert response.status_code == 200
    assert submission.case.reference in read(response.content)[1]
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_others_do_not_get_the_copy(cast: Cast, submission: Submission) -> None:
    assert cast.stranger.client().get(url(submission.draft)).status_code == 404
    assert cast.handler.client().get(url(submission.draft)).status_code == 404
    assert Client().get(url(submission.draft)).status_code == 302


def test_unsent_draft_has_no_copy(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.resident.person)

    assert cast.resident.client().get(url(draft)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_copy(submission: Submission) -> None:
    barrier = Barrier(2)

    def work() -> bool:
        try:
            barrier.wait()
            return keep_copy(submission.pk, actor=SYSTEM_CLOCK)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = sorted(future.result() for future in [pool.submit(work) for _worker in range(2)])

    assert made == [False, True]
    assert submission.case.documents.count() == 1
