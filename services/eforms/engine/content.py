# SPDX-License-Identifier: EUPL-1.2
"""The answers as they are shown on the review page, sent to the case and never changed after that."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from portal.common.rules.storing import stored
from services.eforms.engine.definition import Form, Question, Table
from services.eforms.engine.fields.base import Kind
from services.eforms.engine.fields.numbers import number_text
from services.eforms.engine.prefill import changed
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling
from services.eforms.engine.tables import Outcome, outcome, results

Row = dict[str, Any]
Part = dict[str, Any]


def content_of(filling: Filling, provenance: Mapping[str, Any], remarks: Mapping[str, str] | None = None) -> list[Part]:
    """One part for each step that has answers. Labels in all languages, values in the language of the moment.

    `remarks`: what the sender says is wrong in a known answer, by question.
    """
    parts: dict[str, Part] = {}
    for step, _question, kind, value in filling.answered():
        part = parts.setdefault(step.key, {"key": step.key, "title": dict(step.title), "rows": []})
        names = list(filling.read(step).inputs[kind.key])
        part["rows"].append(_row(kind, value, names, filling.answers, provenance) | _remark(kind, remarks or {}))
    return [*parts.values(), *_outcome_parts(filling)]


def _row(kind: Kind, value: Any, names: list[str], answers: Mapping[str, Any], provenance: Mapping[str, Any]) -> Row:
    known: Mapping[str, Any] = next((provenance[name] for name in names if name in provenance), {})
    return {
        "key": kind.key,
        "label": dict(kind.question.label),
        "value": kind.display(value),
        "source": known.get("source", ""),
        "at": known.get("at", ""),
        "changed_from": changed(answers, provenance, iter(names)),
        **({"is_contact": True} if _is_contact(kind.question) else _fact(value)),
        **({"rows": rows} if (rows := _rows(kind, value)) else {}),
        **({"geometry": geometry} if (geometry := kind.geometry(value)) else {}),
    }


# What tells how somebody is reached or where they live: kept from others when the person is protected.
_CONTACTS = {"phone", "email", "address"}
_CONTACT_SOURCES = {"person.municipality", "person.address", "person.phone", "person.email"}


def _is_contact(question: Question) -> bool:
    own = question.type in _CONTACTS or question.prefill in _CONTACT_SOURCES
    return own or any(_is_contact(one) for one in question.fields)


def _fact(value: Any) -> Row:
    """What the answer was, for the rules that handle the case; how somebody is reached is no concern of theirs."""
    fact = stored(value)
    return {} if fact is None else {"fact": fact}


def _rows(kind: Kind, value: Any) -> list[list[Row]]:
    return [[{"label": dict(one.label), "value": words} for one, words in row] for row in kind.rows(value)]


# ---- what decision tables give

OUTCOMES = {"fi": "Maksu ja käsittely", "sv": "Avgift och behandling", "en": "Fee and handling"}
FEE = {"fi": "Maksu", "sv": "Avgift", "en": "Fee"}


def _outcome_parts(filling: Filling) -> list[Part]:
    """The fee, the receiving unit and the urgency, each with its reason and the row of the table that gave it."""
    tables = filling.form.tables
    found = results(filling.form, filling)
    told = (_outcome_row(tables[key], one, filling.situation) for key, one in found.items())
    rows = [row for row in told if row]
    is_fee = all(tables[row["key"]].gives == "fee" for row in rows)
    return [{"key": "", "title": FEE if is_fee else OUTCOMES, "rows": rows}] if rows else []


def _outcome_row(table: Table, found: Outcome, situation: Situation) -> Row | None:
    words = _outcome_words(table, found, situation)
    if not words:
        return None
    return {
        "key": table.key,
        "label": dict(table.label),
        "value": "\n".join(filter(None, [words, str(found.reason)])),
        "source": "",
        "at": "",
        "changed_from": "",
        "reason": dict(found.reason),
        "table_row": found.row,
    }


def fee_in(content: list[Part], form: Form) -> str:
    """What the sending costs and why, as it was told before the sending; nothing when the form has no fee."""
    table = form.table_giving("fee")
    rows = (row for part in content if not part["key"] for row in part["rows"])
    return next((str(row["value"]) for row in rows if table and row["key"] == table.key), "")


def _outcome_words(table: Table, found: Outcome, situation: Situation) -> str:
    """Nothing for what the applicant and the handler need not read: numbers within, and what is as usual."""
    if table.gives == "fee" and found.value is not None:
        return number_text(found.value, 2, "€")
    if table.gives == "unit" and found.value:
        return situation.unit_names.get(found.value, str(found.value))
    return _("Kiireellinen") if table.gives == "priority" and found.value == "urgent" else ""


def is_urgent(filling: Filling) -> bool:
    table = filling.form.table_giving("priority")
    return table is not None and outcome(table, filling.facts).value == "urgent"


def unit_code(filling: Filling) -> str:
    """The unit that a table of the form chooses for the case, or nothing."""
    table = filling.form.table_giving("unit")
    return str(outcome(table, filling.facts).value or "") if table else ""


def _remark(kind: Kind, remarks: Mapping[str, str]) -> Row:
    return {"remark": remarks[kind.key]} if remarks.get(kind.key) else {}


def digest_of(content: list[Part]) -> str:
    """Equal for equal content: what was shown is compared with what would be sent."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def summary_of(filling: Filling) -> str:
    """The form's own one-line summary, such as "Tyvikuja 4, 1.12.2026", for the handler's queue."""
    shown = {question.key: kind.brief(value) for _step, question, kind, value in filling.answered()}
    template = str(filling.form.summary)
    for key in filling.form.questions:
        template = template.replace(f"{{{key}}}", shown.get(key, ""))
    summary = " ".join(template.split()).strip(" ,–·")
    return (f"{_('Kiireellinen')}: {summary}" if is_urgent(filling) else summary)[:200]
