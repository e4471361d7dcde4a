# SPDX-License-Identifier: EUPL-1.2
"""Files made to break the one who reads them get the same words as any broken file, and soon."""

import time
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.common.files import OFFICE_TYPES, check_upload

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
