# SPDX-License-Identifier: EUPL-1.2
from typing import Any

import pytest

from services.eforms.designing.languages import shares, texts_of, translate
from services.eforms.designing.parts import NoSuchPart
from tests.eforms.designer.forms import RICH
from tests.factories.eforms import field, form_of


def test_every_text_is_found_once_with_its_place() -> None:
    found = {text.path: (text.where, text.part) for text in texts_of(RICH)}

    assert found["summary"] == ("Koko lomake", "")
    assert found["steps.0.title"] == ("Hakija", "step:hakija")
    assert found["steps.0.sections.0.fields.1.options.0.label"] == ("Kind", "field:kind")
    assert found["steps.1.sections.0.fields.2.fields.0.label"] == ("Age", "field:children.age")
    assert found["tables.0.rows.0.reason"] == ("Maksu", "")
    assert len(found) == len(texts_of(RICH))


def test_shares_are_told_by_language() -> None:
    content = form_of(field("a", label={"fi": "A", "sv": "A"}), field("b"), field("c"))

    assert shares(content) == {"sv": 25, "en": 0}


def test_texts_are_translated_in_their_places() -> None:
    changed = translate(RICH, {"steps.0.title": {"sv": "Sökande", "en": " "}, "summary": {"sv": "{kind}"}})

    assert changed["steps"][0]["title"] == {"fi": "Hakija", "sv": "Sökande"}
    assert changed["summary"] == {"fi": "{kind}, {starts_on}", "sv": "{kind}"}
    assert RICH["steps"][0]["title"] == {"fi": "Hakija"}


@pytest.mark.parametrize("path", ["steps.9.title", "steps.0", "steps.x.title", "nothing", "steps.0.key"])
def test_a_text_that_is_not_there_is_refused(path: str) -> None:
    typed: dict[str, Any] = {path: {"sv": "x"}}

    with pytest.raises(NoSuchPart):
        translate(RICH, typed)
