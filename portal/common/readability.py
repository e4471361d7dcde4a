# SPDX-License-Identifier: EUPL-1.2
"""How hard a text is to read: LIX (C. H. Björnsson, Läsbarhet, 1968), with the limits moved for Finnish.

LIX = words per sentence + percent of long words (over six letters). Finnish words are long by their endings, so the
same plain text scores some ten points more than in Swedish; the limits here suit short guiding texts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONG_WORD = 6
LONG_SENTENCE = 20
VERY_LONG_WORD = 20
SHORTEST = 5  # fewer words say nothing of a text
# Language → (where easy ends, where difficult begins).
LIMITS = {"fi": (60, 80), "sv": (45, 60), "en": (45, 60)}

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<!\d)[.!?:]+(?=\s|$)|\n\s*[-*\n]")
_MARKDOWN = re.compile(r"\]\([^)]*\)|https?://\S+|[#*_`\[\]>]")

EASY, COMMON, HARD = "easy", "common", "hard"
LEVEL_NAMES: dict[str, Promise] = {
    EASY: gettext_lazy("Helppo"),
    COMMON: gettext_lazy("Tavallinen"),
    HARD: gettext_lazy("Vaikea"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """`level` is easy, common or hard; `lix` a whole number; then what makes the text heavy."""

    level: str
    lix: int
    long_sentences: tuple[str, ...] = ()
    long_words: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Told to the writer: "Vaikea: lyhennä lauseita"."""
        advice = _(": lyhennä lauseita") if self.long_sentences else _(": käytä lyhyempiä sanoja")
        return f"{LEVEL_NAMES[self.level]}{advice if self.is_heavy else ''}"

    @property
    def is_heavy(self) -> bool:
        return self.level == HARD or bool(self.long_sentences)


def reading_of(text: str, language: str = "fi") -> Reading | None:
    """None when there is too little text to say anything."""
    plain = _MARKDOWN.sub(" ", text)
    words = _WORD.findall(plain)
    if len(words) < SHORTEST:
        return None
    sentences = list(_sentences(plain))
    long_words = [word for word in words if len(word) > LONG_WORD]
    lix = round(len(words) / len(sentences) + 100 * len(long_words) / len(words))
    return Reading(
        level=_level(lix, language),
        lix=lix,
        long_sentences=tuple(s for s in sentences if len(_WORD.findall(s)) > LONG_SENTENCE),
        long_words=tuple(dict.fromkeys(word for word in words if len(word) > VERY_LONG_WORD)),
    )


def _level(lix: int, language: str) -> str:
    easy, hard = LIMITS.get(language, LIMITS["fi"])
    if lix <= easy:
        return EASY
    return COMMON if lix < hard else HARD


def _sentences(text: str) -> Iterator[str]:
    for part in _SENTENCE_END.split(text):
        if _WORD.search(part):
            yield " ".join(part.split())
