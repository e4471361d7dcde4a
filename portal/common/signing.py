# SPDX-License-Identifier: EUPL-1.2
"""Electronic signatures in PDF: PAdES baseline B-B (ETSI EN 319 142-1), made with the authority's certificate.

The certificate and its key are a PKCS#12 file. A developer's machine makes one of its own, which nobody trusts.
"""

import datetime as dt
import io
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.common import clock

_FIELD = "Allekirjoitus"
_OWN_YEARS = 10


def sign_pdf(pdf: bytes, *, name: str, reason: str, field_label: str) -> bytes:
    """The same document with a signature over all of it, some 50 ms; its conformance to PDF/A and PDF/UA stays.

    `name`: who signs; `reason`: what for; `field_label`: what a screen reader calls the field.
    Raises ImproperlyConfigured when the certificate cannot be used.
    """
    signers, fields, writer = _tools()
    sign = partial(
        signers.sign_pdf,
        writer(io.BytesIO(pdf)),
        signers.PdfSignatureMetadata(
            field_name=_FIELD, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256", name=name, reason=reason
        ),
        signer=_signer(Path(settings.SIGNING_CERTIFICATE), settings.SIGNING_PASSWORD),
        new_field_spec=fields.SigFieldSpec(_FIELD, readable_field_name=field_label),
    )
    # pyHanko runs an event loop of its own, which a thread that is inside one already would refuse.
    with ThreadPoolExecutor(1) as thread:
        return bytes(thread.submit(sign).result().getvalue())


@cache
def _tools() -> tuple[Any, Any, Any]:
    """pyHanko: a second of imports that only who signs needs."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    class Writer(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            """The metadata stays as typeset: what pyHanko would write anew lacks what PDF/A-2 asks of its schemas."""

    return signers, fields, Writer


def _signer(path: Path, password: str) -> Any:
    if settings.SIGNING_MAKES_OWN and not path.exists():
        make_own_certificate(path)
    signer = _opened(path, password)
    if signer.signing_cert.not_valid_after < clock.now():
        raise ImproperlyConfigured("SIGNING_CERTIFICATE has expired.")
    return signer


@cache
def _opened(path: Path, password: str) -> Any:
    signers, _fields, _writer = _tools()
    signer = signers.SimpleSigner.load_pkcs12(str(path), passphrase=password.encode() or None)
    if signer is None:
        raise ImproperlyConfigured("SIGNING_CERTIFICATE cannot be opened with SIGNING_PASSWORD.")
    return signer


def make_own_certificate(path: Path, *, days: int = 366 * _OWN_YEARS) -> None:
    """A self-signed certificate without a password. Of two processes at once the first one's stays."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, settings.AUTHORITY_NAME)])
    now = clock.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=_OWN_YEARS * 366))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_for_signatures(), critical=True)
        .sign(key, SHA256())
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent) as file:  # readable by its owner only
        file.write(pkcs12.serialize_key_and_certificates(b"own", key, certificate, None, NoEncryption()))
        file.flush()
        if not path.exists():
            path.hardlink_to(file.name)


def _for_signatures() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
