# SPDX-License-Identifier: EUPL-1.2
"""Run in a process of its own with the portal's settings: finds the pages, logs people in, counts queries.

Writes one JSON list of pages. Queries are counted with an empty cache and again with what the first request left there.
"""

import gzip
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import quote

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402 needs the settings
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from cases.models import Case  # noqa: E402
from portal.accounts.actors import actor_for  # noqa: E402
from portal.accounts.models import User  # noqa: E402
from services.catalogue.models import Sector  # noqa: E402

RESIDENT, HANDLER = "aino", "kari"
SERVICE = FORM = "kaivulupa"
# Many searches, so that no cache answers them all: each word alone, and each pair.
WORDS = [
    "päiväkoti", "kaivuu", "avustus", "kirjasto", "tontti", "rakentaminen", "vesi", "koulu", "iltapäivä", "liikunta",
    "lupa", "nuoret", "jäte", "hakemus", "terveys", "asunto", "uimahalli", "eläin", "katu", "yritys", "päivähoitt",
    "kajvulupa", "musiikki", "vanhus", "maksu",
]  # fmt: skip
MEMORY_CACHE = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@dataclass
class Page:
    name: str
    aim: float
    paths: list[str]
    cookie: str = ""
    queries_first: int = 0
    queries: int = 0
    html_bytes: int = 0
    wire_bytes: int = 0
    signed_in: bool = field(default=False)


def visitor() -> Client:
    return Client(headers={"host": os.environ["ALLOWED_HOSTS"], "accept-encoding": "gzip, deflate, br"})


def signed_in(username: str) -> Client:
    client = visitor()
    client.force_login(User.objects.get(username=username), settings.AUTHENTICATION_BACKENDS[0])
    return client


def pages() -> list[Page]:
    anonymous, resident, handler = visitor(), signed_in(RESIDENT), signed_in(HANDLER)
    searches = [*WORDS, *(f"{a} {b}" for a in WORDS for b in WORDS if a != b)]
    sector = Sector.objects.earliest("pk").slug
    found: list[tuple[str, float, Client, Callable[[], list[str]]]] = [
        ("front page", 1.0, anonymous, lambda: [reverse("pages:home")]),
        ("sector", 1.0, anonymous, lambda: [reverse("catalogue:sector", args=[sector])]),
        ("service", 1.0, anonymous, lambda: [reverse("catalogue:service", args=[SERVICE])]),
        ("search", 0.4, anonymous, lambda: [f"{reverse('catalogue:search')}?q={quote(text)}" for text in searches]),
        ("log-in", 0.5, anonymous, lambda: [reverse("account_login")]),
        ("form start", 0.5, anonymous, lambda: [reverse("eforms:start", args=[FORM])]),
        ("form step", 0.5, resident, lambda: [form_step(resident)]),
        ("my page", 0.25, resident, lambda: [reverse("pages:my")]),
        ("case page", 0.25, resident, lambda: [case_page()]),
        ("staff queue", 0.2, handler, lambda: [reverse("admin:cases_case_changelist")]),
    ]
    return [measured(name, aim, client, paths()) for name, aim, client, paths in found]


def measured(name: str, aim: float, client: Client, paths: list[str]) -> Page:
    page = Page(name, aim, paths, signed_in=settings.SESSION_COOKIE_NAME in client.cookies)
    if page.signed_in:
        page.cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    with override_settings(CACHES=MEMORY_CACHE):
        page.queries_first, _response = counted(client, paths[0])
        page.queries, response = counted(client, paths[0])
    body = response.content
    if response.has_header("Content-Encoding"):
        page.wire_bytes = len(body)
        page.html_bytes = len(client.get(paths[0], headers={"accept-encoding": "identity"}).content)
    else:
        page.wire_bytes = len(gzip.compress(body, 5))  # what the proxy does (deploy/nginx.conf)
        page.html_bytes = len(body)
    return page


def counted(client: Client, path: str) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return len(queries), response


def form_step(client: Client) -> str:
    """The first step of a draft that was begun just now."""
    response = client.post(reverse("eforms:begin", args=[FORM]), {"for": "self"}, follow=True)
    path: str = response.redirect_chain[-1][0]
    return path


def case_page() -> str:
    """The resident's case with the longest history."""
    actor = actor_for(User.objects.get(username=RESIDENT))
    cases = Case.objects.visible_to(actor)
    case = max(cases, key=lambda case: case.changes.count())
    return reverse("cases:citizen-case", args=[case.reference])


if __name__ == "__main__":
    json.dump([asdict(page) for page in pages()], sys.stdout)
