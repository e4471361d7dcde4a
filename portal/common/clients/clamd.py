# SPDX-License-Identifier: EUPL-1.2
"""The virus scanner clamd over TCP or its own Unix socket: its INSTREAM command (man clamd).

Without an address nothing is scanned.
"""

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
    with _connected(settings.CLAMD_ADDRESS) as connection:
        connection.sendall(b"zINSTREAM\0")
        for chunk in file.chunks(CHUNK_BYTES):
            connection.sendall(struct.pack("!L", len(chunk)) + chunk)
        connection.sendall(struct.pack("!L", 0))
        file.seek(0)
        return connection.makefile("rb").readline().decode(errors="replace").strip("\0\r\n ")


def _connected(address: str) -> socket.socket:
    """`host:port`, or the path of the socket when the scanner is on the same machine."""
    if not address.startswith("/"):
        host, _separator, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(TIMEOUT_SECONDS)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection
