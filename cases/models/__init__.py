# SPDX-License-Identifier: EUPL-1.2
from cases.models.case import Case, Party, StatusChange
from cases.models.case_type import CaseType
from cases.models.decision import Decision, ServiceOfDecision
from cases.models.document import Document
from cases.models.message import Message, Note
from cases.models.supplement import SupplementRequest

__all__ = [
    "Case",
    "CaseType",
    "Decision",
    "Document",
    "Message",
    "Note",
    "Party",
    "ServiceOfDecision",
    "StatusChange",
    "SupplementRequest",
]
