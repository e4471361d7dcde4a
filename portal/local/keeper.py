# SPDX-License-Identifier: EUPL-1.2
"""The process that stops what a command started, however the command ends: well, with Ctrl-C, or killed.

It holds the embedded servers, listens to its command through a pipe, and cleans up when the pipe closes; the kernel
closes the pipe of a process that dies. It runs in a session of its own, so the terminal's signals do not reach it.

    python -m portal.local.keeper FOLDER [postgres] [valkey]
    out: one JSON line with the addresses {"DATABASE_URL": …}, or {"error": …}     in: the pid of each started process
"""

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from portal.local import LocalError
from portal.local.embedded import EmbeddedServer, Postgres, Valkey

STOP_SECONDS = 10
KINDS: dict[str, type[EmbeddedServer]] = {kind.name: kind for kind in (Postgres, Valkey)}


def main(folder: str, *names: str) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    servers = [KINDS[name](Path(folder)) for name in names]
    pids: list[int] = []
    try:
        _report({server.variable: server.acquire() for server in servers})
        pids = _listen(servers)
    except (LocalError, OSError) as error:
        _report({"error": str(error)})
    stop(pids)
    waiting = [server for server in reversed(servers) if not server.try_release()]
    os.close(sys.stdout.fileno())  # the command may leave now; the servers stay for those who still use them
    for server in waiting:
        server.release()


def stop(pids: list[int]) -> None:
    """Ask each process to end, the last started first; what has not ended in time is killed, descendants too."""
    leaders = [psutil.Process(pid) for pid in reversed(pids) if psutil.pid_exists(pid)]
    family = [member for leader in leaders for member in (leader, *_descendants(leader))]
    for leader in leaders:
        _quietly(leader.terminate)
    deadline = time.monotonic() + STOP_SECONDS
    while any(map(is_alive, leaders)) and time.monotonic() < deadline:
        time.sleep(0.05)
    for member in family:
        _quietly(member.kill)


def is_alive(process: psutil.Process) -> bool:
    return process.is_running() and _quietly(process.status) not in {None, psutil.STATUS_ZOMBIE}


def _listen(servers: list[EmbeddedServer]) -> list[int]:
    """Take down the pids the command tells, until it goes away or a server falls."""
    pids: list[int] = []
    buffer = b""
    while True:
        if fallen := next((server for server in servers if server.died()), None):
            _report({"error": f"{fallen.title} stopped: {fallen.last_words()}. Its log: {fallen.log}"})
            return pids
        if not select.select([sys.stdin], [], [], 0.5)[0]:
            continue
        if not (heard := os.read(sys.stdin.fileno(), 1024)):
            return pids
        *lines, buffer = (buffer + heard).split(b"\n")
        pids += map(int, lines)


def _report(facts: dict[str, str]) -> None:
    try:
        os.write(sys.stdout.fileno(), json.dumps(facts).encode() + b"\n")
    except BrokenPipeError:  # the command has gone: there is nobody to tell
        return


def _descendants(process: psutil.Process) -> list[psutil.Process]:
    return _quietly(process.children, recursive=True) or []


def _quietly[**P, T](ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    try:
        return ask(*args, **kwargs)
    except psutil.NoSuchProcess:
        return None


if __name__ == "__main__":
    main(*sys.argv[1:])
