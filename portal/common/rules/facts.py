# SPDX-License-Identifier: EUPL-1.2
"""What conditions, expressions and decision tables may look at."""

import datetime as dt
from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Values = Mapping[str, Any]


def _no_tables(_facts: "Facts", _key: str) -> Any:
    return None


@dataclass(frozen=True, slots=True)
class Facts:
    """The values of the questions so far, the day, what the city knows, and the decision tables (tables.look_up)."""

    values: Values
    today: dt.date
    known: Mapping[str, Any] = field(default_factory=dict)
    look_up: Callable[["Facts", str], Any] = _no_tables

    def table(self, key: str) -> Any:
        """The value that a decision table gives with these facts, or None."""
        return self.look_up(self, key)

    def inside(self, row: dict[str, Any]) -> "Facts":
        """As a row of a group sees it: its own values, which may still grow, before those of the form."""
        return replace(self, values=ChainMap(row, dict(self.values)))
