# SPDX-License-Identifier: EUPL-1.2
from dataclasses import dataclass, field
from typing import NamedTuple

from django.conf import settings
from django.contrib.postgres.search import SearchQuery

from services.catalogue.models import SearchEntry, Synonym
from services.catalogue.published import Published, published
from services.catalogue.words import asked, bases, fold, keys, parts, split, stems

LANGUAGES = [code for code, _name in settings.LANGUAGES]
MAX_WORDS = 8
MAX_HITS = 300
OWN_LANGUAGE = 0.3  # how much better a hit in the reader's language is


@dataclass(frozen=True, slots=True)
class Results:
    """Ids in the order of fit. `is_loose`: nothing had all the words, these are the nearest ones."""

    service_ids: list[int] = field(default_factory=list)
    point_ids: list[int] = field(default_factory=list)
    synonyms: list[Synonym] = field(default_factory=list)
    is_loose: bool = False


class _Hit(NamedTuple):
    """In the order in which hits are shown."""

    lacks_words: bool
    misfit: float
    pk: int
    service_id: int | None
    point_id: int | None


def find(text: str, language: str, catalogue: Published | None = None) -> Results:
    """Services and points for the words: one query when the catalogue is at hand."""
    words = asked(text)[:MAX_WORDS]
    if not words:
        return Results()
    catalogue = catalogue or published()
    synonyms = _synonyms_of(words, catalogue)
    groups = [_group(word, [one.official for one in synonyms if _keys(word) & set(one.stems)]) for word in words]
    every = SearchQuery(" & ".join(groups), search_type="raw", config="simple")
    some = SearchQuery(" | ".join([*groups, *filter(None, map(_compound, words))]), search_type="raw", config="simple")
    hits = _hits(every, some, fold(" ".join(words)), language, catalogue)
    strong = [hit for hit in hits if not hit.lacks_words]
    shown = (strong or hits)[:MAX_HITS]
    return Results(
        service_ids=list(dict.fromkeys(hit.service_id for hit in shown if hit.service_id)),
        point_ids=list(dict.fromkeys(hit.point_id for hit in shown if hit.point_id)),
        synonyms=synonyms,
        is_loose=not strong,
    )


def _hits(every: SearchQuery, some: SearchQuery, text: str, language: str, catalogue: Published) -> list[_Hit]:
    """What is published of the rows found, the best first: with all the words, then by fit."""
    found = [
        _Hit(not (has_every or text in words), -(score + OWN_LANGUAGE * (its_language == language)), pk, service, point)
        for pk, service, point, its_language, words, has_every, score in SearchEntry.objects.matching(
            every=every, some=some, text=text
        )
        if service in catalogue.services or point in catalogue.points
    ]
    return sorted(found)


def _synonyms_of(words: list[str], catalogue: Published) -> list[Synonym]:
    """Those whose word was asked, in whatever form it was written."""
    asked_for = set().union(*map(_keys, words))
    return [one for one in catalogue.synonyms if asked_for & set(one.stems) and one.official.lower() not in words]


def _keys(word: str) -> set[str]:
    return set().union(*(keys(word, language) for language in LANGUAGES))


def _group(word: str, officials: list[str]) -> str:
    """One word of the question: as a beginning its stems in any language; its base forms; or its official word."""
    beginnings = set().union(*(stems(word, language) for language in LANGUAGES))
    choices = [f"{key}:*" if len(key) > 2 else key for key in sorted(beginnings)]
    choices += sorted(bases(word))
    for official in officials:
        choices.append(f"({' & '.join(_group(part, []) for part in split(official))})")
    return f"({' | '.join(choices)})"


def _compound(word: str) -> str:
    """All the parts of a compound, next best to the word itself: koulukuljetus, then kuljetus kouluun."""
    return " & ".join(f"({' | '.join(sorted(part))})" for part in parts(word))
