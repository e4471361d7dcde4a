# SPDX-License-Identifier: EUPL-1.2
"""Decision tables as a grid: each row says when, what and why. The first row that holds wins."""

import json
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.eforms.designing.parts import Json, NoSuchPart, Refused, free_key, spots
from services.eforms.designing.rules import Rules, plain_number, read_number
from services.eforms.engine.vocabulary import ONCE

GIVES = {
    "fee": gettext_lazy("Maksu euroina"),
    "unit": gettext_lazy("Mihin yksikköön asia ohjataan"),
    "priority": gettext_lazy("Kiireellisyys"),
    "number": gettext_lazy("Luku ehtoihin ja kaavoihin"),
    "text": gettext_lazy("Sana ehtoihin"),
}
PRIORITIES = {"normal": gettext_lazy("tavallinen"), "urgent": gettext_lazy("kiireellinen")}
_NUMBERS = ("fee", "number")


class Grid:
    """One table as boxes, as it is (`data` None) or as it was typed. `units`: code and name of those to choose from."""

    def __init__(self, content: Json, key: str, units: list[tuple[str, str]], data: Any = None) -> None:
        self.content, self.key, self.error = content, key, ""
        self.table = table_in(content, key)
        self.gives = str(self.table["gives"])
        self.choices = self._choices(units)
        self.label = data.get("label", "").strip() if data is not None else self.table["label"].get("fi", "")
        self.rows = self._typed(data) if data is not None else self._kept()
        kept = self._shown(self.table.get("default"))
        self.default = data.get("default", "").strip() if data is not None else kept

    @property
    def gives_name(self) -> Any:
        return GIVES.get(self.gives, self.gives)

    def _choices(self, units: list[tuple[str, str]]) -> list[tuple[str, Any]]:
        if self.gives == "unit":
            return list(units)
        return list(PRIORITIES.items()) if self.gives == "priority" else []

    def _kept(self) -> list["GridRow"]:
        kept = [
            GridRow(number, Rules.read(row["if"], self.content), self._shown(row["value"]), row.get("reason", {}))
            for number, row in enumerate(self.table["rows"])
        ]
        return [*kept, GridRow(len(kept), Rules(self.content), "", {}, is_new=True)]

    def _typed(self, data: Any) -> list["GridRow"]:
        rows = []
        for number in range(int(data.get("rows-count") or 0)):
            rules = Rules.typed(data, f"row-{number}-if", self.content)
            before = self.table["rows"][number].get("reason", {}) if number < len(self.table["rows"]) else {}
            reason = {**before, "fi": data.get(f"row-{number}-reason", "").strip()}
            value = data.get(f"row-{number}-value", "").strip()
            is_new = number >= len(self.table["rows"])
            if f"row-{number}-remove" not in data:
                rows.append(GridRow(number, rules, value, reason, is_new=is_new))
        return rows

    def _shown(self, value: Any) -> str:
        if value is None or isinstance(value, str):
            return value or ""
        return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else plain_number(value)

    def properties(self) -> Json | None:
        """The table as it was typed, or None when something is wrong in it (told in the rows and in `error`)."""
        rows = [self._row(row) for row in self.rows if not row.is_untouched]
        default = self._value(self.default) if self.default else None
        if not self.label:
            self.error = _("Anna taulukolle nimi.")
        if not rows:
            self.error = _("Taulukossa pitää olla vähintään yksi rivi.")
        if not self.is_sound:
            return None
        table = {**self.table, "label": {**self.table["label"], "fi": self.label}, "rows": rows}
        table.pop("default", None)
        return table if default is None else {**table, "default": default}

    @property
    def is_sound(self) -> bool:
        """Whether nothing wrong has been found in it (see `properties`)."""
        return not self.error and not any(row.error or not row.rules.is_sound for row in self.rows)

    def forgive(self) -> None:
        """Leave out what is wrong: the person is still writing."""
        self.error = ""
        for row in self.rows:
            row.error = ""
            row.rules.forgive()

    def _row(self, row: "GridRow") -> Json:
        condition = row.rules.condition()
        if condition is None and row.rules.is_sound:
            row.error = _("Kirjoita, milloin rivi pätee.")
        value = self._value(row.value)
        if value is None:
            row.error = _("Kirjoita tai valitse arvo.")
        made: Json = {"if": condition, "value": value}
        reason = {language: text for language, text in row.reason.items() if text}
        return {**made, "reason": reason} if reason.get("fi") else made

    def _value(self, typed: str) -> Any:
        if self.gives not in _NUMBERS:
            return typed or None
        if typed.startswith("{"):
            try:
                return json.loads(typed)
            except ValueError:
                return None
        return read_number(typed)


class GridRow:
    def __init__(self, number: int, rules: Rules, value: str, reason: Json, *, is_new: bool = False) -> None:
        self.number, self.rules, self.value, self.reason, self.is_new = number, rules, value, reason, is_new
        self.error = ""

    @property
    def prefix(self) -> str:
        return f"row-{self.number}-if"

    @property
    def value_name(self) -> str:
        return f"row-{self.number}-value"

    @property
    def reason_name(self) -> str:
        return f"row-{self.number}-reason"

    @property
    def remove_name(self) -> str:
        return f"row-{self.number}-remove"

    @property
    def reason_text(self) -> str:
        return str(self.reason.get("fi", ""))

    @property
    def is_untouched(self) -> bool:
        """The empty row at the end."""
        return self.is_new and not self.rules.rows and not self.rules.deep and not self.reason_text


# ---- changes


def table_in(content: Json, key: str) -> Json:
    for table in content.get("tables", ()):
        if table.get("key") == key:
            found: Json = table
            return found
    raise NoSuchPart(key)


def add_table(content: Json, gives: str, units: list[tuple[str, str]]) -> Json:
    """A table with one row to begin with. Raises Refused when the form has its only one already."""
    tables = content.get("tables", [])
    if gives not in GIVES:
        raise Refused(_("Valitse, mitä taulukko päättää."))
    if gives in ONCE and any(table.get("gives") == gives for table in tables):
        raise Refused(_("Lomakkeella on jo taulukko: %(name)s.") % {"name": GIVES[gives]})
    first = next((spot.part["key"] for address, spot in spots(content) if spot.kind == "field"), "")
    values = {"fee": 0, "number": 0, "priority": "urgent", "unit": units[0][0] if units else "", "text": "kylla"}
    table = {
        "key": free_key({table["key"] for table in tables}, gives),
        "gives": gives,
        "label": {"fi": str(GIVES[gives])},
        "rows": [{"if": {"field": first, "filled": True}, "value": values[gives]}],
    }
    return {**deepcopy(content), "tables": [*deepcopy(tables), table]}


def change_table(content: Json, key: str, table: Json) -> Json:
    changed = deepcopy(content)
    found = table_in(changed, key)
    found.clear()
    found.update(deepcopy(table))
    return changed


def remove_table(content: Json, key: str) -> Json:
    """Raises NoSuchPart. What looks at the table makes the outcome unsound, which its keeper refuses."""
    table_in(content, key)
    left = [table for table in deepcopy(content["tables"]) if table["key"] != key]
    changed = {**deepcopy(content), "tables": left}
    if not left:
        del changed["tables"]
    return changed


def move_row(table: Json, number: int, by: int) -> Json:
    """The table with the row one place up (-1) or down (1); at the edge it stays."""
    rows = list(table["rows"])
    target = number + by
    if 0 <= number < len(rows) and 0 <= target < len(rows):
        rows.insert(target, rows.pop(number))
    return {**table, "rows": rows}
