# SPDX-License-Identifier: EUPL-1.2
"""Real worker, real broker, real mail server, and one of them breaks: nothing is lost and nobody is told twice.

"Not twice" means: one line in the inbox, and one Message-ID whatever the number of tries, of which a mailbox keeps one.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, transaction
from kombu import Connection

from portal.local.embedded import Valkey
from portal.notifications.models import Delivery, Notification
from portal.notifications.outbox import notify
from portal.notifications.tasks import deliver, deliver_due
from tests.factories.accounts import PersonFactory
from tests.notifications.mailbox import SECONDS, Mailbox

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox.running() as mailbox:
        yield mailbox


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Valkey]:
    broker = Valkey(tmp_path)
    broker.acquire()
    yield broker
    broker.release()


class Worker:
    """A Celery worker as in production, in its own process group."""

    def __init__(self, broker: Valkey, mailbox: Mailbox, log: Path) -> None:
        database = connection.settings_dict
        address = f"{quote(database['USER'])}:{quote(database['PASSWORD'])}@{database['HOST']}:{database['PORT']}"
        self._env = {
            **os.environ,
            "DEBUG": "1",
            "TESTING": "0",
            "DATABASE_URL": f"postgres://{address}/{database['NAME']}",
            "REDIS_URL": broker.url(),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(mailbox.port),
        }
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "celery", "-A", "portal.celery", "worker", "--concurrency=1", "-l", "INFO"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=self._env, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        os.killpg(self._process.pid, how)
        self._process.wait(SECONDS)


@pytest.fixture
def worker(broker: Valkey, mailbox: Mailbox, tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(broker, mailbox, tmp_path / "worker.log")
    yield worker
    mailbox.release()
    worker.kill()


@pytest.fixture
def send(broker: Valkey) -> Callable[..., None]:
    """Put a task on the broker of this test: `deliver` as `notify` does, `deliver_due` as beat does."""

    def send(task: object, *args: object) -> None:
        options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        with Connection(broker.url(), transport_options=options) as to_broker:
            task.apply_async(args, connection=to_broker)  # type: ignore[attr-defined]

    return send


def _told() -> Delivery:
    """Somebody is told something, and the wake-up is left to the test."""
    with transaction.atomic():
        person = PersonFactory(email="aino@esimerkki.example")
        told = notify("case.received", about=person, to=[person], url="/oma/", reference="KAJ-2026-000001-A")
    delivery: Delivery = told[0].deliveries.get()
    return delivery


@pytest.fixture(autouse=True)
def _no_wake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.notifications.outbox.enqueue", lambda *_args: None)


def _eventually(happened: Callable[[], bool]) -> bool:
    pause = threading.Event()
    return any(happened() or pause.wait(0.1) for _try in range(SECONDS * 10))


def _is_sent() -> bool:
    return not Delivery.objects.exclude(state=Delivery.State.SENT).exists()


def _message_ids(mailbox: Mailbox) -> list[str]:
    return [mailbox.got.get_nowait()["Message-ID"] for _message in range(mailbox.got.qsize())]


def test_worker_killed_while_sending_sends_after_its_restart(
    worker: Worker, mailbox: Mailbox, send: Callable[..., None]
) -> None:
    delivery = _told()
    mailbox.hold()
    send(deliver, delivery.pk)
    worker.start()
    first = mailbox.next_offered()

    worker.kill()
    mailbox.release()
    worker.start()
    send(deliver_due)

    assert mailbox.next_offered()["Message-ID"] == first["Message-ID"]
    assert _eventually(_is_sent)
    assert set(_message_ids(mailbox)) == {first["Message-ID"]}
    assert Notification.objects.count() == 1


def test_worker_killed_after_the_mail_was_taken_repeats_it_under_the_same_id(
    worker: Worker, mailbox: Mailbox, send: Callable[..., None]
) -> None:
    delivery = _told()
    mailbox.hold(after_accepting=True)
    send(deliver, delivery.pk)
    worker.start()
    first = mailbox.next_got()

    worker.kill()
    mailbox.release()
    worker.start()
    send(deliver_due)

    assert _eventually(_is_sent)
    assert set(_message_ids(mailbox)) == {first["Message-ID"]}
    assert Notification.objects.count() == 1


def test_broker_restarted_loses_nothing(
    worker: Worker, mailbox: Mailbox, broker: Valkey, send: Callable[..., None]
) -> None:
    send(deliver, _told().pk)
    worker.start()
    first = mailbox.next_got()

    broker.release()
    second = _told()
    broker.acquire()
    send(deliver_due)

    assert mailbox.next_got()["Message-ID"] == f"<{second.key}@{settings.MAIL_DOMAIN}>" != first["Message-ID"]
    assert _eventually(_is_sent)
    assert mailbox.got.empty()


def test_database_connection_cut_while_sending_is_made_good(
    worker: Worker, mailbox: Mailbox, send: Callable[..., None]
) -> None:
    delivery = _told()
    mailbox.hold()
    send(deliver, delivery.pk)
    worker.start()
    first = mailbox.next_offered()

    assert _cut_other_connections() > 0
    mailbox.release()
    send(deliver_due)

    assert _eventually(_is_sent)
    assert set(_message_ids(mailbox)) == {first["Message-ID"]}
    assert Notification.objects.count() == 1


def _cut_other_connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return len(cursor.fetchall())
