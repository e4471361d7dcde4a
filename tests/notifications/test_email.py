# SPDX-License-Identifier: EUPL-1.2
"""E-mail through a real SMTP server."""

from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from django.conf import settings as configured
from pytest_django import Settings

from portal.common import clock
from portal.notifications.delivery import send
from portal.notifications.models import Delivery
from tests.factories.accounts import PersonFactory
from tests.factories.notifications import DeliveryFactory
from tests.notifications.mailbox import Mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    with Mailbox.running() as mailbox:
        settings.MAILERS = {"default": _smtp(mailbox.port)}
        settings.SITE_URL = "https://portal.example"
        yield mailbox


def _smtp(port: int) -> dict[str, Any]:
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


def _text(message: EmailMessage) -> str:
    return str(message.get_content())


def test_mail_arrives_once_with_subject_link_and_key(mailbox: Mailbox) -> None:
    delivery = DeliveryFactory(notification__person__email="aino@esimerkki.example")

    assert send(delivery.pk)
    assert not send(delivery.pk)

    message = mailbox.next_got()
    assert mailbox.got.empty()
    assert message["To"] == "aino@esimerkki.example"
    assert "KAJ-2026-000001-A" in message["Subject"]
    assert message["Message-ID"] == f"<{delivery.key}@{configured.MAIL_DOMAIN}>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "https://portal.example/oma/asiat/" in _text(message)
    assert "OmaKajaani" in _text(message)


def test_mail_does_not_tell_the_matter(mailbox: Mailbox) -> None:
    delivery = DeliveryFactory(notification__title="Toimeentulotuki", notification__body="Hakemuksesi salaisuus")

    send(delivery.pk)

    message = mailbox.next_got()
    assert "Toimeentulotuki" not in message.as_string()
    assert "salaisuus" not in message.as_string()


def test_mail_goes_to_the_address_of_today(mailbox: Mailbox) -> None:
    person = PersonFactory(email="korjattu@esimerkki.example")
    delivery = DeliveryFactory(notification__person=person, notification__email="vanha@esimerkki.example")

    send(delivery.pk)

    assert mailbox.next_got()["To"] == "korjattu@esimerkki.example"


def test_server_that_says_later_gets_the_same_message_later(mailbox: Mailbox) -> None:
    mailbox.replies = ["451 Try again later"]
    delivery = DeliveryFactory()

    assert not send(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == (Delivery.State.WAITING, "SMTPDataError")
    Delivery.objects.update(next_try_at=clock.now())
    assert send(delivery.pk)

    first, second = mailbox.next_offered(), mailbox.next_offered()
    assert first["Message-ID"] == second["Message-ID"]
    assert mailbox.got.qsize() == 1


@pytest.mark.parametrize("reply", ["550 Not wanted", "554 Spam"])
def test_refused_message_is_not_sent_again(mailbox: Mailbox, reply: str) -> None:
    mailbox.replies = [reply]
    delivery = DeliveryFactory()

    assert not send(delivery.pk)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == (Delivery.State.FAILED, "message refused")


def test_unknown_recipient_is_not_tried_again(mailbox: Mailbox) -> None:
    delivery = DeliveryFactory()
    mailbox.refused_recipients = {delivery.notification.person.email}

    assert not send(delivery.pk)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == (Delivery.State.FAILED, "recipient refused")


def test_server_that_is_away_is_tried_later(settings: Settings) -> None:
    settings.MAILERS = {"default": _smtp(9)}
    delivery = DeliveryFactory()

    assert not send(delivery.pk)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == (Delivery.State.WAITING, "ConnectionRefusedError")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_mail_speaks_the_recipients_language(mailbox: Mailbox, language: str) -> None:
    delivery = DeliveryFactory(notification__language=language)

    assert send(delivery.pk)

    assert mailbox.next_got()["Subject"]
