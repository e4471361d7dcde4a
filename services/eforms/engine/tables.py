# SPDX-License-Identifier: EUPL-1.2
"""Decision tables: the first row that holds gives the fee, the receiving unit, the urgency, a number or a word."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from portal.common.rules.conditions import fields_in, holds, references_of
from portal.common.rules.expressions import amount, references
from portal.common.rules.facts import Facts, Values
from portal.common.texts import LocalizedText
from services.eforms.engine.definition import Form, Table
from services.eforms.engine.situation import Situation


@dataclass(frozen=True, slots=True)
class Outcome:
    """`row` counts from zero; None when no row held and the default was given. Money and numbers are Decimals."""

    value: Any
    reason: LocalizedText
    row: int | None


def facts_of(form: Form, values: Values, situation: Situation) -> Facts:
    """What the logic of the form may look at when these questions have been answered."""
    return Facts(values, situation.today, situation.known, partial(_value, form.tables))


def _value(tables: Mapping[str, Table], facts: Facts, key: str) -> Any:
    return outcome(tables[key], facts).value


def outcome(table: Table, facts: Facts) -> Outcome:
    for index, row in enumerate(table.rows):
        if holds(row.condition, facts):
            return Outcome(_given(table, row.value, facts), row.reason, index)
    return Outcome(_given(table, table.default, facts), LocalizedText(), None)


def _given(table: Table, value: Any, facts: Facts) -> Any:
    return amount(value, facts) if table.is_number and value is not None else value


class Answered(Protocol):
    """A whole filling (steps.Filling)."""

    @property
    def facts(self) -> Facts: ...


def results(form: Form, filling: Answered) -> dict[str, Outcome]:
    """What each table of the form gives to this filling."""
    facts = filling.facts
    return {key: outcome(table, facts) for key, table in form.tables.items()}


def fields_of_table(table: Mapping[str, Any], others: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The questions that a well-formed table of a definition looks at, also through the tables in `others`."""
    found = [reference for row in table["rows"] for reference in references_of(row["if"])]
    values = [*(row["value"] for row in table["rows"]), table.get("default")]
    found += [reference for value in values for reference in references(value)]
    through = [others.get(key, frozenset()) for how, key in found if how == "table"]
    return frozenset(fields_in(iter(found))).union(*through)
