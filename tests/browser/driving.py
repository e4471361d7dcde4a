# SPDX-License-Identifier: EUPL-1.2
"""Chromium as people use it, and what must never happen while they do."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from portal.accounts.actors import Assurance
from portal.accounts.middleware import ASSURANCE_KEY
from portal.accounts.models import User

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
# A navigation cuts what the last page was still fetching, and a download is no page.
CUT_SHORT = "net::ERR_ABORTED"
WEB = ("http", "https", "ws", "wss")


@dataclass
class Watch:
    """What went wrong on any page: errors of scripts, refused by the content policy, not loaded, foreign hosts."""

    hosts: set[str]
    foreign: set[str] = field(default_factory=set)  # of the hosts, those whose pages are not ours
    expected: set[int] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.problems.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # The status of an answer is told to the console as well; it is judged in _response.
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in WEB and address.netloc not in self.hosts and page_of(request) not in self.foreign:
            self.problems.append(f"foreign host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != CUT_SHORT:
            self.problems.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.problems.append(f"{response.status}: {response.request.method} {response.url}")


# On the element itself, or on the field that surrounds a radio button or a checkbox.
FOCUS_IS_SEEN = """[document.activeElement, document.activeElement.closest(".ds-field")]
    .some((e) => e && getComputedStyle(e).outlineStyle !== "none")"""


def page_of(request: Request) -> str:
    """The host of the page that asks."""
    return "" if request.is_navigation_request() else urlsplit(request.frame.url).netloc


@dataclass
class Visitors:
    """Opens windows: one for each person, each with its own cookies."""

    browser: Browser
    url: str
    watch: Watch
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, username: str = "", *, width: int = 1280, **options: Any) -> Page:
        """A window of a visitor, or of somebody who is strongly identified already."""
        height = 844 if width < 600 else 900
        context = self.browser.new_context(
            base_url=self.url, locale="fi-FI", viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        self.watch.follow(context)
        if username:
            sign_in(context, self.url, username)
        return context.new_page()

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def sign_in(context: BrowserContext, url: str, username: str, assurance: Assurance = Assurance.STRONG) -> None:
    client = Client()
    user = User.objects.get(username=username)
    client.force_login(user, backend="portal.accounts.backends.UsernameBackend")
    session = client.session
    session[ASSURANCE_KEY] = int(assurance)
    session.save()
    assert session.session_key
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}])


def axe(page: Page) -> list[str]:
    """What axe finds wrong, one readable line for each: rule, what to do, where."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{urlsplit(page.url).path} {violation['id']}: {violation['help']} → {node['target'][0]} {node['html'][:140]}"
        for violation in found
        for node in violation["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def tab_to(page: Page, text: str, *, limit: int = 120) -> None:
    """Press Tab until what has the focus says the text; it must be visible when it has it."""
    for _press in range(limit):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(() => { const e = document.activeElement;"
            " const label = e.labels && e.labels[0] ? e.labels[0].innerText : '';"
            " return `${label} ${e.innerText || ''} ${e.getAttribute('aria-label') || ''}` })()"
        )
        if text in focused:
            assert page.evaluate(FOCUS_IS_SEEN), f"No visible focus on {text!r}."
            return
    raise AssertionError(f"Tab does not reach {text!r}.")
