# SPDX-License-Identifier: EUPL-1.2
"""A mail as it came, read: who sent it, to whom, what is new in it, and whether a machine sent it."""

import hashlib
import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from html import unescape

from django.utils.html import strip_tags
from mailparser_reply import EmailReplyParser
from mailparser_reply.constants import MAIL_LANGUAGES, QUOTED_MATCH_INCLUDE

# The library knows no Finnish. "ti 24.11.2026 klo 9.00 Kari kirjoitti:", also over two lines, and Outlook's heads.
# A day is asked for, so that "Naapuri kirjoitti minulle:" is no quotation.
MAIL_LANGUAGES["fi"] = {
    "wrote_header": rf"^({QUOTED_MATCH_INCLUDE}(?=[^\n]*\d)[^\n]{{0,200}}(?:\n[^\n]{{0,80}})?"
    r"\bkirjoitti\b[^\n]{0,60}:)$",
    "from_header": rf"((?:(?:^|\n|\n{QUOTED_MATCH_INCLUDE})[* ]*"
    r"(?:Lähettäjä|Lähetetty|Päiväys|Vastaanottaja|Kopio|Aihe):[ *]*(?:\s{,2}).*){2,}(?:\n.*){,1})",
    "disclaimers": [],
    "signatures": [],
    "sent_from": "Lähetetty",
}
_READER = EmailReplyParser(languages=["fi", "sv", "en"])
_ORIGINAL = re.compile(r"(?i)-+ *(?:alkuperäinen viesti|ursprungligt meddelande|original message) *-+\s*\Z")
_BREAKS = re.compile(r"(?i)<\s*(?:br|/p|/div|/li|/tr|/h\d)\b[^>]*>")
_UNSEEN_HTML = re.compile(r"(?is)<(style|script|head)\b.*?</\1>")
_QUOTES_HTML = re.compile(r"(?is)<blockquote\b.*</blockquote>")
MAX_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """`text`: what is new. `whole`: the text with what it quotes."""

    mail_id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    whole: str
    attachments: tuple[Attachment, ...]
    is_automatic: bool
    is_forged: bool


def read_letter(raw: bytes) -> Letter:
    message = BytesParser(policy=policy.default).parsebytes(raw)
    whole = _text_of(message)
    return Letter(
        mail_id=_id_of(message, raw),
        sender=_sender_of(message),
        recipients=tuple(_addresses(message, "To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")),
        subject=_header(message, "Subject")[:300],
        text=_new_in(whole)[:MAX_TEXT],
        whole=whole.strip()[:MAX_TEXT],
        attachments=tuple(_attachments(message)),
        is_automatic=_is_automatic(message),
        is_forged=bool(re.search(r"\bdmarc=fail\b", _header(message, "Authentication-Results"))),
    )


def _new_in(whole: str) -> str:
    return _ORIGINAL.sub("", _READER.parse_reply(whole) or "").strip()


def _header(message: EmailMessage, name: str) -> str:
    # A NUL or a broken encoding in a header must not stop the mail.
    return re.sub(r"[\x00\r\n]+", " ", str(message.get(name, ""))).strip()


def _id_of(message: EmailMessage, raw: bytes) -> str:
    own = _header(message, "Message-ID").strip("<> ")
    return own if 0 < len(own) <= 255 else f"sha256:{hashlib.sha256(raw).hexdigest()}"


def _sender_of(message: EmailMessage) -> str:
    """The one sender. Two senders, or none, are nobody whom we know."""
    senders = _addresses(message, "From")
    return senders[0][:254] if len(senders) == 1 else ""


def _addresses(message: EmailMessage, *names: str) -> list[str]:
    values = [str(value) for name in names for value in message.get_all(name, [])]
    return [address for _name, address in getaddresses(values) if address]


def _is_automatic(message: EmailMessage) -> bool:
    """Answers of machines and failed deliveries (RFC 3834, RFC 3464): an answer to them would never end."""
    submitted = _header(message, "Auto-Submitted").lower()
    return (
        (bool(submitted) and submitted != "no")
        or _header(message, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply")
        or _header(message, "Return-Path") == "<>"
        or message.get_content_type() == "multipart/report"
        or any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
        or _sender_of(message).lower().startswith(("mailer-daemon@", "postmaster@"))
    )


def _text_of(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, KeyError):  # a character set that does not exist
        text = (body.get_payload(decode=True) or b"").decode("utf-8", "replace")  # type: ignore[union-attr]
    text = text.replace("\x00", "").replace("\r\n", "\n")
    return _plain(text) if body.get_content_type() == "text/html" else text


def _plain(html: str) -> str:
    for pattern, instead in ((_UNSEEN_HTML, ""), (_QUOTES_HTML, ""), (_BREAKS, "\n")):
        html = pattern.sub(instead, html)
    return unescape(strip_tags(html))


def _attachments(message: EmailMessage) -> list[Attachment]:
    found = []
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            found.append(Attachment(part.get_filename() or "liite", part.get_content_type(), content))
    return found
