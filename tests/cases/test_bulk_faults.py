# SPDX-License-Identifier: EUPL-1.2
"""A round of decisions by a real worker, and something is killed in the middle: nothing is lost, nothing done twice."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import kombu.exceptions
import psutil
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection
from kombu import Connection

from cases.actions.bulk import start_job
from cases.models import BulkItem, BulkJob, Case, CaseType, Decision, Document, ServiceOfDecision
from cases.tasks import resume_bulk, run_bulk
from portal.common import clock
from portal.local.embedded import EmbeddedServer, Postgres, Valkey
from portal.notifications.models import Notification
from tests.cases.jobs import OWN_WORDS, job_of, states
from tests.cast import Cast
from tests.factories.cases import CaseFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ROUND = 40
SECONDS = 180
# The web process commits that the job has begun and dies before it can wake a worker.
POSTED_AND_KILLED = """
import os, signal, sys, django
django.setup()
from cases.actions.bulk import start_job
from cases.models import BulkJob
from portal.accounts.actors import actor_for
job = BulkJob.objects.get(pk=sys.argv[1])
start_job(job.key, actor=actor_for(job.owner))
os.kill(os.getpid(), signal.SIGKILL)
"""


class DurablePostgres(Postgres):
    """Keeps what it has said to be committed, also when it is killed."""

    OPTIONS = Postgres.OPTIONS | {"synchronous_commit": "on", "full_page_writes": "on"}


class Site:
    """The processes of the site beside the test, on the database of the test and a broker of its own."""

    def __init__(self, broker: Valkey, folder: Path) -> None:
        self.broker = broker
        self._files = folder / "files"
        self._log = folder / "worker.log"
        self._worker: subprocess.Popen[bytes] | None = None

    @property
    def _env(self) -> dict[str, str]:
        database = connection.settings_dict
        address = f"{quote(database['USER'])}:{quote(database['PASSWORD'])}@{database['HOST']}:{database['PORT']}"
        return {
            **os.environ,
            "DEBUG": "1",
            "TESTING": "0",
            "DATABASE_URL": f"postgres://{address}/{database['NAME']}",
            "REDIS_URL": self.broker.url(),
            "PRIVATE_MEDIA_ROOT": str(self._files),
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        }

    def start_worker(self) -> None:
        command = [sys.executable, "-m", "celery", "-A", "portal.celery", "worker", "--concurrency=2", "-l", "INFO"]
        with self._log.open("ab") as log:
            self._worker = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=self._env, stdout=log, stderr=log, start_new_session=True
            )

    def kill_worker(self) -> None:
        if self._worker and self._worker.poll() is None:
            os.killpg(self._worker.pid, signal.SIGKILL)
            self._worker.wait(SECONDS)

    def post_and_die(self, job: BulkJob) -> int:
        command = [sys.executable, "-c", POSTED_AND_KILLED, str(job.pk)]
        return subprocess.run(command, cwd=settings.BASE_DIR, env=self._env, timeout=SECONDS, check=False).returncode

    def send(self, task: Any, *args: object) -> None:
        options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        with Connection(self.broker.url(), transport_options=options) as to_broker:
            task.apply_async(args, connection=to_broker)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    broker = Valkey(tmp_path)
    broker.acquire()
    site = Site(broker, tmp_path)
    yield site
    site.kill_worker()
    broker.release()


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[Postgres]:
    """A database that the test may kill; the test itself works on it too."""
    database = DurablePostgres(tmp_path)
    database.acquire()
    given = dict(connection.settings_dict)
    connection.close()
    own = {"NAME": "omakajaani", "USER": "postgres", "PASSWORD": database.password, "HOST": "127.0.0.1"}
    connection.settings_dict.update(own, PORT=str(database.port))
    call_command("migrate", verbosity=0)
    yield database
    connection.close()
    connection.settings_dict.update(given)
    database.release()


def _round(cast: Cast, case_type: CaseType) -> BulkJob:
    """Every second customer uses the portal, the others get a letter."""
    person = cast.resident.person
    made: list[Case] = [
        CaseFactory(case_type=case_type, in_progress=True, **({"applicant": person} if number % 2 else {}))
        for number in range(ROUND)
    ]
    return job_of(cast.decision_maker, "decide", made, **OWN_WORDS | {"is_served": True})


def _begin(site: Site, cast: Cast, job: BulkJob) -> None:
    start_job(job.key, actor=cast.decision_maker.actor)
    site.send(run_bulk, job.pk)
    site.start_worker()


def _eventually(happened: Callable[[], bool]) -> bool:
    pause = threading.Event()
    deadline = clock.now() + dt.timedelta(seconds=SECONDS)
    while clock.now() < deadline:
        if happened():
            return True
        pause.wait(0.05)
    return False


def _is_midway(job: BulkJob) -> bool:
    return job.items.exclude(state=BulkItem.State.WAITING).count() >= 5


def _assert_in_the_middle(job: BulkJob) -> None:
    """Otherwise the test would prove nothing."""
    assert 5 <= states(job)["done"] < ROUND


def _kill(server: EmbeddedServer) -> None:
    """All its processes at once: those of PostgreSQL are each in a group of their own."""
    assert server.process
    main = psutil.Process(server.process.pid)
    family = [main, *main.children(recursive=True)]
    for process in family:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    server.process.wait(SECONDS)
    psutil.wait_procs(family, SECONDS)


def _start_again(server: EmbeddedServer) -> None:
    """At the same address, as a supervisor would."""
    port = server.port
    server._start()
    assert server.port == port


def _finish(site: Site, job: BulkJob) -> bool:
    """Let beat's sweep come again and again, as if a minute had passed each time."""

    def is_finished() -> bool:
        with suppress(OperationalError, InterfaceError, kombu.exceptions.OperationalError):
            if BulkJob.objects.filter(pk=job.pk, ended_at__isnull=False).exists():
                return True
            BulkJob.objects.filter(pk=job.pk).update(worked_at=clock.now() - dt.timedelta(minutes=2))
            site.send(resume_bulk)
        threading.Event().wait(1)
        return False

    return _eventually(is_finished)


