# SPDX-License-Identifier: EUPL-1.2
"""The package as a zip that is made while it is sent. Two of an unchanged case differ by export.json alone."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models.fields.files import FieldFile

_CHUNK = 1024 * 1024
# The same for every file: the times that matter are in the metadata.
_MOMENT = (1980, 1, 1, 0, 0, 0)
MANIFEST = "manifest-sha256.txt"


class Part(NamedTuple):
    """A file of the package: its content, or a stored file with the hash that it must have."""

    path: str
    content: bytes | FieldFile
    sha256: str = ""


class _Outlet(io.RawIOBase):
    """Takes what the zip writes until it is sent."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, chunk: object) -> int:
        data = bytes(chunk)  # type: ignore[call-overload]
        self._chunks.append(data)
        return len(data)

    def taken(self) -> bytes:
        data = b"".join(self._chunks)
        self._chunks.clear()
        return data


def zipped(parts: Iterable[Part]) -> Iterator[bytes]:
    """The bytes of the zip, its files in this order and the manifest last, as `sha256sum --check` reads it.

    Raises ValueError in the middle when a stored file is not what was stored: no package is better than a false one.
    """
    outlet, lines = _Outlet(), []
    with ZipFile(outlet, "w", ZIP_DEFLATED) as whole:
        for part in parts:
            digest = hashlib.sha256()
            with whole.open(_entry(part.path), "w", force_zip64=True) as file:
                for chunk in _chunks(part.content):
                    digest.update(chunk)
                    file.write(chunk)
                    yield outlet.taken()
            if part.sha256 and digest.hexdigest() != part.sha256:
                raise ValueError(f"{part.path} is not the file that was stored.")
            lines.append(f"{digest.hexdigest()}  {part.path}\n")
        whole.writestr(_entry(MANIFEST), "".join(lines))
    yield outlet.taken()


def _entry(path: str) -> ZipInfo:
    entry = ZipInfo(path, _MOMENT)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _chunks(content: bytes | FieldFile) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open() as file:
        while chunk := file.read(_CHUNK):
            yield chunk
