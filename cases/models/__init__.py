# SPDX-License-Identifier: EUPL-1.2
from cases.models.absence import Absence, StandIn
from cases.models.automation import AutomationRun, Rule, RuleRehearsal, RuleTest, RuleVersion
from cases.models.bulk import BulkItem, BulkJob
from cases.models.case import Case, Party, StatusChange
from cases.models.case_type import CaseType, CaseTypeVersion
from cases.models.decision import Decision, ServiceOfDecision
from cases.models.disclosure import Disclosure
from cases.models.disqualification import Disqualification
from cases.models.document import Document
from cases.models.extension import DeadlineExtension
from cases.models.handling_time import HandlingTime
from cases.models.hearing import Hearing
from cases.models.incoming import IncomingMail
from cases.models.link import CaseLink
from cases.models.message import Message, Note
from cases.models.printing import PrintJob, ServiceReceipt
from cases.models.proposal import Proposal
from cases.models.publication import Publication, PublicVersion
from cases.models.representation import Representation
from cases.models.retention import Disposal, LegalHold, PastCase
from cases.models.supplement import SupplementRequest
from cases.models.system import ApiCall, ExternalSystem, SystemKey, WebhookDelivery
from cases.models.text_module import TextModule
from cases.models.work import Following, Label, QueueView, Task

__all__ = [
    "Absence",
    "ApiCall",
    "AutomationRun",
    "BulkItem",
    "BulkJob",
    "Case",
    "CaseLink",
    "CaseType",
    "CaseTypeVersion",
    "DeadlineExtension",
    "Decision",
    "Disclosure",
    "Disposal",
    "Disqualification",
    "Document",
    "ExternalSystem",
    "Following",
    "HandlingTime",
    "Hearing",
    "IncomingMail",
    "Label",
    "LegalHold",
    "Message",
    "Note",
    "Party",
    "PastCase",
    "PrintJob",
    "Proposal",
    "PublicVersion",
    "Publication",
    "QueueView",
    "Representation",
    "Rule",
    "RuleRehearsal",
    "RuleTest",
    "RuleVersion",
    "ServiceOfDecision",
    "ServiceReceipt",
    "StandIn",
    "StatusChange",
    "SupplementRequest",
    "SystemKey",
    "Task",
    "TextModule",
    "WebhookDelivery",
]
