# SPDX-License-Identifier: EUPL-1.2
"""The pages of e-forms: starting, filling a step, files, and sending."""

from services.eforms.views.filling import autosave, back, pause, step
from services.eforms.views.sending import receipt, review, send
from services.eforms.views.starting import begin, claim, draft, draft_cancel, drafts, start
from services.eforms.views.updating import new_version
from services.eforms.views.uploading import upload, upload_delete, upload_file

__all__ = [
    "autosave",
    "back",
    "begin",
    "claim",
    "draft",
    "draft_cancel",
    "drafts",
    "new_version",
    "pause",
    "receipt",
    "review",
    "send",
    "start",
    "step",
    "upload",
    "upload_delete",
    "upload_file",
]
