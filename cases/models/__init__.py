# SPDX-License-Identifier: EUPL-1.2
from cases.models.case import Case, Party, StatusChange
from cases.models.case_type import CaseType
from cases.models.decision import Decision, ServiceOfDecision
from cases.models.disqualification import Disqualification
from cases.models.document import Document
from cases.models.handling_time import HandlingTime
from cases.models.hearing import Hearing
from cases.models.link import CaseLink
from cases.models.message import Message, Note
from cases.models.proposal import Proposal
from cases.models.supplement import SupplementRequest
from cases.models.text_module import TextModule

__all__ = [
    "Case",
    "CaseLink",
    "CaseType",
    "Decision",
    "Disqualification",
    "Document",
    "HandlingTime",
    "Hearing",
    "Message",
    "Note",
    "Party",
    "Proposal",
    "ServiceOfDecision",
    "StatusChange",
    "SupplementRequest",
    "TextModule",
]
