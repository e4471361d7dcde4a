# SPDX-License-Identifier: EUPL-1.2
"""Accessible PDF (PDF/UA-1: tagged, with its language and title) by typst, from words that Python has chosen.

What must be kept for decades is PDF/A-2a (ISO 19005-2) as well: one file that conforms to both.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from portal.common.glyphs import in_words, latin, undrawable

SIGNS_BY_NAME = 8
ACCESSIBLE = ("ua-1",)
KEPT = ("a-2a", "ua-1")


@cache
def _typesetter() -> tuple[Any, Any]:
    """typst and its fonts: 13 MB of memory that only who makes a letter needs."""
    import typst

    return typst, typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def typeset(template: bytes, words: Mapping[str, Any], standards: Sequence[str] = ACCESSIBLE) -> bytes:
    """The template reads `words` as JSON from sys.inputs.data: text there is never markup."""
    typst, _fonts = _typesetter()
    shown: Any = words
    for _sign in range(SIGNS_BY_NAME):
        try:
            return _compiled(template, shown, standards)
        except typst.TypstError as refused:
            if not (sign := undrawable(str(refused))):
                raise
            shown = in_words(shown, sign)
    return _compiled(template, latin(shown), standards)


def _compiled(template: bytes, words: Mapping[str, Any], standards: Sequence[str]) -> bytes:
    typst, fonts = _typesetter()
    data = json.dumps(words, ensure_ascii=False)
    return bytes(
        typst.compile(
            template, font_paths=fonts, sys_inputs={"data": data}, format="pdf", pdf_standards=list(standards)
        )
    )
