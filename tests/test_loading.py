# SPDX-License-Identifier: EUPL-1.2
"""The portal is loaded before the web server's workers part, so loading must open nothing that they would share."""

import os
import subprocess
import sys

NOBODY = "127.0.0.1:1"


def test_loading_asks_no_database_and_no_cache() -> None:
    away = {"DATABASE_URL": f"postgres://nobody@{NOBODY}/none", "REDIS_URL": f"redis://{NOBODY}/0", "TESTING": "0"}
    code = "import portal.wsgi, threading; print(threading.active_count())"

    loaded = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], env=os.environ | away, capture_output=True, text=True, check=False
    )

    assert (loaded.stdout, loaded.stderr) == ("1\n", "")
