# SPDX-License-Identifier: EUPL-1.2
"""Conditions as rows that a person edits: [question] [is] [answer], all or any of them, one level deep.

What is deeper than that stays as it is: it is told in words and changed as JSON.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.rules.conditions import condition_problem
from services.eforms.designing.parts import Json, name_of, spots
from services.eforms.engine.sentences import condition_text

TESTS = {
    "is": gettext_lazy("on"),
    "is_not": gettext_lazy("ei ole"),
    "in": gettext_lazy("on jokin näistä"),
    "not_in": gettext_lazy("ei ole mikään näistä"),
    "more": gettext_lazy("on enemmän kuin"),
    "less": gettext_lazy("on vähemmän kuin"),
    "before": gettext_lazy("on aikaisemmin kuin"),
    "after": gettext_lazy("on myöhemmin kuin"),
    "age_less": gettext_lazy("siitä on vuosia alle"),
    "age_more": gettext_lazy("siitä on vuosia vähintään"),
    "count_more": gettext_lazy("vastauksia on enemmän kuin"),
    "count_less": gettext_lazy("vastauksia on vähemmän kuin"),
    "filled": gettext_lazy("on täytetty"),
    "empty": gettext_lazy("on tyhjä"),
}
_DAYS_OF_A_SPAN = {
    "count_more": gettext_lazy("päiviä on enemmän kuin"),
    "count_less": gettext_lazy("päiviä on vähemmän kuin"),
}
_FILLED = ("filled", "empty")
_CHOSEN = ("is", "is_not", "in", "not_in", *_FILLED)
_BY_TYPE: dict[str, tuple[str, ...]] = {
    "yes_no": ("is", *_FILLED),
    "consent": ("is", *_FILLED),
    "choice": _CHOSEN,
    "multi_choice": (*_CHOSEN, "count_more", "count_less"),
    "child": _CHOSEN,
    "principal": _CHOSEN,
    "organisation": _CHOSEN,
    "service_point": _CHOSEN,
    "number": ("more", "less", *_FILLED),
    "money": ("more", "less", *_FILLED),
    "calculated": ("more", "less", *_FILLED),
    "date": ("before", "after", "age_less", "age_more", *_FILLED),
    "date_range": ("count_more", "count_less", *_FILLED),
    "group": ("count_more", "count_less", *_FILLED),
    "attachment": ("count_more", "count_less", *_FILLED),
    "known:person.age": ("more", "less"),
    "known:person.municipality": ("is", "is_not"),
    "table:number": ("more", "less"),
    "table:fee": ("more", "less"),
    "table": ("is", "is_not"),
}
_PLAIN = ("is", *_FILLED)
KNOWN = {
    "person.age": gettext_lazy("Kaupunki tietää: asiakkaan ikä"),
    "person.municipality": gettext_lazy("Kaupunki tietää: kotikunnan numero"),
}
_NUMBERS = ("more", "less", "age_less", "age_more", "count_more", "count_less")
_WHOLE = ("age_less", "age_more", "count_more", "count_less")
_DAYS = ("before", "after")
_UNASKED = ("explanation", "stop")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row looks at: a question, a thing that the city knows, or a table's result."""

    code: str
    name: str
    type: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def tests(self) -> list[tuple[str, Any]]:
        words = TESTS | _DAYS_OF_A_SPAN if self.type == "date_range" else TESTS
        return [(test, words[test]) for test in _BY_TYPE.get(self.type, _PLAIN)]


@dataclass(slots=True)
class Row:
    """One sentence as it stands in the boxes of the page. `wanted` is the text; `chosen` those ticked."""

    subject: str = ""
    test: str = ""
    wanted: str = ""
    chosen: list[str] = field(default_factory=list)
    error: str = ""


# ---- whom one may look at


