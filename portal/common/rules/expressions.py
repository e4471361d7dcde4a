# SPDX-License-Identifier: EUPL-1.2
"""Numbers, sums of money and days counted from answers.

5 · {"field": "area"} · {"sum_of": "costs.amount"} · {"count_of": "children"} · {"table": "unit_price"}
{"add": […]} {"subtract": [a, b]} {"multiply": […]} {"divide": [a, b]} {"min": […]} {"max": […]}
{"round": e, "decimals": 0} · {"days": [from, to]} {"years": [from, to]} · {"date": {"field": "starts_on", "days": 20}}

A missing part makes the whole missing, and so does a division by zero.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from functools import reduce
from operator import add, mul, sub, truediv
from typing import Any

from portal.common.rules.checks import DAYS_AT_MOST, decimals, is_days, is_number
from portal.common.rules.facts import Facts

Amount = Decimal | None
DEPTH = 12


def amount(expression: Any, facts: Facts) -> Amount:
    """The number that the expression makes, or None when something that it needs is missing."""
    if not isinstance(expression, Mapping):
        return Decimal(str(expression))
    name = next(name for name in NUMBERS if name in expression)
    try:
        return NUMBERS[name](expression, facts)
    except DecimalException:  # a division by zero, or more digits than any sum of ours has
        return None


def day(expression: Mapping[str, Any], facts: Facts) -> dt.date | None:
    """The day of `{"date": {…}}`, or None when the answer that it counts from is missing."""
    return _point(expression["date"], facts)


def result(expression: Any, facts: Facts) -> Any:
    is_day = isinstance(expression, Mapping) and "date" in expression
    return day(expression, facts) if is_day else amount(expression, facts)


def years_between(start: dt.date, end: dt.date) -> int:
    """Whole years, as an age is counted."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def count_of(value: Any) -> int | None:
    """How many rows, files or chosen options; of a span of days, its days, both ends counted."""
    if is_span(value):
        return (value[1] - value[0]).days + 1  # type: ignore[no-any-return]  # days, as just seen
    return len(value) if isinstance(value, list | tuple) else None


def is_span(value: Any) -> bool:
    """The value of a date range: its first and last day."""
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(day, dt.date) for day in value)


def _point(point: Mapping[str, Any], facts: Facts) -> dt.date | None:
    """`{"today": 14}` or `{"field": "starts_on", "days": 20}`."""
    start = facts.today if "today" in point else facts.values.get(point["field"])
    if not isinstance(start, dt.date):
        return None
    try:
        return start + dt.timedelta(days=point.get("today", point.get("days", 0)))
    except OverflowError:
        return None


def _number(value: Any) -> Amount:
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float):
        return None
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _sum_of(expression: Mapping[str, Any], facts: Facts) -> Amount:
    """Over the rows of a group; one that is not asked sums to zero. What is wrongly typed in a row has no sum."""
    group, _dot, key = expression["sum_of"].partition(".")
    parts = [_number(row.get(key, 0)) for row in facts.values.get(group, ())]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def _count_of(expression: Mapping[str, Any], facts: Facts) -> Amount:
    return _number(count_of(facts.values.get(expression["count_of"], [])))


def _folded(name: str, fold: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Mapping[str, Any], Facts], Amount]:
    def folded(expression: Mapping[str, Any], facts: Facts) -> Amount:
        parts = [amount(part, facts) for part in expression[name]]
        known = [part for part in parts if part is not None]
        return reduce(fold, known) if len(known) == len(parts) else None

    return folded


def _round(expression: Mapping[str, Any], facts: Facts) -> Amount:
    exact = amount(expression["round"], facts)
    return None if exact is None else rounded(exact, expression.get("decimals", 0))


def rounded(number: Decimal, places: int) -> Amount:
    """Half up, as sums of money are; None when there are more digits than can be told exactly."""
    try:
        return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    except DecimalException:
        return None


def _between(name: str, count: Callable[[dt.date, dt.date], int]) -> Callable[[Mapping[str, Any], Facts], Amount]:
    def between(expression: Mapping[str, Any], facts: Facts) -> Amount:
        start, end = (_point(point, facts) for point in expression[name])
        return Decimal(count(start, end)) if start and end else None

    return between


