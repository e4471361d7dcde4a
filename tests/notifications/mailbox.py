# SPDX-License-Identifier: EUPL-1.2
"""A real SMTP server that a test can make slow, sulky or rude."""

import asyncio
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from portal.local.embedded import free_port

SECONDS = 40


class Mailbox:
    """`replies` are given to the next messages, "250" when there are none; only a 250 puts the message into `got`."""

    def __init__(self) -> None:
        self.replies: list[str] = []
        self.refused_recipients: set[str] = set()
        self.offered: queue.Queue[EmailMessage] = queue.Queue()
        self.got: queue.Queue[EmailMessage] = queue.Queue()
        self.accepts_before_holding = False
        self.port = 0
        self._go = threading.Event()
        self._go.set()

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Self]:
        mailbox = cls()
        mailbox.port = free_port(0)
        controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
        controller.start()
        try:
            yield mailbox
        finally:
            mailbox.release()
            controller.stop()

    def hold(self, *, after_accepting: bool = False) -> None:
        """Keep the next senders waiting for the answer to DATA."""
        self.accepts_before_holding = after_accepting
        self._go.clear()

    def release(self) -> None:
        self._go.set()

    def next_offered(self) -> EmailMessage:
        return self.offered.get(timeout=SECONDS)

    def next_got(self) -> EmailMessage:
        return self.got.get(timeout=SECONDS)

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address in self.refused_recipients:
            return "550 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.offered.put(message)
        if self.accepts_before_holding:
            self.got.put(message)
        while not self._go.is_set():
            await asyncio.sleep(0.05)
        reply = self.replies.pop(0) if self.replies else "250 OK"
        if reply.startswith("250") and not self.accepts_before_holding:
            self.got.put(message)
        self.accepts_before_holding = False
        return reply