def subjects(content: Json, address: str = "") -> dict[str, Subject]:
    """By code, what a rule of the part may look at: what is asked before it. Without an address, everything."""
    found = {subject.code: subject for subject in _earlier(content, address)}
    for name, label in KNOWN.items():
        found[f"known:{name}"] = Subject(f"known:{name}", str(label), f"known:{name}")
    for table in content.get("tables", ()) if not address else ():
        kind = "table:number" if table.get("gives") == "number" else "table:fee" if table["gives"] == "fee" else "table"
        found[f"table:{table['key']}"] = Subject(f"table:{table['key']}", name_of(table), kind)
    return found


def _earlier(content: Json, address: str) -> Iterator[Subject]:
    group = f"{address.partition('.')[0]}." if "." in address else ""
    for name, spot in spots(content):
        if name == address:
            return
        part = spot.part
        own_row = name.startswith(group) if group else False
        if spot.kind == "field" and part["type"] not in _UNASKED and ("." not in name or own_row):
            yield Subject(part["key"], name_of(part), part["type"], options_of(part))


def options_of(part: Json) -> tuple[tuple[str, str], ...]:
    if part["type"] in ("yes_no", "consent"):
        return (("yes", _("Kyllä")), ("no", _("Ei")))
    return tuple((option["value"], option.get("label", {}).get("fi", "")) for option in part.get("options", ()))


# ---- from a condition to rows and back


class Rules:
    """The rows of one condition, as it is (`read`) or as it was typed (`typed`)."""

    def __init__(self, content: Json, address: str = "", known: dict[str, Subject] | None = None) -> None:
        """`known`: the subjects, when they are found already."""
        self.content, self.subjects = content, subjects(content, address) if known is None else known
        self.joiner, self.rows = "all", list[Row]()
        self.deep, self.words, self.error = "", "", ""

    @classmethod
    def read(cls, condition: Any, content: Json, address: str = "", known: dict[str, Subject] | None = None) -> "Rules":
        rules = cls(content, address, known)
        if condition is None:
            return rules
        joiner = next((name for name in ("all", "any") if name in condition), "")
        parts = condition[joiner] if joiner else [condition]
        rows = [rules._row(part) for part in parts]
        if None in rows:
            rules.deep = json.dumps(condition, ensure_ascii=False, indent=1)
            rules.words = condition_text(condition, content)
        else:
            rules.joiner, rules.rows = joiner or "all", [row for row in rows if row]
        return rules

    def _row(self, test: Json) -> Row | None:
        """The boxes of a plain test, or None when they cannot hold it."""
        code = test.get("field") or next((f"{name}:{test[name]}" for name in ("known", "table") if name in test), "")
        name = next((name for name in test if name not in ("field", "known", "table")), "")
        subject = self.subjects.get(code)
        if subject is None or len(test) != 2:
            return None
        wanted = test[name]
        if name == "filled":
            return Row(code, "filled" if wanted else "empty")
        if name not in dict(subject.tests):
            return None
        if name in ("in", "not_in"):
            return Row(code, name, chosen=[str(value) for value in wanted])
        text = day_text(wanted) if name in _DAYS else None if isinstance(wanted, Mapping) else plain_number(wanted)
        return None if text is None else Row(code, name, text)

    @classmethod
    def typed(
        cls, data: Any, prefix: str, content: Json, address: str = "", known: dict[str, Subject] | None = None
    ) -> "Rules":
        """From a sent form (a QueryDict): `<prefix>-joiner`, `<prefix>-<n>-subject`, `-test`, `-wanted`."""
        rules = cls(content, address, known)
        if f"{prefix}-deep" in data:
            rules.deep = data[f"{prefix}-deep"]
            return rules
        rules.joiner = "any" if data.get(f"{prefix}-joiner") == "any" else "all"
        for number in range(int(data.get(f"{prefix}-count") or 0)):
            here = f"{prefix}-{number}"
            subject, test = data.get(f"{here}-subject", ""), data.get(f"{here}-test", "")
            row = Row(subject, test, data.get(f"{here}-wanted", "").strip(), data.getlist(f"{here}-chosen"))
            if subject and f"{here}-remove" not in data:
                rules.rows.append(row)
        return rules

    def condition(self) -> Any:
        """What the rows say, or None when they say nothing. Marks what is wrong; see `is_sound`."""
        if self.deep.strip():
            return self._deep_condition()
        tests = [self._test(row) for row in self.rows]
        sound = [test for test in tests if test]
        if len(sound) < 2:
            return sound[0] if sound else None
        return {self.joiner: sound}

    @property
    def lines(self) -> list[Row]:
        """The rows and an empty one to fill."""
        return [*self.rows, Row()]

    @property
    def is_sound(self) -> bool:
        return not self.error and not any(row.error for row in self.rows)

    def forgive(self) -> None:
        """Leave out what is wrong: the person is still writing."""
        self.error = ""
        for row in self.rows:
            row.error = ""

    def _deep_condition(self) -> Any:
        try:
            condition = json.loads(self.deep)
        except ValueError:
            self.error = _("Ehto ei ole JSON-muotoa.")
            return None
        self.error = condition_problem(condition)
        return condition

    def _test(self, row: Row) -> Json | None:
        subject = self.subjects.get(row.subject)
        if subject is None:
            row.error = _("Valitse kysymys, joka kysytään ennen tätä.")
            return None
        tests = [test for test, _words in subject.tests]
        row.test = row.test if row.test in tests else tests[0]
        source, _colon, name = row.subject.partition(":") if ":" in row.subject else ("field", "", row.subject)
        if row.test in _FILLED:
            return {source: name, "filled": row.test == "filled"}
        wanted = self._wanted(row, subject)
        return None if row.error else {source: name, row.test: wanted}

    def _wanted(self, row: Row, subject: Subject) -> Any:
        if row.test in ("in", "not_in"):
            row.error = "" if row.chosen else _("Valitse ainakin yksi vastaus.")
            return row.chosen
        if row.test in _NUMBERS:
            number = read_number(row.wanted)
            is_right = number is not None and (row.test not in _WHOLE or number == int(number))
            row.error = "" if is_right else _("Kirjoita luku.")
            return number
        if row.test in _DAYS:
            day = read_day(row.wanted)
            row.error = "" if day else _("Kirjoita päivä, esimerkiksi 31.1.2027, ”tänään” tai ”tänään + 14”.")
            return day
        return self._answer(row, subject)

    def _answer(self, row: Row, subject: Subject) -> str:
        """An answer by its value, or as its option says it."""
        by_label = {label.casefold(): value for value, label in subject.options}
        row.wanted = by_label.get(row.wanted.casefold(), row.wanted)
        is_known = not subject.options or row.wanted in dict(subject.options)
        row.error = "" if row.wanted and is_known else _("Valitse vastaus.")
        return row.wanted


