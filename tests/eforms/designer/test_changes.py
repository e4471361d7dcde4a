# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.eforms.designing import changes, moving
from services.eforms.designing.looking import broken_by
from services.eforms.designing.parts import NoSuchPart, Refused, field_keys, find, free_key, spots
from services.eforms.designing.types import converted, new_field
from services.eforms.engine.fields import KINDS
from services.eforms.engine.validation import problems_of
from services.eforms.reviewing.checks.sound import problem_text
from tests.eforms.designer.forms import RICH

Content = dict[str, Any]


def addresses(content: Content) -> list[str]:
    return [name for name, _spot in spots(content)]


def keys(content: Content, step: int, section: int = 0) -> list[str]:
    return [one["key"] for one in content["steps"][step]["sections"][section]["fields"]]


# ---- renaming


def test_a_new_key_is_followed_by_all_that_look_at_the_old_one() -> None:
    changed = changes.change_part(RICH, "field:kind", {"key": "laji"})

    assert list(problems_of(changed)) == []
    assert find(changed, "field:ends_on").part["show_if"] == {"field": "laji", "is": "a"}
    assert find(changed, "field:why").part["show_if"]["all"][0]["field"] == "laji"
    assert find(changed, "step:muut").part["show_if"]["any"][0]["field"] == "laji"
    assert changed["tables"][0]["rows"][0]["if"]["field"] == "laji"
    assert changed["summary"] == {"fi": "{laji}, {starts_on}"}


def test_a_new_key_inside_rows_is_followed_in_the_rows_and_in_formulas() -> None:
    changed = changes.change_part(RICH, "field:children.age", {"key": "ika"})

    assert list(problems_of(changed)) == []
    assert find(changed, "field:children.school").part["show_if"] == {"field": "ika", "more": 6}
    assert find(changed, "field:total").part["formula"] == {"sum_of": "children.ika"}


def test_a_new_key_of_the_group_is_followed_in_formulas() -> None:
    changed = changes.change_part(RICH, "field:children", {"key": "lapset"})

    assert list(problems_of(changed)) == []
    assert find(changed, "field:total").part["formula"] == {"sum_of": "lapset.age"}


# ---- adding


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_new_question_of_every_type_is_sound(kind: str) -> None:
    changed = changes.add_field(RICH, "field:name", new_field(kind, "uusi"))

    assert list(problems_of(changed)) == []
    assert keys(changed, 0) == ["name", "uusi", "kind"]


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_question_becomes_one_of_every_type(kind: str) -> None:
    properties = converted(find(RICH, "field:name").part, kind)

    changed = changes.change_part(RICH, "field:name", properties)

    assert list(problems_of(changed)) == []
    assert find(changed, "field:name").part["label"] == {"fi": "Name"}


def test_a_group_takes_a_new_question_into_its_rows() -> None:
    changed = changes.add_field(RICH, "field:children", new_field("date", "born"))

    assert [one["key"] for one in find(changed, "field:children").part["fields"]] == ["age", "school", "born"]


def test_a_new_question_comes_after_the_group_when_asked() -> None:
    changed = changes.add_field(RICH, "field:children", new_field("date", "born"), inside=False)

    assert keys(changed, 1) == ["starts_on", "ends_on", "children", "born", "total"]


def test_rows_refuse_what_they_cannot_hold() -> None:
    with pytest.raises(Refused, match="toistuvan ryhmän"):
        changes.add_field(RICH, "field:children.age", new_field("attachment", "kuva"))


def test_a_new_step_has_a_key_of_its_own() -> None:
    changed = changes.add_step(changes.add_step(RICH, "step:hakija"), "step:hakija")

    assert [step["key"] for step in changed["steps"]] == ["hakija", "vaihe-2", "vaihe", "asia", "muut"]
    assert list(problems_of(changed)) == []


def test_a_section_is_split_and_joined_again() -> None:
    split = changes.split_section(RICH, "field:ends_on")

    assert keys(split, 1, 0) == ["starts_on"]
    assert keys(split, 1, 1) == ["ends_on", "children", "total"]
    assert keys(changes.join_section(split, "section:asia:1"), 1) == keys(RICH, 1)


def test_a_section_cannot_be_split_at_its_first_question() -> None:
    with pytest.raises(Refused, match="ensimmäinen"):
        changes.split_section(RICH, "field:name")


def test_an_option_gets_a_value_of_its_own() -> None:
    changed = changes.add_option(RICH, "field:kind", {"fi": "Kolmas"})

    assert [option["value"] for option in find(changed, "field:kind").part["options"]] == ["a", "b", "v3"]


# ---- duplicating


