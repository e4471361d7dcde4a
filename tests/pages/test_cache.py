# SPDX-License-Identifier: EUPL-1.2
import gzip
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from django.http import HttpResponse
from django.test import Client

from portal.pages.actions import save_notice
from portal.pages.cache import _is_keepable
from portal.pages.models import Notice
from services.catalogue.stamp import bump
from tests.cast import Cast
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

BR = {"Accept-Encoding": "gzip, br"}


@pytest.fixture(autouse=True)
def _stopped(freeze: Callable[[str], None]) -> None:
    freeze("2026-11-24 12:00")


def get(client: Client, path: str = "/", **headers: str) -> Any:
    return client.get(path, headers={**BR, **headers})


def test_second_visitor_gets_the_kept_page_without_queries(client: Client) -> None:
    first = get(client)

    assert count_queries(lambda: get(Client())) == 0
    again = get(Client())
    assert again.content == first.content
    assert brotli.decompress(again.content).startswith(b"<!DOCTYPE html>")
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_kept_page_sets_no_cookie_and_may_be_kept_by_others(client: Client) -> None:
    for response in (get(client), get(client)):
        assert not response.cookies
        assert set(response["Cache-Control"].split(", ")) == {"max-age=60", "public"}
        assert set(response["Vary"].split(", ")) >= {"Accept-Encoding", "Cookie"}
        assert "csrfmiddlewaretoken" not in brotli.decompress(response.content).decode()


def test_gzip_is_given_to_whom_takes_only_that(client: Client) -> None:
    get(client)

    response = client.get("/", headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).startswith(b"<!DOCTYPE html>")


def test_who_takes_no_compression_gets_a_plain_page(client: Client) -> None:
    response = client.get("/")

    assert "Content-Encoding" not in response
    assert response.content.startswith(b"<!DOCTYPE html>")


def test_known_page_is_not_sent_again(client: Client) -> None:
    etag = get(client)["ETag"]

    response = get(client, **{"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag


def test_head_has_the_headers_and_no_body(client: Client) -> None:
    page = get(client)

    response = client.head("/", headers=BR)

    assert response.content == b""
    assert response["Content-Length"] == str(len(page.content))
    assert response["ETag"] == page["ETag"]


def test_change_shows_at_once(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    get(client)

    with django_capture_on_commit_callbacks(execute=True):
        notice = Notice(kind="disturbance", slug="vesikatko", title={"fi": "Vesikatko nyt"})
        save_notice(notice, actor=cast.main_user.actor)

    assert "Vesikatko nyt" in brotli.decompress(get(client).content).decode()


def test_page_of_a_past_minute_is_not_used(client: Client, freeze: Callable[[str], None]) -> None:
    get(client)

    freeze("2026-11-24 12:01")

    assert count_queries(lambda: get(client)) > 0


def test_signed_in_person_gets_a_fresh_private_page(client: Client, cast: Cast) -> None:
    get(client)

    response = get(cast.resident.client())

    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert 'action="/kirjaudu/logout/"' in response.content.decode()
    assert "logout" not in brotli.decompress(get(client).content).decode()


def test_each_language_has_its_own_page(client: Client) -> None:
    pages = [brotli.decompress(get(client, path).content).decode() for path in ("/", "/sv/", "/en/")]

    assert ['<html lang="fi"' in pages[0], '<html lang="sv"' in pages[1], '<html lang="en"' in pages[2]] == [True] * 3


def test_unknown_parameters_are_not_kept(client: Client) -> None:
    get(client, "/?utm=1")

    assert count_queries(lambda: get(client, "/?utm=1")) > 0


def test_refused_and_missing_pages_are_not_kept(client: Client) -> None:
    for _n in range(2):
        response = get(client, "/palvelut/ei-ole/")
        assert response.status_code == 404
        assert "ETag" not in response


def test_form_page_with_a_token_is_not_kept(client: Client) -> None:
    assert "ETag" not in get(client, "/kirjaudu/login/")


def test_bump_outside_a_transaction_takes_effect(client: Client) -> None:
    get(client)

    bump()

    assert get(client).status_code == 200


@pytest.mark.parametrize("path", ["/oma/", "/oma/asiat/", "/admin/", "/palaute/"])
def test_nothing_personal_stays_in_the_browser_after_log_out(cast: Cast, path: str) -> None:
    """The customers' computer of the office: the Back button must not bring the page back."""
    response = cast.guardian.client().get(path)

    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_page_with_a_token_of_one_visitor_is_not_kept() -> None:
    kept = HttpResponse(b"<!DOCTYPE html>", headers={"Cache-Control": "public"})
    with_token = HttpResponse(b'<input name="csrfmiddlewaretoken">', headers={"Cache-Control": "public"})

    assert _is_keepable(kept)
    assert not _is_keepable(with_token)