# ---- numbers and days as they are written


def plain_number(value: Any) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def read_number(text: str) -> int | float | None:
    tidy = re.sub(r"[\s\u00a0]", "", text).replace(",", ".").replace("−", "-")
    try:
        number = float(tidy)
    except ValueError:
        return None
    if abs(number) >= 10**15:
        return None
    return int(number) if number == int(number) else number


def day_text(limit: Any) -> str | None:
    """`31.1.2027`, `tänään`, `tänään + 14`; None when it depends on another answer."""
    if isinstance(limit, str):
        day = dt.date.fromisoformat(limit)
        return f"{day.day}.{day.month}.{day.year}"
    if isinstance(limit, Mapping) and set(limit) == {"today"}:
        days = limit["today"]
        today = _("tänään")
        return f"{today} {'+' if days > 0 else '-'} {abs(days)}" if days else today
    return None


def read_day(text: str) -> Any:
    """The limit that the text tells, or None."""
    today = re.fullmatch(rf"{re.escape(_('tänään'))}\s*(?:([+−-])\s*(\d{{1,5}}))?", text.strip().lower())
    if today:
        days = int(today[2] or 0)
        return {"today": -days if today[1] in ("-", "−") else days}
    written = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text.strip())
    try:
        return dt.date(int(written[3]), int(written[2]), int(written[1])).isoformat() if written else None
    except ValueError:
        return None
