# SPDX-License-Identifier: EUPL-1.2
"""The rules of a definition's properties: each one a check in our words and the same thing as JSON Schema.

A check gives what is wrong, or nothing. The reasons are in English: they are for those who write definitions.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

# What is wrong in a property of the definition, or nothing.
Check = Callable[[Any], str]
Schema = Mapping[str, Any]

DAY, TIME, INSTANT = r"^\d{4}-\d{2}-\d{2}$", r"^([01]\d|2[0-3]):[0-5]\d$", r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}"
DAYS_AT_MOST = 100_000
DECIMALS_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Rule:
    """A check that also tells what it asks as JSON Schema (schema.py), which may ask less but never more."""

    check: Check
    schema: Schema = field(default_factory=dict)

    def __call__(self, value: Any) -> str:
        return self.check(value)


def schema_of(check: Check) -> Schema:
    return check.schema if isinstance(check, Rule) else {}


def must(is_right: Callable[[Any], bool], reason: str, **schema: Any) -> Rule:
    return Rule(lambda value: "" if is_right(value) else reason, schema)


def is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**15


def is_days(value: Any) -> bool:
    return is_whole(value) and abs(value) <= DAYS_AT_MOST


def is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(re.match(DAY, value)) and bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


def is_texts(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value.get("fi")) and all(isinstance(t, str) for t in value.values())


anything = Rule(lambda _value: "")
whole_number = must(
    lambda value: is_whole(value) and value >= 0, "must be a whole number, zero or more", type="integer", minimum=0
)
counting_number = must(
    lambda value: is_whole(value) and value >= 1, "must be a whole number, one or more", type="integer", minimum=1
)
decimals = must(
    lambda value: is_whole(value) and 0 <= value <= DECIMALS_AT_MOST,
    f"must be a whole number from 0 to {DECIMALS_AT_MOST}",
    type="integer",
    minimum=0,
    maximum=DECIMALS_AT_MOST,
)
number = must(is_number, "must be a number", type="number")
plain_text = must(lambda value: isinstance(value, str), "must be a text", type="string")
true_or_false = must(lambda value: isinstance(value, bool), "must be true or false", type="boolean")
clock_time = must(
    lambda value: isinstance(value, str) and bool(re.match(TIME, value)),
    "must be a time such as 08:00",
    type="string",
    pattern=TIME,
)
list_of_texts = must(
    lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    "must be a list of texts",
    type="array",
    items={"type": "string"},
)
texts = must(is_texts, 'must be texts by language, at least {"fi": …}', **{"$ref": "#/$defs/texts"})
list_of_texts_by_language = must(
    lambda value: isinstance(value, list) and all(map(is_texts, value)),
    'must be a list of texts by language, at least {"fi": …}',
    type="array",
    items={"$ref": "#/$defs/texts"},
)


def one_of(*allowed: str) -> Rule:
    return must(lambda value: value in allowed, f"must be one of {', '.join(allowed)}", enum=list(allowed))


def some_of(*allowed: str) -> Rule:
    return must(
        lambda value: isinstance(value, list) and bool(value) and all(item in allowed for item in value),
        f"must be a list of some of {', '.join(allowed)}",
        type="array",
        items={"enum": list(allowed)},
        minItems=1,
    )


def _day_limit(value: Any) -> str:
    """`2027-01-31`, `{"today": 14}` or `{"field": "starts_on", "days": 20}`."""
    if isinstance(value, str):
        return "" if is_day(value) else "must be a day such as 2027-01-31"
    if isinstance(value, Mapping) and (set(value) == {"today"} or {"field"} <= set(value) <= {"field", "days"}):
        days = value.get("today", value.get("days", 0))
        named = "field" not in value or isinstance(value["field"], str)
        return "" if named and is_days(days) else "days must be a whole number"
    return 'must be a day, {"today": days} or {"field": key, "days": days}'


day_limit = Rule(_day_limit, {"$ref": "#/$defs/day_limit"})
