# SPDX-License-Identifier: EUPL-1.2
"""The format of definitions as JSON Schema (draft 2020-12), made from the rules that validation itself reads.

It tells shapes. What only the whole can tell (keys that are their own, conditions that look back, limits that fit
together) validation.py says. What the schema refuses, validation refuses too.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.common.rules.checks import DAY, DAYS_AT_MOST, Check, decimals, schema_of
from portal.common.rules.conditions import COUNTS, OPERATORS, OPERATORS_OF
from portal.common.rules.expressions import LISTS, PAIRS, SPANS
from services.eforms.engine.fields import KINDS
from services.eforms.engine.fields.groups import NOT_IN_ROWS
from services.eforms.engine.validation import KEY, STEP_KEY
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

Schema = dict[str, Any]
DAYS: Schema = {"type": "integer", "minimum": -DAYS_AT_MOST, "maximum": DAYS_AT_MOST}
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}


def form_schema() -> Schema:
    """The JSON Schema of a whole definition."""
    form = _object(
        FORM_RULES,
        required=("format", "steps"),
        window=_object(WINDOW_RULES),
        tables=_list("table"),
        steps=_list("step", at_least=1),
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Form definition",
        **form,
        "$defs": {**_parts(), **_logic(), **_kinds()},
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(name: str, at_least: int = 0) -> Schema:
    return {"type": "array", "items": _ref(name), **({"minItems": at_least} if at_least else {})}


def _object(rules: Mapping[str, Check], required: Iterable[str] = (), **shapes: Schema) -> Schema:
    """An object with these properties alone; `shapes` are those that the rules do not tell."""
    properties = {name: shapes.get(name) or dict(schema_of(rule)) for name, rule in rules.items()}
    needs = list(required)
    needed = {"required": needs} if needs else {}
    return {"type": "object", "properties": properties, **needed, "additionalProperties": False}


def _plain(required: Iterable[str], **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _parts() -> Schema:
    key = {"type": "string", "pattern": f"^{KEY.pattern}$"}
    step_key = {"type": "string", "pattern": f"^{STEP_KEY.pattern}$"}
    return {
        "texts": {
            "type": "object",
            "properties": {"fi": {"type": "string", "minLength": 1}},
            "required": ["fi"],
            "additionalProperties": TEXT,
        },
        "step": _object(
            STEP_RULES, required=("key", "title", "sections"), key=step_key, sections=_list("section", at_least=1)
        ),
        "section": _object(SECTION_RULES, required=("fields",), fields=_list("field", at_least=1)),
        "option": _object(OPTION_RULES, required=("value", "label"), value={"type": "string", "minLength": 1}),
        "table": _object(
            TABLE_RULES,
            required=("key", "gives", "label", "rows"),
            key=key,
            rows=_list("table_row", at_least=1),
            default=_ref("table_value"),
        ),
        "table_row": _object(TABLE_ROW_RULES, required=("if", "value"), value=_ref("table_value")),
        "table_value": {"anyOf": [{"type": "string", "minLength": 1}, _ref("expression")]},
    }


# ---- conditions and expressions


def _logic() -> Schema:
    day = {"type": "string", "pattern": DAY}
    return {
        "condition": {
            "anyOf": [
                _plain(("all",), all=_list("condition", at_least=1)),
                _plain(("any",), any=_list("condition", at_least=1)),
                _plain(("not",), **{"not": _ref("condition")}),
                *(_test(subject, name) for subject, names in OPERATORS_OF.items() for name in names),
            ]
        },
        "expression": {"anyOf": [NUMBER, *_expressions()]},
        "formula": {"anyOf": [_plain(("date",), date=_ref("point")), _ref("expression")]},
        "point": {"anyOf": [_plain(("today",), today=DAYS), _plain(("field",), field=TEXT, days=DAYS)]},
        "day_limit": {"anyOf": [day, _ref("point")]},
    }


def _test(subject: str, name: str) -> Schema:
    looked_at = _ref("expression") if subject == "value" else TEXT
    plain = {"field": [TEXT], "value": [NUMBER]}.get(subject, [TEXT, NUMBER])
    return _plain((subject, name), **{subject: looked_at, name: _wanted(name, plain)})


def _wanted(name: str, plain: list[Schema]) -> Schema:
    """What the operator of a condition compares with."""
    assert name in OPERATORS
    if name in COUNTS:
        return {"type": "integer", "minimum": 0}
    if name in ("in", "not_in"):
        return {"type": "array", "items": {"anyOf": plain}, "minItems": 1}
    if name in ("before", "after"):
        return _ref("day_limit")
    if name in ("more", "less"):
        return {"anyOf": [NUMBER, _plain(("field",), field=TEXT)]}
    return {"type": "boolean"} if name == "filled" else {"anyOf": plain}


def _expressions() -> list[Schema]:
    named = [_plain((name,), **{name: TEXT}) for name in ("field", "sum_of", "count_of", "table")]
    several = [_plain((name,), **{name: _list("expression", at_least=1)}) for name in LISTS]
    pairs = [_plain((name,), **{name: _pair("expression")}) for name in PAIRS]
    spans = [_plain((name,), **{name: _pair("point")}) for name in SPANS]
    rounded = _plain(("round",), round=_ref("expression"), decimals=dict(decimals.schema))
    return [*named, *several, *pairs, *spans, rounded]


def _pair(name: str) -> Schema:
    return {**_list(name), "minItems": 2, "maxItems": 2}


# ---- the types of fields


def _kinds() -> Schema:
    in_rows = [name for name in KINDS if name not in NOT_IN_ROWS]
    return {
        "field": _by_type(KINDS, "field"),
        "row_field": _by_type(in_rows, "row"),
        **{f"field_{name}": _kind(name, FIELD_RULES) for name in KINDS},
        **{f"row_{name}": _kind(name, ROW_FIELD_RULES) for name in in_rows},
    }


def _by_type(names: Iterable[str], start: str) -> Schema:
    """The type chooses the other properties, so that what is wrong is told of that type alone."""
    chosen = [
        {
            "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
            "then": _ref(f"{start}_{name}"),
        }
        for name in names
    ]
    return {
        "type": "object",
        "properties": {"type": {"enum": list(names)}},
        "required": ["key", "type", "label"],
        "allOf": chosen,
    }


def _kind(name: str, common: Mapping[str, Check]) -> Schema:
    kind = KINDS[name]
    shapes: dict[str, Schema] = {"key": {"type": "string", "pattern": f"^{KEY.pattern}$"}, "type": {"const": name}}
    schema = _object({**common, **kind.rules}, required=("key", "type", "label", *kind.needs), **shapes)
    if kind.has_options:
        schema["properties"]["options"] = _list("option", at_least=1)
        schema["oneOf"] = [{"required": ["options"]}, {"required": ["list"]}]
    if kind.has_fields:
        schema["properties"]["fields"] = _list("row_field", at_least=1)
        schema["required"].append("fields")
    return schema
