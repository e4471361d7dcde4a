# SPDX-License-Identifier: EUPL-1.2
"""The two web servers of the bench, with the settings of production, and the database that both read."""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import psycopg2
import redis

from portal.local import ROOT
from portal.local.embedded import free_port
from scripts.bench.load import HOST, WrongAnswer, get, load

DATABASE = "omakajaani_bench"
REDIS_NUMBER, CASES_REDIS_NUMBER = 15, 14
READY_SECONDS = 60
CONFIG = ROOT / "deploy" / "gunicorn.conf.py"


class BenchError(Exception):
    """One line for the person at the keyboard."""


@contextlib.contextmanager
def environment(folder: Path, database: str = DATABASE, redis_number: int = REDIS_NUMBER) -> Iterator[dict[str, str]]:
    """The environment of production with an empty database of its own; what was made is removed at the end."""
    given = urlsplit(os.environ["DATABASE_URL"])
    _recreate(given._replace(path="/postgres").geturl(), database, create=True)
    store = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{redis_number}").geturl()
    port = free_port()
    try:
        yield os.environ | {
            "DEBUG": "0",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "HETU_KEYS": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            "HETU_INDEX_KEY": secrets.token_urlsafe(40),
            "SIGNING_CERTIFICATE": str(folder / "signing.p12"),
            "SIGNING_MAKES_OWN": "1",
            "ALLOW_TEST_HETU": "1",
            "STAFF_MFA_REQUIRED": "0",
            "SEARCHES_A_MINUTE": "1000000",  # all of them come from one place
            "SITE_URL": f"http://{HOST}:{port}",
            "ALLOWED_HOSTS": HOST,
            "DATABASE_URL": given._replace(path=f"/{database}").geturl(),
            "REDIS_URL": store,
            "STATIC_ROOT": str(folder / "static"),
            "PRIVATE_MEDIA_ROOT": str(folder / "files"),
            "BENCH_PORT": str(port),
        }
    finally:
        _forget(store)
        _recreate(given._replace(path="/postgres").geturl(), database, create=False)


def prepare(env: dict[str, str]) -> None:
    """Tables, the demo town (which DEBUG has to allow) and the static files."""
    manage = [sys.executable, "manage.py"]
    run([*manage, "migrate", "--verbosity=0"], env)
    run([*manage, "demo_town"], env | {"DEBUG": "1"})
    run([*manage, "collectstatic", "--no-input", "--verbosity=0"], env)
    with contextlib.closing(psycopg2.connect(env["DATABASE_URL"])) as connection:
        connection.autocommit = True
        connection.cursor().execute("VACUUM ANALYZE")


def run(command: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"{' '.join(command[1:])} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def inside(env: dict[str, str], *arguments: str) -> Any:
    """Ask the portal itself, in a process of its own."""
    return json.loads(run([sys.executable, "-m", "scripts.bench.inside", *arguments], env))


@contextlib.contextmanager
def gunicorn(application: str, port: int, env: dict[str, str], log: Path, *, ready: str) -> Iterator[psutil.Process]:
    """A server of production; only the renewal of workers is left out, lest it fall into a measurement."""
    program = Path(sys.executable).parent / "gunicorn"
    command: list[str | Path] = [program, "--config", CONFIG, "--max-requests", "0", application]
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=env | {"WEB_BIND": f"{HOST}:{port}"}, stdout=out, stderr=out)
    try:
        _wait(server, port, ready, log)
        yield psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(30)


def memory_mb(server: psutil.Process) -> list[float]:
    """Resident memory of each worker."""
    return [worker.memory_info().rss / 1e6 for worker in server.children()]


def cpu_seconds(server: psutil.Process) -> float:
    """Processor time that the workers have used."""
    times = [worker.cpu_times() for worker in server.children()]
    return sum(time.user + time.system for time in times)


def _wait(server: "subprocess.Popen[bytes]", port: int, path: str, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError, WrongAnswer):
            load(port, [get(port, path)], clients=1, seconds=0)
            return
        time.sleep(0.1)
    raise BenchError(f"{path} on port {port} does not answer:\n{log.read_text(errors='replace')[-2000:]}")


def _recreate(server: str, database: str, *, create: bool) -> None:
    with contextlib.closing(psycopg2.connect(server)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        if create:
            cursor.execute(f"CREATE DATABASE {database}")


def _forget(url: str) -> None:
    """Only keys that the portal names as its own."""
    with redis.Redis.from_url(url) as store:
        for key in store.scan_iter("ok*"):
            store.delete(key)
