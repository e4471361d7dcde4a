# SPDX-License-Identifier: EUPL-1.2
"""A bad definition is refused with the path and the reason."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.demo import forms as demo_forms
from services.eforms.engine.definition import read_form
from services.eforms.engine.validation import BadDefinition, check_definition, problems_of
from tests.factories.eforms import TWO_STEPS, field, form_of, step_of


@pytest.mark.parametrize("slug", demo_forms.FORMS)
def test_the_forms_of_the_demo_town_are_sound(slug: str) -> None:
    content = demo_forms.read_content(slug)

    assert list(problems_of(content)) == []
    assert len(read_form(content).steps) >= 1


@pytest.mark.parametrize("slug", demo_forms.FORMS)
def test_every_text_is_in_three_languages(slug: str) -> None:
    content = json.loads((Path(demo_forms.FOLDER) / f"{slug}.json").read_text())

    assert [text for text in _texts(content) if set(text) != {"fi", "sv", "en"}] == []


def _texts(thing: Any) -> list[dict[str, str]]:
    if isinstance(thing, dict):
        own = [thing] if "fi" in thing else []
        return own + [text for value in thing.values() for text in _texts(value)]
    return [text for value in thing for text in _texts(value)] if isinstance(thing, list) else []


SECTION = "steps[0].sections[0]"
FIELD = f"{SECTION}.fields[0]"
BAD: list[tuple[Any, str]] = [
    ("text", "$"),
    ({}, "format"),
    ({"format": 2, "steps": []}, "format"),
    ({"format": 1, "steps": []}, "steps"),
    ({"format": 1, "steps": ["a"]}, "steps[0]"),
    ({"format": 1, "steps": [step_of("yhteenveto", field("a"))]}, "steps[0].key"),
    ({"format": 1, "steps": [step_of("a", field("a")), step_of("a", field("b"))]}, "steps[1].key"),
    (form_of(field("a", "colour")), "steps[0].sections[0].fields[0].type"),
    (form_of(field("A b")), "steps[0].sections[0].fields[0].key"),
    (form_of(field("a"), field("a")), "steps[0].sections[0].fields[1].key"),
    (form_of(field("a", colour="red")), "steps[0].sections[0].fields[0].colour"),
    (form_of(field("a", max_length="ten")), "steps[0].sections[0].fields[0].max_length"),
    (form_of(field("a", "choice")), "steps[0].sections[0].fields[0].options"),
    (form_of(field("a", "choice", options=[{"value": "x"}])), "steps[0].sections[0].fields[0].options[0].label"),
    (form_of(field("a", "date", min={"field": "b"})), "steps[0].sections[0].fields[0].min"),
    (form_of(field("a", show_if={"field": "b", "is": "x"}), field("b")), "steps[0].sections[0].fields[0].show_if"),
    (form_of(field("a", prefill="person.shoe_size")), "steps[0].sections[0].fields[0].prefill"),
    (form_of(field("a", prefill="person.address")), "steps[0].sections[0].fields[0].prefill"),
    (form_of(field("a", "number", min=5, max=1)), "steps[0].sections[0].fields[0].min"),
    (form_of(field("a", "attachment", types=["exe"])), "steps[0].sections[0].fields[0].types"),
    (form_of(field("a"), window={"opens_at": "soon"}), "window.opens_at"),
    (form_of(field("a"), window={"opens_at": "2027-01-02T00:00", "closes_at": "2027-01-01T00:00"}), "window.closes_at"),
    (form_of(field("a"), who=["everybody"]), "who"),
    (form_of(field("a"), assurance="maximal"), "assurance"),
    (form_of(field("a"), kind="wish"), "kind"),
    (form_of(field("a"), quota=0), "quota"),
    (form_of(field("a"), renew="yes"), "renew"),
    (form_of(field("a"), important="Uusi"), "important"),
    (form_of(field("a"), tables={}), "tables"),
    (form_of(field("a", required_if={"field": "b", "is": "x"}, optional=True)), f"{FIELD}.required_if"),
    (form_of(field("b"), field("a", required_if={"field": "b", "is": "x"})), f"{SECTION}.fields[1].required_if"),
    (form_of(field("a", show_if={"known": "person.shoe_size", "is": "45"})), f"{FIELD}.show_if"),
    (form_of(field("a", show_if={"field": "b", "before": {"field": "c"}})), f"{FIELD}.show_if"),
    (
        form_of(
            field("a", "choice", options=[{"value": "x", "label": {"fi": "X"}, "show_if": {"field": "b", "is": "y"}}])
        ),
        f"{FIELD}.options[0].show_if",
    ),
    (form_of(field("a", "choice", list="kunnat", options=[])), f"{FIELD}.options"),
    (form_of(field("a", "calculated", formula=5)), f"{FIELD}.as"),
    (form_of(field("a", "calculated", formula={"add": "x"}, **{"as": "number"})), f"{FIELD}.formula"),
    (form_of(field("a", "stop", link={"href": "javascript:alert(1)", "label": {"fi": "X"}})), f"{FIELD}.link"),
    (form_of(field("a", "group")), f"{FIELD}.fields"),
    (form_of(field("a", "group", fields=[])), f"{FIELD}.fields"),
    (form_of(field("a", "group", fields=[field("b", "group", fields=[field("c")])])), f"{FIELD}.fields[0].type"),
    (form_of(field("a", "group", fields=[field("b", "attachment")])), f"{FIELD}.fields[0].type"),
    (form_of(field("a", "group", fields=[field("b", prefill="person.name")])), f"{FIELD}.fields[0].prefill"),
    (form_of(field("a", "group", fields=[field("b"), field("b")])), f"{FIELD}.fields[1].key"),
    (form_of(field("a", "group", max=1000, fields=[field("b")])), f"{FIELD}.max"),
    (
        form_of(field("a", "group", fields=[field("b")]), field("c", show_if={"field": "b", "is": "x"})),
        f"{SECTION}.fields[1].show_if",
    ),
    (
        form_of(field("a", "group", fields=[field("b", show_if={"field": "c", "is": "x"}), field("c")])),
        f"{FIELD}.fields[0].show_if",
    ),
]


@pytest.mark.parametrize(("content", "path"), BAD, ids=[path + str(index) for index, (_c, path) in enumerate(BAD)])
def test_a_bad_definition_is_refused_with_its_path(content: Any, path: str) -> None:
    with pytest.raises(BadDefinition) as refused:
        check_definition(content)

    assert path in [where for where, _reason in refused.value.problems]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
WORDS = st.sampled_from(
    [
        "format",
        "steps",
        "sections",
        "fields",
        "key",
        "type",
        "label",
        "show_if",
        "options",
        "min",
        "window",
        *("needs", "who", "tables", "rows", "if", "value", "gives", "formula", "as", "required_if", "link", "list"),
    ]
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_content_breaks_the_validator(data: st.DataObject) -> None:
    """A sound definition with any one place replaced by any JSON is accepted or refused, never an error."""
    content = json.loads(json.dumps(TWO_STEPS))
    place: Any = content
    for _depth in range(data.draw(st.integers(0, 6))):
        keys = list(place) if isinstance(place, dict) else list(range(len(place))) if isinstance(place, list) else []
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key]:
            place[key] = data.draw(JSON)
            break
        if isinstance(place[key], dict) and data.draw(st.booleans()):
            place[key][data.draw(WORDS)] = data.draw(JSON)
        place = place[key]

    if not list(problems_of(content)):
        read_form(content)
