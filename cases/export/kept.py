# SPDX-License-Identifier: EUPL-1.2
"""What of a case goes into its package: a decision on each table and column. A test walks the models, so that a new
one is not forgotten; the schema (schema.py) is made of the same table."""

from typing import NamedTuple

from django.db import models

from cases.models import Case
from cases.retention.erasing import belonging_to


class Kept(NamedTuple):
    """How the rows of a table are called in the XML, and of which group they are."""

    element: str
    group: str


# Label of the model → its element. The groups come in this order.
KEPT = {
    "cases.party": Kept("Party", "Parties"),
    "cases.representation": Kept("Representation", "Parties"),
    "cases.statuschange": Kept("StatusChange", "Actions"),
    "cases.supplementrequest": Kept("SupplementRequest", "Actions"),
    "cases.hearing": Kept("Hearing", "Actions"),
    "cases.hearing_documents": Kept("HearingDocument", "Actions"),
    "cases.deadlineextension": Kept("DeadlineExtension", "Actions"),
    "cases.disqualification": Kept("Disqualification", "Actions"),
    "cases.disclosure": Kept("Disclosure", "Actions"),
    "cases.standin": Kept("StandIn", "Actions"),
    "cases.automationrun": Kept("AutomationRun", "Actions"),
    "cases.caselink": Kept("CaseLink", "Actions"),
    "cases.legalhold": Kept("LegalHold", "Actions"),
    "cases.message": Kept("Message", "Correspondence"),
    "cases.incomingmail": Kept("IncomingMail", "Correspondence"),
    "cases.note": Kept("Note", "Correspondence"),
    "cases.task": Kept("Task", "Correspondence"),
    "cases.label_cases": Kept("Label", "Correspondence"),
    "eforms.submission": Kept("Submission", "Correspondence"),
    "cases.proposal": Kept("Proposal", "Decisions"),
    "cases.decision": Kept("Decision", "Decisions"),
    "cases.serviceofdecision": Kept("ServiceOfDecision", "Decisions"),
    "cases.printjob": Kept("PrintJob", "Decisions"),
    "cases.servicereceipt": Kept("ServiceReceipt", "Decisions"),
    "cases.publicversion": Kept("PublicVersion", "Decisions"),
    "cases.publication": Kept("Publication", "Decisions"),
    "cases.document": Kept("Document", "Documents"),
}

# Label of the model → why its rows stay behind.
LEFT_OUT = {
    "cases.bulkitem": "How an employee worked through many cases at once; what was done is among the actions.",
    "cases.following": "Whom the portal tells of moves: a setting of an employee, nothing of the case.",
    "cases.apicall": "That another system does not open a case twice; what it sent is the case.",
    "cases.webhookdelivery": "How another system was told of moves that are here themselves.",
}

# Columns that stay behind in every table: keys that open something, and counters of the machinery.
PRIVATE = frozenset(
    {
        *("id", "case", "by_user_id", "by_person_id", "version"),
        *("key", "tracking_hash", "tracking_code", "token_hash", "token_until"),
        *("last_event", "last_event_at", "told_change", "draft", "absence"),
    }
)


def columns_of(model: type[models.Model]) -> list[models.Field]:  # type: ignore[type-arg]
    return [field for field in model._meta.concrete_fields if field.name not in PRIVATE]


def tables_of_a_case() -> list[type[models.Model]]:
    """Every table whose rows belong to a case, directly or through another, as its disposal finds them."""
    found: list[type[models.Model]] = []
    waiting: list[type[models.Model]] = [Case]
    while waiting:
        model = waiting.pop(0)
        if model not in found:
            found.append(model)
            waiting += [relation.related_model for relation in belonging_to(model)]
    return found[1:]