LISTS: dict[str, Callable[[Any, Any], Any]] = {"add": add, "multiply": mul, "min": min, "max": max}
PAIRS: dict[str, Callable[[Any, Any], Any]] = {"subtract": sub, "divide": truediv}
SPANS: dict[str, Callable[[dt.date, dt.date], int]] = {
    "days": lambda start, end: (end - start).days,
    "years": years_between,
}

NUMBERS: dict[str, Callable[[Mapping[str, Any], Facts], Amount]] = {
    "sum_of": _sum_of,
    "count_of": _count_of,
    "table": lambda expression, facts: _number(facts.table(expression["table"])),
    "round": _round,
    **{name: _folded(name, fold) for name, fold in (LISTS | PAIRS).items()},
    **{name: _between(name, count) for name, count in SPANS.items()},
    "field": lambda expression, facts: _number(facts.values.get(expression["field"])),
}


# ---- what an expression looks at, and what is wrong in it


def references(expression: Any) -> Iterator[tuple[str, str]]:
    """(how, key) of each thing that a well-formed expression looks at; how: field, day, sum_of, count_of, table."""
    if not isinstance(expression, Mapping):
        return
    for name in ("field", "sum_of", "count_of", "table"):
        if name in expression:
            yield name, expression[name]
    if "date" in expression:
        yield from _days_of([expression["date"]])
    for name in SPANS:
        yield from _days_of(expression.get(name, ()))
    if "round" in expression:
        yield from references(expression["round"])
    for name in (*LISTS, *PAIRS):
        for part in expression.get(name, ()):
            yield from references(part)


def _days_of(points: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    return (("day", point["field"]) for point in points if "field" in point)


def expression_problem(expression: Any, *, depth: int = 0) -> str:
    """Why this is not a well-formed number, or nothing."""
    if depth > DEPTH:
        return "is too deep"
    if not isinstance(expression, Mapping):
        return "" if is_number(expression) else "must be a number or an expression"
    names = [name for name in expression if name != "decimals"]
    if len(names) != 1 or names[0] not in NUMBERS:
        return f"must have one of {', '.join(NUMBERS)}"
    name, inner = names[0], expression[names[0]]
    if "decimals" in expression and (name != "round" or decimals(expression["decimals"])):
        return '"decimals" is a whole number from 0 to 6, and only beside "round"'
    if name in ("field", "count_of", "table"):
        return "" if isinstance(inner, str) else f'"{name}" needs a key'
    return _inner_problem(name, inner, depth)


def _inner_problem(name: str, inner: Any, depth: int) -> str:
    if name == "sum_of":
        is_column = isinstance(inner, str) and all(part for part in inner.partition("."))
        return "" if is_column else '"sum_of" needs a group and a field of it, such as "costs.amount"'
    if name == "round":
        return expression_problem(inner, depth=depth + 1)
    if not isinstance(inner, list) or not inner or (len(inner) != 2 and name not in LISTS):
        return f'"{name}" needs {"a list of parts" if name in LISTS else "two parts"}'
    if name in SPANS:
        return next(filter(None, map(point_problem, inner)), "")
    return next(filter(None, (expression_problem(part, depth=depth + 1) for part in inner)), "")


def point_problem(point: Any) -> str:
    if isinstance(point, Mapping) and set(point) == {"today"} and is_days(point["today"]):
        return ""
    is_point = isinstance(point, Mapping) and {"field"} <= set(point) <= {"field", "days"}
    if is_point and isinstance(point["field"], str) and is_days(point.get("days", 0)):
        return ""
    return f'a day is {{"field": key, "days": days}} or {{"today": days}}, at most {DAYS_AT_MOST} days'


def formula_problem(formula: Any) -> str:
    """Why this is no number and no day, or nothing."""
    if isinstance(formula, Mapping) and "date" in formula:
        return point_problem(formula["date"]) if len(formula) == 1 else '"date" must stand alone'
    return expression_problem(formula)
