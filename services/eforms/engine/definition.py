# SPDX-License-Identifier: EUPL-1.2
"""A version's content as objects. The format is described in docs/form-definition.md; validation.py has checked it."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.timezone import make_aware

from portal.common.texts import LocalizedText, localized

Json = Mapping[str, Any]
FORMAT = 1
KEPT_FORMS = 64
# Addresses beside the steps' own (urls.py), so no step may have these keys.
RESERVED = frozenset(
    {"yhteenveto", "laheta", "kuittaus", "poista", "liita", "liite", "uusi-versio", "jaa", "allekirjoitukset"}
)


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: LocalizedText
    help: LocalizedText
    show_if: Json | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a form. `rules` holds what only its type understands: limits, file types, rows.

    `fields` are the questions of each row of a group. An optional question may be required by `required_if`.
    """

    key: str
    type: str
    label: LocalizedText
    help: LocalizedText
    optional: bool
    show_if: Json | None
    options: tuple[Option, ...]
    prefill: str
    locked: bool
    from_query: bool
    rules: Json
    required_if: Json | None = None
    renew: bool = True
    fields: "tuple[Question, ...]" = ()


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: LocalizedText
    help: LocalizedText
    show_if: Json | None
    questions: tuple[Question, ...]
    block: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    title: LocalizedText
    show_if: Json | None
    sections: tuple[Section, ...]

    @property
    def questions(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)


@dataclass(frozen=True, slots=True)
class TableRow:
    condition: Json
    value: Any
    reason: LocalizedText


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table (tables.py). `gives` is fee, unit, priority, number or text."""

    key: str
    gives: str
    label: LocalizedText
    rows: tuple[TableRow, ...]
    default: Any = None

    @property
    def is_number(self) -> bool:
        return self.gives in ("fee", "number")


@dataclass(frozen=True, slots=True)
class Window:
    """When the form may be begun and sent. Half open, to the minute, in Finnish time."""

    opens_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None

    def is_open(self, now: dt.datetime) -> bool:
        return not self.is_before(now) and not self.is_after(now)

    def is_before(self, now: dt.datetime) -> bool:
        return self.opens_at is not None and now < self.opens_at

    def is_after(self, now: dt.datetime) -> bool:
        return self.closes_at is not None and now >= self.closes_at


@dataclass(frozen=True, slots=True)
class Form:
    steps: tuple[Step, ...]
    intro: LocalizedText
    needs: tuple[LocalizedText, ...]
    promise: LocalizedText
    next_steps: tuple[LocalizedText, ...]
    summary: LocalizedText
    minutes: int
    who: frozenset[str]
    assurance: str
    window: Window
    kind: str
    quota: int | None
    renew: bool
    important: LocalizedText
    tables: Mapping[str, Table] = field(repr=False)
    questions: Mapping[str, Question] = field(repr=False)

    @property
    def is_for_staff(self) -> bool:
        """A form of the city's own work: no customer may fill it, nor is it shown to them."""
        return "staff" in self.who

    def table_giving(self, gives: str) -> Table | None:
        return next((table for table in self.tables.values() if table.gives == gives), None)

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)


def read_form(content: Json) -> Form:
    """The same content is read once: a version is opened on every page that shows or takes answers of it."""
    return _read(json.dumps(content))


@lru_cache(maxsize=KEPT_FORMS)
def _read(text: str) -> Form:
    content = json.loads(text)
    steps = tuple(_step(step) for step in content["steps"])
    return Form(
        steps=steps,
        intro=localized(content.get("intro")),
        needs=tuple(localized(text) for text in content.get("needs", ())),
        promise=localized(content.get("promise")),
        next_steps=tuple(localized(text) for text in content.get("next", ())),
        summary=localized(content.get("summary")),
        minutes=content.get("minutes", 0),
        who=frozenset(content.get("who", ("self",))),
        assurance=content.get("assurance", "weak"),
        window=_window(content.get("window", {})),
        kind=content.get("kind", "application"),
        quota=content.get("quota"),
        renew=content.get("renew", False),
        important=localized(content.get("important")),
        tables={table["key"]: _table(table) for table in content.get("tables", ())},
        questions={question.key: question for step in steps for question in step.questions},
    )


def read_instant(text: str | None) -> dt.datetime | None:
    """`2027-02-28T12:00` as the wall clock in Finland shows it."""
    if not text:
        return None
    instant = dt.datetime.fromisoformat(text)
    return instant if instant.tzinfo else make_aware(instant)


def _window(raw: Json) -> Window:
    return Window(read_instant(raw.get("opens_at")), read_instant(raw.get("closes_at")))


def _step(raw: Json) -> Step:
    sections = tuple(_section(section, index) for index, section in enumerate(raw["sections"], 1))
    return Step(raw["key"], localized(raw["title"]), raw.get("show_if"), sections)


def _section(raw: Json, index: int) -> Section:
    questions = tuple(_question(question) for question in raw["fields"])
    title, help_text = localized(raw.get("title")), localized(raw.get("help"))
    return Section(f"s{index}", title, help_text, raw.get("show_if"), questions, raw.get("block", ""))


def _table(raw: Json) -> Table:
    rows = tuple(TableRow(row["if"], row["value"], localized(row.get("reason"))) for row in raw["rows"])
    return Table(raw["key"], raw["gives"], localized(raw.get("label")), rows, raw.get("default"))


_COMMON = {
    *("key", "type", "label", "help", "optional", "show_if", "required_if", "options", "fields"),
    *("prefill", "locked", "from_query", "renew"),
}


def _question(raw: Json) -> Question:
    return Question(
        key=raw["key"],
        type=raw["type"],
        label=localized(raw.get("label")),
        help=localized(raw.get("help")),
        optional=raw.get("optional", False),
        show_if=raw.get("show_if"),
        options=tuple(
            Option(option["value"], localized(option["label"]), localized(option.get("help")), option.get("show_if"))
            for option in raw.get("options", ())
        ),
        prefill=raw.get("prefill", ""),
        locked=raw.get("locked", False),
        from_query=raw.get("from_query", False),
        rules={key: value for key, value in raw.items() if key not in _COMMON},
        required_if=raw.get("required_if"),
        renew=raw.get("renew", True),
        fields=tuple(_question(inner) for inner in raw.get("fields", ())),
    )
