# SPDX-License-Identifier: EUPL-1.2
"""Whatever the definition is, reviewing it never breaks."""

import io
from typing import Any

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from cases.models import CaseType
from portal.accounts.models import Unit
from services.eforms.engine.sentences import fields_in
from services.eforms.models import FormDefinition, FormVersion
from services.eforms.paper import paper_form
from services.eforms.reviewing.diff import changes_between
from services.eforms.reviewing.gate import findings
from tests.eforms.strategies import definitions

Json = dict[str, Any]


def version_of(content: Json) -> FormVersion:
    unit = Unit(code="tekniikka", name={"fi": "Tekniikka"})
    case_type = CaseType(publicity="secret", secrecy_ground="JulkL 24 §", retention_years=10, unit=unit)
    definition = FormDefinition(slug="x", name={"fi": "Lomake"}, case_type=case_type)
    return FormVersion(definition=definition, content=content, number=1)


def keys_of(content: Json) -> set[str]:
    return {str(field["key"]) for field in fields_in(content)}


@settings(deadline=None)
@given(definitions())
def test_the_gate_hears_any_form_and_blocks_no_sound_one_for_its_form(content: Json) -> None:
    blocks = [finding.reason for finding in findings(version_of(content)) if finding.is_block]

    assert all("samanniminen" in reason for reason in blocks)


@settings(deadline=None)
@given(definitions(), definitions())
def test_any_two_versions_are_compared_and_each_new_or_gone_question_is_told(old: Json, new: Json) -> None:
    told = [change for change in changes_between(old, new) if "ysymys ”" in change.text or "kohta ”" in change.text]

    assert changes_between(old, old) == []
    assert len(told) >= len(keys_of(old) ^ keys_of(new))


@pytest.mark.django_db
@settings(deadline=None, max_examples=15)
@given(definitions())
def test_any_form_has_a_paper_form_with_a_box_for_each_of_its_typed_questions(content: Json) -> None:
    reader = PdfReader(io.BytesIO(paper_form(version_of(content), "fi", address="https://city.example/")))
    names = set(reader.get_fields() or {})

    kinds = ("text", "long_text", "number", "money", "email", "yes_no", "date")
    assert {field["key"] for field in fields_in(content) if field["type"] in kinds} <= names
