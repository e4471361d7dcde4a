# SPDX-License-Identifier: EUPL-1.2
"""Strong log-in through a real OpenID Connect provider, whose own page is a foreign host that one may visit."""

import os
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import expect
from pytest_django import Settings

from portal.demo.characters import AINO
from portal.demo.identity import user_of
from tests.browser.driving import Visitors


@pytest.fixture
def provider(settings: Settings) -> Iterator[str]:
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    with run_server_in_thread(user_claims=[user_of(AINO)]) as server:
        url = f"http://localhost:{server.server_port}"
        app = {
            "provider_id": "suomifi",
            "name": "Suomi.fi",
            "client_id": "omakajaani",
            "secret": "secret",
            "settings": {"server_url": url, "token_auth_method": "client_secret_basic"},
        }
        settings.OIDC_SERVER_URL = url
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        settings.SECURE_CSP = {**settings.SECURE_CSP, "form-action": [*settings.SECURE_CSP["form-action"], url]}
        yield url


@pytest.mark.usefixtures("town")
def test_resident_identifies_and_comes_back_to_the_form(visitors: Visitors, provider: str) -> None:
    page = visitors.open()
    # The page of the provider is not ours: its looks are fetched from elsewhere, which is not let out of here.
    visitors.watch.hosts.add(urlsplit(provider).netloc)
    visitors.watch.foreign.add(urlsplit(provider).netloc)
    visitors.watch.expected.add(404)
    page.route(re.compile("^https://"), lambda route: route.fulfill(body=""))

    page.goto("/lomake/aamu-ja-iltapaivatoiminta/")
    page.get_by_role("link", name="Kirjaudu ja täytä").click()
    page.get_by_role("button", name="Jatka Suomi.fi-tunnistukseen").click()
    page.get_by_role("button", name="aino").first.click()

    expect(page).to_have_url(f"{visitors.url}/lomake/aamu-ja-iltapaivatoiminta/")
    expect(page.get_by_text("Aino Kemppainen").first).to_be_visible()
    expect(page.get_by_role("button", name="Aloita")).to_be_visible()
