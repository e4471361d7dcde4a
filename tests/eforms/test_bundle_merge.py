# SPDX-License-Identifier: EUPL-1.2
"""Forms that are filled together: each gets exactly the answers that it would have had if filled alone."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.demo.forms import FORMS, read_content
from services.eforms.bundles.merging import COMMON_STEP, Member, Merged, fits_in, merge
from services.eforms.bundles.splitting import of_member, to_joint
from services.eforms.engine.definition import read_form
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling
from services.eforms.engine.validation import problems_of
from tests.eforms.strategies import TYPED, definitions
from tests.factories.eforms import field, form_of, step_of

NAME = field("name", prefill="person.name")


def together(*contents: dict[str, Any]) -> Merged:
    return merge([Member({"fi": f"Lomake {number}"}, content) for number, content in enumerate(contents, 1)])


def keys_of(merged: Merged, step: str) -> list[str]:
    sections = [section for one in merged.content["steps"] if one["key"] == step for section in one["sections"]]
    return [question["key"] for section in sections for question in section["fields"]]


# ---- what is asked once


def test_a_known_fact_of_the_person_is_asked_once_whatever_it_is_called() -> None:
    merged = together(form_of(NAME), form_of(field("who", prefill="person.name"), field("boat")))

    assert keys_of(merged, COMMON_STEP) == ["s1_name"]
    assert merged.keys == [{"name": "s1_name"}, {"who": "s1_name", "boat": "f2_boat"}]
    assert [step["title"]["fi"] for step in merged.content["steps"]] == ["Yhteiset tiedot", "Lomake 2: Eka"]


def test_the_same_key_and_label_is_the_same_question() -> None:
    merged = together(form_of(field("school")), form_of(field("school")))

    assert keys_of(merged, COMMON_STEP) == ["s1_school"]


@pytest.mark.parametrize(
    "other",
    [
        field("school", label={"fi": "Mihin kouluun haet?"}),
        field("school", "long_text"),
        field("school", prefill="person.email"),
        field("school", show_if={"field": "name", "filled": True}),
        field("school", options=[{"value": "a", "label": {"fi": "A"}}], type="choice"),
    ],
)
def test_another_question_of_the_same_name_is_asked_of_its_own(other: dict[str, Any]) -> None:
    first = form_of(field("start"), field("school", prefill="person.name"))
    merged = together(first, form_of(field("name"), other))

    assert keys_of(merged, COMMON_STEP) == []


def test_an_address_has_a_purpose_so_its_label_must_be_the_same() -> None:
    home = field("address", "address", prefill="person.address", label={"fi": "Kotiosoite"})
    bill = field("address", "address", prefill="person.address", label={"fi": "Laskutusosoite"})

    assert keys_of(together(form_of(home), form_of(home)), COMMON_STEP) == ["s1_address"]
    assert keys_of(together(form_of(home), form_of(bill)), COMMON_STEP) == []


def test_the_child_is_chosen_once_in_words_that_fit_both() -> None:
    merged = together(
        form_of(field("child", "child", label={"fi": "Kenelle haet paikkaa?"})),
        form_of(field("child", "child", label={"fi": "Kenelle haet kyytiä?"})),
    )

    [question] = merged.content["steps"][0]["sections"][0]["fields"]
    assert question["label"]["fi"] == "Ketä lasta asia koskee?"


def test_the_strictest_of_the_same_questions_is_asked() -> None:
    merged = together(
        form_of(field("name", prefill="person.name", optional=True, max_length=100)),
        form_of(field("name", prefill="person.name", locked=True, max_length=50)),
    )

    [question] = merged.content["steps"][0]["sections"][0]["fields"]
    assert (question["optional"], question["locked"], question["max_length"]) == (False, True, 50)


@pytest.mark.parametrize("kind", ["consent", "explanation", "signature"])
def test_a_promise_belongs_to_one_form(kind: str) -> None:
    assert keys_of(together(form_of(field("rules", kind)), form_of(field("rules", kind))), COMMON_STEP) == []


def test_what_is_asked_on_a_condition_stays_in_its_place() -> None:
    hidden = step_of("toka", NAME, show_if={"field": "urgent", "is": "yes"})
    content = {"format": 1, "steps": [step_of("eka", field("urgent", "yes_no")), hidden]}

    merged = together(content, form_of(NAME))

    assert keys_of(merged, "f1-toka") == ["f1_name"]
    assert merged.content["steps"][1]["show_if"] == {"field": "f1_urgent", "is": "yes"}


# ---- references point right


def test_conditions_formulas_limits_and_tables_follow_the_new_names() -> None:
    group = field(
        "costs", "group", fields=[field("amount", "money"), field("why", show_if={"field": "amount", "more": 5})]
    )
    content = form_of(
        NAME,
        field("starts_on", "date"),
        field("ends_on", "date", max={"field": "starts_on", "days": 20}),
        group,
        field("total", "calculated", formula={"sum_of": "costs.amount"}, **{"as": "money"}),
        field("big", show_if={"table": "level", "is": "high"}),
        tables=[
            {
                "key": "level",
                "gives": "text",
                "label": {"fi": "Taso"},
                "rows": [{"if": {"value": {"sum_of": "costs.amount"}, "more": 5}, "value": "high"}],
            }
        ],
    )

    merged = together(form_of(NAME), content)

    assert list(problems_of(merged.content)) == []
    _start, ends_on, costs, total, big = merged.content["steps"][1]["sections"][0]["fields"]
    assert ends_on["max"] == {"field": "f2_starts_on", "days": 20}
    assert costs["fields"][1]["show_if"] == {"field": "amount", "more": 5}
    assert total["formula"] == {"sum_of": "f2_costs.amount"}
    assert big["show_if"] == {"table": "f2_level", "is": "high"}
    assert merged.content["tables"][0]["rows"][0]["if"]["value"] == {"sum_of": "f2_costs.amount"}


def test_many_fees_are_numbers_to_count_with() -> None:
    row = {"if": {"field": "name", "filled": True}, "value": 12.5}
    fee = {"key": "fee", "gives": "fee", "label": {"fi": "Maksu"}, "rows": [row]}

    merged = together(form_of(NAME, tables=[fee]), form_of(NAME, tables=[fee]))

    assert list(problems_of(merged.content)) == []
    assert [table["gives"] for table in merged.content["tables"]] == ["number", "number"]


def test_the_strongest_log_in_and_whoever_all_allow() -> None:
    merged = together(
        form_of(NAME, assurance="none", who=["self", "child"], minutes=3),
        form_of(NAME, assurance="strong", who=["self", "organisation"], minutes=4),
    )

    assert (merged.content["assurance"], merged.content["who"], merged.content["minutes"]) == ("strong", ["self"], 7)


def test_a_form_that_looks_at_its_service_is_filled_alone() -> None:
    looks = form_of(field("free", show_if={"not": {"known": "service.charge", "is": "chargeable"}}))

    assert not fits_in(looks)
    assert fits_in(form_of(NAME))


@pytest.mark.parametrize("slug", sorted(FORMS))
def test_the_forms_of_the_town_merge_with_each_other(slug: str) -> None:
    for other in FORMS:
        merged = together(read_content(slug), read_content(other))
        assert list(problems_of(merged.content)) == [], other


# ---- each form gets what it would have had alone


SHARED = [field(key, prefill=source) for key, source in (("name", "person.name"), ("mail", "person.email"))]


@dataclass(frozen=True, slots=True)
class Filled:
    """Forms, what is typed into each of them (the same into the same questions), and all of it together."""

    contents: list[dict[str, Any]]
    merged: Merged
    joint: dict[str, Any]

    @property
    def alone(self) -> list[Filling]:
        typed = [of_member(self.joint, keys) for keys in self.merged.keys]
        return [Filling(read_form(one), own, Situation()) for one, own in zip(self.contents, typed, strict=True)]

    @property
    def whole(self) -> Filling:
        return Filling(read_form(self.merged.content), self.joint, Situation())


@st.composite
def filled_forms(draw: st.DrawFn) -> Filled:
    contents = []
    for number in range(draw(st.integers(2, 4))):
        content = draw(definitions(max_steps=2))
        shared = draw(st.lists(st.sampled_from(SHARED), unique_by=lambda one: str(one["key"])))
        if shared:
            place = draw(st.integers(0, len(content["steps"])))
            content["steps"].insert(place, step_of(f"hakija-{number}", *shared))
        contents.append(content)
    merged = together(*contents)
    joint: dict[str, Any] = {}
    for content, keys in zip(contents, merged.keys, strict=True):
        joint = to_joint(_answers(draw, content), keys) | joint
    return Filled(contents, merged, joint)


def _answers(draw: st.DrawFn, content: dict[str, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for _round in range(2):  # rows have their inputs when their ids are known
        filling = Filling(read_form(content), answers, Situation())
        for step in filling.form.steps:
            for name in filling.read(step).fields:
                if name not in answers:
                    answers[name] = draw(st.just("0,1") if name.endswith("__rows") else TYPED)
    return answers


def _values(filling: Filling) -> dict[str, Any]:
    return {question.key: value for _step, question, _kind, value in filling.answered()}


@given(filled_forms())
def test_every_form_gets_exactly_what_it_would_have_had_alone(filled: Filled) -> None:
    assert list(problems_of(filled.merged.content)) == []
    whole = _values(filled.whole)
    for number, (alone, keys) in enumerate(zip(filled.alone, filled.merged.keys, strict=True), 1):
        expected = {keys[key]: value for key, value in _values(alone).items()}
        assert {key: value for key, value in whole.items() if key in expected} == expected
        # And nothing of its own is asked that it would not have asked.
        assert {key for key in whole if key.startswith(f"f{number}_")} <= set(expected)


@given(filled_forms())
def test_the_whole_is_complete_when_each_of_them_is(filled: Filled) -> None:
    complete = [alone.first_incomplete is None for alone in filled.alone]

    # A question that is optional in one and required in another is required of both.
    if filled.whole.first_incomplete is None:
        assert all(complete)
