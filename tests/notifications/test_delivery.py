# SPDX-License-Identifier: EUPL-1.2
"""Claim, send, record the outcome, back off, give up visibly."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse

from portal.audit.models import AuditEntry
from portal.common import clock
from portal.notifications import delivery as deliveries
from portal.notifications.actions import retry_delivery
from portal.notifications.channels import CHANNELS, DeliveryRefused
from portal.notifications.delivery import BACKOFF, send, send_due
from portal.notifications.models import Delivery
from tests.cast import Cast
from tests.factories.notifications import DeliveryFactory

type Channel = Callable[[Delivery], None]


def _raise(error: Exception) -> Channel:
    def channel(_delivery: Delivery) -> None:
        raise error

    return channel


@pytest.fixture
def channel(monkeypatch: pytest.MonkeyPatch) -> Callable[[Channel], None]:
    return lambda function: monkeypatch.setitem(CHANNELS, "email", function)


@pytest.mark.django_db
def test_due_delivery_leaves_once(channel: Callable[[Channel], None]) -> None:
    sent: list[int] = []
    channel(lambda delivery: sent.append(delivery.pk))
    delivery = DeliveryFactory()

    assert send(delivery.pk)
    assert not send(delivery.pk)

    delivery.refresh_from_db()
    assert sent == [delivery.pk]
    assert (delivery.state, delivery.tries_count) == (Delivery.State.SENT, 1)


@pytest.mark.django_db
def test_channel_that_is_away_is_tried_later(channel: Callable[[Channel], None], freeze: Callable[[str], None]) -> None:
    freeze("2026-03-02 12:00")
    channel(_raise(ConnectionRefusedError()))
    delivery = DeliveryFactory()

    assert not send(delivery.pk)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == (Delivery.State.WAITING, "ConnectionRefusedError")
    assert delivery.next_try_at == clock.now() + BACKOFF[0]
    assert not send(delivery.pk)


@pytest.mark.django_db
def test_delivery_is_given_up_after_two_days_and_an_operator_is_told(
    channel: Callable[[Channel], None], caplog: pytest.LogCaptureFixture
) -> None:
    channel(_raise(TimeoutError()))
    delivery = DeliveryFactory()
    assert dt.timedelta(days=1) < sum(BACKOFF, dt.timedelta()) < dt.timedelta(days=3)

    for _try in range(len(BACKOFF) + 1):
        Delivery.objects.update(next_try_at=clock.now())
        send(delivery.pk)

    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.FAILED
    assert "delivery given up" in caplog.text


@pytest.mark.django_db
def test_refused_delivery_is_not_tried_again(channel: Callable[[Channel], None]) -> None:
    channel(_raise(DeliveryRefused("recipient refused")))
    delivery = DeliveryFactory()

    send(delivery.pk)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == (Delivery.State.FAILED, "recipient refused")


@pytest.mark.django_db
def test_broken_letter_does_not_stop_those_behind_it(channel: Callable[[Channel], None]) -> None:
    broken, sound = DeliveryFactory(), DeliveryFactory()

    def fail_one(delivery: Delivery) -> None:
        if delivery.pk == broken.pk:
            raise ValueError("no such template")

    channel(fail_one)

    assert send_due() == 1
    sound.refresh_from_db()
    broken.refresh_from_db()
    assert (sound.state, broken.state, broken.last_error) == ("sent", "waiting", "ValueError")


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_delivery_once(channel: Callable[[Channel], None]) -> None:
    sent: list[int] = []
    both_started = threading.Barrier(2, timeout=10)
    channel(lambda delivery: sent.append(delivery.pk))
    delivery = DeliveryFactory()

    def work() -> None:
        both_started.wait()
        send(delivery.pk)
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sent == [delivery.pk]


@pytest.mark.django_db(transaction=True)
def test_delivery_held_by_another_worker_is_passed_by(channel: Callable[[Channel], None]) -> None:
    delivery, results = DeliveryFactory(), []
    channel(lambda _delivery: None)

    def other_worker() -> None:
        results.append(deliveries.send_due())
        connection.close()

    with transaction.atomic():
        Delivery.objects.due().claimed(delivery.pk)
        worker = threading.Thread(target=other_worker)
        worker.start()
        worker.join()

    assert results == [0]


@pytest.mark.django_db
def test_main_user_tries_a_failed_delivery_again_with_its_old_key(cast: Cast) -> None:
    delivery = DeliveryFactory(failed=True)

    answer = cast.main_user.client().post(
        reverse("admin:notifications_delivery_changelist"),
        {"action": "retry", "_selected_action": [delivery.pk]},
    )

    key = delivery.key
    delivery.refresh_from_db()
    assert answer.status_code == 302
    assert (delivery.state, delivery.tries_count, delivery.key) == (Delivery.State.WAITING, 0, key)
    assert AuditEntry.objects.filter(event="delivery.retried", about_id=delivery.pk).exists()


@pytest.mark.django_db
def test_sent_delivery_cannot_be_sent_again(cast: Cast) -> None:
    delivery = DeliveryFactory(sent=True)

    assert not retry_delivery(delivery.pk, actor=cast.main_user.actor)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["handler", "auditor", "resident"])
def test_others_cannot_try_again(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        retry_delivery(DeliveryFactory(failed=True).pk, actor=cast.member(who).actor)


@pytest.mark.django_db
def test_list_of_deliveries_tells_the_reason_but_not_the_recipient(cast: Cast) -> None:
    delivery = DeliveryFactory(failed=True)
    client = cast.main_user.client()

    page = client.get(reverse("admin:notifications_delivery_changelist")).content.decode()
    detail = client.get(reverse("admin:notifications_delivery_change", args=[delivery.pk])).content.decode()

    assert "recipient refused" in page
    assert delivery.notification.email not in page + detail
    assert cast.handler.client().get(reverse("admin:notifications_delivery_changelist")).status_code == 403
