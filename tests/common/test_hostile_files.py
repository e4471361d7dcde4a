# SPDX-License-Identifier: EUPL-1.2
"""Files made to break the one who reads them get the same words as any broken file, and soon."""

import time
import zipfile
from io import BytesIO

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.common import pdf_pages
from portal.common.files import OFFICE_TYPES, check_upload, refuse_long_pdf

DOCX = OFFICE_TYPES[0]


def broken_zip() -> bytes:
    """A list of contents whose compressed bytes are rubbish, behind a directory that is right."""
    out, name = BytesIO(), "[Content_Types].xml"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f'"{DOCX}.main+xml"' * 50)
    start = 30 + len(name)
    content = bytearray(out.getvalue())
    content[start : start + 12] = b"\xff" * 12
    return bytes(content)


def test_broken_office_document_is_refused() -> None:
    with pytest.raises(ValidationError):
        check_upload(SimpleUploadedFile("a.docx", broken_zip()), types=OFFICE_TYPES)


def test_pdf_of_endless_nesting_is_judged_at_once() -> None:
    content = b"%PDF-1.4\ntrailer\n" + b"<</A " * 1_500_000 + b"\nstartxref\n9\n%%EOF"
    started = time.process_time()

    check_upload(SimpleUploadedFile("a.pdf", content))

    assert time.process_time() - started < 1


def test_pages_are_counted_and_too_many_refused() -> None:
    writer, out = pypdf.PdfWriter(), BytesIO()
    for _page in range(3):
        writer.add_blank_page(100, 100)
    writer.write(out)
    three = SimpleUploadedFile("a.pdf", out.getvalue())

    refuse_long_pdf(three, 3)
    with pytest.raises(ValidationError, match=r"3 sivua\. Niitä voi olla enintään 2"):
        refuse_long_pdf(three, 2)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4\ntrailer\n" + b"<</A " * 50_000 + b"\nstartxref\n9\n%%EOF",
        b"%PDF-1.4\nstartxref\n0\n%%EOF",
        b"",
    ],
    ids=["endless nesting", "no pages", "empty"],
)
def test_pdf_whose_pages_cannot_be_counted_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError, match="vioittunut"):
        refuse_long_pdf(SimpleUploadedFile("a.pdf", content), 3)


def test_counting_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "SECONDS", 0.001)

    assert pdf_pages.count_pages(b"%PDF-1.4") is None
