# SPDX-License-Identifier: EUPL-1.2
"""Who gets what at every address of the portal: table.py tells it, here somebody knocks on every door."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from tests.cast import ROLES, Cast
from tests.permissions import configuration, posted, table, world

LETTERS = {200: "o", 401: "u", 403: "x", 404: "-", 405: "m", 409: "c", 503: "d"}
DOORS = {"/kirjaudu/login/": "l", "/admin/login/": "l", "/oma/tunnistaudu/": "i"}
SHORT = ("visitor", "resident", "handler")
Knock = Callable[[str, str, str, dict[str, Any]], str]


@pytest.fixture(autouse=True)
def _queue(settings: Settings) -> None:
    settings.CELERY_BROKER_URL = settings.REDIS_URL  # /readyz asks whether it answers


@pytest.fixture
def knock(cast: Cast) -> Knock:
    """One letter for what somebody gets; whatever the request did is undone."""
    sessions = {role: member.client().cookies.output(header="", sep=";") for role, member in cast.everybody().items()}

    def letter(role: str, method: str, url: str, data: dict[str, Any]) -> str:
        cache.clear()
        client = Client(HTTP_COOKIE=sessions[role].partition(";")[0].strip())
        with transaction.atomic():
            response = client.get(url) if method == "GET" else client.post(url, data)
            transaction.set_rollback(True)
        if response.status_code in (301, 302):
            return DOORS.get(response.headers["Location"].partition("?")[0], "r")
        return LETTERS[response.status_code]

    return letter


def row(knock: Knock, method: str, url: str, data: dict[str, Any] | None = None, roles: Sequence[str] = ROLES) -> str:
    letters = "".join(knock(role, method, url, data or {}) for role in roles)
    return f"{letters[0]} {letters[1:5]} {letters[5:]}" if roles is ROLES else letters


def address_of(what: str, words: dict[str, Any]) -> str:
    name, *objects = what.split()
    return name if name.startswith("/") else reverse(name, args=[words[word] for word in objects])


@pytest.mark.parametrize("section", table.PAGES)
def test_everybody_gets_what_the_table_tells(cast: Cast, knock: Knock, section: str) -> None:
    words = world.build(cast)

    wrong = []
    for what, *told in table.lines(table.PAGES[section]):
        url = address_of(what, words)
        roles = SHORT if len(told[0]) == len(SHORT) else ROLES
        seen = [row(knock, "GET", url, roles=roles), row(knock, "POST", url, posted.POSTED.get(what), roles)]
        if seen != told:
            wrong.append(f"{what:<60}{'  '.join(seen)}")

    assert not wrong, "\n".join(["Not as the table tells; what they get is:", *wrong])


# ---- configuration pages: told by model


def model_pages(model: type[models.Model]) -> dict[str, tuple[str, str]]:
    """Page → (address, methods)."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    pk = world.any_row_of(model)
    return {
        "list": (reverse(f"{name}_changelist"), "GET"),
        "history": (reverse(f"{name}_history", args=[pk]), "GET"),
        "view": (reverse(f"{name}_change", args=[pk]), "GET"),
        "add": (reverse(f"{name}_add"), "GET POST"),
        "change": (reverse(f"{name}_change", args=[pk]), "POST"),
        "delete": (reverse(f"{name}_delete", args=[pk]), "GET POST"),
    }


def asked(knock: Knock, page: str, method: str, url: str) -> str:
    seen = row(knock, method, url)
    # Django leads away from the history of a row that one may not see, instead of refusing.
    return seen.replace("r", "x") if page == "history" else seen


def expected(rights: dict[str, str], page: str) -> str:
    """`v` opens the list, the row and its history; `a`, `c` and `d` add, change and delete."""
    letter = {"list": "v", "history": "v"}.get(page, page[0])
    staff = "".join("o" if letter in rights.get(role, "") else "x" for role in ROLES[5:])
    return f"l llll {staff}"


@pytest.mark.parametrize("name", configuration.CONFIGURATION)
def test_configuration_pages_open_to_the_roles_of_the_table(cast: Cast, knock: Knock, name: str) -> None:
    world.build(cast)
    world.rows_of_the_admin(cast)
    model = next(model for model in admin.site._registry if model._meta.label_lower == name)

    wrong = [
        f"{page} {method}: {seen}, told {told}"
        for page, (url, methods) in model_pages(model).items()
        for method in methods.split()
        if (seen := asked(knock, page, method, url)) != (told := expected(configuration.CONFIGURATION[name], page))
    ]

    assert not wrong, "\n".join(wrong)


# ---- nothing is missing


def names(resolver: URLResolver | None = None, prefix: str = "", spaces: str = "") -> Iterator[str]:
    """The name of every URL, or its path when it has none."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from names(pattern, path, f"{spaces}{pattern.namespace}:" if pattern.namespace else spaces)
        elif isinstance(pattern, URLPattern):
            yield f"{spaces}{pattern.name}" if pattern.name else f"/{path}"


def told_of() -> set[str]:
    pages = {what.split()[0] for text in table.PAGES.values() for what, _get, _post in table.lines(text)}
    models_told = {name.replace(".", "_") for name in configuration.CONFIGURATION}
    kinds = ("changelist", "add", "history", "delete", "change")
    return pages | {f"admin:{name}_{kind}" for name in models_told for kind in kinds}


def test_every_url_is_in_the_table() -> None:
    # The admin sends a bare row to its change page, and everything else of its own to 404.
    by_itself = ("/admin/", "demo:", "components")
    missing = {name for name in names() if not name.startswith(by_itself)} - told_of()

    assert not missing, f"Add to tests/permissions/table.py: {sorted(missing)}"
