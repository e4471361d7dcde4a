# SPDX-License-Identifier: EUPL-1.2
"""Write a form: begin a version, change it, take the last change back, throw it away. Publishing is another's verb."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from cases.models import CaseType
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.texts import localized
from portal.common.workflow import require
from services.catalogue.models import Service
from services.eforms.designing.beginning import blank_form
from services.eforms.engine.validation import check_definition
from services.eforms.models import FormDefinition, FormVersion
from services.eforms.permissions import can_edit_form

Json = dict[str, Any]
Change = Callable[[Json], Json]


class StaleVersion(Exception):
    """Somebody else has changed the version since it was shown. `version` is as they left it."""

    def __init__(self, version: FormVersion) -> None:
        self.version = version
        super().__init__(f"{version} has moved to revision {version.revision}")


@transaction.atomic
def create_form(
    *,
    actor: Actor,
    slug: str,
    name: Mapping[str, str],
    case_type: CaseType,
    service: Service | None = None,
    content: Json | None = None,
) -> FormVersion:
    """A new form whose first version is being written. Raises BadDefinition when the content is not sound."""
    definition = FormDefinition(slug=slug, name=localized(name), case_type=case_type, service=service)
    require(condition=can_edit_form(actor, definition), verb="create_form")
    definition.save()
    record("form.created", about=definition, by=actor)
    return _begin(definition, content or blank_form(), actor)


@transaction.atomic
def start_version(definition_id: int, *, actor: Actor, content: Json | None = None) -> FormVersion:
    """The version of the form that is being written; begun as a copy of the one in use, or from the content.

    Idempotent: a version that was begun already is given as it is, and then the content is not used.
    """
    definition = _locked(definition_id)
    require(condition=can_edit_form(actor, definition), verb="start_version")
    return definition.working_version or _begin(
        definition,
        content or (definition.current_version.content if definition.published_versions else blank_form()),
        actor,
    )


@transaction.atomic
def import_version(definition_id: int, *, actor: Actor, content: Json) -> FormVersion:
    """The content becomes the version that is being written. One that was begun takes it as one change, which can be
    taken back. Raises BadDefinition."""
    definition = _locked(definition_id)
    require(condition=can_edit_form(actor, definition), verb="import_version")
    version = definition.working_version
    if version is None:
        return _begin(definition, content, actor)
    return change_version(version.pk, actor=actor, revision=version.revision, change=lambda _before: content)


def _begin(definition: FormDefinition, content: Json, actor: Actor) -> FormVersion:
    check_definition(content)
    version: FormVersion = definition.versions.create(
        number=_next_number(definition), content=content, edited_at=clock.now(), edited_by=actor.user
    )
    record("form.version_started", about=definition, by=actor, number=version.number)
    return version


def _next_number(definition: FormDefinition) -> int:
    newest: int | None = definition.versions.aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


@transaction.atomic
def change_version(version_id: int, *, actor: Actor, revision: int, change: Change) -> FormVersion:
    """Change what is being written. `revision` is the one that the page showed; `change` makes the new content.

    Raises StaleVersion when somebody was faster, BadDefinition when the outcome would not be a form, and what `change`
    raises. A change that changes nothing leaves the revision as it is.
    """
    version = _fresh(version_id, actor, revision)
    content = change(version.content)
    if content == version.content:
        return version
    check_definition(content)
    return _write(version, content, actor)


@transaction.atomic
def undo_change(version_id: int, *, actor: Actor, revision: int) -> FormVersion:
    """Take the last change back; again, and it is there again. Raises StaleVersion."""
    version = _fresh(version_id, actor, revision)
    return version if version.undo is None else _write(version, version.undo, actor)


@transaction.atomic
def discard_version(version_id: int, *, actor: Actor, revision: int) -> FormDefinition:
    """Throw away what is being written. The published versions stay. Raises StaleVersion."""
    version = _fresh(version_id, actor, revision)
    record("form.version_discarded", about=version.definition, by=actor, number=version.number)
    definition: FormDefinition = version.definition
    version.delete()
    return definition


def _locked(definition_id: int) -> FormDefinition:
    locked = FormDefinition.objects.select_for_update(of=("self",)).select_related("case_type")
    definition: FormDefinition = locked.get(pk=definition_id)
    return definition


def _fresh(version_id: int, actor: Actor, revision: int) -> FormVersion:
    version: FormVersion = FormVersion.objects.locked(version_id)
    require(condition=can_edit_form(actor, version.definition), verb="change_version")
    if version.published_at or version.revision != revision:
        raise StaleVersion(version)
    return version


def _write(version: FormVersion, content: Json, actor: Actor) -> FormVersion:
    version.undo, version.content = version.content, content
    version.revision += 1
    version.edited_at, version.edited_by = clock.now(), actor.user
    version.save(update_fields=["undo", "content", "revision", "edited_at", "edited_by"])
    record("form.version_changed", about=version.definition, by=actor, number=version.number, revision=version.revision)
    return version
