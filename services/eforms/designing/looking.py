# SPDX-License-Identifier: EUPL-1.2
"""Who looks at whose answer: conditions, limits, formulas, tables and the handler's line. For renaming and removing."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from services.eforms.designing.parts import Json, Refused, fields_of_part, name_of, spots
from services.eforms.engine.sentences import condition_text

_NAMES = ("field", "count_of", "sum_of")
_CONDITIONS = ("show_if", "required_if", "if")
_LIMITS = ("min", "max")


def looked_at(thing: Any) -> Iterator[str]:
    """The keys that a condition, a limit or a formula looks at; `children.age` for a column of rows."""
    if isinstance(thing, Mapping):
        for name, value in thing.items():
            if name in _NAMES and isinstance(value, str):
                yield value
            else:
                yield from looked_at(value)
    elif isinstance(thing, list):
        for part in thing:
            yield from looked_at(part)


def _hits(thing: Any, keys: Collection[str]) -> bool:
    return any(key in keys or key.partition(".")[0] in keys for key in looked_at(thing))


# ---- renaming


def rename(content: Json, old: str, new: str) -> None:
    """Change, in place, what looks at `old` to look at `new`. `children.age` is a field inside the group `children`."""
    group, _dot, inner = old.rpartition(".")
    if not group:
        _renamed(content, old, new)
        _rename_in_line(content, old, new)
        return
    _renamed(content, old, f"{group}.{new}")
    for _address, spot in spots(content):
        if spot.part.get("key") == group and isinstance(spot.part.get("fields"), list):
            for field in spot.part["fields"]:
                _renamed(field, inner, new)


def _renamed(thing: Any, old: str, new: str) -> None:
    if isinstance(thing, list):
        for part in thing:
            _renamed(part, old, new)
    if not isinstance(thing, dict):
        return
    for name, value in thing.items():
        if name in _NAMES and isinstance(value, str):
            if value == old or value.startswith(f"{old}."):
                thing[name] = new + value[len(old) :]
        else:
            _renamed(value, old, new)


def _rename_in_line(content: Json, old: str, new: str) -> None:
    for language, line in content.get("summary", {}).items():
        content["summary"][language] = line.replace(f"{{{old}}}", f"{{{new}}}")


# ---- removing


def keys_of(part: Json) -> set[str]:
    """The keys that vanish with the part."""
    if "type" in part:
        return {part["key"]}
    return {field["key"] for field in fields_of_part(part)}


def broken_by(content: Json, part: Json) -> list[str]:
    """What would stop working if the part were removed, each as a sentence."""
    keys, inside = keys_of(part), {id(field) for field in fields_of_part(part)}
    told: list[str] = []
    for _address, spot in spots(content):
        if spot.part is part or id(spot.part) in inside:
            continue
        told += _broken_in(content, spot.part, keys)
    for table in content.get("tables", ()):
        if _hits(table, keys):
            told.append(_("Taulukko ”%(name)s” katsoo tätä vastausta.") % {"name": name_of(table)})
    if any(f"{{{key}}}" in line for key in keys for line in content.get("summary", {}).values()):
        told.append(_("Käsittelijän rivi näyttää tämän vastauksen."))
    return told


def _broken_in(content: Json, part: Json, keys: Collection[str]) -> Iterator[str]:
    name = {"name": name_of(part)}
    if _hits(part.get("show_if"), keys):
        yield _("”%(name)s” näytetään, kun %(when)s.") % {
            **name,
            "when": condition_text(part["show_if"], content),
        }
    if _hits(part.get("required_if"), keys):
        yield _("”%(name)s” on pakollinen, kun %(when)s.") % {
            **name,
            "when": condition_text(part["required_if"], content),
        }
    if any(_hits(part.get(limit), keys) for limit in _LIMITS):
        yield _("Kysymyksen ”%(name)s” raja riippuu tästä vastauksesta.") % name
    if _hits(part.get("formula"), keys):
        yield _("Laskettu tieto ”%(name)s” tarvitsee tätä vastausta.") % name
    if any(_hits(option, keys) for option in part.get("options", ())):
        yield _("Kysymyksen ”%(name)s” vaihtoehtoja näytetään tämän vastauksen mukaan.") % name


def forget(content: Json, keys: Collection[str]) -> None:
    """Take away, in place, the conditions and limits that look at the keys. Raises Refused where a formula does."""
    for _address, spot in spots(content):
        if _hits(spot.part.get("formula"), keys):
            told = _("Laskettu tieto ”%(name)s” tarvitsee tätä vastausta. Muuta ensin sen kaavaa.")
            raise Refused(told % {"name": name_of(spot.part)})
        _forget_in(spot.part, keys)
        for option in spot.part.get("options", ()):
            _forget_in(option, keys)
    _forget_in_tables(content, keys)
    for language, line in content.get("summary", {}).items():
        pattern = "|".join(re.escape(f"{{{key}}}") for key in keys)
        content["summary"][language] = re.sub(pattern, "", line) if keys else line


def _forget_in(part: Json, keys: Collection[str]) -> None:
    for name in (*_CONDITIONS, *_LIMITS):
        if not _hits(part.get(name), keys):
            continue
        left = without(part[name], keys) if name in _CONDITIONS else None
        if left is None:
            del part[name]
        else:
            part[name] = left


def _forget_in_tables(content: Json, keys: Collection[str]) -> None:
    """A row without its condition goes, and a table without rows."""
    for table in content.get("tables", ()):
        table["rows"] = [row for row in table["rows"] if _keeps(row, keys)]
    left = [table for table in content.get("tables", ()) if table["rows"]]
    if left:
        content["tables"] = left
    else:
        content.pop("tables", None)


def _keeps(row: Json, keys: Collection[str]) -> bool:
    _forget_in(row, keys)
    return "if" in row


def without(condition: Any, keys: Collection[str]) -> Any:
    """The condition without the tests that look at the keys, or None when nothing is left of it."""
    if not isinstance(condition, Mapping):
        return condition
    for group in ("all", "any"):
        if group in condition:
            left = [part for part in (without(part, keys) for part in condition[group]) if part is not None]
            return None if not left else left[0] if len(left) == 1 else {group: left}
    if "not" in condition:
        left_in = without(condition["not"], keys)
        return None if left_in is None else {"not": left_in}
    return None if _hits(condition, keys) else condition
