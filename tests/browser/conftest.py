# SPDX-License-Identifier: EUPL-1.2
"""A browser, a server and the demo town. Every test of this folder drives Chromium."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from portal.demo import catalogue, forms, people
from tests.browser.driving import ARGUMENTS, Visitors, Watch
from tests.conftest import CHROMIUM
from tests.notifications.mailbox import Mailbox


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):  # noqa: PTH120
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright runs an event loop in the thread of the tests, where Django would otherwise refuse its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        expect.set_options(timeout=15_000)  # as long as the driver waits for what it clicks: a loaded machine is slow
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def town(transactional_db: None) -> None:
    """The people, the catalogue and the forms of the demo town, without its half a year of cases."""
    people.fill()
    catalogue.fill()
    forms.fill()


@pytest.fixture
def watch(live_server: LiveServer) -> Watch:
    return Watch({urlsplit(live_server.url).netloc})


@pytest.fixture
def visitors(browser: Browser, live_server: LiveServer, watch: Watch) -> Iterator[Visitors]:
    """`visitors.open("aino")` gives her window; what goes wrong in any of them fails the test."""
    visitors = Visitors(browser, live_server.url, watch)
    yield visitors
    visitors.close()
    assert not watch.problems, "\n".join(watch.problems)


@pytest.fixture
def mailbox(settings: Settings, live_server: LiveServer) -> Iterator[Mailbox]:
    """A real SMTP server, to which the portal delivers."""
    with Mailbox.running() as running:
        options = {"host": "127.0.0.1", "port": running.port, "timeout": 5}
        backend = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        settings.SITE_URL = live_server.url
        yield running
