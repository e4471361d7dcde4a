# SPDX-License-Identifier: EUPL-1.2
"""The gate of uploaded files: by content, never by name."""

from base64 import b64decode
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from portal.common.files import check_upload, safe_name


def pdf(*, password: str = "") -> bytes:
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


PNG = b64decode(  # one transparent pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def test_pdf_passes_with_its_facts() -> None:
    content = pdf()

    checked = check_upload(SimpleUploadedFile("Suunnitelma.pdf", content))

    assert (checked.name, checked.content_type, checked.size) == ("Suunnitelma.pdf", "application/pdf", len(content))
    assert len(checked.sha256) == 64


def test_picture_passes_whatever_the_browser_calls_it() -> None:
    checked = check_upload(SimpleUploadedFile("kuva.png", PNG, content_type="text/html"))

    assert checked.content_type == "image/png"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("tyhja.pdf", b"", "tyhjä", id="empty file"),
        pytest.param("ohjelma.pdf", b"MZ\x90\x00" + b"\x00" * 64, "ei käy", id="program named as a PDF"),
        pytest.param("sivu.png", b"<html><script>alert(1)</script></html>", "ei käy", id="web page named as a picture"),
        pytest.param("rikki.pdf", b"%PDF-1.7\n" + b"x" * 40, "vioittunut", id="broken PDF"),
        pytest.param("salattu.pdf", pdf(password="x"), "salasana", id="PDF behind a password"),
    ],
)
def test_dangerous_file_is_refused_with_words(name: str, content: bytes, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        check_upload(SimpleUploadedFile(name, content))


def test_too_large_file_is_refused_with_the_limit() -> None:
    with pytest.raises(ValidationError, match="2 Mt"):
        check_upload(SimpleUploadedFile("iso.pdf", b"%PDF" + b"0" * 3 * 1024 * 1024), max_bytes=2 * 1024 * 1024)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        pytest.param("../../etc/passwd", "passwd", id="path"),
        pytest.param('a"b\r\n.pdf', "ab.pdf", id="header injection"),
        pytest.param("lasku\u202egpj.exe", "laskugpj.exe", id="turned writing direction"),
        pytest.param("...", "liite", id="nothing left"),
    ],
)
def test_name_cannot_fool_a_header_a_shell_or_a_reader(name: str, safe: str) -> None:
    assert safe_name(name) == safe
