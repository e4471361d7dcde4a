# SPDX-License-Identifier: EUPL-1.2
"""Add files to a draft and take them away. Until the sending only the one who fills sees them."""

import logging
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.actors import Actor
from portal.common import clock
from portal.common.files import CheckedFile
from services.eforms.actions.signing import let_signatures_fall
from services.eforms.drafts import delete_files, open_for_change, require_step
from services.eforms.engine.fields import kind_of
from services.eforms.engine.fields.files import Attachment
from services.eforms.filling import situation_of
from services.eforms.models import Draft, Upload, draft_expiry

logger = logging.getLogger(__name__)


def add_upload(key: UUID, *, actor: Actor, field: str, file: "UploadedFile[bytes]") -> Upload:
    """Keep a file that passes the gate. The same file again in the same place is the same upload.

    Raises ValidationError in words for the sender. Nothing is locked while the gate waits for the virus scanner.
    """
    with transaction.atomic():
        place = _attachment(open_for_change(key, actor), field)
    facts, kept = place.accept(file)
    with transaction.atomic():
        draft = open_for_change(key, actor)
        require_step(draft, actor, field)
        existing = draft.uploads.filter(field=field, sha256=facts.sha256).first()
        if existing:
            return existing
        _attachment(draft, field).require_room()
        let_signatures_fall(draft, actor=actor)
        return _keep(draft, field, kept, facts)


def _keep(draft: Draft, field: str, file: "UploadedFile[bytes]", facts: CheckedFile) -> Upload:
    upload = Upload(
        draft=draft,
        field=field,
        name=facts.name,
        size=facts.size,
        content_type=facts.content_type,
        sha256=facts.sha256,
        state=Upload.State.SCANNED if facts.scanned else Upload.State.CHECKED,
    )
    # The stored name tells nothing: what people call their files is personal data too.
    try:
        upload.file.save(f"{upload.key}", file, save=False)
    except OSError as error:  # the bucket does not answer, or the disk is full
        logger.exception("A file could not be kept")
        raise ValidationError(_("Emme voi juuri nyt tallentaa tiedostoja. Yritä hetken päästä uudelleen.")) from error
    upload.save()
    _touch(draft)
    return upload


def _attachment(draft: Draft, field: str) -> Attachment:
    question = draft.version.form.questions.get(field)
    kind = kind_of(question, situation_of(draft)) if question else None
    if not isinstance(kind, Attachment):
        raise ValidationError(_("Tähän kohtaan ei voi lisätä tiedostoa."))
    return kind


@transaction.atomic
def remove_upload(key: UUID, upload_key: UUID, *, actor: Actor) -> None:
    """Delete the row now and the file once that is certain. Removing twice is the same as once."""
    draft = open_for_change(key, actor)
    upload = draft.uploads.filter(key=upload_key).first()
    if upload:
        require_step(draft, actor, upload.field)
        let_signatures_fall(draft, actor=actor)
        name = upload.file.name
        upload.delete()
        _touch(draft)
        transaction.on_commit(lambda: delete_files([name]))


def _touch(draft: Draft) -> None:
    draft.saved_at, draft.expires_at = clock.now(), draft_expiry()
    draft.save(update_fields=["saved_at", "expires_at"])
