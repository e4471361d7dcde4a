# SPDX-License-Identifier: EUPL-1.2
"""The parts of a content by address, so that links, forms and the live page can name one.

step:hakija · section:hakija:0 · field:phone · field:children.name · option:purpose:2 · option:children.school:0
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

Json = dict[str, Any]


class NoSuchPart(LookupError):
    """The part has been removed or renamed meanwhile."""


class Refused(Exception):
    """The change would leave something that is no form. The text tells it in words."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a part stands: `siblings[index]` is the part itself; its owner is named by its own address."""

    kind: str
    siblings: list[Any]
    index: int
    owner: str = ""

    @property
    def part(self) -> Json:
        part: Json = self.siblings[self.index]
        return part


def spots(content: Json) -> Iterator[tuple[str, Spot]]:
    """Every step, section and field with its address, in the order of the form."""
    steps = content.get("steps", [])
    for number, step in enumerate(steps):
        name = f"step:{step['key']}"
        yield name, Spot("step", steps, number)
        for index, section in enumerate(step["sections"]):
            here = f"section:{step['key']}:{index}"
            yield here, Spot("section", step["sections"], index, name)
            yield from _fields(section["fields"], here)


def _fields(fields: list[Any], owner: str, prefix: str = "") -> Iterator[tuple[str, Spot]]:
    for index, field in enumerate(fields):
        here = f"field:{prefix}{field['key']}"
        yield here, Spot("field", fields, index, owner)
        if isinstance(field.get("fields"), list):
            yield from _fields(field["fields"], here, f"{field['key']}.")


def find(content: Json, address: str) -> Spot:
    """Raises NoSuchPart."""
    if address.startswith("option:"):
        _option, field, number = f"{address}::".split(":")[:3]
        options = find(content, f"field:{field}").part.get("options", [])
        if number.isdigit() and int(number) < len(options):
            return Spot("option", options, int(number), f"field:{field}")
        raise NoSuchPart(address)
    for name, spot in spots(content):
        if name == address:
            return spot
    raise NoSuchPart(address)


def address_of(content: Json, part: Json) -> str:
    """The address of this very object in the content."""
    return next(name for name, spot in spots(content) if spot.part is part)


def step_of(content: Json, address: str) -> str:
    """The key of the step where the part is. Raises NoSuchPart."""
    current = ""
    wanted = f"field:{address.split(':')[1]}" if address.startswith("option:") else address
    for name, spot in spots(content):
        if spot.kind == "step":
            current = spot.part["key"]
        if name == wanted:
            return current
    raise NoSuchPart(address)


def fields_of_part(part: Json) -> Iterator[Json]:
    """The fields in a step or a section, or the field itself with those of its rows."""
    if "type" in part:
        yield part
        yield from part.get("fields", ())
        return
    for section in part.get("sections", [part]):
        for field in section.get("fields", ()):
            yield from fields_of_part(field)


def name_of(part: Json) -> str:
    """What the part is called on the designer's pages."""
    texts = part.get("label") or part.get("title") or {}
    return texts.get("fi") or part.get("key") or _("Osio ilman otsikkoa")


def free_key(taken: Iterator[str] | set[str], base: str, mark: str = "_") -> str:
    """`base`, or with the first number that makes it its own."""
    keys = set(taken)
    if base not in keys:
        return base
    number = next(number for number in range(2, len(keys) + 3) if f"{base}{mark}{number}" not in keys)
    return f"{base}{mark}{number}"


def field_keys(content: Json) -> set[str]:
    return {field["key"] for step in content.get("steps", ()) for field in fields_of_part(step)}


def step_keys(content: Json) -> set[str]:
    return {step["key"] for step in content.get("steps", ())}
