# SPDX-License-Identifier: EUPL-1.2
"""Every text of a content with its place, to be read and translated side by side."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from services.eforms.designing.parts import Json, NoSuchPart, name_of, spots

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
FOREIGN = tuple(language for language in LANGUAGES if language != "fi")


@dataclass(frozen=True, slots=True)
class Text:
    """`path` leads to the texts in the content, `steps.0.title`; `part` is what to open in the designer."""

    path: str
    where: str
    part: str
    texts: Mapping[str, str]

    def lacks(self, language: str) -> bool:
        return not self.texts.get(language, "").strip()

    @property
    def is_long(self) -> bool:
        return len(self.texts.get("fi", "")) > 60


_OF_FORM = ("intro", "promise", "summary", "important")
_LISTS = ("needs", "next")
_NOT_TEXTS = frozenset({"show_if", "required_if", "if", "formula", "steps", "sections", "fields"})


def texts_of(content: Json) -> list[Text]:
    """In the order of the form: first what the whole form says, then its parts, then its tables."""
    return [*_of_form(content), *_of_parts(content), *_of_tables(content)]


def _of_form(content: Json) -> Iterator[Text]:
    where = _("Koko lomake")
    for name in _OF_FORM:
        if content.get(name):
            yield Text(name, where, "", content[name])
    for name in _LISTS:
        for index, texts in enumerate(content.get(name, ())):
            yield Text(f"{name}.{index}", where, "", texts)


def _of_parts(content: Json) -> Iterator[Text]:
    paths = dict(_paths(content))
    for address, spot in spots(content):
        for path, texts in _inside(paths[address], spot.part):
            yield Text(path, name_of(spot.part), address, texts)


def _paths(content: Json) -> Iterator[tuple[str, str]]:
    """(address, path) of each part."""
    paths: dict[str, str] = {}
    for address, spot in spots(content):
        owner = paths.get(spot.owner, "")
        lists = {"step": "steps", "section": "sections", "field": "fields"}
        paths[address] = f"{owner}{'.' if owner else ''}{lists[spot.kind]}.{spot.index}"
        yield address, paths[address]


def _of_tables(content: Json) -> Iterator[Text]:
    for index, table in enumerate(content.get("tables", ())):
        for path, texts in _inside(f"tables.{index}", table):
            yield Text(path, name_of(table), "", texts)


def _inside(path: str, thing: Any) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every {"fi": …} in the thing, not in the parts inside it."""
    if isinstance(thing, Mapping):
        if isinstance(thing.get("fi"), str):
            yield path, thing
            return
        for name, value in thing.items():
            if name not in _NOT_TEXTS:
                yield from _inside(f"{path}.{name}", value)
    elif isinstance(thing, list):
        for index, value in enumerate(thing):
            yield from _inside(f"{path}.{index}", value)


def shares(content: Json) -> dict[str, int]:
    """How many hundredths of the texts each other language has. Rounded down: 100 means all of them."""
    texts = texts_of(content)
    return {
        language: 100 * sum(not text.lacks(language) for text in texts) // len(texts) if texts else 100
        for language in FOREIGN
    }


def translate(content: Json, typed: Mapping[str, Mapping[str, str]]) -> Json:
    """The content with these texts, by path and language. An empty text takes the language away; Finnish stays.

    Raises NoSuchPart when the content has no text at a path.
    """
    changed = deepcopy(content)
    for path, texts in typed.items():
        kept = _at(changed, path)
        for language, text in texts.items():
            if text.strip():
                kept[language] = text.strip()
            elif language != "fi":
                kept.pop(language, None)
    return changed


def _at(content: Any, path: str) -> Json:
    found = content
    try:
        for name in path.split("."):
            found = found[int(name)] if isinstance(found, list) else found[name]
    except (KeyError, IndexError, ValueError, TypeError):
        raise NoSuchPart(path) from None
    if not isinstance(found, dict) or not isinstance(found.get("fi"), str):
        raise NoSuchPart(path)
    return found
