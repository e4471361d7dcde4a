# SPDX-License-Identifier: EUPL-1.2
"""`notify` writes rows in the caller's transaction and wakes a worker after it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from celery import Celery
from django.db import transaction

from portal.accounts.models import Person
from portal.notifications import outbox
from portal.notifications.models import Delivery, Notification
from portal.notifications.outbox import Recipient, notify
from portal.notifications.tasks import enqueue
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db
type OnCommit = Callable[..., AbstractContextManager[list[Callable[[], Any]]]]


@pytest.fixture(autouse=True)
def woken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    ids: list[int] = []
    monkeypatch.setattr(outbox, "enqueue", lambda _task, delivery_id: ids.append(delivery_id))
    return ids


def _tell(*to: Person | Recipient, **kwargs: Any) -> list[Notification]:
    about = next(r for r in (*to, PersonFactory()) if isinstance(r, Person))
    return notify("case.received", about=about, to=to, url="/oma/", reference="KAJ-2026-000001-A", **kwargs)


def test_person_gets_a_line_in_the_inbox_and_a_mail(
    woken: list[int], django_capture_on_commit_callbacks: OnCommit
) -> None:
    person = PersonFactory()

    with django_capture_on_commit_callbacks(execute=True):
        _tell(person)
        assert woken == []

    notification = Notification.objects.get(person=person)
    assert notification.title
    assert notification.body
    assert woken == [notification.deliveries.get().pk]


def test_person_without_an_address_gets_the_line_only() -> None:
    _tell(PersonFactory(email=""))

    assert Notification.objects.count() == 1
    assert not Delivery.objects.exists()


def test_person_who_muted_mail_gets_only_what_the_law_wants_told() -> None:
    person = PersonFactory(email_notices=False)

    _tell(person)
    assert not Delivery.objects.exists()

    _tell(person, always=True)
    assert Delivery.objects.count() == 1


def test_address_without_a_person_is_told_by_mail() -> None:
    _tell(Recipient(email="nimetön@esimerkki.example"))

    assert Delivery.objects.get().notification.person is None


def test_same_person_in_two_roles_is_told_once() -> None:
    person = PersonFactory()

    _tell(person, Recipient.of(person))

    assert Notification.objects.count() == 1


def test_rolled_back_transaction_tells_nobody(woken: list[int]) -> None:
    person = PersonFactory()
    with transaction.atomic():
        _tell(person)
        transaction.set_rollback(True)

    assert not Notification.objects.exists()
    assert woken == []


def test_broker_that_is_down_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    nowhere = Celery("nowhere", broker="redis://127.0.0.1:9/0", set_as_current=False)

    @nowhere.task
    def nothing(number: int) -> int:
        return number

    enqueue(nothing, 1)

    assert "broker unreachable" in caplog.text
