# SPDX-License-Identifier: EUPL-1.2
"""The portal does not start half-configured, and every variable it reads is documented."""

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.env import env_bool, env_int, env_numbers, env_secret, env_str, env_url
from portal.local import ROOT
from scripts import check, env_example

READERS = {"env_bool", "env_int", "env_list", "env_numbers", "env_secret", "env_str", "env_url", "get"}
READING_FILES = ("portal/settings.py", "portal/local/__init__.py", "deploy/gunicorn.conf.py")


def manage(*arguments: str, without: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    production = {name: value for name, value in (check.PRODUCTION | env).items() if name != without}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **production},
        capture_output=True,
        text=True,
        check=False,
    )


def test_deployment_check_finds_nothing() -> None:
    done = manage("check", "--deploy", "--fail-level=WARNING")

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "name",
    [
        "SECRET_KEY",
        "HETU_KEYS",
        "HETU_INDEX_KEY",
        "SITE_URL",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "REDIS_URL",
        "SIGNING_CERTIFICATE",
    ],
)
def test_production_does_not_start_without(name: str) -> None:
    done = manage("check", "--deploy", "--fail-level=WARNING", without=name)

    assert done.returncode != 0
    assert name in done.stderr


def test_strong_identification_needs_its_secret() -> None:
    done = manage("check", OIDC_SERVER_URL="https://tunnistus.example")

    assert done.returncode != 0
    assert "OIDC_CLIENT_SECRET" in done.stderr


def test_env_example_is_what_the_script_writes() -> None:
    written = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert written == env_example.text(), "Run: .venv/bin/python scripts/env_example.py"


def test_every_variable_is_documented_and_none_in_vain() -> None:
    read = {
        str(call.args[0].value)
        for file in READING_FILES
        for call in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in READERS
    }

    assert read == env_example.names(), "Put it right in scripts/env_example.py"


def test_secret_is_read_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret"
    path.write_text("from-a-file\n", encoding="utf-8")
    monkeypatch.setenv("PORTAL_WORD_FILE", str(path))

    assert env_str("PORTAL_WORD") == "from-a-file"


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env_bool("PORTAL_VALUE"), "maybe"),
        (lambda: env_int("PORTAL_VALUE", 1), "many"),
        (lambda: env_numbers("PORTAL_VALUE", "1", count=2), "1,many"),
        (lambda: env_numbers("PORTAL_VALUE", "1", count=2), "1,2,3"),
        (lambda: env_secret("PORTAL_VALUE"), "short"),
        (lambda: env_url("PORTAL_VALUE", schemes=("https",)), "ftp://host"),
    ],
    ids=["truth", "number", "numbers", "count of numbers", "secret", "address"],
)
def test_bad_value_is_refused_by_name(read: Callable[[], object], value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_VALUE", value)

    with pytest.raises(ImproperlyConfigured, match="PORTAL_VALUE"):
        read()
