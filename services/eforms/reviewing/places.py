# SPDX-License-Identifier: EUPL-1.2
"""Every part of a version's content with its path and what to call it: `Vaihe Työ, kysymys ”Mitä varten kaivat?”`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from services.eforms.engine.sentences import as_list, finnish, quoted

Json = Mapping[str, Any]
FORM, STEP, SECTION, FIELD, OPTION, TABLE = "form", "step", "section", "field", "option", "table"


@dataclass(frozen=True, slots=True)
class Place:
    """One part. `key` is that of the question or step to open in the designer; `step` the index of its step."""

    kind: str
    path: str
    where: str
    key: str
    thing: Json
    step: int = -1
    inside: str = ""  # of a field of a group: the key of the group


def places(content: Json) -> list[Place]:
    return [
        Place(FORM, "", _("Koko lomake"), "", content),
        *(place for index, step in enumerate(as_list(content.get("steps"))) for place in _step(index, step)),
        *(_table(index, table) for index, table in enumerate(as_list(content.get("tables")))),
    ]


def step_name(step: Json) -> str:
    return _("Vaihe %(title)s") % {"title": finnish(step, "title") or step.get("key", "")}


def field_name(field: Json) -> str:
    return quoted(finnish(field, "label") or str(field.get("key", "")))


def _step(index: int, step: Json) -> Iterator[Place]:
    path, where, key = f"steps[{index}]", step_name(step), str(step.get("key", ""))
    yield Place(STEP, path, where, key, step, index)
    for number, section in enumerate(as_list(step.get("sections"))):
        here = f"{path}.sections[{number}]"
        title = finnish(section, "title")
        named = _("%(step)s, osio %(title)s") % {"step": where, "title": title} if title else where
        yield Place(SECTION, here, named, key, section, index)
        for spot, field in enumerate(as_list(section.get("fields"))):
            yield from _field(f"{here}.fields[{spot}]", where, field, index)


def _field(path: str, step: str, field: Json, index: int, inside: str = "") -> Iterator[Place]:
    where = _("%(step)s, kysymys %(label)s") % {"step": step, "label": field_name(field)}
    key = ".".join(filter(None, (inside, str(field.get("key", "")))))
    yield Place(FIELD, path, where, key, field, index, inside)
    for spot, option in enumerate(as_list(field.get("options"))):
        named = _("%(field)s, vaihtoehto %(label)s") % {"field": where, "label": field_name(option)}
        yield Place(OPTION, f"{path}.options[{spot}]", named, key, option, index, inside)
    for spot, sub in enumerate(as_list(field.get("fields"))):
        yield from _field(f"{path}.fields[{spot}]", step, sub, index, inside=key)


def _table(index: int, table: Json) -> Place:
    named = finnish(table, "label") or str(table.get("key", ""))
    return Place(TABLE, f"tables[{index}]", _("Taulukko %(name)s") % {"name": named}, "", table)
