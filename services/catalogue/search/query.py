# SPDX-License-Identifier: EUPL-1.2
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.postgres.search import SearchQuery

from services.catalogue.models import SearchEntry, Synonym
from services.catalogue.words import asked, bases, fold, keys, parts, split, stems

LANGUAGES = [code for code, _name in settings.LANGUAGES]
MAX_WORDS = 8
MAX_HITS = 300


@dataclass(frozen=True, slots=True)
class Results:
    """Ids in the order of fit. `is_loose`: nothing had all the words, these are the nearest ones."""

    service_ids: list[int] = field(default_factory=list)
    point_ids: list[int] = field(default_factory=list)
    synonyms: list[Synonym] = field(default_factory=list)
    is_loose: bool = False


def find(text: str, language: str) -> Results:
    """Services and points for the words, in two queries: the synonyms and the search itself."""
    words = asked(text)[:MAX_WORDS]
    if not words:
        return Results()
    synonyms = _synonyms_of(words)
    groups = [_group(word, [one.official for one in synonyms if _keys(word) & set(one.stems)]) for word in words]
    every = SearchQuery(" & ".join(groups), search_type="raw", config="simple")
    some = SearchQuery(" | ".join([*groups, *filter(None, map(_compound, words))]), search_type="raw", config="simple")
    entries = SearchEntry.objects.matching(every=every, some=some, text=fold(" ".join(words)), language=language)
    hits = list(entries[:MAX_HITS])
    strong = [hit for hit in hits if getattr(hit, "has_every", False)]
    shown = strong or hits
    return Results(
        service_ids=list(dict.fromkeys(hit.service_id for hit in shown if hit.service_id)),
        point_ids=list(dict.fromkeys(hit.point_id for hit in shown if hit.point_id)),
        synonyms=synonyms,
        is_loose=not strong,
    )


def _synonyms_of(words: list[str]) -> list[Synonym]:
    """Those whose word was asked, in whatever form it was written."""
    found = Synonym.objects.filter(stems__overlap=sorted(set().union(*map(_keys, words))))
    return [one for one in found if one.official.lower() not in words]


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
