# SPDX-License-Identifier: EUPL-1.2
"""What one command holds while it runs: the addresses of its servers, its processes, and the keeper behind them."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

import psycopg2
import redis

from portal.local import DATA, ROOT, LocalError

Process = subprocess.Popen[bytes]


class Session:
    def __init__(self, keeper: Process, env: dict[str, str]) -> None:
        self.env = env
        self.processes: list[Process] = []
        self._keeper = keeper

    def start(self, command: Sequence[str | Path], *, log: Path, show: bool = False) -> Process:
        """Start a process in the background, deaf to the terminal's Ctrl-C. `show` lets its output through."""
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as file:
            return self._kept(
                subprocess.Popen(
                    command,
                    cwd=ROOT,
                    env=self.env,
                    stdin=subprocess.DEVNULL,
                    stdout=None if show else file,
                    stderr=file,
                    start_new_session=True,
                )
            )

    def start_here(self, command: Sequence[str | Path]) -> Process:
        """Start a process that shares our terminal."""
        return self._kept(subprocess.Popen(command, env=self.env))

    def close(self) -> str:
        """Let the keeper stop everything and wait for it; return its complaint, if it has one."""
        assert self._keeper.stdin is not None
        assert self._keeper.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._keeper.stdin.close()
        for process in self.processes:
            process.wait()
        told = self._keeper.stdout.read()
        return str(json.loads(told.splitlines()[0]).get("error", "")) if told else ""

    def _kept(self, process: Process) -> Process:
        assert self._keeper.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._keeper.stdin.write(f"{process.pid}\n".encode())
            self._keeper.stdin.flush()
        self.processes.append(process)
        return process


@contextlib.contextmanager
def session(folder: Path = DATA) -> Iterator[Session]:
    """Servers up, for as long as the block runs. What the environment gives is used and not started."""
    env = dict(os.environ)
    needed = [
        name for name, variable in (("postgres", "DATABASE_URL"), ("valkey", "REDIS_URL")) if not env.get(variable)
    ]
    check_reachable(env)
    with stopped_by_signals():
        keeper = _start_keeper(folder, needed)
        opened = Session(keeper, env)
        try:
            env.update(_addresses(keeper, folder))
            yield opened
        finally:
            complaint = opened.close()
    if complaint:
        raise LocalError(complaint)


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Termination and a closed terminal unwind the program like Ctrl-C does."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def check_reachable(env: dict[str, str]) -> None:
    """Fail in one line when a server that was given to us does not answer."""
    try:
        if url := env.get("DATABASE_URL"):
            if not url.startswith(("postgres://", "postgresql://")):
                raise LocalError("DATABASE_URL cannot be used: it does not begin with postgres://")
            psycopg2.connect(url, connect_timeout=5).close()
        if url := env.get("REDIS_URL"):
            with redis.Redis.from_url(url, socket_connect_timeout=5) as client:
                client.ping()
    except psycopg2.Error as error:
        raise LocalError(f"DATABASE_URL cannot be used: {_first_line(error)}") from error
    except (redis.RedisError, ValueError) as error:
        raise LocalError(f"REDIS_URL cannot be used: {_first_line(error)}") from error


def _start_keeper(folder: Path, names: list[str]) -> Process:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (folder / "keeper.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "portal.local.keeper", folder, *names],
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, start_new_session=True,
            )  # fmt: skip
    except OSError as error:
        raise LocalError(f"Cannot use {folder}: {error.strerror}. Remove it (make clean) or fix it.") from error


def _addresses(keeper: Process, folder: Path) -> dict[str, str]:
    assert keeper.stdout is not None
    if not (line := keeper.stdout.readline()):
        raise LocalError(f"The servers did not start. See {folder / 'keeper.log'}")
    addresses: dict[str, str] = json.loads(line)
    if error := addresses.get("error"):
        raise LocalError(error)
    return addresses


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
