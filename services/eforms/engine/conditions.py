# SPDX-License-Identifier: EUPL-1.2
"""When a step, a section or a question is asked, by earlier answers.

{"field": "urgent", "is": "yes"} · {"field": "kind", "in": ["a", "b"]} · {"field": "sum", "more": 5000}
{"all": [condition, …]} · {"any": [condition, …]} · {"not": condition}

A question that is not shown has no value, and a question without a value only fulfils `is_not`, `not_in` and
`"filled": false`.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

Condition = Mapping[str, Any]
Values = Mapping[str, Any]


def _is(value: Any, wanted: Any) -> bool:
    return wanted in value if isinstance(value, list) else value == wanted


def _in(value: Any, wanted: Any) -> bool:
    return any(_is(value, one) for one in wanted)


def _day(limit: Any, today: dt.date) -> dt.date:
    return today + dt.timedelta(days=limit["today"]) if isinstance(limit, Mapping) else dt.date.fromisoformat(limit)


Test = Callable[[Any, Any, dt.date], bool]

OPERATORS: dict[str, Test] = {
    "is": lambda value, wanted, _today: _is(value, wanted),
    "is_not": lambda value, wanted, _today: not _is(value, wanted),
    "in": lambda value, wanted, _today: _in(value, wanted),
    "not_in": lambda value, wanted, _today: not _in(value, wanted),
    "filled": lambda value, wanted, _today: (value not in (None, "", [], ())) == wanted,
    "more": lambda value, wanted, _today: isinstance(value, Decimal) and value > Decimal(str(wanted)),
    "less": lambda value, wanted, _today: isinstance(value, Decimal) and value < Decimal(str(wanted)),
    "before": lambda value, wanted, today: isinstance(value, dt.date) and value < _day(wanted, today),
    "after": lambda value, wanted, today: isinstance(value, dt.date) and value > _day(wanted, today),
}


def holds(condition: Condition | None, values: Values, *, today: dt.date) -> bool:
    if condition is None:
        return True
    if "all" in condition:
        return all(holds(part, values, today=today) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, values, today=today) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], values, today=today)
    name = operator_of(condition)
    return OPERATORS[name](values.get(condition["field"]), condition[name], today)


def operator_of(condition: Condition) -> str:
    return next(name for name in condition if name != "field")


def opened_by(condition: Condition | None) -> tuple[str, list[str]] | None:
    """The question and the answers that open the part, when the condition is as plain as that."""
    if not condition or "field" not in condition:
        return None
    name = operator_of(condition)
    if name == "is" and isinstance(condition["is"], str):
        return condition["field"], [condition["is"]]
    return (condition["field"], list(condition["in"])) if name == "in" else None


# ---- what is wrong in a condition


def fields_of(condition: Any) -> Iterator[str]:
    """The keys of the questions that a well-formed condition looks at."""
    if "field" in condition:
        yield condition["field"]
    for part in [*condition.get("all", ()), *condition.get("any", ()), *filter(None, [condition.get("not")])]:
        yield from fields_of(part)


def condition_problem(condition: Any) -> str:
    """Why the condition is not well formed, or nothing."""
    if not isinstance(condition, Mapping):
        return "must be an object"
    if group := next((name for name in ("all", "any") if name in condition), None):
        parts = condition[group]
        if len(condition) != 1 or not isinstance(parts, list) or not parts:
            return f'"{group}" must stand alone and hold a list of conditions'
        return next(filter(None, map(condition_problem, parts)), "")
    if "not" in condition:
        return condition_problem(condition["not"]) if len(condition) == 1 else '"not" must stand alone'
    return _test_problem(condition)


_WANTED: dict[str, type | tuple[type, ...]] = {"filled": bool, "more": (int, float), "less": (int, float)}


def _test_problem(condition: Condition) -> str:
    names = [name for name in condition if name != "field"]
    if not isinstance(condition.get("field"), str) or len(names) != 1 or names[0] not in OPERATORS:
        return f'must have "field" and one of {", ".join(OPERATORS)}'
    name, wanted = names[0], condition[names[0]]
    if name in ("in", "not_in"):
        return "" if isinstance(wanted, list) and wanted else f'"{name}" needs a list of values'
    if name in ("before", "after"):
        return _day_problem(name, wanted)
    return "" if isinstance(wanted, _WANTED.get(name, str)) else f'"{name}" has a value of a wrong kind'


def _day_problem(name: str, wanted: Any) -> str:
    if isinstance(wanted, Mapping):
        is_day = set(wanted) == {"today"} and isinstance(wanted["today"], int)
        return "" if is_day else f'"{name}" needs a day such as 2027-01-31 or {{"today": days}}'
    try:
        dt.date.fromisoformat(wanted)
    except (TypeError, ValueError):
        return f'"{name}" needs a day such as 2027-01-31 or {{"today": days}}'
    return ""
