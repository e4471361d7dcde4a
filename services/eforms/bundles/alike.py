# SPDX-License-Identifier: EUPL-1.2
"""Which questions of several forms are the same question, so that it is asked once.

Only what is always asked, and looks at nothing else, can move to the common step: no condition of its own, its section
or its step. Two questions are the same when an answer to one is always an answer to the other: same type, same limits,
and

- they know the same fact of the person or the organisation (an address has a purpose, so it needs the same label too),
- or they ask for whom with the same key,
- or they have the same key and the same label, in the same block of the library or in none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.eforms.engine.prefill import EARLIER_PREFIX

Json = Mapping[str, Any]

# A promise, a result and a signature belong to one form.
OWN_TYPES = {"consent", "explanation", "calculated", "stop", "signature"}
REPRESENTED = {"child", "principal", "organisation"}
# What may differ in two questions that are the same. The strictest of them is asked (merging.py).
_MAY_DIFFER = {
    *("key", "label", "help", "prefill", "locked", "optional", "renew", "from_query"),
    *("max_length", "rows", "autocomplete", "look"),
}
_LOOKS = {"field", "table", "sum_of", "count_of", "show_if", "required_if"}


@dataclass(frozen=True, slots=True)
class Place:
    """A question that could be shared, and where it stands in its form (counted from one)."""

    form: int
    question: Json
    section: Json


def places_in(form: int, content: Json) -> Iterator[Place]:
    for step in content["steps"]:
        for section in step["sections"]:
            if "show_if" not in step and "show_if" not in section:
                for question in section["fields"]:
                    if question["type"] not in OWN_TYPES and not _looks(question):
                        yield Place(form, question, section)


def _looks(part: Any) -> bool:
    """Whether it depends on anything but its own answer."""
    if isinstance(part, Mapping):
        return any(name in _LOOKS or _looks(value) for name, value in part.items())
    return isinstance(part, list) and any(map(_looks, part))


def groups_of(contents: list[Json]) -> list[list[Place]]:
    """The questions that two forms or more ask alike, in the order of the first of each."""
    groups: list[list[Place]] = []
    for number, content in enumerate(contents, 1):
        for place in places_in(number, content):
            # Each is compared with all, as alike is not always alike onwards.
            fitting = (group for group in groups if all(_fit(place, other) for other in group))
            if group := next(fitting, None):
                group.append(place)
            else:
                groups.append([place])
    return [group for group in groups if len(group) > 1]


def _fit(one: Place, other: Place) -> bool:
    return one.form != other.form and _same_rules(one.question, other.question) and _same_matter(one, other)


def _same_rules(one: Json, other: Json) -> bool:
    names = {*one, *other} - _MAY_DIFFER
    return all(one.get(name) == other.get(name) for name in names)


def _same_matter(one: Place, other: Place) -> bool:
    first, second = one.question, other.question
    sources = _source(first), _source(second)
    if all(sources) and sources[0] != sources[1]:
        return False
    is_address = first["type"] == "address"
    if sources[0] and sources[0] == sources[1] and not is_address:
        return True
    if first["type"] in REPRESENTED:
        return bool(first["key"] == second["key"])
    if is_address and sources[0] and sources[0] == sources[1]:
        return bool(first["label"] == second["label"])
    same_block = one.section.get("block") == other.section.get("block")
    return bool(first["key"] == second["key"] and first["label"] == second["label"] and same_block)


def _source(question: Json) -> str:
    """What of the person or the organisation it knows; an earlier sending or the service tells of one form alone."""
    name = str(question.get("prefill", ""))
    return "" if name.startswith((EARLIER_PREFIX, "service.")) else name
