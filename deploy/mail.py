# SPDX-License-Identifier: EUPL-1.2
"""Catches every letter and shows it on standard output: `docker compose logs mail`. Nothing is sent or kept."""

import signal
import sys
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

STOP = {signal.SIGINT, signal.SIGTERM}


class Show:
    """aiosmtpd's handler."""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        letter = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        body = letter.get_body(("plain", "html"))
        text = body.get_content() if body else ""
        sys.stdout.write(f"To: {letter['To']}\nSubject: {letter['Subject']}\n\n{text}\n{'-' * 72}\n")
        sys.stdout.flush()
        return "250 OK"


def main() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP)  # also in the server's thread: they wait for us
    controller = Controller(Show(), hostname="0.0.0.0", port=int(sys.argv[1]))  # noqa: S104 a container has a network of its own
    controller.start()
    signal.sigwait(STOP)
    controller.stop()


if __name__ == "__main__":
    main()
