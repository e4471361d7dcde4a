# SPDX-License-Identifier: EUPL-1.2
"""When a step, a section, a question or an option is asked, by earlier answers.

{"field": "urgent", "is": "yes"} · {"field": "kind", "in": ["a", "b"]} · {"field": "sum", "more": {"field": "granted"}}
{"value": EXPRESSION, "more": 5000} · {"known": "person.municipality", "is": "205"} · {"table": "level", "is": "low"}
{"all": [condition, …]} · {"any": [condition, …]} · {"not": condition}

A question that is not shown has no value, and a question without a value only fulfils `is_not`, `not_in` and
`"filled": false`.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from portal.common.rules.checks import is_day, is_days, is_number, is_whole
from portal.common.rules.expressions import (
    DEPTH,
    amount,
    count_of,
    expression_problem,
    point_problem,
    references,
    years_between,
)
from portal.common.rules.facts import Facts

Condition = Mapping[str, Any]


def _is(value: Any, wanted: Any) -> bool:
    if is_number(wanted):
        return isinstance(value, Decimal | int) and value == Decimal(str(wanted))
    return wanted in value if isinstance(value, list) else bool(value == wanted)


def _in(value: Any, wanted: Any) -> bool:
    return any(_is(value, one) for one in wanted)


def _gap(value: Any, wanted: Any, facts: Facts) -> Decimal | None:
    """How much the number is over the limit; None when either of them is missing."""
    limit = facts.values.get(wanted["field"]) if isinstance(wanted, Mapping) else wanted
    if not _is_number(value) or not _is_number(limit):
        return None
    return Decimal(str(value)) - Decimal(str(limit))


def _is_number(value: Any) -> bool:
    return isinstance(value, Decimal | int | float) and not isinstance(value, bool)


def _days_over(value: Any, wanted: Any, facts: Facts) -> int | None:
    """How many days the day is after the limit; None when either of them is missing."""
    limit = _day(wanted, facts)
    return (value - limit).days if isinstance(value, dt.date) and limit else None


def _day(limit: Any, facts: Facts) -> dt.date | None:
    if not isinstance(limit, Mapping):
        return dt.date.fromisoformat(limit)
    start = facts.today if "today" in limit else facts.values.get(limit["field"])
    days = dt.timedelta(days=limit.get("today", limit.get("days", 0)))
    return start + days if isinstance(start, dt.date) else None


def _age(value: Any, facts: Facts) -> int | None:
    return years_between(value, facts.today) if isinstance(value, dt.date) else None


def _over(gap: Decimal | int | None) -> bool:
    return gap is not None and gap > 0


def _under(gap: Decimal | int | None) -> bool:
    return gap is not None and gap < 0


def _apart(found: int | None, wanted: int) -> int | None:
    return None if found is None else found - wanted


Test = Callable[[Any, Any, Facts], bool]

OPERATORS: dict[str, Test] = {
    "is": lambda value, wanted, _facts: _is(value, wanted),
    "is_not": lambda value, wanted, _facts: not _is(value, wanted),
    "in": lambda value, wanted, _facts: _in(value, wanted),
    "not_in": lambda value, wanted, _facts: not _in(value, wanted),
    "filled": lambda value, wanted, _facts: (value not in (None, "", [], ())) == wanted,
    "more": lambda value, wanted, facts: _over(_gap(value, wanted, facts)),
    "less": lambda value, wanted, facts: _under(_gap(value, wanted, facts)),
    "before": lambda value, wanted, facts: _under(_days_over(value, wanted, facts)),
    "after": lambda value, wanted, facts: _over(_days_over(value, wanted, facts)),
    "count_more": lambda value, wanted, _facts: _over(_apart(count_of(value), wanted)),
    "count_less": lambda value, wanted, _facts: _under(_apart(count_of(value), wanted)),
    "age_more": lambda value, wanted, facts: _over(_apart(_age(value, facts), wanted)),
    "age_less": lambda value, wanted, facts: _under(_apart(_age(value, facts), wanted)),
}

# What a condition may look at, and how its value is found.
SUBJECTS: dict[str, Callable[[Any, Facts], Any]] = {
    "field": lambda key, facts: facts.values.get(key),
    "value": amount,
    "known": lambda name, facts: facts.known.get(name),
    "table": lambda key, facts: facts.table(key),
}
_PLAIN = ("is", "is_not", "in", "not_in", "filled", "more", "less")
OPERATORS_OF: dict[str, tuple[str, ...]] = {
    "field": tuple(OPERATORS),
    "value": ("is", "more", "less"),
    "known": (*_PLAIN, "before", "after", "age_more", "age_less"),
    "table": _PLAIN,
}


def holds(condition: Condition | None, facts: Facts) -> bool:
    if condition is None:
        return True
    if "all" in condition:
        return all(holds(part, facts) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, facts) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], facts)
    subject, name = subject_of(condition), operator_of(condition)
    return OPERATORS[name](SUBJECTS[subject](condition[subject], facts), condition[name], facts)


def subject_of(condition: Condition) -> str:
    return next(name for name in condition if name in SUBJECTS)


def operator_of(condition: Condition) -> str:
    return next(name for name in condition if name not in SUBJECTS)


def opened_by(condition: Condition | None) -> tuple[str, list[str]] | None:
    """The question and the answers that open the part, when the condition is as plain as that."""
    if not condition or "field" not in condition:
        return None
    name = operator_of(condition)
    if name == "is" and isinstance(condition["is"], str):
        return condition["field"], [condition["is"]]
    return (condition["field"], list(condition["in"])) if name == "in" else None


# ---- what a condition looks at


def parts_of(condition: Condition) -> Iterator[Condition]:
    """The condition's plain tests, whatever groups they are in."""
    inner = [*condition.get("all", ()), *condition.get("any", ()), *filter(None, [condition.get("not")])]
    if not inner:
        yield condition
    for part in inner:
        yield from parts_of(part)


