# SPDX-License-Identifier: EUPL-1.2
"""Forms as versioned data, what people are filling, and what they sent."""

from services.eforms.models.bundle import Bundle, BundleForm, JointPart
from services.eforms.models.definition import FormDefinition, FormVersion
from services.eforms.models.draft import DRAFT_LIFE, Draft, Upload, draft_expiry
from services.eforms.models.encrypted import EncryptedJSONField
from services.eforms.models.library import FieldBlock
from services.eforms.models.lists import DataList
from services.eforms.models.reviewing import Comment, Rehearsal
from services.eforms.models.sharing import DraftPass, Invitation, SigningRound
from services.eforms.models.steps import FillingStep
from services.eforms.models.submission import Submission

__all__ = [
    "DRAFT_LIFE",
    "Bundle",
    "BundleForm",
    "Comment",
    "DataList",
    "Draft",
    "DraftPass",
    "EncryptedJSONField",
    "FieldBlock",
    "FillingStep",
    "FormDefinition",
    "FormVersion",
    "Invitation",
    "JointPart",
    "Rehearsal",
    "SigningRound",
    "Submission",
    "Upload",
    "draft_expiry",
]
