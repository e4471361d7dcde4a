# SPDX-License-Identifier: EUPL-1.2
"""Decision tables: the first row that holds, its reason, and where a table may be looked at."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from services.eforms.engine.definition import Form, read_form
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling
from services.eforms.engine.tables import Outcome, results
from services.eforms.engine.validation import problems_of
from tests.factories.eforms import field, form_of

SMALL, LARGE = {"field": "size", "less": 10}, {"field": "size", "more": 100}
PRICE = {
    "key": "price",
    "gives": "number",
    "label": {"fi": "Hinta"},
    "rows": [{"if": SMALL, "value": 2, "reason": {"fi": "Pieni"}}, {"if": LARGE, "value": 1.5}],
    "default": 1,
}
FEE = {
    "key": "fee",
    "gives": "fee",
    "label": {"fi": "Maksu"},
    "rows": [{"if": {"table": "price", "more": 1.9}, "value": 0}],
    "default": {"multiply": [{"field": "size"}, {"table": "price"}]},
}
CLASS = {
    "key": "size_class",
    "gives": "text",
    "label": {"fi": "Luokka"},
    "rows": [{"if": SMALL, "value": "small"}],
}
CONTENT = form_of(
    field("size", "number"),
    field("cost", "calculated", formula={"multiply": [{"field": "size"}, {"table": "price"}]}, **{"as": "money"}),
    field("why", show_if={"table": "size_class", "is": "small"}),
    tables=[PRICE, FEE, CLASS],
)


def filled(size: str) -> Filling:
    return Filling(read_form(CONTENT), {"size": size, "why": "x"}, Situation(today=dt.date(2026, 11, 24)))


def outcomes(size: str) -> dict[str, Outcome]:
    filling = filled(size)
    return results(filling.form, filling)


def test_the_definition_is_sound() -> None:
    assert list(problems_of(CONTENT)) == []


def test_the_first_row_that_holds_wins_with_its_reason() -> None:
    price = outcomes("5")["price"]

    assert (price.value, str(price.reason), price.row) == (Decimal(2), "Pieni", 0)
    assert outcomes("200")["price"] == Outcome(Decimal("1.5"), {}, 1)  # type: ignore[arg-type]  # equal as a mapping


def test_without_a_row_the_default_is_given_or_nothing() -> None:
    assert (outcomes("50")["price"].value, outcomes("50")["price"].row) == (Decimal(1), None)
    assert outcomes("50")["size_class"].value is None


def test_a_table_may_look_at_tables_before_it_and_count() -> None:
    assert outcomes("5")["fee"].value == Decimal(0)
    assert outcomes("200")["fee"].value == Decimal(300)
    assert outcomes("")["fee"].value is None


def test_conditions_and_formulas_use_tables() -> None:
    assert dict(filled("5").values) == {"size": Decimal(5), "cost": Decimal("10.00"), "why": "x"}
    assert "why" not in filled("50").values


SIZE = (field("size", "number"),)


def with_tables(*tables: Any, fields: Any = SIZE) -> list[str]:
    return [f"{path}: {reason}" for path, reason in problems_of(form_of(*fields, tables=list(tables)))]


BAD: list[tuple[Any, str]] = [
    ("none", "tables[0]: must be an object"),
    ({**PRICE, "key": "Price"}, "tables[0].key"),
    ({**PRICE, "gives": "wisdom"}, "tables[0].gives"),
    ({**PRICE, "rows": []}, "tables[0].rows"),
    ({**PRICE, "rows": ["x"]}, "tables[0].rows[0]"),
    ({**PRICE, "rows": [{"value": 5}]}, "tables[0].rows[0].if: is missing"),
    ({**PRICE, "rows": [{"if": SMALL}]}, "tables[0].rows[0].value: is missing"),
    ({**PRICE, "rows": [{"if": SMALL, "value": "much"}]}, "tables[0].rows[0].value"),
    ({**PRICE, "default": "much"}, "tables[0].default"),
    ({**PRICE, "colour": "red"}, "tables[0].colour: is not known here"),
    ({**PRICE, "gives": "priority"}, "tables[0].default: must be one of normal, urgent"),
    ({**CLASS, "rows": [{"if": SMALL, "value": 5}]}, "tables[0].rows[0].value: must be a text"),
    ({**CLASS, "rows": [{"if": {"field": "gone", "is": "x"}, "value": "x"}]}, "tables[0].rows[0].if: looks at gone"),
    ({**PRICE, "default": {"field": "gone"}}, "tables[0].default: looks at gone"),
    ({**PRICE, "default": {"table": "price"}}, "tables[0].default: looks at the table price"),
]


@pytest.mark.parametrize(("table", "problem"), BAD, ids=lambda value: value if isinstance(value, str) else "")
def test_a_bad_table_is_refused_with_its_place(table: Any, problem: str) -> None:
    assert any(line.startswith(problem) for line in with_tables(table))


def test_tables_that_look_at_each_other_are_refused() -> None:
    one = {**PRICE, "key": "one", "default": {"table": "two"}}
    two = {**PRICE, "key": "two", "default": {"table": "one"}}

    assert any("tables[0].default: looks at the table two" in line for line in with_tables(one, two))


def test_one_form_has_one_fee() -> None:
    fee = {**PRICE, "gives": "fee"}

    assert with_tables(fee, {**fee, "key": "other"}) == ["tables[1].gives: only one table may give fee"]
    assert any("tables[1].key" in line for line in with_tables(PRICE, PRICE))


@pytest.mark.parametrize(
    "early",
    [field("early", show_if={"table": "price", "more": 1}), field("early", "calculated", formula={"table": "price"})],
)
def test_nothing_looks_at_a_table_that_looks_further(early: dict[str, Any]) -> None:
    early = early | ({"as": "number"} if early["type"] == "calculated" else {})

    problems = with_tables(PRICE, fields=(early, field("size", "number")))

    assert len(problems) == 1
    assert "looks at the table price, which looks at size, which is not asked before it" in problems[0]


def test_a_form_knows_its_table_by_what_it_gives() -> None:
    form: Form = read_form(CONTENT)

    assert form.table_giving("fee") is form.tables["fee"]
    assert form.table_giving("unit") is None
