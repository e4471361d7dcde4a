# SPDX-License-Identifier: EUPL-1.2
"""Conditions, formulas and tables as rows: read, shown and written back the same."""

from typing import Any

import pytest
from django.http import QueryDict

from portal.common import clock
from services.eforms.designing.formulas import Formula
from services.eforms.designing.parts import Refused
from services.eforms.designing.rules import Rules, day_text, read_day, read_number
from services.eforms.designing.tables import Grid, add_table, move_row, remove_table
from services.eforms.engine.validation import problems_of
from tests.eforms.designer.forms import RICH

UNITS = [("kadut", "Kadut"), ("puistot", "Puistot")]


def sent(prefix: str, rules: Rules) -> QueryDict:
    """What the browser sends of the rows as they are shown."""
    data = QueryDict(mutable=True)
    data[f"{prefix}-joiner"], data[f"{prefix}-count"] = rules.joiner, str(len(rules.rows))
    for number, row in enumerate(rules.rows):
        here = f"{prefix}-{number}"
        data[f"{here}-subject"], data[f"{here}-test"], data[f"{here}-wanted"] = row.subject, row.test, row.wanted
        data.setlist(f"{here}-chosen", row.chosen)
    return data


PLAIN = {
    "is": {"field": "kind", "is": "a"},
    "some": {"field": "kind", "in": ["a", "b"]},
    "filled": {"field": "name", "filled": True},
    "empty": {"field": "name", "filled": False},
    "a day": {"field": "starts_on", "after": {"today": 14}},
    "a date": {"field": "starts_on", "before": "2027-01-31"},
    "an age": {"field": "starts_on", "age_less": 7},
    "rows": {"field": "children", "count_more": 2},
    "a number": {"field": "total", "more": 12.5},
    "known": {"known": "person.age", "less": 18},
    "all": {"all": [{"field": "kind", "is": "a"}, {"field": "name", "filled": True}]},
    "any": {"any": [{"field": "kind", "is_not": "a"}, {"field": "total", "less": 3}]},
}


@pytest.mark.parametrize("condition", PLAIN.values(), ids=PLAIN)
def test_a_condition_is_the_same_after_a_visit_to_the_page(condition: dict[str, Any]) -> None:
    shown = Rules.read(condition, RICH, "field:why")
    assert not shown.deep

    typed = Rules.typed(sent("show_if", shown), "show_if", RICH, "field:why")

    assert typed.condition() == condition
    assert typed.is_sound


DEEP = {
    "not": {"not": {"field": "kind", "is": "a"}},
    "nested": {"any": [{"all": [{"field": "kind", "is": "a"}, {"field": "name", "filled": True}]}]},
    "another answer": {"field": "total", "more": {"field": "total"}},
    "a sum": {"value": {"sum_of": "children.age"}, "more": 5},
}


@pytest.mark.parametrize("condition", DEEP.values(), ids=DEEP)
def test_a_deeper_condition_is_told_in_words_and_kept(condition: dict[str, Any]) -> None:
    shown = Rules.read(condition, RICH, "field:why")
    assert shown.words

    data = QueryDict(mutable=True)
    data["show_if-deep"] = shown.deep

    assert Rules.typed(data, "show_if", RICH, "field:why").condition() == condition


def test_a_condition_looks_only_at_what_is_asked_before() -> None:
    assert list(Rules(RICH, "field:ends_on").subjects)[:3] == ["name", "kind", "starts_on"]
    assert "why" not in Rules(RICH, "field:ends_on").subjects


def test_an_answer_is_found_by_its_words_too() -> None:
    data = QueryDict("show_if-count=1&show_if-0-subject=kind&show_if-0-wanted=sitten")

    assert Rules.typed(data, "show_if", RICH, "field:why").condition() == {"field": "kind", "is": "b"}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("subject=why", "ennen tätä"),
        ("subject=kind&show_if-0-wanted=x", "Valitse vastaus"),
        ("subject=total&show_if-0-wanted=paljon", "luku"),
        ("subject=starts_on&show_if-0-wanted=huomenna", "päivä"),
        ("subject=kind&show_if-0-test=in", "ainakin yksi"),
    ],
)
def test_what_is_wrong_in_a_row_is_told_beside_it(row: str, told: str) -> None:
    rules = Rules.typed(QueryDict(f"show_if-count=1&show_if-0-{row}"), "show_if", RICH, "field:why")
    rules.condition()

    assert not rules.is_sound
    assert told in rules.rows[0].error


