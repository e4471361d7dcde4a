# SPDX-License-Identifier: EUPL-1.2
"""Take a draft over to the newest version of its form, when the one who fills wants that."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from services.eforms.actions.signing import let_signatures_fall
from services.eforms.drafts import open_for_change
from services.eforms.engine.definition import Form, Question
from services.eforms.models import Draft


@transaction.atomic
def take_new_version(key: UUID, *, actor: Actor) -> Draft:
    """Answers go along where the question is still there in the same type; the others are kept in `left_behind`.

    Idempotent; a joint draft stays with the versions that it began with. Raises AlreadySent.
    """
    draft = open_for_change(key, actor)
    newest = draft.definition.current_version
    if newest.pk == draft.version_id or draft.is_joint:
        return draft
    let_signatures_fall(draft, actor=actor)
    old, lost = draft.version, [question.key for question in _lost(draft.version.form, newest.form)]
    draft.left_behind = [*draft.left_behind, *_told(draft, lost)]
    draft.answers = {name: typed for name, typed in draft.answers.items() if _key(name) not in lost}
    draft.provenance = {name: entry for name, entry in draft.provenance.items() if _key(name) not in lost}
    draft.version = newest
    draft.revision += 1
    draft.saved_at = clock.now()
    draft.save(update_fields=["left_behind", "answers", "provenance", "version", "revision", "saved_at"])
    record("draft.version_taken", about=draft, by=actor, person=draft.customer, old=old.number, new=newest.number)
    return draft


def _lost(old: Form, new: Form) -> Iterator[Question]:
    for key, question in old.questions.items():
        successor = new.questions.get(key)
        if successor is None or successor.type != question.type:
            yield question


def _told(draft: Draft, lost: list[str]) -> Iterator[list[str]]:
    """[question, what was typed] of each answer that does not go along, and the names of such files."""
    uploads = list(draft.uploads.all())
    for key in lost:
        typed = [_text(value) for name, value in draft.answers.items() if _key(name) == key]
        files = [upload.name for upload in uploads if upload.field == key]
        if text := ", ".join(filter(None, [*typed, *files])):
            yield [str(draft.version.form.questions[key].label), text]


def _key(name: str) -> str:
    return name.split("__")[0]


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
