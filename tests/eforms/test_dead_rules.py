# SPDX-License-Identifier: EUPL-1.2
"""Rules that can never do anything are found, and those that can are left in peace."""

from typing import Any

import pytest

from portal.demo import forms as demo_forms
from services.eforms.engine.dead_rules import warnings_of
from services.eforms.engine.validation import problems_of
from tests.factories.eforms import field, form_of, step_of

OPTIONS = [{"value": value, "label": {"fi": value}} for value in ("a", "b")]
ASKED = (
    field("kind", "choice", options=OPTIONS),
    field("many", "multi_choice", options=OPTIONS),
    field("sure", "yes_no"),
    field("sum", "money", max=1000),
    field("day", "date", min={"today": 14}),
    field("name"),
    field("water", "number", show_if={"field": "kind", "is": "a"}),
)
A, B = {"field": "kind", "is": "a"}, {"field": "kind", "is": "b"}

DEAD: list[dict[str, Any]] = [
    {"field": "kind", "is": "c"},
    {"field": "kind", "in": ["c", "d"]},
    {"field": "many", "is": "c"},
    {"field": "sure", "is": "maybe"},
    {"field": "sum", "more": 1000},
    {"field": "sum", "less": 0},
    {"field": "day", "before": {"today": 10}},
    {"field": "name", "more": 5},
    {"field": "kind", "count_more": 1},
    {"field": "name", "age_less": 7},
    {"all": [A, B]},
    {"all": [A, {"field": "kind", "not_in": ["a"]}]},
    {"all": [A, {"not": {"field": "kind", "filled": True}}]},
    {"all": [{"field": "sum", "more": 500}, {"all": [{"field": "sum", "less": 500}]}]},
    {"all": [{"field": "sum", "more": 500}, {"not": {"field": "sum", "more": 400}}]},
    {"all": [{"field": "name", "filled": True}, {"field": "name", "filled": False}]},
    {"all": [{"value": {"sum_of": "x.y"}, "more": 5}, {"value": {"sum_of": "x.y"}, "less": 5}]},
    {"any": [{"field": "kind", "is": "c"}, {"all": [A, B]}]},
    {"all": [{"field": "sure", "is": "yes"}, {"any": [{"field": "kind", "is": "c"}]}]},
    {"all": [B, {"field": "water", "more": 5}]},
    {"table": "level", "is": "middle"},
]
ALIVE: list[dict[str, Any]] = [
    A,
    {"not": {"field": "kind", "is": "c"}},
    {"field": "kind", "is_not": "c"},
    {"all": [{"field": "many", "is": "a"}, {"field": "many", "is": "b"}]},
    {"all": [{"not": {"field": "sum", "more": 5}}, {"not": {"field": "sum", "less": 10}}]},
    {"any": [A, B]},
    {"not": {"all": [A, B]}},
    {"all": [A, {"field": "water", "more": 5}]},
    {"all": [B, {"field": "water", "filled": False}]},
    {"all": [{"field": "sum", "more": 500}, {"field": "sum", "less": {"field": "water"}}]},
    {"field": "day", "after": {"today": 14}},
    {"table": "level", "is": "high"},
    {"known": "person.municipality", "is": "205"},
]
TABLE = {
    "key": "level",
    "gives": "text",
    "label": {"fi": "Taso"},
    "rows": [{"if": A, "value": "high"}],
    "default": "low",
}


def paths(content: dict[str, Any]) -> list[str]:
    return [path for path, _reason in warnings_of(content)]


@pytest.mark.parametrize("condition", DEAD, ids=str)
def test_a_condition_that_never_holds_is_told(condition: dict[str, Any]) -> None:
    content = form_of(*ASKED, field("last", show_if=condition), tables=[TABLE])

    assert paths(content) == ["steps[0].sections[0].fields[7].show_if"]


@pytest.mark.parametrize("condition", ALIVE, ids=str)
def test_a_condition_that_may_hold_is_left_in_peace(condition: dict[str, Any]) -> None:
    assert paths(form_of(*ASKED, field("last", show_if=condition), tables=[TABLE])) == []


def test_a_step_that_nobody_reaches_is_told() -> None:
    content = form_of(*ASKED)
    content["steps"].append(step_of("toka", field("more"), show_if={"all": [A, B]}))

    assert paths(content) == ["steps[1].show_if"]


def test_a_question_inside_what_rules_it_out_is_told() -> None:
    content = form_of(*ASKED)
    content["steps"].append(step_of("toka", field("more", show_if=B), show_if=A))

    assert paths(content) == ["steps[1].sections[0].fields[0].show_if"]


def test_options_rows_and_requirements_are_read_too() -> None:
    options = [{"value": "x", "label": {"fi": "X"}, "show_if": {"field": "kind", "is": "c"}}]
    inner = [field("name"), field("age", "number"), field("why", show_if={"field": "age", "is": "x"})]
    inner.append(field("old", show_if={"field": "name", "more": 1}))

    content = form_of(
        *ASKED,
        field("pick", "choice", options=options),
        field("must", optional=True, required_if={"all": [A, B]}),
        field("people", "group", fields=inner),
    )

    assert list(problems_of(content)) == []
    assert paths(content) == [
        "steps[0].sections[0].fields[7].options[0].show_if",
        "steps[0].sections[0].fields[8].required_if",
        "steps[0].sections[0].fields[9].fields[3].show_if",
    ]


def test_limits_that_shut_each_other_out_are_told() -> None:
    content = form_of(field("day", "date", min={"today": 14}, max={"today": 7}))

    assert list(problems_of(content)) == []
    assert paths(content) == ["steps[0].sections[0].fields[0].min"]


def test_a_row_that_an_earlier_one_hides_is_told() -> None:
    rows = [
        {"if": {"field": "sum", "more": 100}, "value": "high"},
        {"if": {"all": [A, {"field": "sum", "more": 500}]}, "value": "top"},
        {"if": {"field": "sum", "less": 50}, "value": "low"},
        {"if": {"all": [A, B]}, "value": "both"},
        {"if": A, "value": "a"},
        {"if": {"field": "kind", "is": "a"}, "value": "again"},
        {"if": {"any": [A, B]}, "value": "any"},
    ]

    content = form_of(*ASKED, tables=[{**TABLE, "rows": rows}])

    assert paths(content) == ["tables[0].rows[1].if", "tables[0].rows[3].if", "tables[0].rows[5].if"]


@pytest.mark.parametrize("slug", demo_forms.FORMS)
def test_the_forms_of_the_demo_town_have_no_dead_rules(slug: str) -> None:
    assert paths(demo_forms.read_content(slug)) == []
