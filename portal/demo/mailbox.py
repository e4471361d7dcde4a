# SPDX-License-Identifier: EUPL-1.2
"""The letters that the demo's post office has received, newest first. The pages exist only where DEBUG is on."""

import dataclasses
import datetime as dt
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.access import public
from portal.env import env_str

SHOWN = 50


@dataclasses.dataclass(frozen=True)
class Letter:
    number: int
    to: str
    subject: str
    sent_at: dt.datetime | None
    text: str
    attachments: tuple[str, ...]


@public
def letter_list(request: HttpRequest) -> HttpResponse:
    paths = sorted(folder().glob("*.eml"), reverse=True)[:SHOWN]
    return render(request, "demo/letter_list.html", {"letters": [read(path) for path in paths]})


@public
def letter(request: HttpRequest, number: int) -> HttpResponse:
    path = folder() / f"{number}.eml"
    if not path.exists():
        raise Http404
    return render(request, "demo/letter.html", {"letter": read(path)})


def folder() -> Path:
    return Path(env_str("LOCAL_DATA", "") or settings.BASE_DIR / ".local") / "mail"


def read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    date = message["Date"]
    return Letter(
        number=int(path.stem),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=date.datetime if date else None,
        text=body.get_content() if body else "",
        attachments=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )
