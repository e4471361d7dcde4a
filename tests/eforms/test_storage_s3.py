# SPDX-License-Identifier: EUPL-1.2
"""Files in a bucket, on a real server that speaks S3: first the sender's alone, then of those who handle the case."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
import requests
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from moto.server import ThreadedMotoServer
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from time_machine import TimeMachineFixture

from cases.models import Case
from portal.accounts.actors import SYSTEM_CLOCK
from portal.common import clock
from portal.common.files import StorageAway
from services.eforms.actions.attaching import add_upload, remove_upload
from services.eforms.actions.copying import keep_copy
from services.eforms.actions.drafting import cancel_draft
from services.eforms.actions.sending import submit
from services.eforms.actions.tidying import AGE, delete_orphans
from services.eforms.engine.content import digest_of
from services.eforms.filling import filling_of, shown_content
from services.eforms.models import Draft, Submission, Upload
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import PDF, DraftFactory, FormDefinitionFactory, field, form_of

NOWHERE = "http://127.0.0.1:1"


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


def use(settings: Settings, address: str, bucket: str) -> None:
    options = {
        "bucket_name": bucket,
        "endpoint_url": address,
        "region_name": "eu-north-1",
        "access_key": "portal",
        "secret_key": "portal",
    }
    backend = {"BACKEND": "portal.common.clients.bucket.PrivateBucket", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": backend}


@pytest.fixture
def bucket(settings: Settings, store: str) -> Any:
    """The bucket that the portal keeps its files in, new for each test."""
    name = f"files-{uuid.uuid4()}"
    use(settings, store, name)
    boto3.client(
        "s3",
        endpoint_url=store,
        region_name="eu-north-1",
        aws_access_key_id="portal",
        aws_secret_access_key="portal",
    ).create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
    return storages["default"].bucket  # type: ignore[attr-defined]  # of the bucket's own class


@pytest.fixture
def draft(cast: Cast) -> Draft:
    form = FormDefinitionFactory(
        content=form_of(field("plan", "attachment")), case_type=CaseTypeFactory(unit=cast.unit)
    )
    return DraftFactory(version=form.current_version, person=cast.resident.person)


def pdf(name: str = "suunnitelma.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def keys(bucket: Any) -> list[str]:
    return [found.key for found in bucket.objects.all()]


def add(cast: Cast, draft: Draft) -> Upload:
    return add_upload(draft.key, actor=cast.resident.actor, field="plan", file=pdf())


def send(cast: Cast, draft: Draft) -> Submission:
    draft = Draft.objects.get(pk=draft.pk)
    digest = digest_of(shown_content(draft, filling_of(draft)))
    return submit(draft.key, actor=cast.resident.actor, shown_digest=digest)


# ---- two stages


def test_a_file_of_a_draft_is_its_senders_alone(cast: Cast, draft: Draft, bucket: Any) -> None:
    upload = add(cast, draft)
    url = f"/luonnos/{draft.key}/liite/{upload.key}/"

    answer = cast.resident.client().get(url)

    assert keys(bucket) == [upload.file.name]
    assert "suunnitelma" not in str(upload.file.name)
    assert answer.content == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert [member.client().get(url).status_code for member in (cast.stranger, cast.handler, cast.clerk)] == [404] * 3
    assert cast.visitor.client().get(url).status_code == 302


def test_after_the_sending_its_handlers_get_it_through_their_own_door(cast: Cast, draft: Draft, bucket: Any) -> None:
    add(cast, draft)
    case = send(cast, draft).case
    document = case.documents.get()
    url = reverse("admin:cases_case_document", args=[case.reference, document.public_id])

    answer = cast.handler.client().get(url)

    assert b"".join(answer) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert cast.stranger.client().get(url).status_code in (302, 404)
    assert cast.other_handler.client().get(url).status_code == 404


def test_the_copy_of_the_sending_is_in_the_bucket_too(cast: Cast, draft: Draft, bucket: Any) -> None:
    add(cast, draft)
    submission = send(cast, draft)

    keep_copy(submission.pk, actor=SYSTEM_CLOCK)

    assert len(keys(bucket)) == 3  # the draft's own file, the case's, and the copy
    assert cast.resident.client().get(f"/luonnos/{draft.key}/kopio.pdf").content.startswith(b"%PDF")


def test_nobody_reads_the_bucket_past_the_portal(cast: Cast, draft: Draft, bucket: Any, store: str) -> None:
    upload = add(cast, draft)

    answer = requests.get(f"{store}/{bucket.name}/{upload.file.name}", timeout=5)

    assert answer.status_code == 403


# ---- the end


def test_a_file_goes_with_its_draft_or_before_it(
    cast: Cast, draft: Draft, bucket: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        remove_upload(draft.key, add(cast, draft).key, actor=cast.resident.actor)
    assert keys(bucket) == []

    add(cast, draft)
    with django_capture_on_commit_callbacks(execute=True):
        cancel_draft(draft.key, actor=cast.resident.actor)
    assert keys(bucket) == []


def test_what_could_not_be_deleted_goes_later(
    cast: Cast,
    draft: Draft,
    settings: Settings,
    bucket: Any,
    store: str,
    time_machine: TimeMachineFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    other = DraftFactory(version=draft.version, person=cast.resident.person)
    kept = add(cast, other)
    add(cast, draft)
    use(settings, NOWHERE, bucket.name)
    with django_capture_on_commit_callbacks(execute=True):
        cancel_draft(draft.key, actor=cast.resident.actor)
    use(settings, store, bucket.name)

    assert delete_orphans(actor=SYSTEM_CLOCK) == 0  # it may belong to a request that has not ended
    time_machine.move_to(clock.now() + AGE)
    assert (delete_orphans(actor=SYSTEM_CLOCK), delete_orphans(actor=SYSTEM_CLOCK)) == (1, 0)

    assert keys(bucket) == [kept.file.name]


# ---- the store is away


def test_a_file_is_refused_in_words_while_the_store_is_away(cast: Cast, draft: Draft, settings: Settings) -> None:
    use(settings, NOWHERE, "files")
    url = f"/luonnos/{draft.key}/eka/liitteet/plan/"

    answer = cast.resident.client().post(url, {"file": pdf()})

    assert answer.status_code == 422
    assert answer.text.startswith("Emme voi juuri nyt tallentaa tiedostoja.")
    assert not draft.uploads.exists()


def test_what_was_typed_stays_when_its_file_could_not(cast: Cast, settings: Settings) -> None:
    form = FormDefinitionFactory(content=form_of(field("name"), field("plan", "attachment")))
    draft = DraftFactory(version=form.current_version, person=cast.resident.person)
    use(settings, NOWHERE, "files")

    page = cast.resident.client().post(f"/luonnos/{draft.key}/eka/", {"name": "Aino", "plan": pdf()})

    assert "suunnitelma.pdf: Emme voi juuri nyt tallentaa tiedostoja." in page.text
    assert Draft.objects.get(pk=draft.pk).answers["name"] == "Aino"


def test_a_sending_that_cannot_take_its_files_is_no_sending(
    cast: Cast, draft: Draft, settings: Settings, bucket: Any, store: str
) -> None:
    add(cast, draft)
    draft.refresh_from_db()
    sent = {"digest": digest_of(shown_content(draft, filling_of(draft))), "confirmed": "on"}
    client = cast.resident.client()

    use(settings, NOWHERE, bucket.name)
    page = client.post(f"/luonnos/{draft.key}/laheta/", sent, follow=True)
    assert "Emme saaneet liitteitäsi perille" in page.text
    assert page.redirect_chain == [(f"/luonnos/{draft.key}/yhteenveto/", 302)]
    assert not Case.objects.exists()

    use(settings, store, bucket.name)
    client.post(f"/luonnos/{draft.key}/laheta/", sent)
    with Case.objects.get().documents.get().file.open() as arrived:
        assert arrived.read() == PDF


def test_a_file_that_cannot_be_read_now_is_told_of(cast: Cast, draft: Draft, settings: Settings, bucket: Any) -> None:
    upload = add(cast, draft)
    use(settings, NOWHERE, bucket.name)

    answer = cast.resident.client().get(f"/luonnos/{draft.key}/liite/{upload.key}/")

    assert answer.status_code == 503
    assert "Emme saa tiedostoja juuri nyt" in answer.text


@pytest.mark.parametrize(
    "act",
    [
        lambda: default_storage.save("drafts/a", pdf()),
        lambda: default_storage.open("drafts/a"),
        lambda: default_storage.exists("drafts/a"),
        lambda: default_storage.delete("drafts/a"),
        lambda: default_storage.listdir("drafts"),
        lambda: default_storage.get_modified_time("drafts/a"),
    ],
    ids=["save", "open", "exists", "delete", "list", "ask when"],
)
def test_whatever_is_asked_of_a_store_that_is_away_is_told(settings: Settings, act: Callable[[], Any]) -> None:
    use(settings, NOWHERE, "files")

    with pytest.raises(StorageAway):
        act()


def test_a_bucket_that_was_never_made_is_a_store_that_is_away(settings: Settings, store: str) -> None:
    use(settings, store, "no-such-bucket")

    with pytest.raises(StorageAway):
        default_storage.save("drafts/a", pdf())
