# SPDX-License-Identifier: EUPL-1.2
"""A formula as rows that a person edits: what is done, and with what. Deeper ones are told in words, edited as JSON."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.eforms.designing.parts import Json, name_of, spots
from services.eforms.designing.rules import plain_number, read_number
from services.eforms.engine.sentences import expression_text

OPERATIONS = {
    "add": gettext_lazy("laske yhteen"),
    "subtract": gettext_lazy("vähennä toisesta"),
    "multiply": gettext_lazy("kerro keskenään"),
    "divide": gettext_lazy("jaa toisella"),
    "min": gettext_lazy("pienin näistä"),
    "max": gettext_lazy("suurin näistä"),
    "days": gettext_lazy("päiviä näiden välissä"),
    "years": gettext_lazy("vuosia näiden välissä"),
    "date": gettext_lazy("päivä, joka on näin monta päivää myöhemmin"),
}
_NUMBERS = ("number", "money", "calculated")
_COUNTED = {
    "multi_choice": gettext_lazy("Valittujen määrä: %(name)s"),
    "date_range": gettext_lazy("Ajan pituus päivinä: %(name)s"),
}


class Formula:
    """Terms are codes: `5`, `field:area`, `sum_of:costs.amount`, `count_of:children`, `table:fee`, `today`."""

    def __init__(self, content: Json, address: str = "") -> None:
        self.content = content
        self.terms_to_choose = dict(_terms(content, address))
        self.operation, self.terms = "add", list[str]()
        self.deep, self.words, self.error = "", "", ""

    @classmethod
    def read(cls, expression: Any, content: Json, address: str = "") -> "Formula":
        formula = cls(content, address)
        if expression is None:
            return formula
        formula.words = expression_text(expression, content)
        operation = next((name for name in OPERATIONS if isinstance(expression, dict) and name in expression), "")
        parts = _parts(operation, expression)
        terms = [_code_of(part) for part in parts]
        if any(term is None or (_is_code(term) and term not in formula.terms_to_choose) for term in terms):
            formula.deep = json.dumps(expression, ensure_ascii=False, indent=1)
        else:
            formula.operation, formula.terms = operation or "add", [term for term in terms if term]
        return formula

    @classmethod
    def typed(cls, data: Any, prefix: str, content: Json, address: str = "") -> "Formula":
        """From a sent form: `<prefix>-operation`, `<prefix>-<n>-term`, and `-number` where the term is a number."""
        formula = cls(content, address)
        if f"{prefix}-deep" in data:
            formula.deep = data[f"{prefix}-deep"]
            return formula
        formula.operation = data.get(f"{prefix}-operation", "add")
        for number in range(int(data.get(f"{prefix}-count") or 0)):
            term = data.get(f"{prefix}-{number}-term", "")
            formula.terms.append(data.get(f"{prefix}-{number}-number", "").strip() if term == "number" else term)
        formula.terms = [term for term in formula.terms if term]
        return formula

    @property
    def operations(self) -> list[tuple[str, Any]]:
        return list(OPERATIONS.items())

    @property
    def lines(self) -> list[dict[str, str]]:
        """The terms as boxes, and two empty ones to fill: a code or the word `number`, and the number."""
        boxes = [
            {"code": term, "number": ""} if _is_code(term) else {"code": "number", "number": term}
            for term in self.terms
        ]
        return [*boxes, {"code": "", "number": ""}, {"code": "", "number": ""}]

    def expression(self) -> Any:
        """What the rows say, or None; what is wrong stands in `error`."""
        if self.deep.strip():
            try:
                return json.loads(self.deep)
            except ValueError:
                self.error = _("Kaava ei ole JSON-muotoa.")
                return None
        parts = [self._part(term) for term in self.terms]
        if not parts or None in parts or self.operation not in OPERATIONS:
            self.error = _("Valitse ainakin yksi luku tai kysymys, jolla lasketaan.")
            return None
        if self.operation in ("subtract", "divide", "days", "years") and len(parts) != 2:
            self.error = _("Tähän laskuun tarvitaan kaksi kohtaa.")
            return None
        if self.operation == "date":
            return self._date(parts)
        return parts[0] if len(parts) == 1 else {self.operation: parts}

    def _date(self, parts: list[Any]) -> Any:
        """A day, and days from it: {"date": {"field": "starts_on", "days": 20}}."""
        start, days = parts[0], parts[1] if len(parts) > 1 else 0
        if not isinstance(start, dict) or not isinstance(days, int):
            self.error = _("Valitse ensin päivä ja kirjoita sitten päivien määrä.")
            return None
        return {"date": {"today": days} if "today" in start else {**start, "days": days}}

    def _part(self, term: str) -> Any:
        if term == "today":
            return {"today": 0}
        name, colon, value = term.partition(":")
        return {name: value} if colon and term in self.terms_to_choose else read_number(term)


def _parts(operation: str, expression: Any) -> list[Any]:
    if operation == "date":
        limit = expression["date"]
        start = {"today": 0} if "today" in limit else {"field": limit.get("field")}
        return [start, limit.get("today", limit.get("days", 0))]
    return list(expression[operation]) if operation else [expression]


def _is_code(term: str) -> bool:
    return ":" in term or term == "today"


def _code_of(part: Any) -> str | None:
    if isinstance(part, int | float) and not isinstance(part, bool):
        return plain_number(part)
    if part == {"today": 0}:
        return "today"
    if isinstance(part, dict) and len(part) == 1:
        name, value = next(iter(part.items()))
        return f"{name}:{value}" if name in ("field", "sum_of", "count_of", "table") else None
    return None


def _terms(content: Json, address: str) -> Iterator[tuple[str, str]]:
    """(code, words) of what one may calculate with: what is asked before the part."""
    group = ""
    for name, spot in spots(content):
        if name == address:
            break
        part, key = spot.part, name.partition(":")[2]
        if spot.kind != "field":
            continue
        if part["type"] == "group":
            group = name_of(part)
            yield f"count_of:{key}", _("Rivien määrä: %(name)s") % {"name": group}
        elif "." in key and part["type"] in _NUMBERS:
            inside = {"group": group, "name": name_of(part)}
            yield f"sum_of:{key}", _("Rivien summa: %(group)s, %(name)s") % inside
        elif part["type"] in (*_NUMBERS, "date") and "." not in key:
            yield f"field:{key}", name_of(part)
        elif part["type"] in _COUNTED and "." not in key:
            yield f"count_of:{key}", _COUNTED[part["type"]] % {"name": name_of(part)}
    yield "today", _("tänään")
    for table in content.get("tables", ()):
        if table.get("gives") in ("number", "fee"):
            yield f"table:{table['key']}", _("Taulukosta: %(name)s") % {"name": name_of(table)}
