# SPDX-License-Identifier: EUPL-1.2
"""Rules of a definition that are well formed but can never do anything: told to its editor before it is published.

A condition is read as tests that must all hold. Each test narrows what its question could have been answered; when
nothing is left, nobody ever meets the condition. What looks at a question that is itself shown only sometimes inherits
the conditions of that question. Whatever this reasoning cannot follow is believed to be possible.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.common.rules.checks import is_number
from portal.common.rules.conditions import operator_of, subject_of
from services.eforms.engine.validation import COUNTED, DAYS, NUMBERS

Json = Mapping[str, Any]
Found = Iterator[tuple[str, str]]

TYPES_OF = {
    **dict.fromkeys(("more", "less"), NUMBERS),
    **dict.fromkeys(("before", "after", "age_more", "age_less"), DAYS),
    **dict.fromkeys(("count_more", "count_less"), COUNTED),
}
LIMITED = ("number", "money", "date", "date_range")
OPPOSITE = {"is": "is_not", "is_not": "is", "in": "not_in", "not_in": "in"}
NEED_NO_VALUE = ("is_not", "not_in")


def warnings_of(content: Json) -> Found:
    """(path, reason) of each dead rule in a definition that validation has accepted."""
    return Reader(content).warnings()


@dataclass(frozen=True, slots=True)
class Test:
    """One plain test, or its opposite."""

    condition: Json
    negated: bool = False

    @property
    def subject(self) -> tuple[str, str]:
        name = subject_of(self.condition)
        return name, str(self.condition[name])

    @property
    def operator(self) -> str:
        name = operator_of(self.condition)
        return OPPOSITE.get(name, name) if self.negated else name

    @property
    def wanted(self) -> Any:
        wanted = self.condition[operator_of(self.condition)]
        return not wanted if self.negated and self.operator == "filled" else wanted

    @property
    def needs_value(self) -> bool:
        if self.operator == "filled":
            return bool(self.wanted)
        return self.operator not in NEED_NO_VALUE and not (self.negated and self.operator not in OPPOSITE)


@dataclass
class Room:
    """What a question could still be answered. Bounds are numbers; days are counted from year one, or from today."""

    options: set[Any] | None = None  # None: anything
    low: dict[str, tuple[Decimal, bool]] = field(default_factory=dict)  # by scale: the bound, and whether it is inside
    high: dict[str, tuple[Decimal, bool]] = field(default_factory=dict)
    is_filled: bool | None = None
    is_contradicted: bool = False

    @property
    def is_empty(self) -> bool:
        """Bounds and options bind only an answer that there is."""
        has_none = self.options is not None and not self.options
        crossed = any(self._crossed(scale) for scale in self.low)
        return self.is_contradicted or (self.is_filled is True and (has_none or crossed))

    def _crossed(self, scale: str) -> bool:
        if scale not in self.high:
            return False
        (low, with_low), (high, with_high) = self.low[scale], self.high[scale]
        return low > high or (low == high and not (with_low and with_high))

    def fill(self, is_filled: bool) -> None:  # noqa: FBT001 the fact itself
        self.is_contradicted |= self.is_filled is not None and self.is_filled != is_filled
        self.is_filled = is_filled

    def keep(self, options: Iterable[Any]) -> None:
        self.options = set(options) if self.options is None else self.options & set(options)

    def drop(self, options: Iterable[Any]) -> None:
        if self.options is not None and self.is_filled:
            self.options -= set(options)

    def above(self, scale: str, bound: Decimal, *, inside: bool) -> None:
        self.low[scale] = max(self.low.get(scale, (bound, inside)), (bound, inside), key=lambda at: (at[0], not at[1]))

    def below(self, scale: str, bound: Decimal, *, inside: bool) -> None:
        self.high[scale] = min(self.high.get(scale, (bound, inside)), (bound, inside), key=lambda at: (at[0], at[1]))


def bound_of(limit: Any) -> tuple[str, Decimal] | None:
    """(scale, number) of a limit that stands alone; None when it looks at another answer."""
    if is_number(limit):
        return "number", Decimal(str(limit))
    if isinstance(limit, str):
        return "day", Decimal(dt.date.fromisoformat(limit).toordinal())
    return ("today", Decimal(limit["today"])) if isinstance(limit, Mapping) and "today" in limit else None


def parts_that_hold(condition: Json, *, negated: bool = False) -> list[Test]:
    """The tests that must all hold; those inside an either-or are left out, as one of them is enough."""
    if "not" in condition:
        return parts_that_hold(condition["not"], negated=not negated)
    together = "any" if negated else "all"
    if together in condition:
        return [test for part in condition[together] for test in parts_that_hold(part, negated=negated)]
    return [] if {"all", "any"} & set(condition) else [Test(condition, negated)]


class Reader:
    def __init__(self, content: Json) -> None:
        self.content = content
        self.tables = {table["key"]: table for table in content.get("tables", ())}
        self.fields: dict[str, Json] = {}
        self.shown_if: dict[str, list[Json]] = {}  # every condition that must hold before the question is asked

    def warnings(self) -> Found:
        for index, step in enumerate(self.content["steps"]):
            path = f"steps[{index}]"
            yield from self._dead(path, step, _("Kukaan ei pääse tähän vaiheeseen: ehto ei voi koskaan täyttyä."))
            for number, section in enumerate(step["sections"]):
                here = f"{path}.sections[{number}]"
                yield from self._dead(here, section, _("Tätä osaa ei koskaan näytetä: ehto ei voi täyttyä."))
                above = [part["show_if"] for part in (step, section) if "show_if" in part]
                for place, one in enumerate(section["fields"]):
                    yield from self._field(f"{here}.fields[{place}]", one, above)
        for index, table in enumerate(self.content.get("tables", ())):
            yield from self._table(f"tables[{index}]", table)

    def _field(self, path: str, one: Json, above: Sequence[Json]) -> Found:
        yield from self._dead(path, one, _("Tätä kysymystä ei koskaan näytetä: ehto ei voi täyttyä."), above)
        never = _("Tätä ei koskaan vaadita: ehto ei voi täyttyä.")
        yield from self._dead(path, one, never, above, name="required_if")
        for index, option in enumerate(one.get("options", ())):
            gone = _("Tätä vaihtoehtoa ei koskaan tarjota: ehto ei voi täyttyä.")
            yield from self._dead(f"{path}.options[{index}]", option, gone, above)
        if self._limits_cross(one):
            yield f"{path}.min", _("Rajat sulkevat toisensa pois: mikään vastaus ei kelpaa.")
        key = one["key"]
        self.fields[key], self.shown_if[key] = one, [*above, *([one["show_if"]] if "show_if" in one else [])]
        outer, outer_shown = dict(self.fields), dict(self.shown_if)
        for index, inner in enumerate(one.get("fields", ())):
            yield from self._field(f"{path}.fields[{index}]", inner, self.shown_if[key])
        self.fields, self.shown_if = outer, outer_shown  # the questions of a row are known in the row alone

    def _dead(self, path: str, part: Json, reason: str, above: Sequence[Json] = (), *, name: str = "show_if") -> Found:
        if name in part and self.never([part[name], *above]):
            yield f"{path}.{name}", reason

    def _limits_cross(self, one: Json) -> bool:
        if one["type"] not in LIMITED:
            return False
        low, high = bound_of(one.get("min")), bound_of(one.get("max"))
        return low is not None and high is not None and low[0] == high[0] and low[1] > high[1]

    def _table(self, path: str, table: Json) -> Found:
        earlier: list[Json] = []
        for index, row in enumerate(table["rows"]):
            here = f"{path}.rows[{index}].if"
            if self.never([row["if"]]):
                yield here, _("Tämä rivi ei voi koskaan toteutua.")
            elif any(self.implied(before, by=row["if"]) for before in earlier):
                yield here, _("Aiempi rivi menee aina tämän edelle.")
            earlier.append(row["if"])

    def implied(self, condition: Json, *, by: Json) -> bool:
        """Whether `condition` always holds when `by` does."""
        if condition == by:
            return True
        if "all" in condition:
            return all(self.implied(part, by=by) for part in condition["all"])
        if "any" in condition:
            return any(self.implied(part, by=by) for part in condition["any"])
        return self.never([by, {"not": condition}])

    def never(self, conditions: Iterable[Json]) -> bool:
        """Whether the conditions cannot hold together."""
        conditions = list(conditions)
        if any(self._no_way(condition) for condition in conditions):
            return True
        rooms: dict[tuple[str, str], Room] = {}
        for test in self._with_inherited([test for condition in conditions for test in parts_that_hold(condition)]):
            self._narrow(rooms.setdefault(test.subject, self._room_of(test.subject)), test)
        return any(room.is_empty for room in rooms.values())

    def _no_way(self, condition: Json) -> bool:
        """Whether every way of an either-or inside is impossible by itself."""
        if "any" in condition:
            return all(self.never([part]) for part in condition["any"])
        return "all" in condition and any(self._no_way(part) for part in condition["all"])

    def _with_inherited(self, tests: list[Test]) -> list[Test]:
        """Also what must hold for the questions to have values at all."""
        found, waiting, seen = list(tests), list(tests), set()
        while waiting:
            test = waiting.pop()
            how, key = test.subject
            if how == "field" and test.needs_value and key not in seen:
                seen.add(key)
                inherited = [more for condition in self.shown_if.get(key, ()) for more in parts_that_hold(condition)]
                found += inherited
                waiting += inherited
        return found

    def _room_of(self, subject: tuple[str, str]) -> Room:
        how, key = subject
        if how == "table" and key in self.tables:
            table = self.tables[key]
            values = [*(row["value"] for row in table["rows"]), *([table["default"]] if "default" in table else [])]
            return Room() if any(isinstance(value, Mapping) for value in values) else Room(set(values))
        return _room_of(self.fields.get(key, {})) if how == "field" else Room()

    def _narrow(self, room: Room, test: Test) -> None:
        how, key = test.subject
        kind = str(self.fields.get(key, {}).get("type")) if how == "field" else ""
        if test.needs_value:
            room.fill(is_filled=True)
        elif test.operator == "filled":
            room.fill(is_filled=False)
        if kind and test.operator in TYPES_OF and kind not in TYPES_OF[test.operator]:
            room.is_contradicted |= not test.negated
        elif test.operator in ("is", "in", "is_not", "not_in"):
            _narrow_by_value(room, test, many=kind == "multi_choice")
        elif test.operator in ("more", "less", "after", "before") and test.needs_value | test.negated:
            _narrow_by_bound(room, test)


def _room_of(one: Json) -> Room:
    """What the question may be answered at all."""
    kind = one.get("type")
    room = Room()
    if kind in ("yes_no", "consent"):
        room.options = {"yes", "no"}
    elif kind in ("choice", "multi_choice") and "options" in one:
        room.options = {option["value"] for option in one["options"]}
    if kind in LIMITED:
        if low := bound_of(one.get("min", 0 if kind == "money" else None)):
            room.above(*low, inside=True)
        if high := bound_of(one.get("max")):
            room.below(*high, inside=True)
    return room


def _narrow_by_value(room: Room, test: Test, *, many: bool) -> None:
    wanted = test.wanted if isinstance(test.wanted, list) else [test.wanted]
    if test.operator in ("is_not", "not_in"):
        if not many:
            room.drop(wanted)
    elif many:  # several may be chosen, so one test does not rule another out
        room.is_contradicted |= room.options is not None and not room.options & set(wanted)
    else:
        room.keep(wanted)


def _narrow_by_bound(room: Room, test: Test) -> None:
    if bound := bound_of(test.wanted):
        upward = (test.operator in ("more", "after")) != test.negated
        (room.above if upward else room.below)(*bound, inside=test.negated)
