# SPDX-License-Identifier: EUPL-1.2
"""Words to search keys.

Snowball alone does not bring Finnish forms together (rakennusluvan → rakennusluv, rakennuslupa → rakennuslu). So each
word gets a second key, without its last vowels and with the consonants of the strong grade: both become rakennuslup.
Where Voikko is installed, base forms and the parts of compounds are stored as well. Stems always are, so that an index
made with Voikko works without it and the other way round.
All keys are without dots and rings, as some keyboards have none: tyottomyys finds työttömyys.
"""

import re
from functools import lru_cache

import snowballstemmer

from services.catalogue import finnish

STEMMERS = {"fi": "finnish", "sv": "swedish", "en": "english"}
# Weak grade -> strong grade, at the end of a word whose last vowels are gone.
_GRADES = (
    ("ks", "s"),
    ("pp", "p"),
    ("tt", "t"),
    ("kk", "k"),
    ("mm", "mp"),
    ("nn", "nt"),
    ("ll", "lt"),
    ("rr", "rt"),
    ("ng", "nk"),
    ("v", "p"),
    ("d", "t"),
)


_FOLDED = str.maketrans("åäöæøéèüõšž", "aaoaoeeuosz")
# What people add to the thing they look for; alone these words are searched like any other.
_FI = ("ja", "tai", "on", "ei", "en", "mikä", "mitä", "miten", "mistä", "missä", "kuka", "hakea", "hakeminen", "haku")
_FI_NOUNS = ("hakemus", "tehdä", "saada", "palvelu")
_SV = ("och", "eller", "är", "hur", "var", "vad", "söka", "ansöka", "ansökan")
_EN = ("and", "or", "is", "how", "where", "what", "the", "to", "a", "an", "of", "for", "apply", "application")
_COMMON = frozenset((*_FI, *_FI_NOUNS, *_SV, *_EN))


def asked(text: str) -> list[str]:
    """The words of a question that tell what is looked for."""
    words = split(text)
    return [word for word in words if word not in _COMMON] or words


def split(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


@lru_cache(maxsize=8)
def _stemmer(language: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(STEMMERS[language])


def _strong(word: str) -> str:
    base = word.rstrip("aeiouyäö")
    if len(base) < 3:
        return word
    for weak, strong in _GRADES:
        if base.endswith(weak):
            return base[: -len(weak)] + strong
    return base


@lru_cache(maxsize=20000)
def stems(word: str, language: str) -> frozenset[str]:
    """The word itself, its stem and, in Finnish, their forms in the strong grade."""
    stem = str(_stemmer(language).stemWord(word))
    found = {word, stem}
    if language == "fi" and len(word) > 3:
        found |= {_strong(word), _strong(stem)}
    return frozenset(map(fold, found))


def bases(word: str) -> frozenset[str]:
    """Whole Finnish words that this one may be a form of."""
    return frozenset(map(fold, finnish.forms(word).bases))


def parts(word: str) -> list[frozenset[str]]:
    """The words that a Finnish compound is made of."""
    return [frozenset(map(fold, part)) for part in finnish.forms(word).parts]


def keys(word: str, language: str) -> frozenset[str]:
    """What tells that two words are forms of one."""
    return stems(word, language) | bases(word) if language == "fi" else stems(word, language)


def fold(text: str) -> str:
    return text.translate(_FOLDED)


def index_text(text: str, language: str) -> str:
    """What the index holds of a text: the keys of its words and, in Finnish, the parts of its compounds."""
    return " ".join(key for word in split(text) for key in sorted(_indexed(word, language)))


def _indexed(word: str, language: str) -> frozenset[str]:
    return keys(word, language).union(*(parts(word) if language == "fi" else ()))
