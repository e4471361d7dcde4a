# SPDX-License-Identifier: EUPL-1.2
import hashlib
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pytest_django import DjangoCaptureOnCommitCallbacks

from services.eforms.actions.attaching import add_upload, remove_upload
from services.eforms.models import Draft
from tests.cast import Cast
from tests.factories.eforms import PDF, DraftFactory, FormDefinitionFactory, field, form_of


@pytest.fixture
def draft(cast: Cast) -> Draft:
    fields = field("plan", "attachment", max_files=2, max_mb=1), field("name")
    form = FormDefinitionFactory(content=form_of(*fields))
    return DraftFactory(version=form.current_version, person=cast.resident.person)


def file(content: bytes = PDF, name: str = "suunnitelma.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_resident_adds_a_file(cast: Cast, draft: Draft) -> None:
    upload = add_upload(draft.key, actor=cast.resident.actor, field="plan", file=file())

    assert (upload.name, upload.content_type, upload.size) == ("suunnitelma.pdf", "application/pdf", len(PDF))
    assert "suunnitelma" not in str(upload.file.name)


def test_the_same_file_twice_is_one_upload(cast: Cast, draft: Draft) -> None:
    first = add_upload(draft.key, actor=cast.resident.actor, field="plan", file=file())

    assert add_upload(draft.key, actor=cast.resident.actor, field="plan", file=file()) == first


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"MZ\x90\0 this program", "suunnitelma.pdf", "tiedostomuoto ei käy"),
        (b"<script>alert(1)</script>", "kuva.png", "tiedostomuoto ei käy"),
        (b"", "tyhja.pdf", "tyhjä"),
        (PDF + b"\0" * 1024 * 1024, "iso.pdf", "liian suuri"),
    ],
)
def test_a_bad_file_is_refused_by_its_content(cast: Cast, draft: Draft, content: bytes, name: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        add_upload(draft.key, actor=cast.resident.actor, field="plan", file=file(content, name))

    assert not draft.uploads.exists()


def photograph() -> bytes:
    tags = Image.Exif()
    tags[0x0110] = "Puhelin 7"
    out = BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "JPEG", exif=tags)
    return out.getvalue()


def test_a_photograph_is_kept_without_what_its_telephone_told(cast: Cast, draft: Draft) -> None:
    upload = add_upload(draft.key, actor=cast.resident.actor, field="plan", file=file(photograph(), "kuva.jpg"))

    kept = upload.file.read()
    assert b"Puhelin" not in kept
    assert (upload.size, upload.sha256) == (len(kept), hashlib.sha256(kept).hexdigest())


def test_the_same_photograph_twice_is_one_upload(cast: Cast, draft: Draft) -> None:
    first = add_upload(draft.key, actor=cast.resident.actor, field="plan", file=file(photograph(), "kuva.jpg"))

    again = add_upload(draft.key, actor=cast.resident.actor, field="plan", file=file(photograph(), "sama.jpg"))

    assert again == first


def test_a_pdf_of_too_many_pages_is_refused(cast: Cast) -> None:
    form = FormDefinitionFactory(content=form_of(field("plan", "attachment", max_pages=1)))
    draft = DraftFactory(version=form.current_version, person=cast.resident.person)
    writer, out = PdfWriter(), BytesIO()
    for _page in range(2):
        writer.add_blank_page(72, 72)
    writer.write(out)

    with pytest.raises(ValidationError, match="Niitä voi olla enintään 1"):
        add_upload(draft.key, actor=cast.resident.actor, field="plan", file=file(out.getvalue()))


def test_too_many_files_are_refused(cast: Cast, draft: Draft) -> None:
    for number in range(2):
        add_upload(draft.key, actor=cast.resident.actor, field="plan", file=file(PDF + b" " * number))

    with pytest.raises(ValidationError, match="enintään 2"):
        add_upload(draft.key, actor=cast.resident.actor, field="plan", file=file(PDF + b"   "))


def test_a_file_has_no_place_in_a_text_question(cast: Cast, draft: Draft) -> None:
    with pytest.raises(ValidationError, match="ei voi lisätä"):
        add_upload(draft.key, actor=cast.resident.actor, field="name", file=file())


def test_stranger_cannot_add_a_file(cast: Cast, draft: Draft) -> None:
    with pytest.raises(PermissionDenied):
        add_upload(draft.key, actor=cast.stranger.actor, field="plan", file=file())


def test_resident_takes_a_file_away_for_good(
    cast: Cast, draft: Draft, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    upload = add_upload(draft.key, actor=cast.resident.actor, field="plan", file=file())
    name = str(upload.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        remove_upload(draft.key, upload.key, actor=cast.resident.actor)

    assert not default_storage.exists(name)


def test_stranger_cannot_take_a_file_away(cast: Cast, draft: Draft) -> None:
    upload = add_upload(draft.key, actor=cast.resident.actor, field="plan", file=file())

    with pytest.raises(PermissionDenied):
        remove_upload(draft.key, upload.key, actor=cast.stranger.actor)
