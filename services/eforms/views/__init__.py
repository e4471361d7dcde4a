# SPDX-License-Identifier: EUPL-1.2
"""The pages of e-forms: starting, filling a step, files, and sending."""

from services.eforms.views.bundling import bundle, bundle_begin, bundle_status
from services.eforms.views.correcting import fetch, wrong
from services.eforms.views.filling import autosave, back, pause, step
from services.eforms.views.lookups import post_office
from services.eforms.views.paper import paper
from services.eforms.views.reacting import react, row_add, row_remove
from services.eforms.views.schema import form_schema
from services.eforms.views.sending import copy, receipt, review, send
from services.eforms.views.sharing import (
    resume,
    share_again,
    share_invite,
    share_take_back,
    share_to_desk,
    share_to_device,
    share_withdraw,
    sharing,
)
from services.eforms.views.signing import (
    invitation,
    invitation_decline,
    invitation_file,
    invitation_join,
    invitation_sign,
    signatures_ask,
    signatures_withdraw,
)
from services.eforms.views.starting import begin, claim, draft, draft_cancel, drafts, internal, start
from services.eforms.views.updating import new_version
from services.eforms.views.uploading import upload, upload_delete, upload_file, upload_one

__all__ = [
    "autosave",
    "back",
    "begin",
    "bundle",
    "bundle_begin",
    "bundle_status",
    "claim",
    "copy",
    "draft",
    "draft_cancel",
    "drafts",
    "fetch",
    "form_schema",
    "internal",
    "invitation",
    "invitation_decline",
    "invitation_file",
    "invitation_join",
    "invitation_sign",
    "new_version",
    "paper",
    "pause",
    "post_office",
    "react",
    "receipt",
    "resume",
    "review",
    "row_add",
    "row_remove",
    "send",
    "share_again",
    "share_invite",
    "share_take_back",
    "share_to_desk",
    "share_to_device",
    "share_withdraw",
    "sharing",
    "signatures_ask",
    "signatures_withdraw",
    "start",
    "step",
    "upload",
    "upload_delete",
    "upload_file",
    "upload_one",
    "wrong",
]
