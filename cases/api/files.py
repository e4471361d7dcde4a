# SPDX-License-Identifier: EUPL-1.2
"""Files that came in a body go through the same gate as uploads (portal/common/files.py)."""

import base64
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from cases.actions.filing import FiledDocument
from cases.actions.opening import NewDocument
from cases.api.schemas import DocumentIn
from portal.common.files import check_upload


def checked(documents: Sequence[DocumentIn]) -> list[FiledDocument]:
    """Not inside a transaction: the virus scanner may take its time. Raises ValidationError by JSON Pointer."""
    return [FiledDocument(_checked(told, place), told.meets) for place, told in enumerate(documents)]


def _checked(told: DocumentIn, place: int) -> NewDocument:
    try:
        content = base64.b64decode(told.content, validate=True)
    except ValueError:
        raise ValidationError({f"/documents/{place}/content": _("Tiedosto ei ole Base64-muodossa.")}) from None
    try:
        upload = SimpleUploadedFile(told.name, content)
        facts = check_upload(upload)
    except ValidationError as error:
        raise ValidationError({f"/documents/{place}": error.messages}) from error
    return NewDocument(facts.name, upload, facts.content_type, facts.size, facts.sha256)
