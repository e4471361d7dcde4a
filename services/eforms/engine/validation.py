# SPDX-License-Identifier: EUPL-1.2
"""What is wrong in a definition, each with its path: `steps[1].sections[0].fields[2].max: must be a whole number`.

The reasons are in English: they are for those who write definitions by hand or by another system.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from services.eforms.engine.conditions import condition_problem, fields_of
from services.eforms.engine.definition import FORMAT, RESERVED, read_instant
from services.eforms.engine.fields import KINDS
from services.eforms.engine.fields.base import list_of_texts, one_of, plain_text, texts, true_or_false, whole_number
from services.eforms.engine.prefill import source_problem

KEY = re.compile(r"[a-z][a-z0-9_]{0,58}")
STEP_KEY = re.compile(r"[a-z][a-z0-9-]{0,58}")
WHO = ("self", "child", "organisation")
Problems = Iterator[tuple[str, str]]


class BadDefinition(Exception):
    """The definition cannot be a form. `problems` has every (path, reason)."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{path}: {reason}" for path, reason in problems))


def check_definition(content: Any) -> None:
    if problems := list(problems_of(content)):
        raise BadDefinition(problems)


def problems_of(content: Any) -> Problems:
    if not isinstance(content, Mapping):
        yield "$", "must be an object"
        return
    yield from _properties("", content, FORM_RULES, required=("format", "steps"))
    yield from _window_problems(content.get("window", {}))
    steps = content.get("steps")
    if not isinstance(steps, list) or not steps:
        yield "steps", "must be a list of at least one step"
        return
    seen = Seen()
    for index, step in enumerate(steps):
        yield from _step_problems(f"steps[{index}]", step, seen)


class Seen:
    """Keys met so far: a condition may only look backwards."""

    def __init__(self) -> None:
        self.steps: set[str] = set()
        self.fields: dict[str, Any] = {}


