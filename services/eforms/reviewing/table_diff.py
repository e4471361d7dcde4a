# SPDX-License-Identifier: EUPL-1.2
"""What changed in the decision tables: `Maksu, rivi 2: 90 € → 120 €`."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from services.eforms.engine.sentences import Names, as_list, condition_text, expression_text, finnish, quoted
from services.eforms.reviewing.order import moved_items
from services.eforms.reviewing.properties import changed_properties

Json = Mapping[str, Any]


def changed_tables(old: Json, new: Json, old_names: Names, new_names: Names) -> Iterator[tuple[str, str]]:
    """(act, sentence): the acts are those of diff.Act."""
    before = {str(table.get("key")): table for table in as_list(old.get("tables"))}
    after = {str(table.get("key")): table for table in as_list(new.get("tables"))}
    for key, table in after.items():
        if key not in before:
            yield "added", _("Uusi taulukko ”%(name)s”.") % {"name": _name(table)}
            continue
        for act, text in _table(before[key], table, old_names, new_names):
            yield act, f"{_name(table)}, {text}"
    for key in moved_items(list(before), list(after)):
        yield "moved", _("Taulukko ”%(name)s” on eri kohdassa.") % {"name": _name(after[key])}
    for key, table in before.items():
        if key not in after:
            yield "removed", _("Taulukko ”%(name)s” on poistettu.") % {"name": _name(table)}


def _name(table: Json) -> str:
    return finnish(table, "label") or str(table.get("key", ""))


def _table(old: Json, new: Json, old_names: Names, new_names: Names) -> Iterator[tuple[str, str]]:
    gives = str(new.get("gives", ""))
    yield from _rows(as_list(old.get("rows")), as_list(new.get("rows")), gives, old_names, new_names)
    before, after = _worth(old.get("default"), gives, old_names), _worth(new.get("default"), gives, new_names)
    if before != after:
        yield "changed", _("muuten: %(before)s → %(after)s.") % {"before": before, "after": after}
    others = changed_properties(old, new, old_names, new_names, skip={"key", "rows", "default"})
    yield from (("changed", text) for text in others)


def _rows(
    earlier: list[Json], rows: list[Json], gives: str, old_names: Names, new_names: Names
) -> Iterator[tuple[str, str]]:
    pairs = _same_rows(earlier, rows)
    for index, row in enumerate(rows):
        if index in pairs:
            changed = _row(index, earlier[pairs[index]], row, gives, old_names, new_names)
            yield from (("changed", text) for text in changed)
        else:
            yield "added", _("uusi rivi %(row)d: kun %(if)s, %(value)s.") % _told(index + 1, row, gives, new_names)
    for index, row in enumerate(earlier):
        if index not in pairs.values():
            told = _told(index + 1, row, gives, old_names)
            yield "removed", _("rivi %(row)d on poistettu: kun %(if)s, %(value)s.") % told
    homes = {str(old): new for new, old in pairs.items()}
    for name in moved_items(sorted(homes, key=int), sorted(homes, key=lambda old: homes[old])):
        told = _told(homes[name] + 1, rows[homes[name]], gives, new_names) | {"before": int(name) + 1}
        yield "moved", _("rivi %(before)d on nyt rivi %(row)d: kun %(if)s, %(value)s.") % told


def _same_rows(earlier: list[Json], rows: list[Json]) -> dict[int, int]:
    """Index of a row → what it was: the one with the same condition; of the others, those in the same place."""
    pairs: dict[int, int] = {}
    for index, row in enumerate(rows):
        free = (old for old in range(len(earlier)) if old not in pairs.values())
        same = next((old for old in free if earlier[old].get("if") == row.get("if")), None)
        if same is not None:
            pairs[index] = same
    left = [index for index in range(min(len(rows), len(earlier))) if index not in pairs]
    return pairs | {index: index for index in left if index not in pairs.values()}


def _told(index: int, row: Json, gives: str, names: Names) -> dict[str, Any]:
    value = _worth(row.get("value"), gives, names)
    return {"row": index, "if": condition_text(row.get("if"), names), "value": value}


def _row(index: int, old: Json, new: Json, gives: str, old_names: Names, new_names: Names) -> Iterator[str]:
    row = _("rivi %(row)d") % {"row": index + 1}
    if old.get("value") != new.get("value"):
        yield f"{row}: {_worth(old.get('value'), gives, old_names)} → {_worth(new.get('value'), gives, new_names)}."
    if old.get("if") != new.get("if"):
        told = {
            "row": row,
            "before": condition_text(old.get("if"), old_names),
            "after": condition_text(new.get("if"), new_names),
        }
        yield _("%(row)s: nyt kun %(after)s. Ennen: kun %(before)s.") % told
    for text in changed_properties(old, new, old_names, new_names, skip={"value", "if"}):
        yield f"{row}: {text}"


def _worth(value: Any, gives: str, names: Names) -> str:
    if value is None:
        return _("ei mitään")
    if gives == "fee":
        return f"{expression_text(value, names)} €"
    return quoted(value) if isinstance(value, str) else expression_text(value, names)