def test_days_are_written_as_people_write_them() -> None:
    assert read_day("tänään + 14") == {"today": 14}
    assert read_day("Tänään") == {"today": 0}
    assert read_day("31.1.2027") == "2027-01-31"
    assert read_day("31.2.2027") is None
    assert day_text({"today": -3}) == "tänään - 3"
    assert read_day(day_text(clock.today().isoformat()) or "") == clock.today().isoformat()


def test_numbers_are_written_as_people_write_them() -> None:
    assert read_number("1 250,5") == 1250.5
    assert read_number("−3") == -3
    assert read_number("kolme") is None
    assert read_number("inf") is None


# ---- formulas

FORMULAS = {
    "sum": {"sum_of": "children.age"},
    "times": {"multiply": [{"count_of": "children"}, 12.5]},
    "days": {"days": [{"field": "starts_on"}, {"field": "ends_on"}]},
    "later": {"date": {"field": "starts_on", "days": 20}},
}


@pytest.mark.parametrize("expression", FORMULAS.values(), ids=FORMULAS)
def test_a_formula_is_the_same_after_a_visit_to_the_page(expression: dict[str, Any]) -> None:
    shown = Formula.read(expression, RICH, "field:why")
    assert not shown.deep

    data = QueryDict(mutable=True)
    data["formula-operation"], data["formula-count"] = shown.operation, str(len(shown.lines))
    for number, line in enumerate(shown.lines):
        data[f"formula-{number}-term"], data[f"formula-{number}-number"] = line["code"], line["number"]

    assert Formula.typed(data, "formula", RICH, "field:why").expression() == expression


def test_a_deeper_formula_is_told_in_words_and_kept() -> None:
    expression = {"add": [{"multiply": [2, {"count_of": "children"}]}, 5]}

    shown = Formula.read(expression, RICH, "field:why")

    assert shown.words
    assert (
        Formula.typed(QueryDict(mutable=True) | {"formula-deep": shown.deep}, "formula", RICH).expression()
        == expression
    )


# ---- decision tables


def test_a_table_is_the_same_after_a_visit_to_the_page() -> None:
    grid = Grid(RICH, "fee", UNITS)
    data = QueryDict(mutable=True)
    data["label"], data["rows-count"], data["default"] = grid.label, str(len(grid.rows)), grid.default
    for row in grid.rows:
        for name, values in sent(row.prefix, row.rules).lists():
            data.setlist(name, values)
        data[row.value_name], data[row.reason_name] = row.value, row.reason_text

    assert Grid(RICH, "fee", UNITS, data).properties() == RICH["tables"][0]


def test_a_row_without_a_condition_or_a_value_is_told() -> None:
    data = QueryDict("label=Maksu&rows-count=2&row-0-value=&row-1-reason=Muuten")

    grid = Grid(RICH, "fee", UNITS, data)

    assert grid.properties() is None
    assert [row.error for row in grid.rows] == ["Kirjoita tai valitse arvo."] * 2


@pytest.mark.parametrize("gives", ["unit", "priority", "number", "text"])
def test_a_new_table_of_each_kind_is_sound(gives: str) -> None:
    assert list(problems_of(add_table(RICH, gives, UNITS))) == []


def test_a_form_has_one_fee() -> None:
    with pytest.raises(Refused, match="Maksu"):
        add_table(RICH, "fee", UNITS)


def test_a_table_is_removed() -> None:
    assert "tables" not in remove_table(RICH, "fee")


def test_a_row_moves_and_stays_at_the_edge() -> None:
    table = {"rows": ["a", "b"]}

    assert move_row(table, 1, -1)["rows"] == ["b", "a"]
    assert move_row(table, 1, 1)["rows"] == ["a", "b"]