def references_of(condition: Condition) -> Iterator[tuple[str, str]]:
    """(how, key) of each thing that a well-formed condition looks at, as in expressions.references; also `known`."""
    for part in parts_of(condition):
        subject, name = subject_of(part), operator_of(part)
        if subject == "value":
            yield from references(part["value"])
        else:
            yield subject, part[subject]
        if isinstance(part[name], Mapping) and "field" in part[name]:
            yield "day" if name in ("before", "after") else "field", part[name]["field"]


def fields_of(condition: Condition) -> Iterator[str]:
    """The keys of the questions that a well-formed condition looks at, not through tables."""
    return fields_in(references_of(condition))


def fields_in(found: Iterator[tuple[str, str]]) -> Iterator[str]:
    return (key.partition(".")[0] for how, key in found if how not in ("known", "table"))


# ---- what is wrong in a condition


def condition_problem(condition: Any, *, depth: int = 0) -> str:
    """Why the condition is not well formed, or nothing."""
    if not isinstance(condition, Mapping):
        return "must be an object"
    if depth > DEPTH:
        return "is too deep"
    if group := next((name for name in ("all", "any") if name in condition), None):
        parts = condition[group]
        if len(condition) != 1 or not isinstance(parts, list) or not parts:
            return f'"{group}" must stand alone and hold a list of conditions'
        return next(filter(None, (condition_problem(part, depth=depth + 1) for part in parts)), "")
    if "not" in condition:
        if len(condition) != 1:
            return '"not" must stand alone'
        return condition_problem(condition["not"], depth=depth + 1)
    return _test_problem(condition)


def _test_problem(condition: Condition) -> str:
    subjects = [name for name in condition if name in SUBJECTS]
    names = [name for name in condition if name not in SUBJECTS]
    if len(subjects) != 1 or len(names) != 1 or names[0] not in OPERATORS:
        return f'must have "field" (or one of {", ".join(SUBJECTS)}) and one of {", ".join(OPERATORS)}'
    subject, name = subjects[0], names[0]
    if name not in OPERATORS_OF[subject]:
        return f'"{subject}" goes with one of {", ".join(OPERATORS_OF[subject])}'
    if subject == "value":
        return expression_problem(condition["value"]) or _wanted_problem(name, condition[name], plain=is_number)
    if not isinstance(condition[subject], str):
        return f'"{subject}" needs a key'
    plain = _is_text if subject == "field" else _is_text_or_number
    return _wanted_problem(name, condition[name], plain=plain)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_text_or_number(value: Any) -> bool:
    return isinstance(value, str) or is_number(value)


def _wanted_problem(name: str, wanted: Any, *, plain: Callable[[Any], bool]) -> str:
    if name in ("in", "not_in"):
        are_values = isinstance(wanted, list) and wanted and all(map(plain, wanted))
        return "" if are_values else f'"{name}" needs a list of values'
    if name in ("before", "after"):
        is_right = is_day(wanted) or (isinstance(wanted, Mapping) and not point_problem(wanted))
        return "" if is_right else f'"{name}" needs a day such as 2027-01-31, {{"today": days}} or {{"field": key}}'
    if name in ("more", "less"):
        is_right = is_number(wanted) or _is_field(wanted)
        return "" if is_right else f'"{name}" needs a number or {{"field": key}}'
    if name in COUNTS:
        return "" if is_days(wanted) and is_whole(wanted) and wanted >= 0 else f'"{name}" needs a whole number'
    is_right = isinstance(wanted, bool) if name == "filled" else plain(wanted)
    return "" if is_right else f'"{name}" has a value of a wrong kind'


COUNTS = ("count_more", "count_less", "age_more", "age_less")


def _is_field(wanted: Any) -> bool:
    return isinstance(wanted, Mapping) and set(wanted) == {"field"} and isinstance(wanted["field"], str)
