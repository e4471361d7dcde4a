# SPDX-License-Identifier: EUPL-1.2
"""Signs that no font of ours can draw, such as an emoji that somebody typed, in words instead: 👍 → [thumbs up sign].

An accessible PDF may not have a sign without a shape (ISO 14289-1 7.21.8), and typst refuses to make one.
"""

import re
import unicodedata
from typing import Any

# As typst tells it; a control sign stands there as \u{0}.
_REFUSED = re.compile(r'the text `"(?:\\u\{(?P<code>[0-9a-f]+)\}|(?P<sign>.))[^`]*` could not be displayed', re.DOTALL)
# Joins emojis or chooses their look; alone it says nothing.
_JOINERS = re.compile("[\u200d\ufe0e\ufe0f]")

# Latin, Greek and Cyrillic letters, and the marks of our own texts.
_NOT_LATIN = re.compile("[^\n\t\u0020-\u007e\u00a0-\u04ff\u2010-\u203a\u20ac\u2212]")


def undrawable(refusal: str) -> str:
    """The sign that the typesetter refuses, or nothing when it refuses for another reason."""
    found = _REFUSED.search(refusal)
    if not found:
        return ""
    return found["sign"] or chr(int(found["code"], 16))


def in_words(thing: Any, sign: str) -> Any:
    """The same words, lists and objects, with the sign told by its name everywhere."""
    if isinstance(thing, str):
        return _JOINERS.sub("", thing).replace(sign, _name(sign)) if sign in thing else thing
    if isinstance(thing, dict):
        return {key: in_words(value, sign) for key, value in thing.items()}
    return [in_words(part, sign) for part in thing] if isinstance(thing, list) else thing


def latin(thing: Any) -> Any:
    """The same with every sign that is not surely drawn marked: each sign that is named alone costs a typesetting."""
    if isinstance(thing, str):
        return _NOT_LATIN.sub("[?]", thing)
    if isinstance(thing, dict):
        return {key: latin(value) for key, value in thing.items()}
    return [latin(part) for part in thing] if isinstance(thing, list) else thing


def _name(sign: str) -> str:
    if unicodedata.category(sign).startswith("C"):
        return ""
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"
