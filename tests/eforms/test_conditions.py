# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from portal.common.rules.conditions import condition_problem, holds
from portal.common.rules.facts import Facts
from services.eforms.engine.definition import read_form
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling
from tests.factories.eforms import field, form_of, read, step_of

TODAY = dt.date(2026, 11, 24)
VALUES: dict[str, Any] = {"kind": "a", "many": ["a", "b"], "sum": Decimal(6000), "day": dt.date(2026, 12, 1)}
VALUES |= {"granted": Decimal(5999), "last": dt.date(2026, 12, 21), "born": dt.date(2019, 11, 25), "rows": [{}, {}]}
KNOWN = {"person.municipality": "205", "person.age": 17}
FACTS = Facts(VALUES, TODAY, KNOWN, lambda _facts, key: {"price": Decimal(3), "level": "low"}.get(key))

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
    {"field": "sum", "more": {"field": "granted"}},
    {"field": "granted", "less": {"field": "sum"}},
    {"field": "last", "after": {"field": "day", "days": 19}},
    {"field": "day", "before": {"field": "last"}},
    {"field": "rows", "count_more": 1},
    {"field": "many", "count_less": 3},
    {"field": "born", "age_less": 7},
    {"field": "born", "age_more": 5},
    {"value": {"add": [{"field": "sum"}, 1]}, "more": 6000},
    {"value": {"count_of": "rows"}, "is": 2},
    {"value": {"count_of": "rows"}, "less": 3},
    {"known": "person.municipality", "is": "205"},
    {"known": "person.age", "less": 18},
    {"known": "person.name", "filled": False},
    {"table": "price", "is": 3},
    {"table": "price", "more": 2.5},
    {"table": "level", "in": ["low", "middle"]},
    {"all": [{"field": "kind", "is": "a"}, {"not": {"field": "kind", "is": "b"}}]},
    {"any": [{"field": "kind", "is": "b"}, {"field": "sum", "more": 1}]},
]


@pytest.mark.parametrize("condition", TRUE, ids=str)
def test_condition_holds(condition: dict[str, Any]) -> None:
    assert condition_problem(condition) == ""
    assert holds(condition, FACTS)
    assert not holds({"not": condition}, FACTS)


OPERATORS = ["is", "in", "more", "less", "before", "after", "count_more", "count_less", "age_more", "age_less"]


@pytest.mark.parametrize("name", OPERATORS)
def test_a_question_without_a_value_does_not_open_another(name: str) -> None:
    wanted: Any = {"in": ["a"], "before": "2026-12-02", "after": "2026-12-02", "more": 1, "less": 1}.get(name, "a")
    wanted = 1 if name.partition("_")[0] in ("count", "age") else wanted

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
        {"field": "a", "known": "person.age", "is": "b"},
        {"field": "a", "is": 5},
        {"field": "a", "count_more": -1},
        {"field": "a", "count_more": 1.5},
        {"field": "a", "age_less": "seven"},
        {"field": "a", "more": {"field": 5}},
        {"field": "a", "more": {"field": "b", "days": 5}},
        {"field": "a", "before": {"field": "b", "days": "x"}},
        {"field": "a", "in": [5]},
        {"value": {"power": 2}, "more": 5},
        {"value": 5, "after": "2027-01-01"},
        {"known": 5, "is": "a"},
        {"known": "person.age", "count_more": 1},
        {"table": "a", "before": "2027-01-01"},
        {"not": {"field": "a"}},
        {"all": [{"field": "a", "is": "b"}], "field": "a"},
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


def test_a_condition_too_deep_is_refused_and_not_followed() -> None:
    deep: Any = {"field": "a", "is": "b"}
    for _level in range(500):
        deep = {"not": deep}

    assert "deep" in condition_problem(deep)


def test_a_question_is_required_by_a_condition() -> None:
    form = read(
        field("pet", "yes_no"),
        field("name", optional=True, required_if={"field": "pet", "is": "yes"}),
    )

    with_pet = Filling(form, {"pet": "yes"}, Situation(today=TODAY)).read(form.steps[0])
    without = Filling(form, {"pet": "no"}, Situation(today=TODAY)).read(form.steps[0])

    assert list(with_pet.errors) == ["name"]
    assert list(without.errors) == []
    assert not without.fields["name"].required


def test_an_option_is_offered_by_a_condition() -> None:
    options = [
        {"value": "small", "label": {"fi": "Pieni"}},
        {"value": "large", "label": {"fi": "Suuri"}, "show_if": {"field": "length", "more": 6}},
    ]
    form = read(field("length", "number"), field("place", "choice", options=options))

    def offered(length: str) -> tuple[list[Any], list[str]]:
        answers = {"length": length, "place": "large"}
        page = Filling(form, answers, Situation(today=TODAY)).read(form.steps[0])
        choices: Any = page.fields["place"]
        return [value for value, _label in choices.choices], list(page.errors)

    assert offered("7") == (["small", "large"], [])
    assert offered("5") == (["small"], ["place"])


def test_what_the_city_knows_opens_a_question() -> None:
    form = read(field("move", "yes_no", show_if={"known": "person.municipality", "is_not": "205"}))

    here = Filling(form, {}, Situation(today=TODAY, known={"person.municipality": "205"})).read(form.steps[0])
    elsewhere = Filling(form, {}, Situation(today=TODAY, known={"person.municipality": "290"})).read(form.steps[0])

    assert (here.shown, elsewhere.shown) == (set(), {"move"})
