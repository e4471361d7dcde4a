# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.exceptions import PermissionDenied

from services.eforms.actions.commenting import resolve_comment, write_comment
from services.eforms.models import FormDefinition
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import FormDefinitionFactory


@pytest.fixture
def definition(cast: Cast) -> FormDefinition:
    found: FormDefinition = FormDefinitionFactory(case_type=CaseTypeFactory(unit=cast.unit))
    return found


def test_editor_writes_a_comment(cast: Cast, definition: FormDefinition) -> None:
    comment = write_comment(definition.pk, actor=cast.editor.actor, text=" Selvä? ", place="name")

    assert (comment.text, comment.place, comment.by) == ("Selvä?", "name", cast.editor.user)


@pytest.mark.parametrize("role", ["visitor", "resident", "handler", "auditor", "clerk"])
def test_others_cannot_comment(cast: Cast, definition: FormDefinition, role: str) -> None:
    with pytest.raises(PermissionDenied):
        write_comment(definition.pk, actor=cast.member(role).actor, text="Hei")


def test_editor_of_another_unit_cannot_comment(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        write_comment(FormDefinitionFactory().pk, actor=cast.editor.actor, text="Hei")


def test_the_first_who_resolves_stays(cast: Cast, definition: FormDefinition) -> None:
    comment = write_comment(definition.pk, actor=cast.editor.actor, text="Selvä?")

    resolve_comment(comment.pk, actor=cast.publisher.actor)
    again = resolve_comment(comment.pk, actor=cast.editor.actor)

    assert again.resolved_by == cast.publisher.user


def test_handler_cannot_resolve(cast: Cast, definition: FormDefinition) -> None:
    comment = write_comment(definition.pk, actor=cast.editor.actor, text="Selvä?")

    with pytest.raises(PermissionDenied):
        resolve_comment(comment.pk, actor=cast.handler.actor)
