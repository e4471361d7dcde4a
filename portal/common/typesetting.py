# SPDX-License-Identifier: EUPL-1.2
"""Accessible PDF (PDF/UA-1: tagged, with its language and title) by typst, from words that Python has chosen."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any


@cache
def _typesetter() -> tuple[Any, Any]:
    """typst and its fonts: 13 MB of memory that only who makes a letter needs."""
    import typst

    return typst, typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def typeset(template: bytes, words: Mapping[str, Any]) -> bytes:
    """The template reads `words` as JSON from sys.inputs.data: text there is never markup."""
    typst, fonts = _typesetter()
    data = json.dumps(words, ensure_ascii=False)
    return bytes(
        typst.compile(template, font_paths=fonts, sys_inputs={"data": data}, format="pdf", pdf_standards="ua-1")
    )
