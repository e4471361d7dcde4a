# SPDX-License-Identifier: EUPL-1.2
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from portal.audit.models import AuditEntry
from services.eforms.actions.designing import (
    StaleVersion,
    change_version,
    create_form,
    discard_version,
    import_version,
    start_version,
    undo_change,
)
from services.eforms.designing.changes import change_part
from services.eforms.engine.validation import BadDefinition
from services.eforms.models import FormDefinition, FormVersion
from tests.cast import Cast
from tests.eforms.designer.forms import RICH
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import TWO_STEPS, FormDefinitionFactory, FormVersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(cast: Cast) -> FormDefinition:
    definition: FormDefinition = FormDefinitionFactory(case_type=CaseTypeFactory(unit=cast.unit), content=RICH)
    return definition


def renamed(content: dict[str, Any]) -> dict[str, Any]:
    return change_part(content, "field:name", {"label": {"fi": "Koko nimi"}})


# ---- beginning


def test_editor_begins_a_version_that_is_a_copy_of_the_one_in_use(cast: Cast, form: FormDefinition) -> None:
    version = start_version(form.pk, actor=cast.editor.actor)

    assert (version.number, version.content, version.published_at) == (2, RICH, None)
    assert version.edited_by == cast.editor.user
    assert form.current_version.number == 1


def test_a_version_that_was_begun_is_given_as_it_is(cast: Cast, form: FormDefinition) -> None:
    first = start_version(form.pk, actor=cast.editor.actor)

    assert start_version(form.pk, actor=cast.main_user.actor) == first
    assert AuditEntry.objects.filter(event="form.version_started").count() == 1


def test_the_database_holds_one_version_that_is_being_written(form: FormDefinition) -> None:
    FormVersionFactory(definition=form, number=2, published_at=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        FormVersionFactory(definition=form, number=3, published_at=None)


def test_another_units_handler_begins_nothing(cast: Cast, form: FormDefinition) -> None:
    with pytest.raises(PermissionDenied):
        start_version(form.pk, actor=cast.other_handler.actor)


def test_editor_makes_a_form_of_the_own_unit_from_nothing(cast: Cast) -> None:
    case_type = CaseTypeFactory(unit=cast.unit)

    version = create_form(actor=cast.editor.actor, slug="uusi", name={"fi": "Uusi"}, case_type=case_type)

    assert version.definition.status == "draft"
    assert version.form.steps[0].key == "tiedot"


def test_editor_makes_no_form_of_another_unit(cast: Cast) -> None:
    case_type = CaseTypeFactory(unit=cast.other_unit)

    with pytest.raises(PermissionDenied):
        create_form(actor=cast.editor.actor, slug="uusi", name={"fi": "Uusi"}, case_type=case_type)

    assert not FormDefinition.objects.filter(slug="uusi").exists()


# ---- changing


def test_editor_changes_what_is_being_written(cast: Cast, form: FormDefinition) -> None:
    version = start_version(form.pk, actor=cast.editor.actor)

    version = change_version(version.pk, actor=cast.editor.actor, revision=0, change=renamed)

    assert version.revision == 1
    assert version.form.questions["name"].label["fi"] == "Koko nimi"
    assert AuditEntry.objects.get(event="form.version_changed").facts == {"number": 2, "revision": 1}


def test_a_change_that_changes_nothing_leaves_the_revision(cast: Cast, form: FormDefinition) -> None:
    version = start_version(form.pk, actor=cast.editor.actor)

    assert change_version(version.pk, actor=cast.editor.actor, revision=0, change=dict).revision == 0
    assert version.undo is None


def test_who_was_slower_is_told_who_was_faster(cast: Cast, form: FormDefinition) -> None:
    version = start_version(form.pk, actor=cast.editor.actor)
    change_version(version.pk, actor=cast.main_user.actor, revision=0, change=renamed)

    with pytest.raises(StaleVersion) as stale:
        change_version(version.pk, actor=cast.editor.actor, revision=0, change=renamed)

    assert stale.value.version.edited_by == cast.main_user.user
    assert stale.value.version.revision == 1


def test_an_unsound_outcome_is_refused_and_nothing_is_kept(cast: Cast, form: FormDefinition) -> None:
    version = start_version(form.pk, actor=cast.editor.actor)

    with pytest.raises(BadDefinition):
        change_version(version.pk, actor=cast.editor.actor, revision=0, change=lambda _content: {"format": 1})

    version.refresh_from_db()
    assert version.content == RICH


def test_auditor_changes_nothing(cast: Cast, form: FormDefinition) -> None:
    version = start_version(form.pk, actor=cast.editor.actor)

    with pytest.raises(PermissionDenied):
        change_version(version.pk, actor=cast.auditor.actor, revision=0, change=renamed)


def test_a_published_version_does_not_change(cast: Cast, form: FormDefinition) -> None:
    with pytest.raises(StaleVersion):
        change_version(form.current_version.pk, actor=cast.editor.actor, revision=0, change=renamed)


# ---- a file in its place


def test_an_imported_content_becomes_the_version_that_is_being_written(cast: Cast, form: FormDefinition) -> None:
    version = import_version(form.pk, actor=cast.editor.actor, content=TWO_STEPS)

    assert (version.number, version.content, version.published_at) == (2, TWO_STEPS, None)


def test_an_import_over_what_is_being_written_can_be_taken_back(cast: Cast, form: FormDefinition) -> None:
    start_version(form.pk, actor=cast.editor.actor)

    version = import_version(form.pk, actor=cast.editor.actor, content=TWO_STEPS)

    assert (version.content, version.undo, version.revision) == (TWO_STEPS, RICH, 1)


def test_auditor_imports_nothing(cast: Cast, form: FormDefinition) -> None:
    with pytest.raises(PermissionDenied):
        import_version(form.pk, actor=cast.auditor.actor, content=TWO_STEPS)


# ---- taking back, throwing away


def test_the_last_change_is_taken_back_and_done_again(cast: Cast, form: FormDefinition) -> None:
    version = start_version(form.pk, actor=cast.editor.actor)
    changed = change_version(version.pk, actor=cast.editor.actor, revision=0, change=renamed).content

    back = undo_change(version.pk, actor=cast.editor.actor, revision=1)
    assert back.content == RICH

    again = undo_change(version.pk, actor=cast.editor.actor, revision=2)
    assert again.content == changed


def test_the_change_of_another_is_not_taken_back_unseen(cast: Cast, form: FormDefinition) -> None:
    version = start_version(form.pk, actor=cast.editor.actor)
    change_version(version.pk, actor=cast.main_user.actor, revision=0, change=renamed)

    with pytest.raises(StaleVersion):
        undo_change(version.pk, actor=cast.editor.actor, revision=0)


def test_what_is_being_written_is_thrown_away_and_the_form_stays(cast: Cast, form: FormDefinition) -> None:
    version = start_version(form.pk, actor=cast.editor.actor)

    discard_version(version.pk, actor=cast.editor.actor, revision=0)

    assert list(FormVersion.objects.filter(definition=form).values_list("number", flat=True)) == [1]
    assert AuditEntry.objects.filter(event="form.version_discarded").count() == 1
