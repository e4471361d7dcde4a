# SPDX-License-Identifier: EUPL-1.2
"""Each change takes a content and gives a new one; the given one stays as it was.

What cannot be done raises Refused with words, and NoSuchPart when the part is gone. Whether the outcome is a sound
form is checked by who keeps it (actions/designing.py): no change is trusted to know every rule.
"""

from copy import deepcopy
from typing import Any

from django.utils.translation import gettext as _

from services.eforms.designing.beginning import blank_section, blank_step
from services.eforms.designing.looking import broken_by, forget, keys_of, rename
from services.eforms.designing.parts import (
    Json,
    NoSuchPart,
    Refused,
    Spot,
    field_keys,
    find,
    free_key,
    spots,
    step_keys,
)
from services.eforms.engine.fields.groups import NOT_IN_ROWS


def change_part(content: Json, address: str, properties: Json) -> Json:
    """Give the part these properties; None takes one away. A new key is followed by all that look at the old one."""
    changed = deepcopy(content)
    part = find(changed, address).part
    old, new = part.get("key"), properties.get("key")
    for name, value in properties.items():
        if value is None:
            part.pop(name, None)
        else:
            part[name] = deepcopy(value)
    if "type" in part and old and new and old != new:
        rename(changed, address.partition(":")[2], new)
    return changed


def change_form(content: Json, properties: Json) -> Json:
    """Give the form itself these properties; None takes one away."""
    changed = {name: value for name, value in {**content, **properties}.items() if value is not None}
    return deepcopy(changed)


def add_field(content: Json, after: str, field: Json, *, inside: bool = True) -> Json:
    """Put a field after a field, or last in a section, a step or (`inside`) the rows of a group."""
    changed = deepcopy(content)
    fields, index = _place_after(changed, after, inside=inside)
    if field["type"] in NOT_IN_ROWS and _is_in_rows(changed, fields):
        raise Refused(_("Tätä tyyppiä ei voi laittaa toistuvan ryhmän sisään."))
    fields.insert(index, deepcopy(field))
    return changed


def _place_after(content: Json, after: str, *, inside: bool) -> tuple[list[Any], int]:
    spot = find(content, after)
    if spot.kind == "field" and not (inside and "fields" in spot.part):
        return spot.siblings, spot.index + 1
    if spot.kind == "option":
        raise NoSuchPart(after)
    fields = spot.part["sections"][-1]["fields"] if spot.kind == "step" else spot.part["fields"]
    return fields, len(fields)


def _is_in_rows(content: Json, fields: list[Any]) -> bool:
    return any("type" in spot.part and spot.part.get("fields") is fields for _name, spot in spots(content))


def add_option(content: Json, field: str, label: Json) -> Json:
    changed = deepcopy(content)
    options = find(changed, field).part.setdefault("options", [])
    value = free_key({option["value"] for option in options}, f"v{len(options) + 1}")
    options.append({"value": value, "label": deepcopy(label)})
    return changed


def add_step(content: Json, after: str = "") -> Json:
    """A new step after the given one, or last."""
    changed = deepcopy(content)
    steps = changed["steps"]
    index = find(changed, after).index + 1 if after else len(steps)
    key = free_key(step_keys(changed), "vaihe", "-")
    steps.insert(index, blank_step(key, field_key=free_key(field_keys(changed), "kysymys")))
    return changed


def add_section(content: Json, after: str) -> Json:
    """A new section after the given one, or last in the given step."""
    changed = deepcopy(content)
    section = blank_section(free_key(field_keys(changed), "kysymys"))
    section["title"] = {"fi": _("Uusi osio")}
    spot = find(changed, after)
    if spot.kind == "step":
        spot.part["sections"].append(section)
    elif spot.kind == "section":
        spot.siblings.insert(spot.index + 1, section)
    else:
        raise NoSuchPart(after)
    return changed


def split_section(content: Json, field: str) -> Json:
    """The field and those after it become a section of their own."""
    changed = deepcopy(content)
    spot = find(changed, field)
    owner = find(changed, spot.owner) if spot.kind == "field" else None
    if owner is None or owner.kind != "section" or spot.index == 0:
        raise Refused(_("Tästä ei voi aloittaa uutta osiota: kysymys on jo osion ensimmäinen tai ryhmän sisällä."))
    rest = spot.siblings[spot.index :]
    del spot.siblings[spot.index :]
    owner.siblings.insert(owner.index + 1, {"title": {"fi": _("Uusi osio")}, "fields": rest})
    return changed


def join_section(content: Json, section: str) -> Json:
    """The fields of the section continue the section before it; its title and condition are left out."""
    changed = deepcopy(content)
    spot = find(changed, section)
    if spot.kind != "section" or spot.index == 0:
        raise Refused(_("Tämä on vaiheen ensimmäinen osio, joten sitä ei voi liittää edelliseen."))
    spot.siblings[spot.index - 1]["fields"] += spot.part["fields"]
    del spot.siblings[spot.index]
    return changed


def duplicate(content: Json, address: str) -> Json:
    """A copy right after the part. The copies have keys of their own and look at each other as the originals do."""
    changed = deepcopy(content)
    spot = find(changed, address)
    copy = deepcopy(spot.part)
    if spot.kind == "option":
        copy["value"] = free_key({option["value"] for option in spot.siblings}, copy["value"])
    else:
        _give_own_keys(changed, copy, spot)
    spot.siblings.insert(spot.index + 1, copy)
    return changed


def _give_own_keys(content: Json, copy: Json, spot: Spot) -> None:
    taken = field_keys(content)
    whole = {"steps": [{"key": "", "sections": [{"fields": [copy]} if "type" in copy else copy]}]}
    if spot.kind == "step":
        copy["key"] = free_key(step_keys(content), copy["key"], "-")
        whole = {"steps": [copy]}
    top = [part.part for name, part in spots(whole) if part.kind == "field" and "." not in name]
    for field in top:
        old = field["key"]
        field["key"] = free_key(taken, old)
        taken.add(field["key"])
        rename(whole, old, field["key"])


def remove(content: Json, address: str, *, with_rules: bool = False) -> Json:
    """Take the part away. What looks at it makes this Refused, unless `with_rules` takes those rules away too."""
    changed = deepcopy(content)
    spot = find(changed, address)
    if spot.kind == "option":
        if len(spot.siblings) == 1:
            raise Refused(_("Kysymyksessä pitää olla vähintään yksi vaihtoehto."))
        del spot.siblings[spot.index]
        return changed
    if not with_rules and (told := broken_by(changed, spot.part)):
        raise Refused(" ".join(told))
    gone = _full_keys(address, keys_of(spot.part))
    emptied = _outermost_emptied(changed, spot)
    del emptied.siblings[emptied.index]
    forget(changed, gone)
    return changed


def _full_keys(address: str, gone: set[str]) -> set[str]:
    """A field inside a group is looked at as `group.field` from outside its rows."""
    name = address.partition(":")[2]
    return {name, *gone} if "." in name else gone


def _outermost_emptied(content: Json, spot: Spot) -> Spot:
    """The part, or the section that would stay empty without it."""
    if len(spot.siblings) > 1:
        return spot
    if spot.kind == "step":
        raise Refused(_("Lomakkeessa pitää olla vähintään yksi vaihe."))
    owner = find(content, spot.owner)
    if owner.kind == "section" and len(owner.siblings) > 1:
        return owner
    if owner.kind == "field":
        raise Refused(_("Ryhmässä pitää olla vähintään yksi kysymys. Poista koko ryhmä."))
    raise Refused(_("Vaiheessa pitää olla vähintään yksi kysymys. Poista koko vaihe."))