def _path(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _properties(path: str, thing: Mapping[str, Any], rules: Mapping[str, Any], required: tuple[str, ...]) -> Problems:
    for name in required:
        if name not in thing:
            yield _path(path, name), "is missing"
    for name, value in thing.items():
        if name not in rules:
            yield _path(path, name), f"is not known here; known are {', '.join(rules)}"
        elif reason := rules[name](value):
            yield _path(path, name), reason


def _anything(_value: Any) -> str:
    return ""


def _format(value: Any) -> str:
    return "" if value == FORMAT else f"must be {FORMAT}"


def _list_of_texts_by_language(value: Any) -> str:
    return next(filter(None, map(texts, value)), "") if isinstance(value, list) else "must be a list"


def _who(value: Any) -> str:
    return list_of_texts(value) or ("" if value and set(value) <= set(WHO) else f"must name some of {', '.join(WHO)}")


FORM_RULES = {
    "format": _format,
    "intro": texts,
    "needs": _list_of_texts_by_language,
    "minutes": whole_number,
    "promise": texts,
    "next": _list_of_texts_by_language,
    "summary": texts,
    "who": _who,
    "assurance": one_of("none", "weak", "strong"),
    "window": _anything,
    "steps": _anything,
}
STEP_RULES = {"key": plain_text, "title": texts, "show_if": condition_problem, "sections": _anything}
SECTION_RULES = {"title": texts, "help": texts, "show_if": condition_problem, "fields": _anything}
FIELD_RULES = {
    "key": plain_text,
    "type": plain_text,
    "label": texts,
    "help": texts,
    "optional": true_or_false,
    "show_if": condition_problem,
    "prefill": plain_text,
    "locked": true_or_false,
    "from_query": true_or_false,
}
OPTION_RULES = {"value": plain_text, "label": texts, "help": texts}


def _window_problems(window: Any) -> Problems:
    if not isinstance(window, Mapping):
        yield "window", "must be an object"
        return
    times = {}
    for name, value in window.items():
        try:
            times[name] = read_instant(value) if name in ("opens_at", "closes_at") else None
        except (TypeError, ValueError):
            yield f"window.{name}", "must be a time such as 2027-02-28T12:00"
    yield from ((f"window.{name}", "is not known here") for name in window if name not in ("opens_at", "closes_at"))
    opens_at, closes_at = times.get("opens_at"), times.get("closes_at")
    if opens_at and closes_at and opens_at >= closes_at:
        yield "window.closes_at", "must be later than opens_at"


def _step_problems(path: str, step: Any, seen: Seen) -> Problems:
    if not isinstance(step, Mapping):
        yield path, "must be an object"
        return
    yield from _properties(path, step, STEP_RULES, required=("key", "title", "sections"))
    key = step.get("key")
    if not isinstance(key, str) or not STEP_KEY.fullmatch(key) or key in RESERVED or key in seen.steps:
        yield _path(path, "key"), f"must be its own short word in a-z, 0-9 and -, and none of {', '.join(RESERVED)}"
    else:
        seen.steps.add(key)
    yield from _backward_problems(path, step, seen)
    sections = step.get("sections")
    if not isinstance(sections, list) or not sections:
        yield _path(path, "sections"), "must be a list of at least one section"
        return
    for index, section in enumerate(sections):
        yield from _section_problems(f"{path}.sections[{index}]", section, seen)


def _section_problems(path: str, section: Any, seen: Seen) -> Problems:
    if not isinstance(section, Mapping):
        yield path, "must be an object"
        return
    yield from _properties(path, section, SECTION_RULES, required=("fields",))
    yield from _backward_problems(path, section, seen)
    fields = section.get("fields")
    if not isinstance(fields, list) or not fields:
        yield _path(path, "fields"), "must be a list of at least one field"
        return
    for index, field in enumerate(fields):
        yield from _field_problems(f"{path}.fields[{index}]", field, seen)


def _backward_problems(path: str, part: Mapping[str, Any], seen: Seen) -> Problems:
    condition = part.get("show_if")
    if condition is not None and not condition_problem(condition):
        for key in fields_of(condition):
            if key not in seen.fields:
                yield _path(path, "show_if"), f"looks at {key}, which is not asked before it"


def _field_problems(path: str, field: Any, seen: Seen) -> Problems:
    if not isinstance(field, Mapping):
        yield path, "must be an object"
        return
    kind = KINDS.get(str(field.get("type")))
    if kind is None:
        yield _path(path, "type"), f"must be one of {', '.join(KINDS)}"
        return
    rules = {**FIELD_RULES, **kind.rules, **({"options": _anything} if kind.has_options else {})}
    yield from _properties(path, field, rules, required=("key", "type", "label"))
    key = field.get("key")
    if not isinstance(key, str) or not KEY.fullmatch(key) or "__" in key or key in seen.fields:
        yield _path(path, "key"), "must be its own short word in a-z, 0-9 and single _"
    yield from _backward_problems(path, field, seen)
    yield from _limit_problems(path, field, seen)
    if kind.has_options:
        yield from _option_problems(path, field.get("options"))
    if isinstance(field.get("prefill"), str) and (reason := source_problem(field["prefill"], field["type"])):
        yield _path(path, "prefill"), reason
    seen.fields[str(key)] = field


def _limit_problems(path: str, field: Mapping[str, Any], seen: Seen) -> Problems:
    for name in ("min", "max"):
        limit = field.get(name)
        if isinstance(limit, Mapping) and "field" in limit and limit["field"] not in seen.fields:
            yield _path(path, name), f"looks at {limit['field']}, which is not asked before it"
    low, high = field.get("min"), field.get("max")
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        yield _path(path, "min"), "is greater than max"


def _option_problems(path: str, options: Any) -> Problems:
    if not isinstance(options, list) or not options:
        yield _path(path, "options"), "must be a list of at least one option"
        return
    values: set[str] = set()
    for index, option in enumerate(options):
        here = f"{path}.options[{index}]"
        if not isinstance(option, Mapping):
            yield here, "must be an object"
            continue
        yield from _properties(here, option, OPTION_RULES, required=("value", "label"))
        value = str(option.get("value", ""))
        if not value or value in values:
            yield _path(here, "value"), "must be its own text"
        values.add(value)
