# SPDX-License-Identifier: EUPL-1.2
"""What changed from one version to another, in plain Finnish and by step: no JSON, no keys where there is a name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from services.eforms.engine.sentences import Names, as_list, finnish
from services.eforms.reviewing.order import moved_items
from services.eforms.reviewing.places import field_name, step_name
from services.eforms.reviewing.properties import changed_properties
from services.eforms.reviewing.table_diff import changed_tables

Json = Mapping[str, Any]


class Act(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence. `place` is the heading under which it is told: a step, or the whole form."""

    place: str
    act: Act
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a question stands."""

    step: Json
    section: Json
    field: Json


def changes_between(old: Json, new: Json) -> list[Change]:
    return list(_Diff(old, new).changes())


def by_place(changes: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    grouped: dict[str, list[Change]] = {}
    for change in changes:
        grouped.setdefault(change.place, []).append(change)
    return list(grouped.items())


class _Diff:
    def __init__(self, old: Json, new: Json) -> None:
        self.old, self.new = old, new
        self.old_names, self.new_names = Names(old), Names(new)
        self.old_homes, self.new_homes = _homes(old), _homes(new)

    def changes(self) -> Iterator[Change]:
        whole = _("Koko lomake")
        for text in changed_properties(self.old, self.new, self.old_names, self.new_names, skip={"steps", "tables"}):
            yield Change(whole, Act.CHANGED, text)
        old_steps, new_steps = _by_key(self.old.get("steps")), _by_key(self.new.get("steps"))
        yield from self._step_order(whole, list(old_steps), list(new_steps), new_steps)
        for key, step in new_steps.items():
            yield from self._step(step, old_steps.get(key))
        for key, step in old_steps.items():
            if key not in new_steps:
                yield from self._removed_step(step)
        for act, text in changed_tables(self.old, self.new, self.old_names, self.new_names):
            yield Change(_("Taulukot"), Act(act), text)

    # ---- steps

    def _step_order(
        self, whole: str, before: Sequence[str], after: Sequence[str], steps: Mapping[str, Json]
    ) -> Iterator[Change]:
        for key in moved_items(before, after):
            yield Change(whole, Act.MOVED, _("%(step)s on eri kohdassa.") % {"step": step_name(steps[key])}, key)

    def _step(self, step: Json, old: Json | None) -> Iterator[Change]:
        place, key = step_name(step), str(step.get("key", ""))
        if old is None:
            yield Change(place, Act.ADDED, _("Uusi vaihe."), key)
        else:
            yield from (
                Change(place, Act.CHANGED, text, key)
                for text in changed_properties(old, step, self.old_names, self.new_names, skip={"sections", "key"})
            )
        yield from self._sections(place, step, old)
        yield from self._fields(place, step, old)

    def _removed_step(self, step: Json) -> Iterator[Change]:
        place = step_name(step)
        yield Change(place, Act.REMOVED, _("Vaihe on poistettu."))
        for field in _fields_of(step):
            if str(field.get("key")) not in self.new_homes:
                yield Change(place, Act.REMOVED, _removed(field))

    # ---- sections have no key: the one that kept most of its questions is the same

    def _sections(self, place: str, step: Json, old: Json | None) -> Iterator[Change]:
        earlier = as_list(old.get("sections")) if old else []
        taken: set[int] = set()
        for section in as_list(step.get("sections")):
            index = _same_section(section, earlier, taken)
            if index is None:
                if old and finnish(section, "title"):
                    yield Change(place, Act.ADDED, _("Uusi osio ”%(title)s”.") % {"title": finnish(section, "title")})
                continue
            taken.add(index)
            title = finnish(section, "title") or finnish(earlier[index], "title")
            prefix = _("Osio ”%(title)s”: ") % {"title": title} if title else _("Osio: ")
            for text in changed_properties(earlier[index], section, self.old_names, self.new_names, skip={"fields"}):
                yield Change(place, Act.CHANGED, prefix + text)

    # ---- questions

    def _fields(self, place: str, step: Json, old: Json | None) -> Iterator[Change]:
        keys = [str(field.get("key")) for field in _fields_of(step)]
        earlier = [str(field.get("key")) for field in _fields_of(old)] if old else []
        moved, others = set(moved_items(earlier, keys)), _in_other_sections(step, old)
        for field in _fields_of(step):
            key, name = str(field.get("key")), field_name(field)
            home = self.old_homes.get(key)
            if home is None:
                yield Change(place, Act.ADDED, _added(field), key)
                continue
            if home.step.get("key") != step.get("key"):
                told = {"field": name, "step": step_name(home.step)}
                yield Change(place, Act.MOVED, _("Kysymys %(field)s on siirretty tänne: ennen %(step)s.") % told, key)
            elif key in others:
                yield Change(place, Act.MOVED, _("Kysymys %(field)s on toisessa osiossa.") % {"field": name}, key)
            elif key in moved:
                yield Change(place, Act.MOVED, _("Kysymys %(field)s on eri kohdassa.") % {"field": name}, key)
            yield from self._field(place, home.field, field)
        for field in _fields_of(old) if old else ():
            if str(field.get("key")) not in self.new_homes:
                yield Change(place, Act.REMOVED, _removed(field))

    def _field(self, place: str, old: Json, new: Json) -> Iterator[Change]:
        key, name = str(new.get("key", "")), field_name(old)
        for text in changed_properties(old, new, self.old_names, self.new_names, skip={"key", "fields"}):
            yield Change(place, Act.CHANGED, f"{name}: {text}", key)
        before, after = _by_key(old.get("fields")), _by_key(new.get("fields"))
        for sub_key, sub in after.items():
            if sub_key not in before:
                yield Change(place, Act.ADDED, f"{name}: {_added(sub)}", key)
                continue
            prefix = f"{name}, {field_name(before[sub_key])}"
            for text in changed_properties(before[sub_key], sub, self.old_names, self.new_names, skip={"key"}):
                yield Change(place, Act.CHANGED, f"{prefix}: {text}", key)
        for sub_key, sub in before.items():
            if sub_key not in after:
                yield Change(place, Act.REMOVED, f"{name}: {_removed(sub)}", key)
        for sub_key in moved_items(list(before), list(after)):
            told = _("%(field)s on eri kohdassa.") % {"field": field_name(after[sub_key])}
            yield Change(place, Act.MOVED, f"{name}: {told}", key)


def _added(field: Json) -> str:
    """`Uusi kysymys ”Mitä varten kaivat?” (pakollinen).`"""
    if field.get("type") in ("explanation", "stop", "calculated"):
        return _("Uusi kohta %(field)s.") % {"field": field_name(field)}
    if field.get("optional"):
        return _("Uusi kysymys %(field)s (vapaaehtoinen).") % {"field": field_name(field)}
    return _("Uusi kysymys %(field)s (pakollinen).") % {"field": field_name(field)}


def _removed(field: Json) -> str:
    return _("Kysymys %(field)s on poistettu.") % {"field": field_name(field)}


def _fields_of(step: Json | None) -> Iterator[Json]:
    for section in as_list((step or {}).get("sections")):
        yield from as_list(section.get("fields"))


def _homes(content: Json) -> dict[str, Home]:
    return {
        str(field.get("key")): Home(step, section, field)
        for step in as_list(content.get("steps"))
        for section in as_list(step.get("sections"))
        for field in as_list(section.get("fields"))
    }


def _by_key(things: Any) -> dict[str, Json]:
    return {str(thing.get("key", "")): thing for thing in as_list(things)}


def _in_other_sections(step: Json, old: Json | None) -> set[str]:
    """The questions that stand in another section of the same step than before."""
    before, taken, found = as_list(old.get("sections")) if old else [], set[int](), set[str]()
    for section in as_list(step.get("sections")):
        index = _same_section(section, before, taken)
        taken |= set() if index is None else {index}
        here = {str(field.get("key")) for field in as_list(section.get("fields"))}
        home = {str(field.get("key")) for field in as_list(before[index].get("fields"))} if index is not None else set()
        found |= here - home
    return found & {str(field.get("key")) for field in _fields_of(old)}


def _same_section(section: Json, earlier: Sequence[Json], taken: set[int]) -> int | None:
    keys = {field.get("key") for field in as_list(section.get("fields"))}
    shared = [
        (len(keys & {field.get("key") for field in as_list(old.get("fields"))}), -index)
        for index, old in enumerate(earlier)
        if index not in taken
    ]
    count, index = max(shared, default=(0, 0))
    return -index if count else None
