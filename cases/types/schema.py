# SPDX-License-Identifier: EUPL-1.2
"""The format of case types as JSON Schema (draft 2020-12): the shapes. What only the whole can tell, checks.py says.

`manage.py export_case_type --schema` prints it.
"""

from typing import Any

from cases.remedies import RemedyKind
from cases.types.terms import FORMAT
from cases.workflow import Status
from portal.accounts.actors import Channel

Schema = dict[str, Any]

# By which a matter may come. What the system itself opens comes by none of them.
CHANNELS = [channel.value for channel in Channel if channel is not Channel.SYSTEM]
# What the one button of a step does for the party.
BUTTONS = ["supplement", "message", "decision", "rectify", "withdraw"]
PUBLICITIES = ["public", "partly_secret", "secret"]

TEXT: Schema = {
    "type": "object",
    "properties": {language: {"type": "string"} for language in ("fi", "sv", "en")},
    "additionalProperties": False,
}
NAMED: Schema = {
    **TEXT,
    "required": ["fi"],
    "properties": {**TEXT["properties"], "fi": {"type": "string", "minLength": 1}},
}
CODE: Schema = {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"}
DAYS: Schema = {"type": "integer", "minimum": 1, "maximum": 3650}
FLAG: Schema = {"type": "boolean"}
WORDS: Schema = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}


def _object(required: str = "", /, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def _list(items: Schema, at_least: int = 0) -> Schema:
    return {"type": "array", "items": items, "minItems": at_least}


_KEY: Schema = {"type": "string", "minLength": 1}
CONDITION: Schema = {
    "oneOf": [
        _object("answer is", answer=_KEY, **{"is": WORDS}),
        _object("answer area", answer=_KEY, area=_list({"type": "string", "pattern": "^[0-9]{1,5}$"}, 1)),
        _object("answer service_point", answer=_KEY, service_point=WORDS),
        _object("load_over", load_over={"type": "integer", "minimum": 0}),
    ]
}


def case_type_schema() -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Case type",
        **_object(
            "format name receiver deadlines remedy publicity retention_years channels",
            format={"const": FORMAT},
            name=NAMED,
            text=TEXT,
            icon={"type": "string", "pattern": "^[A-Za-z0-9]{1,40}$"},
            receiver=_object(
                "unit",
                unit=CODE,
                rules=_list(_object("if to", **{"if": _list(CONDITION, 1), "to": _list(CODE, 1)})),
            ),
            steps=_list(
                _object(
                    "status now",
                    status={"enum": Status.values},
                    now=NAMED,
                    next=TEXT,
                    button=_object("act text", act={"enum": BUTTONS}, text=NAMED),
                )
            ),
            deadlines=_object("promise_days", promise_days=DAYS, law_days=DAYS, supplement_days=DAYS),
            documents=_list(_object("name", name=NAMED, required=FLAG)),
            remedy=_object("kind", kind={"enum": RemedyKind.values}, body=TEXT, law_sections={"type": "string"}),
            decision_texts={"type": "object", "additionalProperties": {"type": "object", "additionalProperties": TEXT}},
            publicity=_object("level", level={"enum": PUBLICITIES}, ground={"type": "string", "maxLength": 160}),
            retention_years={"type": "integer", "minimum": 0, "maximum": 1000},
            channels={"type": "array", "items": {"enum": CHANNELS}, "minItems": 1, "uniqueItems": True},
            fee=_object("amount", amount={"type": "string", "pattern": "^[0-9]{1,6}([.][0-9]{2})?$"}, text=TEXT),
            anonymous=FLAG,
            may_close_as_answered=FLAG,
            automatic_decisions=FLAG,
        ),
    }
