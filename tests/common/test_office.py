# SPDX-License-Identifier: EUPL-1.2
"""Office documents are told by what is inside, and those with programs are refused."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.common.files import EXTENSION_BY_TYPE, check_upload

TYPES = tuple(EXTENSION_BY_TYPE)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "application/vnd.oasis.opendocument.text"


def zipped(parts: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def office(kind: str, **more: str) -> bytes:
    if kind == TEXT:
        return zipped({"mimetype": kind, "content.xml": "<a/>", **more})
    part = f'<Types><Override PartName="/a.xml" ContentType="{kind}.main+xml"/></Types>'
    return zipped({"[Content_Types].xml": part, **more})


@pytest.mark.parametrize("kind", [WORD, SHEET, TEXT])
def test_office_documents_are_told_apart(kind: str) -> None:
    upload = SimpleUploadedFile(f"a.{EXTENSION_BY_TYPE[kind]}", office(kind))

    assert check_upload(upload, types=TYPES).content_type == kind


@pytest.mark.parametrize(
    "content",
    [
        zipped({"virus.exe": "MZ"}),
        zipped({"[Content_Types].xml": "<Types/>", "virus.exe": "MZ"}),
        zipped({"mimetype": "application/epub+zip"}),
        zipped({"[Content_Types].xml": " " * 50_000_000}),
        b"PK\x03\x04 broken",
    ],
    ids=["zip with a program", "empty list", "a book", "zip bomb", "broken"],
)
def test_another_zip_is_no_document(content: bytes) -> None:
    with pytest.raises(ValidationError, match="tiedostomuoto ei käy"):
        check_upload(SimpleUploadedFile("hakemus.docx", content), types=TYPES)


@pytest.mark.parametrize(
    ("kind", "part"), [(WORD, "word/vbaProject.bin"), (SHEET, "xl/vbaProject.bin"), (TEXT, "Basic/script-lc.xml")]
)
def test_a_document_with_a_program_is_refused(kind: str, part: str) -> None:
    upload = SimpleUploadedFile("hakemus.docx", office(kind, **{part: "Sub AutoOpen()"}))

    with pytest.raises(ValidationError, match="makroja"):
        check_upload(upload, types=TYPES)


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
MANIFEST = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
LOCKED = {
    "Word or Excel behind a password": OLE + "EncryptedPackage".encode("utf-16-le"),
    "OpenDocument behind a password": zipped({"mimetype": TEXT, "META-INF/manifest.xml": MANIFEST}),
}


@pytest.mark.parametrize("content", LOCKED.values(), ids=list(LOCKED))
def test_document_behind_a_password_is_refused_with_words(content: bytes) -> None:
    with pytest.raises(ValidationError, match="Poista salasana"):
        check_upload(SimpleUploadedFile("hakemus.docx", content), types=TYPES)


def test_document_of_an_old_office_is_refused_with_a_way_out() -> None:
    with pytest.raises(ValidationError, match="PDF-muodossa"):
        check_upload(SimpleUploadedFile("hakemus.doc", OLE), types=TYPES)


def test_word_document_made_for_macros_is_told_to_have_them() -> None:
    kind = '"application/vnd.ms-word.document.macroEnabled.main+xml"'
    content = zipped({"[Content_Types].xml": kind, "word/vbaProject.bin": "x"})

    with pytest.raises(ValidationError, match="makroja"):
        check_upload(SimpleUploadedFile("hakemus.docm", content), types=TYPES)
