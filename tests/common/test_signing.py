# SPDX-License-Identifier: EUPL-1.2
"""A signed document is verified by two programs that we did not write: pyHanko's validator and poppler's pdfsig."""

import asyncio
import io
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from django.core.exceptions import ImproperlyConfigured
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pytest_django import Settings

from portal.common.signing import make_own_certificate, sign_pdf
from portal.common.typesetting import KEPT, typeset

_TEMPLATE = b'#set document(title: "Kirje")\n#set text(lang: "fi")\n= Kirje\n#json(bytes(sys.inputs.data)).text'


@pytest.fixture
def certificate(tmp_path: Path, settings: Settings) -> Path:
    settings.SIGNING_CERTIFICATE = tmp_path / "own.p12"
    make_own_certificate(settings.SIGNING_CERTIFICATE)
    found: Path = settings.SIGNING_CERTIFICATE
    return found


def letter() -> bytes:
    return typeset(_TEMPLATE, {"text": "Saat luvan."}, KEPT)


def signed(pdf: bytes | None = None) -> bytes:
    return sign_pdf(
        pdf or letter(), name="Päivi Päättäjä", reason="Päätös § 1/2026", field_label="Sähköinen allekirjoitus"
    )


def verdict(pdf: bytes, certificate: Path, password: bytes | None = None) -> Any:
    """What pyHanko says when it trusts this certificate and no other."""
    own = pkcs12.load_pkcs12(certificate.read_bytes(), password).cert
    assert own
    root = Certificate.load(own.certificate.public_bytes(Encoding.DER))
    signature = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
    with ThreadPoolExecutor(1) as thread:  # an event loop, which Playwright's in this thread would refuse
        return thread.submit(validate_pdf_signature, signature, ValidationContext(trust_roots=[root])).result()


def test_signature_covers_the_whole_document_and_holds(certificate: Path) -> None:
    found = verdict(signed(), certificate)

    assert found.bottom_line
    assert found.coverage.name == "ENTIRE_FILE"


def test_signs_where_an_event_loop_is_running_already(certificate: Path) -> None:
    async def asked_in_a_loop() -> bytes:
        return signed()

    with ThreadPoolExecutor(1) as thread:
        pdf = thread.submit(asyncio.run, asked_in_a_loop()).result()

    assert verdict(pdf, certificate).intact


def test_changed_document_is_found_out(certificate: Path) -> None:
    pdf = signed()
    changed = pdf.replace(b"/Lang", b"/Lamg", 1)

    assert changed != pdf
    assert not verdict(changed, certificate).intact


@pytest.mark.usefixtures("certificate")
@pytest.mark.pdfsig
def test_another_program_verifies_it(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(signed())

    told = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=True).stdout

    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told


@pytest.mark.usefixtures("certificate")
def test_signed_document_still_conforms_to_both_standards() -> None:
    unsigned = letter()
    reader = PdfFileReader(io.BytesIO(signed(unsigned)))
    page = reader.root["/Pages"]["/Kids"][0]
    field = page["/Annots"][0]

    metadata = reader.root["/Metadata"].data
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert metadata == PdfFileReader(io.BytesIO(unsigned)).root["/Metadata"].data
    assert reader.root["/MarkInfo"]["/Marked"]
    # The field is outside the page (no tag of its own needed), printable, and has a name for a screen reader.
    assert (list(field["/Rect"]), field["/F"] & 4, str(page["/Tabs"])) == ([0, 0, 0, 0], 4, "/S")
    assert field["/TU"] == "Sähköinen allekirjoitus"


def test_certificate_opens_with_its_password_only(certificate: Path, settings: Settings) -> None:
    own = pkcs12.load_pkcs12(certificate.read_bytes(), None)
    key: Any = own.key
    assert own.cert
    certificate.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"own", key, own.cert.certificate, None, BestAvailableEncryption(b"right")
        )
    )
    settings.SIGNING_PASSWORD = "wrong"

    with pytest.raises(ImproperlyConfigured, match="SIGNING_PASSWORD"):
        signed()

    settings.SIGNING_PASSWORD = "right"
    assert verdict(signed(), certificate, b"right").bottom_line


def test_expired_certificate_signs_nothing(tmp_path: Path, settings: Settings) -> None:
    settings.SIGNING_CERTIFICATE = tmp_path / "expired.p12"
    make_own_certificate(settings.SIGNING_CERTIFICATE, days=-1)

    with pytest.raises(ImproperlyConfigured, match="expired"):
        signed()


def test_missing_certificate_is_made_only_where_that_is_allowed(tmp_path: Path, settings: Settings) -> None:
    settings.SIGNING_CERTIFICATE = tmp_path / "new" / "own.p12"
    settings.SIGNING_MAKES_OWN = False
    with pytest.raises(ImproperlyConfigured, match="SIGNING_CERTIFICATE"):
        signed()

    settings.SIGNING_MAKES_OWN = True
    assert verdict(signed(), settings.SIGNING_CERTIFICATE).bottom_line
    assert settings.SIGNING_CERTIFICATE.stat().st_mode & 0o077 == 0


def test_second_maker_keeps_the_first_certificate(certificate: Path) -> None:
    first = certificate.read_bytes()

    make_own_certificate(certificate)

    assert certificate.read_bytes() == first
