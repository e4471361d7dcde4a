# SPDX-License-Identifier: EUPL-1.2
"""One content out of the contents of several forms: the common step first, then each form's own steps.

A shared question is called `s1_<key>`, a form's own `f2_<key>`, by the number of the form that it comes from. So no two
meet, whatever the forms call theirs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from portal.common.rules.conditions import Condition
from services.eforms.bundles.alike import REPRESENTED, Json, Place, groups_of
from services.eforms.bundles.renaming import renamed
from services.eforms.engine.definition import FORMAT
from services.eforms.engine.prefill import EARLIER_PREFIX

COMMON_STEP = "yhteiset"
COMMON_TITLE = {"fi": "Yhteiset tiedot", "sv": "Gemensamma uppgifter", "en": "Details for all of these"}
FOR_WHOM = {
    "child": {"fi": "Ketä lasta asia koskee?", "sv": "Vilket barn gäller ärendet?", "en": "Which child is this about?"},
    "principal": {"fi": "Ketä asia koskee?", "sv": "Vem gäller ärendet?", "en": "Whom is this about?"},
    "organisation": {
        "fi": "Mitä organisaatiota asia koskee?",
        "sv": "Vilken organisation gäller ärendet?",
        "en": "Which organisation is this about?",
    },
}
LONGEST_KEY = 54
_LEVELS = ("none", "weak", "strong")
_WHO = ("self", "child", "person", "organisation")
# One form has one fee, one receiver and one urgency; of many together these are only numbers and words to look at.
_GIVES = {"fee": "number", "unit": "text", "priority": "text"}


@dataclass(frozen=True, slots=True)
class Member:
    """A form to be merged. `name` by language."""

    name: Mapping[str, str]
    content: Json


@dataclass(frozen=True, slots=True)
class Merged:
    """`keys`: for each member what its questions are called in the merged content."""

    content: dict[str, Any]
    keys: list[dict[str, str]]


def fits_in(content: Json) -> bool:
    """Whether the form can be filled with others: it asks nothing of its own service, and its keys leave room."""
    keys = [question["key"] for step in content["steps"] for one in step["sections"] for question in one["fields"]]
    tables = [table["key"] for table in content.get("tables", ())]
    return all(len(key) <= LONGEST_KEY for key in [*keys, *tables]) and not _asks_service(content)


def _asks_service(part: Any) -> bool:
    if isinstance(part, Mapping):
        return str(part.get("known", "")).startswith("service.") or any(map(_asks_service, part.values()))
    return isinstance(part, list) and any(map(_asks_service, part))


def merge(members: Sequence[Member]) -> Merged:
    contents = [member.content for member in members]
    groups = groups_of(contents)
    keys = [_keys_of(number, content, groups) for number, content in enumerate(contents, 1)]
    tables = [_table_names(number, content) for number, content in enumerate(contents, 1)]
    steps = [_common_step(groups)] if groups else []
    for number, member in enumerate(members, 1):
        steps += _own_steps(number, member, keys[number - 1], tables[number - 1])
    content = {
        "format": FORMAT,
        **_kind(contents),
        "minutes": sum(one.get("minutes", 0) for one in contents),
        "needs": _unique(need for one in contents for need in one.get("needs", ())),
        "who": [who for who in _WHO if all(who in one.get("who", ("self",)) for one in contents)] or ["self"],
        "assurance": max((one.get("assurance", "weak") for one in contents), key=_LEVELS.index),
        "tables": [
            table
            for number, one in enumerate(contents, 1)
            for table in _tables(one, keys[number - 1], tables[number - 1])
        ],
        "steps": steps,
    }
    return Merged(content, keys)


def _kind(contents: Sequence[Json]) -> dict[str, str]:
    kinds = {one.get("kind", "application") for one in contents}
    return {"kind": kinds.pop()} if len(kinds) == 1 else {}


def _unique(texts: Iterator[Any]) -> list[Any]:
    found: list[Any] = []
    for text in texts:
        if text not in found:
            found.append(text)
    return found


def _keys_of(number: int, content: Json, groups: list[list[Place]]) -> dict[str, str]:
    keys = {
        question["key"]: f"f{number}_{question['key']}"
        for step in content["steps"]
        for section in step["sections"]
        for question in section["fields"]
    }
    return keys | {
        place.question["key"]: _shared_key(group) for group in groups for place in group if place.form == number
    }


def _shared_key(group: list[Place]) -> str:
    return f"s{group[0].form}_{group[0].question['key']}"


def _table_names(number: int, content: Json) -> dict[str, str]:
    return {table["key"]: f"f{number}_{table['key']}" for table in content.get("tables", ())}


def _tables(content: Json, keys: Mapping[str, str], names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for table in content.get("tables", ()):
        gives = _GIVES.get(table["gives"], table["gives"])
        yield {**renamed(table, keys, names), "key": names[table["key"]], "gives": gives}


# ---- the common step


def _common_step(groups: list[list[Place]]) -> dict[str, Any]:
    """For whom first; then by the sections of the forms where they come from."""
    ordered = sorted(groups, key=lambda group: group[0].question["type"] not in REPRESENTED)
    sections = [
        _common_section(list(found)) for _section, found in groupby(ordered, key=lambda group: id(group[0].section))
    ]
    return {"key": COMMON_STEP, "title": COMMON_TITLE, "sections": sections}


def _common_section(groups: list[list[Place]]) -> dict[str, Any]:
    title = groups[0][0].section.get("title")
    fields = [_shared(group) for group in groups]
    return {"fields": fields, **({"title": title} if title and len(fields) > 1 else {})}


def _shared(group: list[Place]) -> dict[str, Any]:
    """The strictest of them: required, locked and short, if any of the forms wants that."""
    questions = [place.question for place in group]
    question = {**questions[0], "key": _shared_key(group), "label": _label(questions)}
    question |= {"optional": True} if all(one.get("optional") for one in questions) else {"optional": False}
    question |= {"locked": True} if any(one.get("locked") for one in questions) else {}
    if lengths := [one["max_length"] for one in questions if "max_length" in one]:
        question["max_length"] = min(lengths)
    if source := next((one["prefill"] for one in questions if _is_kept(one.get("prefill", ""))), None):
        question["prefill"] = source
    return _cleaned(question)


def _label(questions: list[Json]) -> Any:
    labels = [one["label"] for one in questions]
    return labels[0] if labels.count(labels[0]) == len(labels) else FOR_WHOM.get(questions[0]["type"], labels[0])


def _cleaned(question: dict[str, Any]) -> dict[str, Any]:
    """Without what belongs to the form alone: links into it, its service, one's last sending of it."""
    kept = {name: value for name, value in question.items() if name not in ("from_query", "renew")}
    if not _is_kept(kept.get("prefill", "")):
        kept.pop("prefill", None)
        kept.pop("locked", None)
    return kept


