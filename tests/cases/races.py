# SPDX-License-Identifier: EUPL-1.2
"""Two at once: each in a thread with an own connection, let go at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection


def race(*runners: Callable[[], Any]) -> list[Any]:
    """What each returned, or the exception that it raised."""
    barrier = threading.Barrier(len(runners))
    results: list[Any] = [None] * len(runners)

    def run(index: int, runner: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[index] = runner()
        except Exception as error:  # noqa: BLE001 the outcome of the race
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
