# SPDX-License-Identifier: EUPL-1.2
"""The servers of one's own machine: they start, are shared, keep their data, and never outlive their command."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg2
import pytest

from portal.local import ROOT
from portal.local.embedded import Valkey

pytestmark = pytest.mark.slow

SECONDS = 60
# Says where the servers are, then waits until its input ends.
HOLD = ("sh", "-c", 'echo "$DATABASE_URL"; cat')


def local(data: Path, *arguments: str | Path, **env: str) -> subprocess.Popen[str]:
    clean = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return subprocess.Popen(
        [sys.executable, "-m", "portal.local", *arguments],
        cwd=ROOT,
        env=clean | {"LOCAL_DATA": str(data)} | env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def hold(data: Path) -> tuple[subprocess.Popen[str], str]:
    process = local(data, "run", "--", *HOLD)
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def server(data: Path, name: str) -> psutil.Process:
    return psutil.Process(json.loads((data / name / "state.json").read_text())["pid"])


def assert_ends(*processes: psutil.Process) -> None:
    for process in processes:
        try:
            process.wait(SECONDS)
        except psutil.TimeoutExpired:  # an orphan in a container without a reaper stays as a zombie: that is an end too
            assert process.status() == psutil.STATUS_ZOMBIE


def test_command_has_servers_and_leaves_none_behind(tmp_path: Path) -> None:
    process, url = hold(tmp_path)
    servers = [server(tmp_path, "postgres"), server(tmp_path, "valkey")]

    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent")
    connection.close()
    process.communicate(timeout=SECONDS)

    assert process.returncode == 0
    assert not any(one.is_running() for one in servers)


def test_result_of_the_command_is_the_result(tmp_path: Path) -> None:
    process = local(tmp_path, "run", "--", "sh", "-c", "exit 7")

    process.communicate(timeout=SECONDS)

    assert process.returncode == 7


def test_second_start_keeps_data_and_address(tmp_path: Path) -> None:
    first, url = hold(tmp_path)
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    connection.close()
    first.communicate(timeout=SECONDS)

    second, same_url = hold(tmp_path)
    with psycopg2.connect(same_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM kept")
        kept = cursor.fetchall()
    connection.close()
    second.communicate(timeout=SECONDS)

    assert (kept, same_url) == ([(42,)], url)


def test_two_commands_share_servers_and_the_last_one_stops_them(tmp_path: Path) -> None:
    first, url = hold(tmp_path)
    postgres = server(tmp_path, "postgres")
    second, same_url = hold(tmp_path)

    first.communicate(timeout=SECONDS)
    psycopg2.connect(url).close()
    second.communicate(timeout=SECONDS)

    assert same_url == url
    assert_ends(postgres)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_nothing_is_left_when_the_command_is_stopped_by(number: signal.Signals, tmp_path: Path) -> None:
    process, _url = hold(tmp_path)
    started = [server(tmp_path, "postgres"), server(tmp_path, "valkey")]
    started += psutil.Process(process.pid).children(recursive=True)

    process.send_signal(number)
    process.wait(SECONDS)

    assert_ends(*started)
    process.communicate()


def test_server_is_stopped_although_the_clock_was_set_while_it_ran(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    valkey = Valkey(tmp_path)
    valkey.acquire()
    process = server(tmp_path, "valkey")
    boot = psutil.boot_time()
    monkeypatch.setattr("psutil._psplatform.boot_time", lambda: boot + 3600)

    valkey.release()

    assert valkey.died()
    assert_ends(process)


def test_command_is_stopped_and_told_when_a_server_falls(tmp_path: Path) -> None:
    process, _url = hold(tmp_path)
    valkey = server(tmp_path, "valkey")

    server(tmp_path, "postgres").kill()
    process.wait(SECONDS)
    _out, told = process.communicate()

    assert told.startswith("PostgreSQL stopped: ")
    assert_ends(valkey)


def test_interrupted_first_start_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "postgres" / "data.new").mkdir(parents=True)
    (tmp_path / "postgres" / "data.new" / "PG_VERSION").write_text("half")

    process, url = hold(tmp_path)
    process.communicate(timeout=SECONDS)

    assert url.startswith("postgres://")
    assert process.returncode == 0


def test_broken_data_is_told_in_one_line_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "postgres" / "data").mkdir(parents=True)

    _out, told = local(tmp_path, "run", "--", "true").communicate(timeout=SECONDS)

    assert told.count("\n") == 1
    assert told.startswith("PostgreSQL did not start")
    assert "make clean" in told


def test_data_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")

    _out, told = local(tmp_path / "taken", "run", "--", "true").communicate(timeout=SECONDS)

    assert told.startswith(f"Cannot use {tmp_path / 'taken'}: ")
    assert told.count("\n") == 1


@pytest.mark.parametrize("url", ["postgres://nobody@127.0.0.1:1/nothing", "mysql://127.0.0.1/nothing", "nothing"])
def test_given_database_that_cannot_be_used_is_told_in_one_line(url: str, tmp_path: Path) -> None:
    process = local(tmp_path, "run", "--", "true", DATABASE_URL=url)

    _out, told = process.communicate(timeout=SECONDS)

    assert told.startswith("DATABASE_URL cannot be used: ")
    assert told.count("\n") == 1
    assert not (tmp_path / "postgres").exists()


def test_file_in_the_place_of_a_folder_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "mail").touch()

    _out, told = local(tmp_path, "demo", "--port", "0").communicate(timeout=SECONDS)

    assert told == f"{tmp_path / 'mail'}: File exists\n"


def test_demo_names_another_port_when_its_own_is_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        _out, told = local(tmp_path, "demo", "--port", str(port)).communicate(timeout=SECONDS)

    assert told == f"Port {port} is in use. Run: make demo PORT={port + 1}\n"
