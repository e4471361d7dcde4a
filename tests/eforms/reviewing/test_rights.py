# SPDX-License-Identifier: EUPL-1.2
"""The lists and the permissions of reviewing are two ways to ask the same thing."""

import pytest

from services.eforms.models import FormDefinition, FormVersion
from services.eforms.permissions import can_edit_form, can_publish_form, can_review_form
from tests.cast import ROLES, Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import FormDefinitionFactory


@pytest.fixture
def definitions(cast: Cast) -> list[FormDefinition]:
    return [FormDefinitionFactory(case_type=CaseTypeFactory(unit=unit)) for unit in (cast.unit, cast.other_unit)]


@pytest.mark.parametrize("role", [role for role in (*ROLES, "publisher") if role != "auditor"])
def test_list_and_permission_agree(cast: Cast, definitions: list[FormDefinition], role: str) -> None:
    actor = cast.member(role).actor

    may = {definition.pk for definition in definitions if can_review_form(actor, definition)}

    assert set(FormDefinition.objects.reviewable_by(actor).values_list("pk", flat=True)) == may
    assert set(FormVersion.objects.reviewable_by(actor).values_list("definition_id", flat=True)) == may


def test_auditor_reads_all_and_does_nothing(cast: Cast, definitions: list[FormDefinition]) -> None:
    actor = cast.auditor.actor

    assert FormDefinition.objects.reviewable_by(actor).count() == len(definitions)
    assert not any(can_review_form(actor, definition) for definition in definitions)


@pytest.mark.parametrize(
    ("role", "edits", "publishes"),
    [("editor", True, False), ("publisher", False, True), ("main_user", True, True), ("handler", False, False)],
)
def test_writing_and_publishing_are_different_rights(
    cast: Cast, definitions: list[FormDefinition], role: str, edits: bool, publishes: bool
) -> None:
    actor, definition = cast.member(role).actor, definitions[0]

    assert (can_edit_form(actor, definition), can_publish_form(actor, definition)) == (edits, publishes)
