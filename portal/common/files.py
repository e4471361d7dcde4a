# SPDX-License-Identifier: EUPL-1.2
"""The gate that every uploaded file passes: size, type by content (never by name), signs of danger, viruses."""

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from portal.common.clients import clamd
from portal.common.office import OLE, has_macros, is_encrypted, office_type
from portal.common.pdf_pages import count_pages

EXTENSION_BY_TYPE = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
}
DEFAULT_TYPES = ("application/pdf", "image/jpeg", "image/png")
OFFICE_TYPES = tuple(kind for kind in EXTENSION_BY_TYPE if kind.startswith("application/vnd."))
MAX_BYTES = 10 * 1024 * 1024
# The key of encryption in the trailer, which is never compressed or encrypted itself (ISO 32000-1, 7.6).
_LOCKED_PDF = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")


class StorageAway(OSError):
    """The store of files does not answer, is full or refuses us. The file was not kept, read or deleted."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    name: str
    content_type: str
    size: int
    sha256: str
    scanned: bool


def safe_name(name: str) -> str:
    """The last part of the name without characters that could fool a header, a shell or a reader."""
    stem = re.sub(r"[\x00-\x1f\x7f<>:\"/\\|?*\u202a-\u202e\u2066-\u2069]", "", PurePath(name.replace("\\", "/")).name)
    return stem.strip(". ")[:120] or "liite"


def _sniff(upload: UploadedFile[bytes]) -> str:
    upload.seek(0)
    head = upload.read()
    upload.seek(0)
    if head.startswith(b"PK"):
        return office_type(BytesIO(head))
    try:
        return str(puremagic.from_string(head, mime=True))
    except (puremagic.PureError, ValueError):
        return ""


def _refuse_locked_pdf(upload: UploadedFile[bytes]) -> None:
    """Told by the words of the file alone: a reader of PDF can be kept busy for long by a file made for that."""
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    if b"startxref" not in content:
        raise ValidationError(_("PDF-tiedosto on vioittunut. Tallenna se uudelleen ja yritä sitten."))
    if _LOCKED_PDF.search(content):
        raise ValidationError(_("PDF-tiedostossa on salasana. Poista salasana ja lähetä tiedosto uudelleen."))


def _refuse_office(upload: "UploadedFile[bytes]") -> None:
    """Documents that cannot be read or that carry programs, whatever of them would be taken otherwise."""
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    if not content.startswith((b"PK", OLE)):
        return
    if is_encrypted(content):
        raise ValidationError(_("Tiedostossa on salasana. Poista salasana ja lähetä tiedosto uudelleen."))
    if content.startswith(OLE):
        raise ValidationError(_("Tiedosto on vanhaa Office-muotoa. Tallenna se PDF-muodossa ja lähetä se."))
    if has_macros(BytesIO(content)):
        raise ValidationError(_("Tiedostossa on makroja. Tallenna se ilman makroja tai PDF-muodossa."))


def refuse_long_pdf(upload: "UploadedFile[bytes]", max_pages: int) -> None:
    """Takes up to ten seconds: not inside a transaction. Raises ValidationError with words."""
    upload.seek(0)
    pages = count_pages(upload.read())
    upload.seek(0)
    if pages is None:
        raise ValidationError(_("PDF-tiedosto on vioittunut. Tallenna se uudelleen ja yritä sitten."))
    if pages > max_pages:
        told = _("Tiedostossa on %(pages)d sivua. Niitä voi olla enintään %(max)d.")
        raise ValidationError(told % {"pages": pages, "max": max_pages})


def check_upload(
    upload: UploadedFile[bytes], *, types: tuple[str, ...] = DEFAULT_TYPES, max_bytes: int = MAX_BYTES
) -> CheckedFile:
    """Facts about an acceptable file. Raises ValidationError that says what is wrong and what to do.

    The virus scanner may take its time: do not call this inside a transaction.
    """
    if not upload.size:
        raise ValidationError(_("Tiedosto on tyhjä. Valitse toinen tiedosto."))
    if upload.size > max_bytes:
        megabytes = max_bytes // (1024 * 1024)
        raise ValidationError(_("Tiedosto on liian suuri. Suurin koko on %(size)s Mt.") % {"size": megabytes})
    _refuse_office(upload)
    content_type = _sniff(upload)
    if content_type not in types:
        names = ", ".join(EXTENSION_BY_TYPE.get(kind, kind).upper() for kind in types)
        raise ValidationError(_("Tämä tiedostomuoto ei käy. Käytä muotoa %(types)s.") % {"types": names})
    if content_type == "application/pdf":
        _refuse_locked_pdf(upload)
    scanned = clamd.scan(upload)
    return CheckedFile(safe_name(upload.name or ""), content_type, upload.size, sha256_of(upload), scanned)


def sha256_of(upload: UploadedFile[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
