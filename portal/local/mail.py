# SPDX-License-Identifier: EUPL-1.2
"""The demo's post office: takes every letter over SMTP and keeps it as a file. Nothing leaves the machine."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from portal.local.embedded import free_port


class Keep:
    """aiosmtpd's handler."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content or b""
        unfinished = self.folder / f"{time.time_ns()}.part"
        unfinished.write_bytes(content if isinstance(content, bytes) else content.encode())
        unfinished.rename(unfinished.with_suffix(".eml"))
        return "250 OK"


@contextlib.contextmanager
def mail_catcher(folder: Path) -> Iterator[int]:
    """Receive mail while the block runs; gives the port."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    port = free_port()
    controller = Controller(Keep(folder), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
