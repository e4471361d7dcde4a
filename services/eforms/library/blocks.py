# SPDX-License-Identifier: EUPL-1.2
"""Blocks in a content. A block is copied, never looked at: what has been published does not change with it."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from services.eforms.designing.looking import rename
from services.eforms.designing.parts import Json, NoSuchPart, field_keys, fields_of_part, find, free_key, spots
from services.eforms.engine.validation import check_definition


def check_block(content: Any) -> None:
    """Raises BadDefinition when the section could not stand alone: a block looks at nothing outside itself."""
    check_definition({"format": 1, "steps": [{"key": "lohko", "title": {"fi": "Lohko"}, "sections": [content]}]})


def block_of(section: Mapping[str, Any]) -> Json:
    """The section as a block: without the mark of where it came from and without the condition of its place."""
    return deepcopy({name: value for name, value in section.items() if name not in ("block", "show_if")})


def with_block(content: Json, after: str, slug: str, block: Json) -> Json:
    """A copy of the block after the section `after`, or last in the step. Raises NoSuchPart."""
    changed = deepcopy(content)
    spot = find(changed, after)
    section = _copy(slug, block, taken=field_keys(changed))
    if spot.kind == "step":
        spot.part["sections"].append(section)
    elif spot.kind == "section":
        spot.siblings.insert(spot.index + 1, section)
    else:
        raise NoSuchPart(after)
    return changed


def with_newer(content: Json, address: str, block: Json) -> Json:
    """The section `address` as the block is now. Questions that were there keep the keys that they have here."""
    changed = deepcopy(content)
    spot = find(changed, address)
    here = [field["key"] for field in spot.part["fields"]]
    section = _copy(spot.part["block"], block, taken=field_keys(changed) - set(here), known=here)
    if "show_if" in spot.part:
        section["show_if"] = spot.part["show_if"]
    spot.siblings[spot.index] = section
    return changed


def marked(content: Json, address: str, slug: str) -> Json:
    """The section told to be a copy of the block."""
    changed = deepcopy(content)
    find(changed, address).part["block"] = slug
    return changed


def sections_of_blocks(content: Json) -> Iterator[tuple[str, Json]]:
    """(address, section) of each copy of a block."""
    return ((name, spot.part) for name, spot in spots(content) if spot.kind == "section" and spot.part.get("block"))


def is_same(section: Json, block: Json) -> bool:
    """Whether the copy is as the block is now, whatever keys it has here."""
    known = [field["key"] for field in section["fields"]]
    return block_of(_copy(section["block"], block, taken=set(), known=known)) == block_of(section)


def _copy(slug: str, block: Json, *, taken: set[str], known: list[str] | None = None) -> Json:
    """The block with keys of its own: those known from before, otherwise the first free ones."""
    section = {**deepcopy(block), "block": slug}
    whole = {"steps": [{"key": "", "title": {}, "sections": [section]}]}
    for field in section["fields"]:
        old = field["key"]
        kept = next((key for key in known or () if re.fullmatch(rf"{old}(_\d+)?", key)), None)
        field["key"] = kept or free_key(taken, old)
        taken.add(field["key"])
        rename(whole, old, field["key"])
    return section


def questions_in(block: Json) -> list[str]:
    """The Finnish labels, for lists."""
    return [field["label"]["fi"] for field in fields_of_part(block)]
