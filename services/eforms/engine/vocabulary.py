# SPDX-License-Identifier: EUPL-1.2
"""The properties of a definition's parts and what each may hold; read by validation.py and schema.py alike."""

import re

from portal.common.rules.checks import (
    INSTANT,
    Check,
    Rule,
    anything,
    counting_number,
    list_of_texts_by_language,
    must,
    one_of,
    plain_text,
    some_of,
    texts,
    true_or_false,
    whole_number,
)
from portal.common.rules.conditions import condition_problem
from services.eforms.engine.definition import FORMAT, read_instant

WHO = ("self", "child", "person", "organisation", "staff")
FORM_KINDS = ("application", "notice", "request", "order", "registration", "consent")
GIVES = ("fee", "unit", "priority", "number", "text")
ONCE = ("fee", "unit", "priority")

condition = Rule(condition_problem, {"$ref": "#/$defs/condition"})

FORM_RULES: dict[str, Check] = {
    "format": must(lambda value: value == FORMAT and not isinstance(value, bool), f"must be {FORMAT}", const=FORMAT),
    "kind": one_of(*FORM_KINDS),
    "intro": texts,
    "needs": list_of_texts_by_language,
    "minutes": whole_number,
    "promise": texts,
    "next": list_of_texts_by_language,
    "summary": texts,
    "who": some_of(*WHO),
    "assurance": one_of("none", "weak", "strong"),
    "quota": counting_number,
    "renew": true_or_false,
    "important": texts,
    "window": anything,
    "tables": anything,
    "steps": anything,
}
WINDOW_RULES: dict[str, Check] = dict.fromkeys(
    ("opens_at", "closes_at"),
    must(
        lambda value: isinstance(value, str) and bool(re.match(INSTANT, value)) and _is_instant(value),
        "must be a time such as 2027-02-28T12:00",
        type="string",
        pattern=INSTANT,
    ),
)
STEP_RULES: dict[str, Check] = {"key": plain_text, "title": texts, "show_if": condition, "sections": anything}
SECTION_RULES: dict[str, Check] = {
    "title": texts,
    "help": texts,
    "show_if": condition,
    "block": plain_text,
    "fields": anything,
}
ROW_FIELD_RULES: dict[str, Check] = {
    "key": plain_text,
    "type": plain_text,
    "label": texts,
    "help": texts,
    "optional": true_or_false,
    "required_if": condition,
    "show_if": condition,
    "renew": true_or_false,
}
FIELD_RULES: dict[str, Check] = {
    **ROW_FIELD_RULES,
    "prefill": plain_text,
    "locked": true_or_false,
    "from_query": true_or_false,
}
OPTION_RULES: dict[str, Check] = {"value": plain_text, "label": texts, "help": texts, "show_if": condition}
TABLE_RULES: dict[str, Check] = {
    "key": plain_text,
    "gives": one_of(*GIVES),
    "label": texts,
    "rows": anything,
    "default": anything,
}
TABLE_ROW_RULES: dict[str, Check] = {"if": condition, "value": anything, "reason": texts}


def _is_instant(value: str) -> bool:
    try:
        return read_instant(value) is not None
    except ValueError:
        return False
