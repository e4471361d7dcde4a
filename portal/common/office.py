# SPDX-License-Identifier: EUPL-1.2
"""What an office document is, told by its own contents list. A zip file alone tells nothing: a program may be in it."""

import lzma
import zipfile
import zlib
from io import BytesIO
from typing import IO

LIST_BYTES = 256 * 1024
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # also how Word and Excel kept their files before 2007
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(KeyError, ValueError, RuntimeError, NotImplementedError),
)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODT = "application/vnd.oasis.opendocument.text"


def office_type(file: IO[bytes]) -> str:
    """The MIME type of a document or spreadsheet, or nothing. Reads only the lists, so a zip bomb does no harm."""
    try:
        with zipfile.ZipFile(file) as archive:
            if "mimetype" in archive.namelist():
                return _ODT if _read(archive, "mimetype").strip() == _ODT else ""
            parts = _read(archive, "[Content_Types].xml")
    except _UNREADABLE:
        return ""
    return next((kind for kind in (_DOCX, _XLSX) if f'"{kind}.main+xml"' in parts), "")


def has_macros(file: IO[bytes]) -> bool:
    """Whether the office document carries a program: VBA in Microsoft's formats, Basic or scripts in OpenDocument."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = [name.lower() for name in archive.namelist()]
    except _UNREADABLE:
        return False
    return any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in names)


def is_encrypted(content: bytes) -> bool:
    """Whether the document is behind a password. Microsoft's are then no zip but an OLE file with the package in it
    (MS-OFFCRYPTO 2.3.4.5); OpenDocument tells it in its list of parts."""
    if content.startswith(OLE):
        return "EncryptedPackage".encode("utf-16-le") in content
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return "encryption-data" in _read(archive, "META-INF/manifest.xml")
    except _UNREADABLE:
        return False


def _read(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        return part.read(LIST_BYTES).decode("utf-8", errors="replace")
