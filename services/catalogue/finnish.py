# SPDX-License-Identifier: EUPL-1.2
"""Finnish words as Voikko knows them: lasten is lapsi; koulukuljetuksista is koulukuljetus, made of koulu and kuljetus.

Voikko is a library of the system (apt install libvoikko1 voikko-fi). Without it every answer here is empty, and search
goes on with the stems of Snowball, which the index always holds too.
"""

from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from libvoikko import Voikko, VoikkoException

# No word of a service is longer, and splitting endless compounds would take time.
MAX_LETTERS = 50
_one_at_a_time = Lock()  # a handle of Voikko serves one thread at a time


class Forms(NamedTuple):
    """Base forms of a word, and those of each part of a compound. An ambiguous word has many."""

    bases: frozenset[str] = frozenset()
    parts: tuple[frozenset[str], ...] = ()


@lru_cache(maxsize=1)
def _voikko() -> Voikko | None:
    try:
        return Voikko("fi")
    except (OSError, VoikkoException):  # the library or its Finnish dictionary is missing
        return None


def is_known() -> bool:
    return _voikko() is not None


@lru_cache(maxsize=20000)
def forms(word: str) -> Forms:
    """Of many readings those with the fewest parts: hakemusta is hakemus, not hake and musta."""
    readings = _readings(word)
    fewest = min((structure.count("=") for _base, structure in readings), default=0)
    simplest = [(base, structure) for base, structure in readings if structure.count("=") == fewest]
    pieces = _cut(word, simplest[0][1]) if fewest > 1 else []
    return Forms(
        bases=frozenset(base for base, _structure in simplest),
        parts=tuple(forms(piece).bases or frozenset({piece}) for piece in pieces),
    )


def _readings(word: str) -> list[tuple[str, str]]:
    voikko = _voikko()
    if voikko is None or len(word) > MAX_LETTERS or not word.isalpha():
        return []
    with _one_at_a_time:
        return [(one["BASEFORM"].lower(), one["STRUCTURE"]) for one in voikko.analyze(word)]


def _cut(word: str, structure: str) -> list[str]:
    """("katuvalon", "=pppp=ppppp") -> ["katu", "valon"]: a sign begins a part, then each letter has one."""
    letters = iter(word)
    return ["".join(next(letters, "") for _letter in part) for part in structure.split("=")[1:]]
