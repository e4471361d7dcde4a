# SPDX-License-Identifier: EUPL-1.2
"""Every event that a case tells has its words, and the words tell no content by e-mail."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from cases.models import Case

ROOT = Path(settings.BASE_DIR)
SOURCES = [*(ROOT / "cases" / "actions").glob("*.py")]
TOLD = re.compile(r"tell_(?:parties|office)\(\s*[\w.]+,\s*\"([\w.]+)\"")
EVENTS = sorted({event for path in SOURCES for event in TOLD.findall(path.read_text(encoding="utf-8"))})


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_event_has_its_words(case: Case, event: str, language: str) -> None:
    with override(language):
        context = {"about": case, "reference": case.reference, "day": "4.12.2026", "url": "https://x.example/"}
        inbox = render_to_string(f"notifications/{event}.inbox.txt", context)
        email = render_to_string(f"notifications/{event}.email.txt", context)

    assert len(inbox.strip().splitlines()) > 1
    assert case.reference in email.splitlines()[0]
    assert "https://x.example/" in email
    assert case.applicant_name not in email
