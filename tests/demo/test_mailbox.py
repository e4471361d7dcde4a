# SPDX-License-Identifier: EUPL-1.2
"""A letter sent through a real SMTP server is on the demo's mail page."""

from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTP

from portal.demo import mailbox
from portal.local.mail import mail_catcher


def test_letter_over_smtp_is_kept_and_read(tmp_path: Path) -> None:
    message = EmailMessage()
    message["To"], message["Subject"] = "Aino <aino@posti.example>", "Päätös on tehty"
    message.set_content("Hei Aino\n\nPäätös on luettavissa.")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="paatos.pdf")

    with mail_catcher(tmp_path) as port, SMTP("127.0.0.1", port) as server:
        server.send_message(message, "portal@posti.example", ["aino@posti.example"])

    letter = mailbox.read(next(tmp_path.glob("*.eml")))
    assert (letter.to, letter.subject) == ("Aino <aino@posti.example>", "Päätös on tehty")
    assert letter.text.startswith("Hei Aino")
    assert letter.attachments == ("paatos.pdf",)


def test_letters_are_kept_in_the_order_of_arrival(tmp_path: Path) -> None:
    with mail_catcher(tmp_path) as port:
        for number in range(3):
            message = EmailMessage()
            message["To"], message["Subject"] = "aino@posti.example", f"Viesti {number}"
            message.set_content("Hei")
            with SMTP("127.0.0.1", port) as server:
                server.send_message(message, "portal@posti.example", ["aino@posti.example"])

    subjects = [mailbox.read(path).subject for path in sorted(tmp_path.glob("*.eml"))]
    assert subjects == ["Viesti 0", "Viesti 1", "Viesti 2"]
