# SPDX-License-Identifier: EUPL-1.2
"""Words to search keys.

Snowball alone does not bring Finnish forms together (rakennusluvan → rakennusluv, rakennuslupa → rakennuslu). So each
word gets a second key, without its last vowels and with the consonants of the strong grade: both become rakennuslup.
All keys are without dots and rings, as some keyboards have none: tyottomyys finds työttömyys.
"""

import re
from functools import lru_cache

import snowballstemmer

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
def keys(word: str, language: str) -> frozenset[str]:
    """What the index holds of a word: itself, its stem and, in Finnish, its forms in the strong grade."""
    stem = str(_stemmer(language).stemWord(word))
    found = {word, stem}
    if language == "fi" and len(word) > 3:
        found |= {_strong(word), _strong(stem)}
    return frozenset(map(fold, found))


def fold(text: str) -> str:
    return text.translate(_FOLDED)


def index_text(text: str, language: str) -> str:
    return " ".join(key for word in split(text) for key in sorted(keys(word, language)))