def _assert_each_once(job: BulkJob) -> None:
    cases = sorted(job.items.values_list("case", flat=True))
    decisions = Decision.objects.order_by("number")
    assert states(job) == {"done": ROUND}
    assert [decision.number for decision in decisions] == list(range(1, ROUND + 1))
    assert sorted(decision.case_id for decision in decisions) == cases
    assert sorted(Document.objects.values_list("case", flat=True)) == cases
    assert sorted(ServiceOfDecision.objects.values_list("decision__case", flat=True)) == cases
    served = (
        Case.objects.filter(pk__in=cases, parties__person__isnull=False).order_by("pk").values_list("pk", flat=True)
    )
    told = Notification.objects.filter(event="case.served").order_by("about_id").values_list("about_id", flat=True)
    assert [int(pk) for pk in told] == list(served)
    assert len(told) == ROUND // 2


def test_worker_killed(site: Site, cast: Cast, case_type: CaseType) -> None:
    job = _round(cast, case_type)
    _begin(site, cast, job)
    assert _eventually(lambda: _is_midway(job))

    site.kill_worker()
    _assert_in_the_middle(job)
    site.start_worker()

    assert _finish(site, job)
    _assert_each_once(job)


def test_web_process_killed_when_the_job_was_posted(site: Site, cast: Cast, case_type: CaseType) -> None:
    job = _round(cast, case_type)

    assert site.post_and_die(job) == -signal.SIGKILL
    assert states(job) == {"waiting": ROUND}
    site.start_worker()

    assert _finish(site, job)
    _assert_each_once(job)


def test_database_killed(durable: Postgres, site: Site, cast: Cast, case_type: CaseType) -> None:
    job = _round(cast, case_type)
    _begin(site, cast, job)
    assert _eventually(lambda: _is_midway(job))

    _kill(durable)
    connection.close()
    _start_again(durable)
    _assert_in_the_middle(job)

    assert _finish(site, job)
    _assert_each_once(job)
