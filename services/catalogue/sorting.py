# SPDX-License-Identifier: EUPL-1.2
"""The order of the Finnish and Swedish alphabet: å, ä and ö come last, other accents do not count."""

import unicodedata
from functools import lru_cache

_LAST = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}  # these follow z in ASCII


@lru_cache(maxsize=8192)
def sort_key(text: str) -> str:
    """Spaces and hyphens separate words; w is its own letter, as in today's dictionaries."""
    return "".join(_LAST.get(letter) or _base(letter) for letter in text.strip().casefold())


def _base(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))


def first_letter(text: str) -> str:
    """Under which letter a name stands in an alphabetical list."""
    letter = text.strip()[:1].upper()
    if not letter.isalpha():
        return "0–9"
    return letter if letter in "ÅÄÖ" else _base(letter.lower())[:1].upper()
