# SPDX-License-Identifier: EUPL-1.2
"""What every test stands on. The people are in cast.py, the things in factories/."""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.utils import translation
from time_machine import TimeMachineFixture

from services.catalogue import finnish

HELSINKI = ZoneInfo("Europe/Helsinki")
CLAMD = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PDFSIG = shutil.which("pdfsig")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytest_plugins = ["tests.cast"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Some tests need a program: without it they are skipped at home and fail in CI, never silently passed."""
    if os.environ.get("CI") == "true":
        return
    programs = {
        "browser": (CHROMIUM, "chromium"),
        "voikko": (finnish.is_known(), "libvoikko1 voikko-fi"),
        "clamd": (CLAMD, "clamav-daemon"),
        "pdfsig": (PDFSIG, "poppler-utils"),
    }
    missing = {marker: packages for marker, (found, packages) in programs.items() if not found}
    for item in items:
        for marker in filter(item.get_closest_marker, missing):
            item.add_marker(pytest.mark.skip(reason=f"A program is missing: apt install {missing[marker]}"))


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _finnish() -> None:
    """A request leaves its language on; the next test begins in Finnish whatever came before."""
    translation.activate("fi")


@pytest.fixture
def freeze(time_machine: TimeMachineFixture) -> Callable[[str], None]:
    """`freeze("2026-03-02 12:00")` stops every clock at that moment in Helsinki."""

    def stop_at(moment: str) -> None:
        time_machine.move_to(dt.datetime.fromisoformat(moment).replace(tzinfo=HELSINKI), tick=False)

    return stop_at