def _is_kept(source: str) -> bool:
    return bool(source) and not source.startswith((EARLIER_PREFIX, "service."))


# ---- each form's own steps


def _own_steps(
    number: int, member: Member, keys: Mapping[str, str], tables: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    for step in member.content["steps"]:
        sections = [
            own for section in step["sections"] if (own := _own_section(section, number, keys, tables))["fields"]
        ]
        if sections:
            yield {
                "key": f"f{number}-{step['key']}"[:59],
                "title": _titled(member.name, step["title"]),
                "sections": sections,
                **_show_if(step.get("show_if"), keys, tables),
            }


def _own_section(section: Json, number: int, keys: Mapping[str, str], tables: Mapping[str, str]) -> dict[str, Any]:
    own = [question for question in section["fields"] if keys[question["key"]].startswith(f"f{number}_")]
    fields = [_cleaned({**renamed(question, keys, tables), "key": keys[question["key"]]}) for question in own]
    told = {name: section[name] for name in ("title", "help") if name in section}
    return {**told, "fields": fields, **_show_if(section.get("show_if"), keys, tables)}


def _show_if(condition: Condition | None, keys: Mapping[str, str], tables: Mapping[str, str]) -> dict[str, Any]:
    return {"show_if": renamed(condition, keys, tables)} if condition else {}


def _titled(name: Mapping[str, str], title: Mapping[str, str]) -> dict[str, str]:
    """`Venepaikka: Hakija`, in each language in which something of it is told."""
    languages = [code for code in ("fi", "sv", "en") if name.get(code) or title.get(code)]
    return {code: f"{name.get(code) or name.get('fi', '')}: {title.get(code) or title['fi']}" for code in languages}
