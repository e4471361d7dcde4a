# SPDX-License-Identifier: EUPL-1.2
"""Strong identification through a real OpenID Connect provider, from the button to the page one came from."""

import os
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import run_server_in_thread
from pytest_django import Settings

from portal.accounts.actors import Assurance
from portal.accounts.middleware import ASSURANCE_KEY
from portal.accounts.models import Person, User
from portal.demo.characters import AINO, TEST_PERSONS
from portal.demo.identity import user_of
from tests.factories.accounts import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    with run_server_in_thread(user_claims=[user_of(who) for who in (AINO, *TEST_PERSONS)]) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def _suomifi(provider: str, settings: Settings) -> None:
    settings.OIDC_SERVER_URL = provider
    app = {
        "provider_id": "suomifi",
        "name": "Suomi.fi",
        "client_id": "omakajaani",
        "secret": "secret",
        "settings": {"server_url": provider, "token_auth_method": "client_secret_basic"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def _identify(client: Client, sub: str, next_url: str = "/oma/tiedot/") -> tuple[int, str]:
    """Press the button, choose the person at the provider, come back; the status and address where one lands."""
    start = client.post(reverse("openid_connect_login", args=["suomifi"]), {"next": next_url})
    chosen = requests.post(start.headers["Location"], data={"sub": sub}, allow_redirects=False, timeout=10)
    back = urlsplit(chosen.headers["Location"])
    answer = client.get(back.path, dict(parse_qsl(back.query)))
    return answer.status_code, answer.headers.get("Location", "")


def _user(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def test_resident_identifies_and_returns_to_the_page(client: Client) -> None:
    status, where = _identify(client, "aino", "/oma/puolesta/")

    assert (status, where) == (302, "/oma/puolesta/")
    assert client.session[ASSURANCE_KEY] == Assurance.STRONG
    person = Person.objects.get()
    assert (person.display_name, person.user) == ("Aino Kemppainen", _user(client))
    assert person.postal_address == "Kalliokatu 14 A 3, 87100 Kajaani"


def test_allauth_keeps_no_identity_code(client: Client) -> None:
    _identify(client, "aino")

    account = SocialAccount.objects.get()
    assert account.extra_data == {"assurance": Assurance.STRONG}
    assert AINO.hetu not in str(account.__dict__)


def test_second_log_in_makes_nobody_new(client: Client) -> None:
    _identify(client, "aino")
    _identify(Client(), "aino")

    assert (Person.objects.count(), User.objects.count()) == (1, 1)


def test_session_key_changes_at_log_in(client: Client) -> None:
    client.get(reverse("account_login"))
    client.post(reverse("openid_connect_login", args=["suomifi"]))
    before = client.session.session_key

    _identify(client, "aino")

    assert client.session.session_key != before


def test_weak_user_steps_up_and_stays_the_same_user(client: Client) -> None:
    person = PersonFactory(signed_up=True, call_name="Aino", given_names="Aino", surname="Kemppainen")
    client.force_login(person.user, backend="portal.accounts.backends.UsernameBackend")

    _identify(client, "aino")

    assert _user(client) == person.user
    assert client.session[ASSURANCE_KEY] == Assurance.STRONG
    assert Person.objects.get().masked_hetu == "140386-****"


def test_person_with_a_user_is_signed_in_as_that_user(client: Client) -> None:
    _identify(client, "aino")
    first = _user(client)
    other = PersonFactory(signed_up=True, surname="Toinen")
    family_computer = Client()
    family_computer.force_login(other.user, backend="portal.accounts.backends.UsernameBackend")

    _identify(family_computer, "aino")

    assert _user(family_computer) == first


@pytest.mark.parametrize(
    ("sub", "words"),
    [("grönholm (kuollut)", "kuollut"), ("tero (heikko tunnistus)", "ei ole vahva")],
)
def test_refused_identification_says_why_and_signs_nobody_in(client: Client, sub: str, words: str) -> None:
    start = client.post(reverse("openid_connect_login", args=["suomifi"]))
    chosen = requests.post(start.headers["Location"], data={"sub": sub}, allow_redirects=False, timeout=10)
    answer = client.get(chosen.headers["Location"])

    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not User.objects.exists()


def test_non_disclosure_order_hides_the_address(client: Client) -> None:
    _identify(client, "ilmari (turvakielto)")

    assert Person.objects.get().non_disclosure
    assert "Turvakielto" in client.get(reverse("accounts:profile")).content.decode()


def test_cancelling_at_the_provider_leads_back(client: Client) -> None:
    start = client.post(reverse("openid_connect_login", args=["suomifi"]))
    chosen = requests.post(start.headers["Location"], data={"action": "deny"}, allow_redirects=False, timeout=10)

    answer = client.get(chosen.headers["Location"], follow=True)

    assert "Keskeytit tunnistuksen" in answer.content.decode()


def test_answer_without_our_state_is_refused(client: Client) -> None:
    answer = client.get(reverse("openid_connect_callback", args=["suomifi"]), {"code": "x", "state": "y"})

    assert answer.status_code == 401
    assert "_auth_user_id" not in client.session


def test_foreign_address_is_not_followed_after_log_in(client: Client) -> None:
    _status, where = _identify(client, "aino", "https://elsewhere.example/")

    assert "elsewhere" not in where


def test_link_alone_identifies_nobody(client: Client) -> None:
    answer = client.get(reverse("openid_connect_login", args=["suomifi"]))

    assert answer.status_code == 200
    assert "Jatka Suomi.fi-tunnistukseen" in answer.content.decode()


def test_password_log_in_of_an_identified_person_is_weak(client: Client) -> None:
    _identify(client, "aino")
    user = _user(client)
    user.set_password(PASSWORD)
    user.save()
    client = Client()

    client.login(username=user.username, password=PASSWORD)

    assert ASSURANCE_KEY not in client.session
    assert AINO.hetu not in client.get(reverse("accounts:profile")).content.decode()
