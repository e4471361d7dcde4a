# SPDX-License-Identifier: EUPL-1.2
"""Pictures as they are kept, and pictures made to break the one who opens them."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from portal.common.pictures import DOTS_AT_MOST, LONG_SIDE, tidied

ORIENTATION, MODEL, GPS = 0x0112, 0x0110, 0x8825


def picture(size: tuple[int, int] = (40, 20), kind: str = "JPEG", mode: str = "RGB", **facts: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(out, kind, **facts)
    return out.getvalue()


def exif(**tags: Any) -> Image.Exif:
    found = Image.Exif()
    found[MODEL] = "Puhelin 7"
    found.get_ifd(GPS)[1] = "N"
    found[ORIENTATION] = tags.get("orientation", 1)
    return found


def opened(content: bytes, kind: str = "image/jpeg") -> tuple[Image.Image, bytes]:
    kept = tidied(SimpleUploadedFile("kuva", content), kind).read()
    return Image.open(BytesIO(kept)), kept


def test_a_photograph_loses_what_its_telephone_told() -> None:
    shown, kept = opened(picture(exif=exif(), comment=b"kotona"))

    assert not shown.getexif()
    assert b"Puhelin" not in kept
    assert b"kotona" not in kept


def test_a_png_loses_its_texts() -> None:
    texts = PngInfo()
    texts.add_text("Author", "Aino Kemppainen")
    shown, kept = opened(picture(kind="PNG", pnginfo=texts, exif=exif()), "image/png")

    assert not shown.getexif()
    assert b"Aino" not in kept
    assert b"Puhelin" not in kept


def test_what_is_hidden_behind_a_picture_goes() -> None:
    _shown, kept = opened(picture() + b"<script>alert(1)</script>")

    assert b"script" not in kept


def test_a_photograph_held_on_its_side_is_turned_upright() -> None:
    shown, _kept = opened(picture((40, 20), exif=exif(orientation=6)))

    assert shown.size == (20, 40)


@pytest.mark.parametrize(("size", "kept"), [((6000, 1500), (3000, 750)), ((300, 200), (300, 200))])
def test_a_picture_is_no_larger_than_a_reader_needs(size: tuple[int, int], kept: tuple[int, int]) -> None:
    shown, _kept = opened(picture(size))

    assert shown.size == kept


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P")])
def test_every_kind_of_colours_passes(kind: str, mode: str) -> None:
    shown, _kept = opened(picture(kind=kind, mode=mode), f"image/{kind.lower()}")

    assert shown.size == (40, 20)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack("!L", len(data)) + name + data + struct.pack("!L", zlib.crc32(name + data))

    head = struct.pack("!LLBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("width", [DOTS_AT_MOST // LONG_SIDE + 1, 40_000, 2_000_000])
def test_a_small_file_with_a_huge_picture_is_refused_before_it_is_unpacked(width: int) -> None:
    with pytest.raises(ValidationError, match="liikaa kuvapisteitä"):
        opened(bomb(width, LONG_SIDE), "image/png")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture()[:300], "image/jpeg"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "image/png"),
        (picture(kind="GIF", mode="L"), "image/png"),
    ],
    ids=["cut short", "no picture at all", "zeros", "another format"],
)
def test_a_broken_picture_is_refused_with_words(content: bytes, kind: str) -> None:
    with pytest.raises(ValidationError, match="vioittunut"):
        opened(content, kind)
