# SPDX-License-Identifier: EUPL-1.2
"""Every event has its words on every channel, in every language; e-mail tells nothing about the matter."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template import engines
from django.utils.translation import override

FOLDER = Path(settings.BASE_DIR) / "templates" / "notifications"
LAYOUTS = {"footer"}
INBOX = sorted(path.name.removesuffix(".inbox.txt") for path in FOLDER.glob("*.inbox.txt"))
EMAIL = sorted({path.name.removesuffix(".email.txt") for path in FOLDER.glob("*.email.txt")} - LAYOUTS)
SOURCES = [path for room in ("portal", "services", "cases", "feedback") for path in Path(room).rglob("*.py")]


class Anything(SimpleNamespace):
    """Answers any attribute that a template asks for."""

    def __getattr__(self, name: str) -> str:
        return f"«{name}»"


def _render(event: str, channel: str, language: str) -> str:
    """A mail is written later than the inbox line, from its row alone: it does not know what the line is about."""
    context: dict[str, object] = {"url": "https://portal.example/x/", "reference": "KAJ-2026-000001-A"}
    invitation = {"key": "6f1f0c5e-8f0b-4f2e-9d3a-0d4a2f6c1b77", "serial": 1}
    context |= {"about": Anything()} if channel == "inbox" else invitation
    with override(language):
        return engines["django"].get_template(f"notifications/{event}.{channel}.txt").render(context).strip()


def test_every_event_has_both_channels() -> None:
    assert INBOX == EMAIL, "Write <event>.inbox.txt and <event>.email.txt for each event."


def test_every_event_in_the_code_has_its_words() -> None:
    told = set()
    for path in SOURCES:
        told |= set(re.findall(r"""\b(?:notify|tell_\w+)\((?:\w+, )?\s*"([a-z_]+\.[a-z_]+)\"""", path.read_text()))

    assert told <= set(INBOX), "Write the templates of these events."


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("event", INBOX)
def test_inbox_line_has_a_title_and_a_text(event: str, language: str) -> None:
    title, _newline, body = _render(event, "inbox", language).partition("\n")

    assert 5 < len(title) <= 200
    assert body.strip()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("event", EMAIL)
def test_mail_has_a_subject_and_leads_to_the_portal(event: str, language: str) -> None:
    subject, _newline, body = _render(event, "email", language).partition("\n")

    assert 5 < len(subject) <= 100
    assert "https://portal.example/x/" in body


@pytest.mark.parametrize("event", EMAIL)
def test_mail_asks_nothing_of_the_matter_itself(event: str) -> None:
    source = (FOLDER / f"{event}.email.txt").read_text(encoding="utf-8")

    assert not re.search(r"\babout\b|\bperson\b|\bnotification\b", source), "E-mail carries no personal data."
