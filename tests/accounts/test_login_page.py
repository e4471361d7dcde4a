# SPDX-License-Identifier: EUPL-1.2
"""Log-in by password, sign-up with its code, and the way back to where one came from."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from portal.accounts.actors import Assurance
from portal.accounts.middleware import ASSURANCE_KEY
from portal.accounts.models import Person, User
from tests.cast import Cast
from tests.factories.accounts import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db

NEW = {
    "first_name": "Uuno",
    "last_name": "Uusi",
    "email": "uuno@esimerkki.example",
    "password1": "pitkä-hyvä-salasana",
    "password2": "pitkä-hyvä-salasana",
}


def _verified(person: Person) -> User:
    user = person.user
    assert user is not None
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _log_in(client: Client, login: str, password: str = PASSWORD, next_url: str = "") -> str:
    answer = client.post(reverse("account_login"), {"login": login, "password": password, "next": next_url})
    return answer.headers.get("Location", "")


def test_page_offers_each_way_in(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()

    assert page.index("Suomi.fi-tunnistus") < page.index("Kirjaudu pääsyavaimella") < page.index("Salasana")


def test_demo_log_ins_are_told_only_in_the_demo(client: Client, settings: Settings) -> None:
    settings.DEBUG = True
    assert "Esittelykaupungin tunnukset" in client.get(reverse("account_login")).content.decode()

    settings.DEBUG = False
    assert "Esittelykaupungin tunnukset" not in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("field", ["username", "email"])
def test_resident_logs_in_by_name_or_address_and_is_weak(client: Client, field: str) -> None:
    user = _verified(PersonFactory(signed_up=True))

    where = _log_in(client, getattr(user, field), next_url="/oma/viestit/")

    assert where == "/oma/viestit/"
    assert client.session[ASSURANCE_KEY] == Assurance.WEAK


def test_wrong_password_is_told_without_telling_which(client: Client) -> None:
    user = _verified(PersonFactory(signed_up=True))

    answer = client.post(reverse("account_login"), {"login": user.username, "password": "väärä-salasana"})

    assert "_auth_user_id" not in client.session
    assert "ds-error-summary" in answer.content.decode()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_foreign_next_is_not_followed(client: Client, address: str) -> None:
    user = _verified(PersonFactory(signed_up=True))

    where = _log_in(client, user.username, next_url=address)

    assert where.startswith("/oma/")


def test_many_wrong_passwords_are_slowed_down(client: Client) -> None:
    cache.clear()
    user = _verified(PersonFactory(signed_up=True))
    for _attempt in range(10):
        _log_in(client, user.username, "väärä-salasana")

    _log_in(client, user.username)

    assert "_auth_user_id" not in client.session


def test_clerk_lands_at_work(client: Client, cast: Cast) -> None:
    user = cast.clerk.user
    assert user is not None
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    assert _log_in(client, user.username, "demo") == reverse("frontdesk:search")


def test_newcomer_signs_up_confirms_the_address_and_is_a_person(client: Client) -> None:
    client.post(reverse("account_signup"), NEW)
    assert "_auth_user_id" not in client.session
    code = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", str(mail.outbox[0].body), re.MULTILINE)
    assert code, mail.outbox[0].body

    client.post(reverse("account_email_verification_sent"), {"code": code[1]})

    person = Person.objects.get()
    assert (person.display_name, person.email) == ("Uuno Uusi", "uuno@esimerkki.example")
    assert client.session["_auth_user_id"] == str(person.user_id)
    assert mail.outbox[0].subject.startswith("OmaKajaani: ")


def test_known_address_is_not_betrayed_at_sign_up(client: Client) -> None:
    _verified(PersonFactory(signed_up=True, email=NEW["email"]))

    answer = client.post(reverse("account_signup"), NEW)

    assert answer.headers["Location"] == reverse("account_email_verification_sent")
    assert Person.objects.count() == 1


def test_mail_server_that_is_away_is_no_error_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)

    answer = client.post(reverse("account_signup"), NEW, follow=True)

    assert answer.status_code == 200
    assert [str(message) for message in answer.context["messages"]] == [
        "Sähköpostin lähetys ei onnistunut. Yritä hetken kuluttua uudelleen."
    ]


def test_logging_out_needs_a_button(client: Client) -> None:
    client.force_login(_verified(PersonFactory(signed_up=True)), backend="portal.accounts.backends.UsernameBackend")

    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session

    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session
