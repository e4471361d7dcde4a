# SPDX-License-Identifier: EUPL-1.2
"""Every event that is told has its words."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def events_told() -> set[str]:
    packages = ("portal", "services", "cases", "feedback")
    sources = [path for package in packages for path in (ROOT / package).rglob("*.py")]
    call = re.compile(r"\bnotify\(\s*[\"']([\w.]+)[\"']")
    return {event for path in sources for event in call.findall(path.read_text(encoding="utf-8"))}


def test_every_event_has_words_for_the_inbox_and_for_email() -> None:
    events = events_told()
    folder = ROOT / "templates" / "notifications"

    missing = [
        f"{event}.{channel}.txt"
        for event in sorted(events)
        for channel in ("inbox", "email")
        if not (folder / f"{event}.{channel}.txt").exists()
    ]

    assert events
    assert not missing, f"Write templates/notifications/: {missing}"
