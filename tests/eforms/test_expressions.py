# SPDX-License-Identifier: EUPL-1.2
"""Numbers and days counted from answers."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from portal.common.rules.conditions import holds
from portal.common.rules.expressions import amount, formula_problem, references, result
from portal.common.rules.facts import Facts
from services.eforms.engine.validation import problems_of
from tests.factories.eforms import field, form_of

TODAY = dt.date(2026, 11, 24)
VALUES: dict[str, Any] = {
    "area": Decimal("12.5"),
    "days": Decimal(4),
    "starts_on": dt.date(2026, 12, 1),
    "ends_on": dt.date(2026, 12, 15),
    "born": dt.date(2019, 11, 25),
    "costs": [{"amount": Decimal(100)}, {"amount": Decimal("50.50")}, {"what": "ilmainen"}],
    "none": [],
    "wrong": [{"amount": Decimal(1)}, {"amount": None}],
    "name": "Aino",
}
FACTS = Facts(VALUES, TODAY, look_up=lambda _facts, key: {"price": Decimal(3), "word": "halpa"}.get(key))

RIGHT: list[tuple[Any, str]] = [
    (5, "5"),
    (1.1, "1.1"),
    ({"field": "area"}, "12.5"),
    ({"sum_of": "costs.amount"}, "150.50"),
    ({"sum_of": "none.amount"}, "0"),
    ({"sum_of": "hidden.amount"}, "0"),
    ({"count_of": "costs"}, "3"),
    ({"count_of": "hidden"}, "0"),
    ({"table": "price"}, "3"),
    ({"add": [{"field": "area"}, 2, 3]}, "17.5"),
    ({"subtract": [{"field": "area"}, 2]}, "10.5"),
    ({"multiply": [{"field": "area"}, {"table": "price"}]}, "37.5"),
    ({"divide": [{"field": "area"}, {"field": "days"}]}, "3.125"),
    ({"min": [3, 1, 2]}, "1"),
    ({"max": [{"field": "days"}, 10]}, "10"),
    ({"round": 2.5}, "3"),
    ({"round": {"divide": [10, 3]}, "decimals": 2}, "3.33"),
    ({"days": [{"field": "starts_on"}, {"field": "ends_on"}]}, "14"),
    ({"days": [{"today": 0}, {"field": "starts_on", "days": 1}]}, "8"),
    ({"years": [{"field": "born"}, {"today": 0}]}, "6"),
    ({"years": [{"field": "born"}, {"today": 1}]}, "7"),
]


@pytest.mark.parametrize(("expression", "expected"), RIGHT, ids=str)
def test_it_is_counted(expression: Any, expected: str) -> None:
    assert formula_problem(expression) == ""
    assert amount(expression, FACTS) == Decimal(expected)


MISSING: list[Any] = [
    {"field": "hidden"},
    {"field": "name"},
    {"table": "word"},
    {"table": "gone"},
    {"sum_of": "wrong.amount"},
    {"count_of": "name"},
    {"add": [1, {"field": "hidden"}]},
    {"divide": [1, 0]},
    {"divide": [0, 0]},
    {"round": {"field": "hidden"}},
    {"days": [{"field": "hidden"}, {"today": 0}]},
    {"multiply": [1e14] * 60},
]


@pytest.mark.parametrize("expression", MISSING, ids=lambda one: str(one)[:50])
def test_a_missing_part_makes_the_whole_missing(expression: Any) -> None:
    assert formula_problem(expression) == ""
    assert amount({"add": [expression, {"round": expression, "decimals": 2}]}, FACTS) is None


def test_a_day_is_counted_from_another() -> None:
    assert result({"date": {"field": "starts_on", "days": 20}}, FACTS) == dt.date(2026, 12, 21)
    assert result({"date": {"today": -1}}, FACTS) == dt.date(2026, 11, 23)
    assert result({"date": {"field": "hidden"}}, FACTS) is None
    assert result({"date": {"field": "starts_on", "days": 100_000}}, FACTS) == dt.date(2300, 9, 16)


BAD: list[Any] = [
    None,
    "5",
    True,
    {},
    [],
    {"field": 5},
    {"add": []},
    {"add": 5},
    {"subtract": [1, 2, 3]},
    {"divide": [1]},
    {"sum_of": "costs"},
    {"sum_of": ".amount"},
    {"power": [1, 2]},
    {"field": "area", "days": 5},
    {"add": [1], "decimals": 2},
    {"round": 1, "decimals": 9},
    {"days": [{"field": "starts_on"}, 5]},
    {"days": [{"today": 0}]},
    {"date": {"field": "starts_on", "days": 10**9}},
    {"date": {"today": 0}, "add": [1]},
    {"add": [{"add": [{"add": [{"nothing": 1}]}]}]},
]


@pytest.mark.parametrize("expression", BAD, ids=str)
def test_a_bad_formula_is_told(expression: Any) -> None:
    assert formula_problem(expression) != ""


def test_a_formula_too_deep_is_refused_and_not_followed() -> None:
    deep: Any = 1
    for _level in range(500):
        deep = {"round": deep}

    assert "deep" in formula_problem(deep)


def test_what_a_formula_looks_at() -> None:
    formula = {
        "add": [{"sum_of": "costs.amount"}, {"days": [{"field": "starts_on"}, {"today": 0}]}, {"table": "price"}]
    }

    assert list(references(formula)) == [("sum_of", "costs.amount"), ("day", "starts_on"), ("table", "price")]


ASKED = (
    field("area", "number"),
    field("name"),
    field("day", "date"),
    field("costs", "group", fields=[field("amount", "money"), field("what")]),
)


def counted(formula: Any, **rules: Any) -> dict[str, Any]:
    return field("total", "calculated", **{"formula": formula, "as": "number"} | rules)


@pytest.mark.parametrize(
    ("formula", "rules", "reason"),
    [
        ({"field": "later"}, {}, "later, which is not asked before it"),
        ({"field": "total"}, {}, "total, which is not asked before it"),
        ({"field": "name"}, {}, "name, which is no number"),
        ({"sum_of": "costs.what"}, {}, "costs.what, which is no number of a group"),
        ({"sum_of": "area.what"}, {}, "area.what, which is no number of a group"),
        ({"count_of": "area"}, {}, "counts area"),
        ({"days": [{"field": "area"}, {"today": 0}]}, {}, "area, which is no date"),
        ({"table": "gone"}, {}, "table gone"),
        ({"field": "area"}, {"as": "date"}, "as"),
        ({"date": {"field": "day"}}, {}, "as"),
    ],
    ids=str,
)
def test_a_formula_that_looks_wrong_is_refused(formula: Any, rules: dict[str, Any], reason: str) -> None:
    content = form_of(*ASKED, counted(formula, **rules), field("later", "number"))

    problems = [f"{path}: {text}" for path, text in problems_of(content)]

    assert len(problems) == 1
    assert problems[0].startswith("steps[0].sections[0].fields[4].")
    assert reason in problems[0]


SPAN = (dt.date(2027, 1, 30), dt.date(2027, 2, 2))


def test_the_days_of_a_date_range_are_counted_with_both_ends() -> None:
    facts = Facts({"trip": SPAN}, dt.date(2027, 1, 1))

    assert amount({"count_of": "trip"}, facts) == 4
    assert holds({"field": "trip", "count_more": 3}, facts)
    assert not holds({"field": "trip", "count_more": 4}, facts)


def test_a_definition_may_count_the_days_of_a_date_range() -> None:
    content = form_of(
        field("trip", "date_range"),
        field("total", "calculated", formula={"multiply": [{"count_of": "trip"}, 12]}, **{"as": "money"}),
        field("why", show_if={"field": "trip", "count_more": 14}),
    )

    assert list(problems_of(content)) == []
