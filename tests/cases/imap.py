# SPDX-License-Identifier: EUPL-1.2
"""A real IMAP server with one mailbox (pymap, in memory), and an SMTP server that delivers into it."""

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from portal.local.embedded import free_port

USER, PASSWORD = "asiointi", "salasana"
SECONDS = 40


@dataclass
class ImapServer:
    port: int

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Self]:
        server = cls(free_port(0))
        place = ["--host", "127.0.0.1", "--port", str(server.port), "--no-tls"]
        account = ["dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD]
        with subprocess.Popen(
            [sys.executable, "-c", "from pymap.main import main; main()", *place, *account]
        ) as process:
            try:
                server._wait(process)
                server.empty()
                yield server
            finally:
                process.terminate()

    def _wait(self, process: "subprocess.Popen[bytes]") -> None:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until and process.poll() is None:
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
        raise AssertionError("The IMAP server did not start.")

    @contextmanager
    def open(self) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=SECONDS) as client:
            client.login(USER, PASSWORD)
            client.select("INBOX")
            yield client

    def empty(self) -> None:
        with self.open() as client:
            client.store("1:*", "+FLAGS", r"(\Deleted)")
            client.expunge()

    def put(self, raw: bytes) -> None:
        with self.open() as client:
            assert client.append("INBOX", "", "", raw)[0] == "OK"

    def unseen(self) -> int:
        with self.open() as client:
            return len(client.search(None, "UNSEEN")[1][0].split())


class Post:
    """The town's mail server: what is for the portal goes into the mailbox, the rest is on the way out."""

    def __init__(self, imap: ImapServer) -> None:
        self.imap, self.sent = imap, list[EmailMessage]()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 aiosmtpd's
        content = envelope.content
        assert isinstance(content, bytes)
        if any(address.startswith(f"{USER}+") for address in envelope.rcpt_tos):
            self.imap.put(content)
        else:
            message = message_from_bytes(content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.sent.append(message)
        return "250 OK"


@contextmanager
def post_office(imap: ImapServer) -> Iterator[tuple[Post, int]]:
    post = Post(imap)
    controller: Any = Controller(post, hostname="127.0.0.1", port=free_port(0))
    controller.start()
    try:
        yield post, controller.port
    finally:
        controller.stop()
