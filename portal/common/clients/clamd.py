# SPDX-License-Identifier: EUPL-1.2
"""The virus scanner clamd over TCP: its INSTREAM command (man clamd). Without an address nothing is scanned."""

import logging
import socket
import struct

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 20
CHUNK_BYTES = 64 * 1024


def scan(file: "File[bytes]") -> bool:
    """Whether the file was scanned. Raises ValidationError unless the scanner says that it is clean."""
    if not settings.CLAMD_ADDRESS:
        return False
    try:
        answer = _ask(file)
    except (OSError, ValueError) as error:  # ValueError: the address has no port
        answer = f"{type(error).__name__}: {error}"
    if answer.endswith("FOUND"):
        logger.warning("A file was refused: %s", answer)
        raise ValidationError(_("Tiedostossa voi olla virus, joten emme ota sitä vastaan."))
    if not answer.endswith("OK"):
        logger.error("The virus scanner at %s cannot be used: %s", settings.CLAMD_ADDRESS, answer or "no answer")
        raise ValidationError(_("Emme voi juuri nyt tarkistaa tiedostoja. Yritä hetken päästä uudelleen."))
    return True


def _ask(file: "File[bytes]") -> str:
    host, _separator, port = settings.CLAMD_ADDRESS.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS) as connection:
        connection.sendall(b"zINSTREAM\0")
        for chunk in file.chunks(CHUNK_BYTES):
            connection.sendall(struct.pack("!L", len(chunk)) + chunk)
        connection.sendall(struct.pack("!L", 0))
        file.seek(0)
        return connection.makefile("rb").readline().decode(errors="replace").strip("\0\r\n ")
