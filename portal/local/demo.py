# SPDX-License-Identifier: EUPL-1.2
"""`make demo`: the whole portal with a small town in it, on one machine, until Ctrl-C."""

import contextlib
import json
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from portal.local import DATA, ROOT, LocalError, say
from portal.local.embedded import free_port
from portal.local.mail import mail_catcher
from portal.local.session import Process, Session, session

LOGS = DATA / "log"
MANAGE: list[str | Path] = [sys.executable, ROOT / "manage.py"]
READY_SECONDS = 90
PASSWORD = "demo"  # noqa: S105 refused where DEBUG is off
LOGINS = {
    "aino": "resident, mother of Eelis",
    "veikko": "older resident, served at the desk",
    "yritys": "acts for a company",
    "kiia": "clerk of Kajaani Info",
    "kari": "handler, technical services",
    "sari": "handler and decision maker, education",
    "sini": "handler, social and health services",
    "elina": "editor of forms, technical services",
    "juha": "publisher of forms, technical services",
    "paavo": "main user, sees the settings",
    "tarkastaja": "auditor, sees who looked",
}


def run_demo(*, port: int) -> int:
    check_port(port)
    started = time.monotonic()
    with contextlib.ExitStack() as held:
        with _step("Starting PostgreSQL and Valkey"):
            local = held.enter_context(session())
        site = f"http://127.0.0.1:{port}"
        identity_port = free_port()
        local.env |= _environment(site, identity_port, held.enter_context(mail_catcher(DATA / "mail")))
        _prepare(local)
        _fill(local)
        with _step("Starting the portal"):
            processes = _start(local, port, identity_port)
            _wait_until_ready(site, processes)
        _welcome(site, time.monotonic() - started)
        with contextlib.suppress(KeyboardInterrupt):
            _watch(processes)
        say("\nStopping …")
    return 0


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            other = port + 1 if 1023 < port < 65535 else 8000
            reason = "is in use" if isinstance(error, OSError) and port > 1023 else "cannot be used"
            raise LocalError(f"Port {port} {reason}. Run: make demo PORT={other}") from error


def _environment(site: str, identity_port: int, mail_port: int) -> dict[str, str]:
    """What a demo needs; whatever is set already stays."""
    wanted = {
        "DEBUG": "1",
        "DEMO": "1",
        "SITE_URL": site,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mail_port),
        "OIDC_SERVER_URL": f"http://127.0.0.1:{identity_port}",
        "PYTHONUNBUFFERED": "1",
    }
    return {name: os.environ.get(name) or value for name, value in wanted.items()}


def _start(local: Session, port: int, identity_port: int) -> dict[str, Process]:
    programs = Path(sys.executable).parent
    celery: list[str | Path] = [programs / "celery", "--app", "portal"]
    local.env |= {"WEB_BIND": f"127.0.0.1:{port}", "WEB_WORKERS": os.environ.get("WEB_WORKERS", "1")}
    commands: dict[str, Sequence[str | Path]] = {
        "identity": [sys.executable, "-m", "portal.demo.identity", "--port", str(identity_port)],
        "worker": [*celery, "worker", "--loglevel=INFO", "--concurrency=1"],
        "beat": [*celery, "beat", "--loglevel=INFO", "--schedule", DATA / "beat-schedule", "--pidfile="],
        "web": [programs / "gunicorn", "--config", ROOT / "deploy" / "gunicorn.conf.py", "portal.wsgi"],
    }
    return {name: local.start(command, log=LOGS / f"{name}.log") for name, command in commands.items()}


def _prepare(local: Session) -> None:
    log = LOGS / "database.log"
    with _step("Preparing the database") as tick:
        process = local.start([*MANAGE, "migrate", "--verbosity=0"], log=log)
        while process.poll() is None:
            tick()
            time.sleep(0.2)
        if process.returncode:
            raise LocalError(f"The database cannot be prepared: {_last_line(log)} (all of it: {log})")


def _fill(local: Session) -> None:
    """Fill the town; the command tells its own progress."""
    say("Filling the demo town …")
    log = LOGS / "town.log"
    if local.start([*MANAGE, "demo_town"], log=log, show=True).wait():
        raise LocalError(
            f"The town cannot be filled: {_last_line(log)} (all of it: {log}). "
            "If the data is from another version, remove it: make clean"
        )


def _wait_until_ready(site: str, processes: dict[str, Process]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while (missing := _missing(f"{site}/readyz")) and time.monotonic() < deadline:
        _check_running(processes)
        time.sleep(0.2)
    if missing:
        raise LocalError(f"The portal does not become ready: {missing}. Logs: {LOGS}")


def _missing(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=10):  # noqa: S310 our own address
            return ""
    except urllib.error.HTTPError as error:
        return error.read(500).decode(errors="replace").strip() or str(error)
    except OSError as error:
        return str(error)


def _watch(processes: dict[str, Process]) -> None:
    while True:
        _check_running(processes)
        time.sleep(0.5)


def _check_running(processes: dict[str, Process]) -> None:
    for name, process in processes.items():
        if process.poll() is not None:
            log = LOGS / f"{name}.log"
            raise LocalError(f"The process {name} stopped: {_last_line(log)} (all of it: {log})")


def _last_line(log: Path) -> str:
    text = log.read_text(errors="replace")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith((" ", "LINE ", "DETAIL:"))]
    line = lines[-1].strip() if lines else "it said nothing"
    return str(json.loads(line)["message"]) if line.startswith("{") else line


def _welcome(site: str, seconds: float) -> None:
    width = max(map(len, LOGINS))
    say(f"\nOmaKajaani is running ({seconds:.0f} s): {site}/\n")
    say(f"  Residents   {site}/")
    say(f"  Staff       {site}/admin/")
    say(f"  Desk        {site}/neuvonta/")
    say(f"  E-mails     {site}/demo/posti/\n")
    say(f"Log in with any of these, password {PASSWORD}:")
    for name, who in LOGINS.items():
        say(f"  {name:<{width}}  {who}")
    say("\nStop with Ctrl-C. The data stays in .local/; make clean removes it.")


@contextlib.contextmanager
def _step(label: str) -> Iterator[Callable[[], None]]:
    """Show a step and how long it took; `tick` keeps the seconds running on a terminal."""
    started = time.monotonic()
    again = f"\r{label} … " if sys.stdout.isatty() else ""

    def tick() -> None:
        if again:
            say(f"{again}{time.monotonic() - started:.0f} s", end="")

    say(f"{label} … ", end="")
    try:
        yield tick
    except BaseException:
        say("")  # whatever is said next begins on a line of its own
        raise
    say(f"{again}{time.monotonic() - started:.1f} s")
