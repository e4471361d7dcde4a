# SPDX-License-Identifier: EUPL-1.2
"""Take a draft over to the newest version of its form, when the one who fills wants that."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from services.eforms.actions.merging import joint_version
from services.eforms.actions.signing import let_signatures_fall
from services.eforms.bundles.splitting import to_joint
from services.eforms.drafts import open_for_change
from services.eforms.engine.definition import Form, Question
from services.eforms.joint import is_own_way
from services.eforms.models import Bundle, Draft, FormVersion


@transaction.atomic
def take_new_version(key: UUID, *, actor: Actor) -> Draft:
    """Answers go along where the question is still there in the same type; the others are kept in `left_behind`.

    A joint draft takes the newest version of each of its forms. Idempotent. Raises AlreadySent.
    """
    draft = open_for_change(key, actor)
    old, newest = draft.version, _newest(draft, actor)
    if newest.pk == old.pk:
        return draft
    let_signatures_fall(draft, actor=actor)
    moves = _joint_moves(old, newest) if draft.is_joint else [_move(old.form, newest.form)]
    lost = [key for key in old.form.questions if not any(key in move for move in moves)]
    draft.left_behind = [*draft.left_behind, *_told(draft, lost)]
    draft.answers = _moved(draft.answers, moves)
    draft.provenance = _moved(draft.provenance, moves)
    draft.remarks = _moved(draft.remarks, moves)
    _move_files(draft, moves)
    draft.version = newest
    draft.revision += 1
    draft.saved_at = clock.now()
    draft.save(update_fields=["left_behind", "answers", "provenance", "remarks", "version", "revision", "saved_at"])
    record("draft.version_taken", about=draft, by=actor, person=draft.customer, old=old.number, new=newest.number)
    return draft


def _newest(draft: Draft, actor: Actor) -> FormVersion:
    bundle = draft.definition.bundle_id
    if bundle is None:
        return draft.definition.current_version
    # The row of the bundle is locked so that two who take it at once get the same version.
    Bundle.objects.locked(bundle)
    forms = [part.version.definition for part in draft.version.joint_parts.with_forms()]
    if any(is_own_way(form) for form in forms):
        return draft.version
    return joint_version(draft.definition, [form.current_version for form in forms], actor=actor)


def _move(old: Form, new: Form) -> dict[str, str]:
    """Questions whose answers go along: the name in the old version and in the new."""
    lost = {question.key for question in _lost(old, new)}
    return {key: key for key in old.questions if key not in lost}


def _joint_moves(old: FormVersion, new: FormVersion) -> list[dict[str, str]]:
    """The same by form. A question that was asked once may now be asked in each form, or the other way."""
    pairs = zip(old.joint_parts.with_forms(), new.joint_parts.with_forms(), strict=True)
    return [
        {before.keys[key]: after.keys[key] for key in _move(before.version.form, after.version.form)}
        for before, after in pairs
    ]


def _moved(entries: Mapping[str, Any], moves: list[dict[str, str]]) -> dict[str, Any]:
    """By their new names. Of two that become one, the first that has an answer stays."""
    moved: dict[str, Any] = {}
    for move in moves:
        moved |= {name: value for name, value in to_joint(entries, move).items() if not moved.get(name)}
    return moved


def _move_files(draft: Draft, moves: list[dict[str, str]]) -> None:
    for upload in draft.uploads.all():
        fields = list(dict.fromkeys(move[upload.field] for move in moves if upload.field in move))
        # A file that is there already is the same file.
        taken = set(draft.uploads.filter(sha256=upload.sha256).values_list("field", flat=True))
        free = [field for field in fields if field not in taken]
        for field in free[1:] if upload.field not in fields else free:
            upload.copy_to(draft, field)
        if free and upload.field not in fields:
            upload.field = free[0]
            upload.save(update_fields=["field"])


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
    return name.partition("__")[0]


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
