# SPDX-License-Identifier: EUPL-1.2
"""What no font can draw is told in words, and the PDF is made."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from portal.common.glyphs import in_words, undrawable
from portal.common.typesetting import typeset

TEMPLATE = b"""#let data = json(bytes(sys.inputs.data))
#set document(title: "Sivu")
#set text(lang: "fi")
#for line in data.lines { par(line) }"""


def text_of(*lines: str) -> str:
    pdf = typeset(TEMPLATE, {"lines": list(lines)})
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Kiitos 👍!", "Kiitos [thumbs up sign]!"),
        ("👩‍🚒", "[woman][fire engine]"),
        ("中", "[cjk unified ideograph-4e2d]"),
        ("a\x00b", "ab"),
        ("ö & <b> – €", "ö & <b> – €"),
    ],
)
def test_a_sign_without_a_shape_is_named(typed: str, told: str) -> None:
    assert told in text_of(typed)


def test_many_of_them_are_named() -> None:
    assert text_of("👍👍 🚒", "🚒").count("[fire engine]") == 2


def test_a_page_full_of_them_is_made_too() -> None:
    told = text_of("".join(map(chr, range(0x4E00, 0x4E40))), "Åke € – ЖΩ")

    assert told.count("[?]") == 64 - 8
    assert "Åke € – ЖΩ" in told


def test_words_are_replaced_wherever_they_are() -> None:
    words: dict[str, Any] = {"a": ["x👍", {"b": "👍"}], "n": 5, "t": None}

    assert in_words(words, "👍") == {"a": ["x[thumbs up sign]", {"b": "[thumbs up sign]"}], "n": 5, "t": None}


def test_another_refusal_is_no_sign() -> None:
    assert undrawable("PDF/UA-1 error: missing alt text") == ""
