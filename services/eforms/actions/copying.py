# SPDX-License-Identifier: EUPL-1.2
"""The copy of a sending becomes a document of its case, for the handler and the party alike."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.actions.opening import NewDocument, attach
from cases.models import Document
from portal.accounts.actors import Actor
from portal.audit.log import record
from services.eforms.letters import render_copy
from services.eforms.models import Submission


@transaction.atomic
def keep_copy(submission_id: int, *, actor: Actor) -> bool:
    """Typeset what was sent and keep it with the case. Idempotent: False when the case has its copy already."""
    submission: Submission = Submission.objects.locked(submission_id)
    if submission.copy:
        return False
    pdf = render_copy(submission)
    with override(submission.language):
        name = _("Kopio %(reference)s.pdf") % {"reference": submission.case.reference}
    file = NewDocument(name, ContentFile(pdf), "application/pdf", len(pdf), hashlib.sha256(pdf).hexdigest())
    attach(submission.case, file, actor=actor, kind=Document.Kind.APPLICATION)
    record("submission.copy_kept", about=submission, by=actor, reference=submission.case.reference)
    return True
