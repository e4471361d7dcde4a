# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from services.eforms.engine.conditions import condition_problem, holds
from services.eforms.engine.definition import read_form
from services.eforms.engine.facts import Facts
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling
from tests.factories.eforms import field, form_of, read, step_of

TODAY = dt.date(2026, 11, 24)
VALUES: dict[str, Any] = {"kind": "a", "many": ["a", "b"], "sum": Decimal(6000), "day": dt.date(2026, 12, 1)}
FACTS = Facts(VALUES, TODAY)

TRUE: list[dict[str, Any]] = [
    {"field": "kind", "is": "a"},
    {"field": "many", "is": "b"},
    {"field": "kind", "is_not": "b"},
    {"field": "gone", "is_not": "b"},
    {"field": "kind", "in": ["b", "a"]},
    {"field": "kind", "not_in": ["b"]},
    {"field": "kind", "filled": True},
    {"field": "gone", "filled": False},
    {"field": "sum", "more": 5000},
    {"field": "sum", "less": 6000.5},
    {"field": "day", "after": {"today": 6}},
    {"field": "day", "before": "2026-12-02"},
    {"all": [{"field": "kind", "is": "a"}, {"not": {"field": "kind", "is": "b"}}]},
    {"any": [{"field": "kind", "is": "b"}, {"field": "sum", "more": 1}]},
]


@pytest.mark.parametrize("condition", TRUE, ids=str)
def test_condition_holds(condition: dict[str, Any]) -> None:
    assert condition_problem(condition) == ""
    assert holds(condition, FACTS)
    assert not holds({"not": condition}, FACTS)


@pytest.mark.parametrize("name", ["is", "in", "more", "less", "before", "after"])
def test_a_question_without_a_value_does_not_open_another(name: str) -> None:
    wanted: Any = {"in": ["a"], "before": "2026-12-02", "after": "2026-12-02", "more": 1, "less": 1}.get(name, "a")

    assert not holds({"field": "gone", name: wanted}, FACTS)


@pytest.mark.parametrize(
    "condition",
    [
        "a",
        {},
        {"field": "a"},
        {"field": "a", "like": "b"},
        {"all": []},
        {"any": "a"},
        {"not": {}},
        {"field": "a", "more": "b"},
        {"field": "a", "before": "soon"},
        {"field": "a", "is": "b", "in": ["c"]},
    ],
    ids=str,
)
def test_a_bad_condition_is_told(condition: Any) -> None:
    assert condition_problem(condition) != ""


def test_answers_of_hidden_questions_are_ignored() -> None:
    form = read(
        field("pet", "yes_no"),
        field("name", show_if={"field": "pet", "is": "yes"}),
        field("collar", show_if={"field": "name", "filled": True}),
    )

    filling = Filling(form, {"pet": "no", "name": "Musti", "collar": "punainen"}, Situation(today=TODAY))

    assert dict(filling.values) == {"pet": "no"}
    assert filling.first_incomplete is None


def test_a_hidden_question_is_not_missed_and_a_shown_one_is() -> None:
    form = read(field("pet", "yes_no"), field("name", show_if={"field": "pet", "is": "yes"}))

    filling = Filling(form, {"pet": "yes"}, Situation(today=TODAY))

    assert list(filling.read(form.steps[0]).errors) == ["name"]


def test_a_step_that_does_not_apply_is_skipped() -> None:
    content = form_of(field("pet", "yes_no"))
    content["steps"].append(step_of("elain", field("name"), show_if={"field": "pet", "is": "yes"}))
    filling = Filling(read_form(content), {"pet": "no"}, Situation(today=TODAY))

    assert [step.key for step in filling.steps] == ["eka"]
    assert filling.after(filling.steps[0]) is None
