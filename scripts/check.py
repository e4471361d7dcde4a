# SPDX-License-Identifier: EUPL-1.2
"""`make check`: everything that can be said of the code without running its tests. Shows only what is wrong."""

import os
import secrets
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
SHOWN = 40

# As in production, so that the deployment check means something. Nothing here opens a connection.
PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "HETU_KEYS": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    "HETU_INDEX_KEY": secrets.token_urlsafe(40),
    "SIGNING_CERTIFICATE": "/signing/decisions.p12",
    "SITE_URL": "https://asiointi.example",
    "ALLOWED_HOSTS": "asiointi.example",
    "DATABASE_URL": "postgres://check@127.0.0.1:1/check",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}

CHECKS = {
    "types": "mypy .",
    "deployment": "python manage.py check --deploy --fail-level WARNING",
    "migrations": "python -W ignore manage.py makemigrations --check --dry-run",
    "templates": "djlint --quiet --lint templates",
    "import layers": "lint-imports",
    "translations": "python scripts/messages.py --check",
    "lint": "ruff check --output-format concise .",
    "format": "ruff format --check --output-format concise .",
}


def run(name: str) -> tuple[str, bool, str, float]:
    program, *arguments = CHECKS[name].split()
    started = time.monotonic()
    done = subprocess.run(
        [BIN / program, *arguments],
        cwd=ROOT,
        env=os.environ | PRODUCTION,
        capture_output=True,
        text=True,
        check=False,
    )
    return name, done.returncode == 0, done.stdout + done.stderr, time.monotonic() - started


def shortened(lines: list[str]) -> Iterator[str]:
    yield from (f"      {line}\n" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"      … and {len(lines) - SHOWN} more lines\n"


def main() -> int:
    wrong = []
    with ThreadPoolExecutor(2) as pool:
        for name, good, output, seconds in pool.map(run, CHECKS):
            sys.stdout.write(f"{'ok   ' if good else 'WRONG'} {name} ({seconds:.1f} s)\n")
            if not good:
                wrong.append(name)
                sys.stdout.writelines(shortened(output.splitlines()))
    if wrong:
        sys.stderr.write(f"To be put right: {', '.join(wrong)}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
