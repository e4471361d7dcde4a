# SPDX-License-Identifier: EUPL-1.2
"""Move a step, a section, a field or an option: one place up or down, or beside another part."""

from copy import deepcopy
from typing import Any

from django.utils.translation import gettext as _

from services.eforms.designing.parts import Json, Refused, Spot, find, spots
from services.eforms.engine.fields.groups import NOT_IN_ROWS

UP, DOWN = -1, 1


def move(content: Json, address: str, by: int) -> Json:
    """One place up (-1) or down (1). A field at the edge goes into the neighbouring section, a section into the
    neighbouring step. Raises Refused at the edge of the form."""
    changed = deepcopy(content)
    spot = find(changed, address)
    target = spot.index + by
    if 0 <= target < len(spot.siblings):
        spot.siblings.insert(target, spot.siblings.pop(spot.index))
        return changed
    neighbour = _neighbour(changed, spot, by)
    if neighbour is None:
        raise Refused(_("Siirto ei onnistu: osa on jo reunassa."))
    if len(spot.siblings) == 1:
        raise Refused(_("Siirto ei onnistu: paikka, josta osa lähtisi, jäisi tyhjäksi."))
    part = spot.siblings.pop(spot.index)
    neighbour.insert(0 if by > 0 else len(neighbour), part)
    return changed


def _neighbour(content: Json, spot: Spot, by: int) -> list[Any] | None:
    """The next list of the same kind in the order of the form: fields of a section, sections of a step."""
    if spot.kind not in ("field", "section"):
        return None
    lists: list[list[Any]] = [step["sections"] for step in content["steps"]]
    if spot.kind == "field":
        lists = [section["fields"] for sections in lists for section in sections]
    position = next((number for number, siblings in enumerate(lists) if siblings is spot.siblings), None)
    if position is None or not 0 <= position + by < len(lists):
        return None
    return lists[position + by]


def move_beside(content: Json, address: str, target: str, *, after: bool) -> Json:
    """Before or after a part of the same kind; a field also into a section, a section into a step."""
    changed = deepcopy(content)
    spot, goal = find(changed, address), find(changed, target)
    if address == target:
        return changed
    part, siblings = spot.part, goal.siblings
    index = goal.index + (1 if after else 0)
    if spot.kind != goal.kind:
        siblings, index = _inside(spot, goal)
    if len(spot.siblings) == 1 and siblings is not spot.siblings:
        raise Refused(_("Siirto ei onnistu: paikka, josta osa lähtisi, jäisi tyhjäksi."))
    if part.get("type") in NOT_IN_ROWS and _is_rows(changed, siblings):
        raise Refused(_("Tätä tyyppiä ei voi laittaa toistuvan ryhmän sisään."))
    if siblings is part.get("fields"):
        raise Refused(_("Ryhmää ei voi siirtää itsensä sisään."))
    if siblings is spot.siblings and spot.index < index:
        index -= 1
    del spot.siblings[spot.index]
    siblings.insert(index, part)
    return changed


def _inside(spot: Spot, goal: Spot) -> tuple[list[Any], int]:
    if spot.kind == "field" and goal.kind in ("step", "section"):
        fields = goal.part["sections"][0]["fields"] if goal.kind == "step" else goal.part["fields"]
        return fields, 0
    if spot.kind == "section" and goal.kind == "step":
        return goal.part["sections"], 0
    raise Refused(_("Tähän ei voi siirtää."))


def _is_rows(content: Json, fields: list[Any]) -> bool:
    return any(spot.kind == "field" and spot.part.get("fields") is fields for _name, spot in spots(content))
