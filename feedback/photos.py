# SPDX-License-Identifier: EUPL-1.2
"""Pictures without what the camera wrote into them: place, time, device, owner.

Only whole segments (JPEG) or chunks (PNG) are left out, so the picture itself stays bit for bit. The way up is kept.
"""

import struct
from collections.abc import Iterator

_EXIF = b"Exif\x00\x00"
# JFIF, colour profile and Adobe's colour transform: without these the colours change.
_KEPT_JPEG = {0xE0, 0xE2, 0xEE}
_DROPPED_PNG = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}


def without_metadata(data: bytes, content_type: str) -> bytes:
    return b"".join(_jpeg_parts(data) if content_type == "image/jpeg" else _png_parts(data))


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker, size = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])[0]
        if marker == 0xDA:  # the picture begins
            break
        segment = data[place : place + 2 + size]
        is_app_or_comment = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not is_app_or_comment or marker in _KEPT_JPEG:
            yield segment
        elif segment[4:10] == _EXIF and (way_up := _orientation(segment[10:])) > 1:
            yield _orientation_segment(way_up)
        place += 2 + size
    yield data[place:]


def _orientation(tiff: bytes) -> int:
    """The value of tag 0x0112 in the first directory, 0 when it is not there or the data is broken."""
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        start = struct.unpack(order + "I", tiff[4:8])[0]
        count = struct.unpack(order + "H", tiff[start : start + 2])[0]
        for entry in range(start + 2, start + 2 + 12 * count, 12):
            tag, _kind, _count, value = struct.unpack(order + "HHIH", tiff[entry : entry + 10])
            if tag == 0x0112:
                return int(value)
    except struct.error:
        pass
    return 0


def _orientation_segment(way_up: int) -> bytes:
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, way_up, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", 2 + len(_EXIF) + len(tiff)) + _EXIF + tiff


def _png_parts(data: bytes) -> Iterator[bytes]:
    yield data[:8]
    place = 8
    while place + 12 <= len(data):
        size = struct.unpack(">I", data[place : place + 4])[0]
        if data[place + 4 : place + 8] not in _DROPPED_PNG:
            yield data[place : place + 12 + size]
        place += 12 + size
