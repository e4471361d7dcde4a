# SPDX-License-Identifier: EUPL-1.2
"""The published JSON Schema and validation say the same: what the schema refuses, validation refuses with a path."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from portal.common.rules.checks import Rule
from portal.demo import forms as demo_forms
from services.eforms.engine.fields import KINDS
from services.eforms.engine.schema import form_schema
from services.eforms.engine.validation import problems_of
from tests.eforms.strategies import definitions
from tests.eforms.test_validation import BAD

SCHEMA = Draft202012Validator(form_schema())
JUNK = st.sampled_from([None, True, 0, -1, 1.5, "", "x", "2027-02-30", [], ["x"], {}, {"fi": ""}, {"field": "q0"}])


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(form_schema())


@pytest.mark.django_db
def test_it_is_published_for_everybody() -> None:
    response = Client().get("/lomakemuoto.json")

    assert response.json() == form_schema()
    assert "public" in response["Cache-Control"]


def test_the_command_prints_it() -> None:
    out = StringIO()

    call_command("form_schema", stdout=out)

    assert json.loads(out.getvalue()) == form_schema()


@pytest.mark.parametrize("slug", demo_forms.FORMS)
def test_the_forms_of_the_demo_town_fit(slug: str) -> None:
    assert [error.json_path for error in SCHEMA.iter_errors(demo_forms.read_content(slug))] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_of_every_type_has_its_shape(kind: str) -> None:
    without = {name for name, rule in KINDS[kind].rules.items() if not isinstance(rule, Rule)}

    assert without == set()


@pytest.mark.parametrize(("content", "path"), BAD, ids=lambda value: value if isinstance(value, str) else "")
def test_what_the_schema_refuses_is_refused(content: Any, path: str) -> None:
    is_refused = not SCHEMA.is_valid(content)

    assert not is_refused or list(problems_of(content))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(content=definitions(), data=st.data())
def test_a_definition_that_is_spoilt_anywhere_is_refused_at_least_by_us(
    content: dict[str, Any], data: st.DataObject
) -> None:
    assert SCHEMA.is_valid(content)
    assert list(problems_of(content)) == []

    spoilt = json.loads(json.dumps(content))
    holder, key = data.draw(st.sampled_from(list(places(spoilt))))
    if data.draw(st.booleans()) and isinstance(holder, dict):
        holder["colour"] = "red"
    else:
        holder[key] = data.draw(JUNK)

    problems = list(problems_of(spoilt))
    assert all(path and reason for path, reason in problems)
    assert problems or SCHEMA.is_valid(spoilt)


def places(thing: Any) -> Any:
    """Every place of a definition: what holds it, and its key or index there."""
    items = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    for key, value in items:
        yield thing, key
        yield from places(value)
