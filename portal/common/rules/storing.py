# SPDX-License-Identifier: EUPL-1.2
"""Typed values in JSON: what an answer was, beside the words that were shown of it."""

import datetime as dt
from decimal import Decimal
from typing import Any


def stored(value: Any) -> Any:
    """A text, yes or no, a number, a day or a list of texts as JSON; None of what a rule cannot weigh.

    Numbers and days are {"number": "12.50"} and {"day": "2027-01-31"}, so that they come back exactly.
    """
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int | Decimal):
        return {"number": str(value)}
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return {"day": value.isoformat()}
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    return None


def restored(kept: Any) -> Any:
    """What `stored` was given."""
    if not isinstance(kept, dict):
        return kept
    return dt.date.fromisoformat(kept["day"]) if "day" in kept else Decimal(kept["number"])
