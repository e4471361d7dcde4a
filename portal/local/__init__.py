# SPDX-License-Identifier: EUPL-1.2
"""The portal on one's own machine: `python -m portal.local demo | run -- COMMAND | createdb NAME`.

PostgreSQL and Valkey come from wheels and are started when DATABASE_URL or REDIS_URL is not given; their data is in
`.local/` (or LOCAL_DATA). Three parts: `embedded` knows the two servers, `keeper` is the process that outlives any
accident and stops what was started, `session` is how a command talks to its keeper.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("LOCAL_DATA") or ROOT / ".local").absolute()


class LocalError(Exception):
    """One line for the person at the keyboard: what is wrong and what to do."""


def say(line: str, *, end: str = "\n") -> None:
    sys.stdout.write(line + end)
    sys.stdout.flush()