def test_a_copy_of_a_step_looks_at_its_own_questions() -> None:
    changed = changes.duplicate(RICH, "step:asia")

    assert list(problems_of(changed)) == []
    assert find(changed, "field:ends_on_2").part["min"] == {"field": "starts_on_2"}
    assert find(changed, "field:total_2").part["formula"] == {"sum_of": "children_2.age"}
    assert find(changed, "field:ends_on_2").part["show_if"] == {"field": "kind", "is": "a"}


# ---- removing


def test_what_would_break_is_told_before_a_removal() -> None:
    told = " ".join(broken_by(RICH, find(RICH, "field:kind").part))

    assert "”Ends_on” näytetään, kun" in told
    assert "Taulukko ”Maksu”" in told
    assert "Käsittelijän rivi" in told


def test_a_question_that_others_look_at_is_not_removed_without_asking() -> None:
    with pytest.raises(Refused, match="Ends_on"):
        changes.remove(RICH, "field:kind")


def test_rules_are_removed_with_the_question_when_asked() -> None:
    changed = changes.remove(RICH, "field:starts_on", with_rules=True)

    assert list(problems_of(changed)) == []
    assert "min" not in find(changed, "field:ends_on").part
    assert find(changed, "field:why").part["show_if"] == {"field": "kind", "is": "b"}
    assert changed["summary"] == {"fi": "{kind}, "}


def test_a_question_that_a_formula_needs_stays() -> None:
    with pytest.raises(Refused, match="kaavaa"):
        changes.remove(RICH, "field:children", with_rules=True)


def test_the_last_question_of_a_step_stays() -> None:
    with pytest.raises(Refused, match="Poista koko vaihe"):
        changes.remove(changes.remove(RICH, "field:more"), "field:why", with_rules=True)


def test_a_section_goes_with_its_last_question() -> None:
    split = changes.split_section(RICH, "field:total")

    changed = changes.remove(split, "field:total", with_rules=True)

    assert len(changed["steps"][1]["sections"]) == 1


# ---- moving


def test_a_question_at_the_edge_moves_into_the_next_section() -> None:
    moved = moving.move(RICH, "field:kind", moving.DOWN)

    assert keys(moved, 0) == ["name"]
    assert keys(moved, 1)[:2] == ["kind", "starts_on"]


def test_a_question_is_dropped_beside_another() -> None:
    moved = moving.move_beside(RICH, "field:name", "field:more", after=True)

    assert keys(moved, 2) == ["why", "more", "name"]


def test_a_group_is_not_dropped_into_itself() -> None:
    with pytest.raises(Refused):
        moving.move_beside(RICH, "field:children", "field:children.age", after=True)


def test_the_first_question_does_not_move_up() -> None:
    with pytest.raises(Refused, match="reunassa"):
        moving.move(RICH, "field:name", moving.UP)


# ---- any sequence of changes


def _renamed(content: Content, address: str) -> Content:
    part = find(content, address).part
    if "type" not in part:
        return content
    return changes.change_part(content, address, {"key": free_key(field_keys(content), f"{part['key']}x")})


def _added(kind: str) -> Callable[[Content, str], Content]:
    def add(content: Content, address: str) -> Content:
        return changes.add_field(content, address, new_field(kind, free_key(field_keys(content), kind)))

    return add


CHANGES: tuple[Callable[[Content, str], Content], ...] = (
    _renamed,
    *map(_added, KINDS),
    changes.add_section,
    changes.add_step,
    changes.split_section,
    changes.join_section,
    changes.duplicate,
    lambda content, address: changes.remove(content, address),
    lambda content, address: changes.remove(content, address, with_rules=True),
    lambda content, address: moving.move(content, address, moving.UP),
    lambda content, address: moving.move(content, address, moving.DOWN),
)
steps = st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 200), st.integers(0, 200)), min_size=1, max_size=12)


def _tried(change: Callable[[Content, str], Content], content: Content, where: int, beside: int) -> Content:
    """The changed content, or the same one when the change is refused."""
    names = addresses(content)
    try:
        changed = change(content, names[where % len(names)])
        if where % 3:
            return changed
        left = addresses(changed)
        return moving.move_beside(changed, left[where % len(left)], left[beside % len(left)], after=bool(beside % 2))
    except (Refused, NoSuchPart):
        return content


@settings(max_examples=150, deadline=None)
@given(steps)
def test_any_sequence_of_changes_keeps_a_sound_form_or_is_refused_in_words(sequence: list[Any]) -> None:
    content = deepcopy(RICH)
    for change, where, beside in sequence:
        before = deepcopy(content)

        changed = _tried(change, content, where, beside)

        assert content == before  # a change never touches what it was given
        problems = list(problems_of(changed))
        for path, reason in problems:  # the keeper refuses these: each has words of its own, not the engine's English
            assert reason not in problem_text(path, reason)
        content = content if problems else changed
        assert list(problems_of(content)) == []
