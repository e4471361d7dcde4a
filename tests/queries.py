# SPDX-License-Identifier: EUPL-1.2
"""The query guard: what a page asks for one row it asks for twenty."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)
