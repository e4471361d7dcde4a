# SPDX-License-Identifier: EUPL-1.2
"""`ma-pe 9-16, la 10-15` of the demo data to rows of opening hours."""

import datetime as dt
import re
from typing import Any

_DAYS = ("ma", "ti", "ke", "to", "pe", "la", "su")


def parse_hours(text: str) -> list[dict[str, Any]]:
    rows = []
    for first, last, opens, closes in re.findall(r"([a-z]{2})(?:-([a-z]{2}))? ([\d.]+)-([\d.]+)", text):
        start, end = _DAYS.index(first), _DAYS.index(last or first)
        rows += [
            {"weekday": day, "opens_at": _time(opens), "closes_at": _time(closes)} for day in range(start, end + 1)
        ]
    return rows


def _time(text: str) -> dt.time:
    hour, _, minute = text.partition(".")
    return dt.time(int(hour), int(minute or 0))
