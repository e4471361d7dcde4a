# SPDX-License-Identifier: EUPL-1.2
"""docs/form-definition.md names every property and type of the format."""

import re
from pathlib import Path

import pytest

from portal.common.rules.conditions import OPERATORS, SUBJECTS
from portal.common.rules.expressions import NUMBERS
from services.eforms.engine.fields import KINDS
from services.eforms.engine.prefill import SOURCES
from services.eforms.engine.vocabulary import (
    FIELD_RULES,
    FORM_RULES,
    OPTION_RULES,
    SECTION_RULES,
    STEP_RULES,
    TABLE_ROW_RULES,
    TABLE_RULES,
    WINDOW_RULES,
)

TEXT = (Path(__file__).parents[2] / "docs" / "form-definition.md").read_text(encoding="utf-8")
RULES = (
    *(FORM_RULES, WINDOW_RULES, STEP_RULES, SECTION_RULES, FIELD_RULES, OPTION_RULES, TABLE_RULES, TABLE_ROW_RULES),
    *(kind.rules for kind in KINDS.values()),
)
PROPERTIES = sorted({name for rules in RULES for name in rules})


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_property_is_documented(name: str) -> None:
    assert f"`{name}`" in TEXT or f'"{name}"' in TEXT


@pytest.mark.parametrize("name", sorted({*KINDS, *SOURCES}))
def test_every_type_and_source_is_documented(name: str) -> None:
    assert f"`{name}`" in TEXT


@pytest.mark.parametrize("name", sorted({*OPERATORS, *SUBJECTS, *NUMBERS}))
def test_every_condition_and_expression_is_documented(name: str) -> None:
    assert re.search(rf'["\s]{name}["\s]', TEXT)
