# SPDX-License-Identifier: EUPL-1.2
"""Whatever property of the format is given, changed or taken away, some line of the diff tells it."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from portal.common.rules.checks import Check, schema_of
from services.eforms.engine.fields import KINDS
from services.eforms.engine.vocabulary import (
    FIELD_RULES,
    FORM_RULES,
    OPTION_RULES,
    ROW_FIELD_RULES,
    SECTION_RULES,
    STEP_RULES,
    TABLE_ROW_RULES,
    TABLE_RULES,
    WINDOW_RULES,
)
from services.eforms.reviewing.diff import changes_between
from tests.factories.eforms import field, form_of, step_of

Json = dict[str, Any]
Pair = tuple[Any, Any]

FIRST = {"field": "first", "filled": True}


def _table(key: str) -> list[Json]:
    return [{"key": key, "gives": "text", "label": {"fi": "T"}, "rows": [{"if": FIRST, "value": "a"}]}]


# Two values of what the rule's own schema does not tell.
NAMED: dict[str, Pair] = {
    "key": ("yksi", "kaksi"),
    "formula": (1, {"field": "first"}),
    "link": ({"href": "/a/", "label": {"fi": "A"}}, {"href": "/a/", "label": {"fi": "A", "sv": "B"}}),
    "tables": (_table("t"), _table("u")),
    "steps": ([step_of("a", field("x"))], [step_of("a", field("y"))]),
    "sections": ([{"fields": [field("x")]}], [{"fields": [field("y")]}]),
    "fields": ([field("x")], [field("y")]),
    "rows": ([{"if": FIRST, "value": "a"}], [{"if": FIRST, "value": "b"}]),
    "options": ([{"value": "a", "label": {"fi": "A"}}], [{"value": "b", "label": {"fi": "A"}}]),
    "opens_at": ("2027-01-01T08:00", "2027-01-01T09:00"),
    "closes_at": ("2027-02-01T08:00", "2027-02-02T08:00"),
    "window": ({"opens_at": "2027-01-01T08:00"}, {"opens_at": "2027-01-01T09:00"}),
    "list": ("kunnat", "koulut"),
    "type": ("text", "phone"),
    "prefill": ("person.name", "person.email"),
}
BY_REF: dict[str, Pair] = {
    "texts": ({"fi": "Yksi"}, {"fi": "Yksi", "en": "One"}),
    "condition": (FIRST, {"field": "first", "filled": False}),
    "day_limit": ({"today": 1}, {"field": "first", "days": 2}),
}
BY_TYPE: dict[str, Pair] = {
    "integer": (1, 2),
    "number": (1, 2.5),
    "boolean": (True, False),
    "string": ("yksi", "kaksi"),
}


def pair_of(name: str, check: Check) -> Pair:
    schema = schema_of(check)
    if (ref := str(schema.get("$ref", "")).rpartition("/")[2]) in BY_REF:
        return BY_REF[ref]
    if "enum" in schema:
        return schema["enum"][0], schema["enum"][1]
    if "pattern" in schema and name not in NAMED:
        return "08:00", "09:00"
    if schema.get("type") == "array":
        return _lists(schema["items"])
    return NAMED[name] if name in NAMED else BY_TYPE[schema.get("type", "string")]


def _lists(items: Mapping[str, Any]) -> Pair:
    one, two = items["enum"][:2] if "enum" in items else ("yksi", "kaksi") if "type" in items else BY_REF["texts"]
    return [one], [one, two]


OPTIONS = NAMED["options"][0]


def whole(part: str, part_of: Json) -> Json:
    """A form with the properties in the part."""
    base = form_of(field("first"))
    step, section = base["steps"][0], base["steps"][0]["sections"][0]
    parts: dict[str, Json] = {"form": base, "step": step, "section": section}
    if part == "window":
        base["window"] = parts[part] = {}
    if part in ("table", "row"):
        row = {"if": FIRST, "value": "a"}
        table = {"key": "t", "gives": "text", "label": {"fi": "T"}, "rows": [row]}
        base["tables"], parts["table"], parts["row"] = [table], table, row
    if part in ("field", "option") or part in KINDS:
        one = field("asked", part if part in KINDS else "choice", options=copy.deepcopy(OPTIONS))
        section["fields"].append(one)
        parts["field"] = parts[part] = one
        parts["option"] = one["options"][0]
    if part == "column":
        column = field("inner")
        section["fields"].append(field("rows", "group", fields=[column]))
        parts["column"] = column
    for name, value in part_of.items():
        if value is None:
            parts[part].pop(name, None)
        else:
            parts[part][name] = value
    if part == "option":
        parts["field"]["options"] = [parts["option"]]
    return copy.deepcopy(base)


RULES: dict[str, Mapping[str, Check]] = {
    "form": FORM_RULES,
    "window": WINDOW_RULES,
    "step": STEP_RULES,
    "section": SECTION_RULES,
    "field": {**FIELD_RULES, "options": FORM_RULES["steps"]},
    "column": ROW_FIELD_RULES,
    "option": OPTION_RULES,
    "table": TABLE_RULES,
    "row": TABLE_ROW_RULES,
    **{kind: KINDS[kind].rules for kind in KINDS},
}
NEVER_CHANGES = {("form", "format")}


def cases() -> Iterator[Any]:
    for part, rules in RULES.items():
        for name, check in rules.items():
            if (part, name) not in NEVER_CHANGES:
                yield pytest.param(part, name, pair_of(name, check), id=f"{part}.{name}")


@pytest.mark.parametrize(("part", "name", "pair"), list(cases()))
def test_no_change_is_silent(part: str, name: str, pair: Pair) -> None:
    one, two = pair
    assert one != two
    needed = name in ("steps", "sections", "fields", "rows", "options", "if", "value", "key", "type", "gives")

    turns = [(one, two), (two, one)] if needed else [(one, two), (two, one), (None, one), (one, None)]
    silent = [turn for turn in turns if not changes_between(whole(part, {name: turn[0]}), whole(part, {name: turn[1]}))]

    assert silent == []
