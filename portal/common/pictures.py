# SPDX-License-Identifier: EUPL-1.2
"""Pictures as they are kept: upright, no larger than a reader needs, and nothing in them but the picture.

A photograph may tell where and with whose telephone it was taken; that was not asked.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
LONG_SIDE = 3000
# A picture of more dots than this is refused before any of them is unpacked: small files can hold huge pictures.
DOTS_AT_MOST = 80_000_000
JPEG_QUALITY = 88


def tidied(upload: "UploadedFile[bytes]", content_type: str) -> SimpleUploadedFile:
    """The picture drawn anew: without its metadata, turned as it was held, its long side at most 3000 dots.

    Takes a second of processor time for a large picture: not inside a transaction. Raises ValidationError with words.
    """
    from PIL import Image  # 2 MB of memory that only a sent picture needs

    upload.seek(0)
    out = BytesIO()
    try:
        with Image.open(upload, formats=[FORMATS[content_type]]) as picture:
            _require_sensible_size(picture)
            _drawn(picture).save(out, FORMATS[content_type], quality=JPEG_QUALITY, icc_profile=_colours(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_too_large()) from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise ValidationError(_("Kuva on vioittunut. Ota kuva uudelleen tai valitse toinen tiedosto.")) from None
    finally:
        upload.seek(0)
    return SimpleUploadedFile(upload.name or "", out.getvalue(), content_type)


def _require_sensible_size(picture: "Picture") -> None:
    if picture.width * picture.height > DOTS_AT_MOST:
        raise ValidationError(_too_large())


def _too_large() -> str:
    return _("Kuvassa on liikaa kuvapisteitä. Pienennä kuvaa ja yritä uudelleen.")


def _drawn(picture: "Picture") -> "Picture":
    from PIL import Image, ImageOps

    picture.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a JPEG that is far too large is read at half or quarter size
    upright = ImageOps.exif_transpose(picture)
    if picture.format == "JPEG" and upright.mode not in ("L", "RGB"):
        upright = upright.convert("RGB")
    upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    upright.info = {}  # a PNG would carry its texts over
    return upright


def _colours(picture: "Picture") -> bytes | None:
    """The colour profile is part of how the picture looks. One of four inks means nothing once the picture is RGB."""
    profile = picture.info.get("icc_profile")
    return profile if isinstance(profile, bytes) and picture.mode != "CMYK" else None
