# SPDX-License-Identifier: EUPL-1.2
"""What is wrong in a definition, each with its path: `steps[1].sections[0].fields[2].max: must be a whole number`.

The reasons are in English: they are for those who write definitions by hand or by another system.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.common.rules.checks import Check, anything, is_number, one_of
from portal.common.rules.conditions import condition_problem, references_of
from portal.common.rules.expressions import expression_problem, formula_problem, references
from services.eforms.engine.definition import RESERVED, read_instant
from services.eforms.engine.fields import KINDS
from services.eforms.engine.fields.groups import NOT_IN_ROWS
from services.eforms.engine.prefill import KNOWN, source_problem
from services.eforms.engine.tables import fields_of_table
from services.eforms.engine.vocabulary import (
    FIELD_RULES,
    FORM_RULES,
    ONCE,
    OPTION_RULES,
    ROW_FIELD_RULES,
    SECTION_RULES,
    STEP_RULES,
    TABLE_ROW_RULES,
    TABLE_RULES,
    WINDOW_RULES,
)

KEY = re.compile(r"[a-z][a-z0-9_]{0,58}")
# JSON can write them as escapes, and PostgreSQL keeps neither a zero nor half of a surrogate pair.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
STEP_KEY = re.compile(r"[a-z][a-z0-9-]{0,58}")
NUMBERS = ("number", "money", "calculated")
DAYS = ("date", "calculated")
COUNTED = ("group", "multi_choice", "attachment", "signature", "date_range")
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
    if unstorable := list(_unstorable(content)):
        yield from unstorable
        return
    yield from _properties("", content, FORM_RULES, required=("format", "steps"))
    yield from _window_problems(content.get("window", {}))
    yield from _staff_problems(content)
    steps = content.get("steps")
    if not isinstance(steps, list) or not steps:
        yield "steps", "must be a list of at least one step"
        return
    seen = Seen(tables=_fields_of_tables(content.get("tables")))
    for index, step in enumerate(steps):
        yield from _step_problems(f"steps[{index}]", step, seen)
    yield from _table_problems(content.get("tables", []), seen)


@dataclass
class Seen:
    """What has been asked so far: conditions, limits and formulas may only look backwards.

    `fields` may be looked at; `own` are the keys that are taken where we are, in the form or in a row of a group.
    """

    tables: Mapping[str, frozenset[str]]
    steps: set[str] = field(default_factory=set)
    fields: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)

    def inside(self) -> "Seen":
        return Seen(self.tables, fields=dict(self.fields))

    def type_of(self, key: str) -> str:
        return str(self.fields[key].get("type"))


def _path(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _properties(path: str, thing: Mapping[str, Any], rules: Mapping[str, Check], required: Iterable[str]) -> Problems:
    for name in required:
        if name not in thing:
            yield _path(path, name), "is missing"
    for name, value in thing.items():
        if name not in rules:
            yield _path(path, str(name)), f"is not known here; known are {', '.join(rules)}"
        elif reason := rules[name](value):
            yield _path(path, name), reason


def _unstorable(content: Any) -> Problems:
    waiting: list[tuple[str, Any]] = [("", content)]
    while waiting:
        path, thing = waiting.pop()
        if isinstance(thing, Mapping):
            if any(UNSTORABLE.search(str(key)) for key in thing):
                yield path or "$", "holds a character that cannot be stored"
            waiting += [(_path(path, key), value) for key, value in thing.items() if not UNSTORABLE.search(str(key))]
        elif isinstance(thing, list):
            waiting += [(f"{path}[{index}]", value) for index, value in enumerate(thing)]
        elif isinstance(thing, str) and UNSTORABLE.search(thing):
            yield path, "holds a character that cannot be stored"


def _staff_problems(content: Mapping[str, Any]) -> Problems:
    who = content.get("who")
    if not isinstance(who, list) or "staff" not in who:
        return
    if len(who) > 1:
        yield "who", "staff must stand alone: a form is either for staff or for customers"
    if content.get("assurance", "weak") != "weak":
        yield "assurance", "must be weak when the form is for staff: they sign in with the account of their work"


def _window_problems(window: Any) -> Problems:
    if not isinstance(window, Mapping):
        yield "window", "must be an object"
        return
    problems = list(_properties("window", window, WINDOW_RULES, required=()))
    yield from problems
    opens_at, closes_at = window.get("opens_at"), window.get("closes_at")
    if not problems and opens_at and closes_at and _reversed(opens_at, closes_at):
        yield "window.closes_at", "must be later than opens_at"


def _reversed(opens_at: str, closes_at: str) -> bool:
    start, end = read_instant(opens_at), read_instant(closes_at)
    return start is not None and end is not None and start >= end


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
    yield from _condition_problems(path, step, ("show_if",), seen)
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
    yield from _condition_problems(path, section, ("show_if",), seen)
    yield from _fields_problems(path, section.get("fields"), seen, FIELD_RULES, KINDS)


def _fields_problems(path: str, fields: Any, seen: Seen, rules: Mapping[str, Check], kinds: Iterable[str]) -> Problems:
    if not isinstance(fields, list) or not fields:
        yield _path(path, "fields"), "must be a list of at least one field"
        return
    for index, one in enumerate(fields):
        yield from _field_problems(f"{path}.fields[{index}]", one, seen, rules, kinds)


def _field_problems(path: str, field: Any, seen: Seen, common: Mapping[str, Check], kinds: Iterable[str]) -> Problems:
    if not isinstance(field, Mapping):
        yield path, "must be an object"
        return
    kind = KINDS.get(str(field.get("type")))
    if kind is None or field["type"] not in kinds:
        yield _path(path, "type"), f"must be one of {', '.join(kinds)}"
        return
    rules = {**common, **kind.rules}
    rules |= {"options": anything} if kind.has_options else {}
    rules |= {"fields": anything} if kind.has_fields else {}
    yield from _properties(path, field, rules, required=("key", "type", "label", *kind.needs))
    key = field.get("key")
    if not isinstance(key, str) or not KEY.fullmatch(key) or "__" in key or key in seen.own:
        yield _path(path, "key"), "must be its own short word in a-z, 0-9 and single _"
    if "required_if" in field and not field.get("optional"):
        yield _path(path, "required_if"), 'needs "optional": true'
    yield from _condition_problems(path, field, ("show_if", "required_if"), seen)
    yield from _limit_problems(path, field, seen)
    yield from _formula_problems(path, field, seen)
    if kind.has_options:
        yield from _option_problems(path, field, seen)
    if kind.has_fields:
        yield from _fields_problems(path, field.get("fields"), seen.inside(), ROW_FIELD_RULES, _row_kinds())
    if isinstance(field.get("prefill"), str) and (reason := source_problem(field["prefill"], field["type"])):
        yield _path(path, "prefill"), reason
    seen.fields[str(key)] = field
    seen.own.add(str(key))


def _row_kinds() -> list[str]:
    return [name for name in KINDS if name not in NOT_IN_ROWS]


# ---- looking back


def _condition_problems(path: str, part: Mapping[str, Any], names: Iterable[str], seen: Seen) -> Problems:
    for name in names:
        if name in part and not condition_problem(part[name]):
            for reason in _forward(references_of(part[name]), seen):
                yield _path(path, name), reason


def _formula_problems(path: str, field: Mapping[str, Any], seen: Seen) -> Problems:
    formula = field.get("formula")
    if formula is None or formula_problem(formula):
        return
    is_day = isinstance(formula, Mapping) and "date" in formula
    if is_day != (field.get("as") == "date"):
        yield _path(path, "as"), 'is "date" when the formula is {"date": …}, and only then'
    for reason in _forward(references(formula), seen, numbers_only=True):
        yield _path(path, "formula"), reason


def _forward(found: Iterable[tuple[str, str]], seen: Seen, *, numbers_only: bool = False) -> Iterator[str]:
    """What is wrong in the things that a condition or a formula looks at."""
    for how, key in found:
        if how == "known":
            if key not in KNOWN:
                yield f"looks at {key}, which is not known; known are {', '.join(sorted(KNOWN))}"
            continue
        if how == "table":
            yield from _table_reasons(key, seen)
            continue
        name = key.partition(".")[0]
        if name not in seen.fields:
            yield f"looks at {name}, which is not asked before it"
        elif how in _WRONG_KIND and (reason := _WRONG_KIND[how](seen, key)):
            yield reason
        elif how == "field" and numbers_only and seen.type_of(name) not in NUMBERS:
            yield f"counts with {name}, which is no number"


def _table_reasons(key: str, seen: Seen) -> Iterator[str]:
    if key not in seen.tables:
        yield f"looks at the table {key}, which is not there or not well formed"
    for name in sorted(seen.tables.get(key, frozenset()) - set(seen.fields)):
        yield f"looks at the table {key}, which looks at {name}, which is not asked before it"


def _no_column(seen: Seen, key: str) -> str:
    group, _dot, column = key.partition(".")
    fields = seen.fields[group].get("fields")
    inner = [one for one in fields if isinstance(one, Mapping)] if isinstance(fields, list) else []
    is_number_of_rows = any(one.get("key") == column and one.get("type") in NUMBERS for one in inner)
    return "" if is_number_of_rows else f"sums {key}, which is no number of a group"


def _no_day(seen: Seen, key: str) -> str:
    return "" if seen.type_of(key) in DAYS else f"counts days from {key}, which is no date"


def _no_count(seen: Seen, key: str) -> str:
    return "" if seen.type_of(key) in COUNTED else f"counts {key}, which has no rows, files, chosen options or days"


_WRONG_KIND: dict[str, Callable[[Seen, str], str]] = {"day": _no_day, "sum_of": _no_column, "count_of": _no_count}


def _limit_problems(path: str, field: Mapping[str, Any], seen: Seen) -> Problems:
    for name in ("min", "max"):
        limit = field.get(name)
        if isinstance(limit, Mapping) and "field" in limit and str(limit["field"]) not in seen.fields:
            yield _path(path, name), f"looks at {limit['field']}, which is not asked before it"
    low, high = field.get("min"), field.get("max")
    are_alike = (is_number(low) and is_number(high)) or (isinstance(low, str) and isinstance(high, str))
    if are_alike and low > high:  # type: ignore[operator]  # alike, as just seen
        yield _path(path, "min"), "is greater than max"


# ---- options


def _option_problems(path: str, field: Mapping[str, Any], seen: Seen) -> Problems:
    options = field.get("options")
    if "list" in field:
        if options is not None:
            yield _path(path, "options"), 'cannot stand beside "list"'
        return
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
        yield from _condition_problems(here, option, ("show_if",), seen)
        value = str(option.get("value", ""))
        if not value or value in values:
            yield _path(here, "value"), "must be its own text"
        values.add(value)


# ---- decision tables


def _fields_of_tables(tables: Any) -> dict[str, frozenset[str]]:
    """The questions that each well-formed table looks at. A table may look at tables before it, so none at itself."""
    found: dict[str, frozenset[str]] = {}
    for table in tables if isinstance(tables, list) else ():
        if isinstance(table, Mapping) and isinstance(table.get("key"), str) and not list(_own_problems("", table)):
            found[table["key"]] = fields_of_table(table, found)
    return found


def _table_problems(tables: Any, seen: Seen) -> Problems:
    if not isinstance(tables, list):
        yield "tables", "must be a list"
        return
    earlier: dict[str, frozenset[str]] = {}
    given: set[str] = set()
    for index, table in enumerate(tables):
        path = f"tables[{index}]"
        if not isinstance(table, Mapping):
            yield path, "must be an object"
            continue
        yield from _own_problems(path, table)
        key, gives = table.get("key"), table.get("gives")
        if not isinstance(key, str) or not KEY.fullmatch(key) or key in earlier:
            yield _path(path, "key"), "must be its own short word in a-z, 0-9 and _"
        if gives in ONCE and gives in given:
            yield _path(path, "gives"), f"only one table may give {gives}"
        yield from _row_references(path, table, Seen(earlier, fields=seen.fields))
        given.add(str(gives))
        earlier[str(key)] = seen.tables.get(str(key), frozenset())


def _own_problems(path: str, table: Mapping[str, Any]) -> Problems:
    yield from _properties(path, table, TABLE_RULES, required=("key", "gives", "label", "rows"))
    rows = table.get("rows")
    if not isinstance(rows, list) or not rows:
        yield _path(path, "rows"), "must be a list of at least one row"
        return
    gives = str(table.get("gives"))
    if "default" in table and (reason := value_problem(gives, table["default"])):
        yield _path(path, "default"), reason
    for index, row in enumerate(rows):
        here = _path(path, f"rows[{index}]")
        if not isinstance(row, Mapping):
            yield here, "must be an object"
            continue
        yield from _properties(here, row, TABLE_ROW_RULES, required=("if", "value"))
        if "value" in row and (reason := value_problem(gives, row["value"])):
            yield _path(here, "value"), reason


def value_problem(gives: str, value: Any) -> str:
    """Why a table that gives this may not have the value. A fee and a number may also be counted by an expression."""
    if gives in ("fee", "number"):
        return expression_problem(value)
    if gives == "priority":
        return one_of("normal", "urgent")(value)
    return "" if isinstance(value, str) and value else "must be a text"


def _row_references(path: str, table: Mapping[str, Any], seen: Seen) -> Problems:
    rows = table.get("rows")
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, Mapping):
            here = _path(path, f"rows[{index}]")
            yield from _condition_problems(here, row, ("if",), seen)
            yield from _value_references(_path(here, "value"), row.get("value"), seen)
    yield from _value_references(_path(path, "default"), table.get("default"), seen)


def _value_references(path: str, value: Any, seen: Seen) -> Problems:
    if isinstance(value, Mapping) and not expression_problem(value):
        for reason in _forward(references(value), seen, numbers_only=True):
            yield path, reason
