# SPDX-License-Identifier: EUPL-1.2
"""Which documents of a case are a party's to open, and in whose matter a look at them is logged. Pure."""

from cases import story
from cases.models import Case, Document
from cases.permissions import can_read_case
from cases.threads import messages_for
from portal.accounts.actors import Actor
from portal.accounts.models import Person


def documents_for(actor: Actor, case: Case) -> list[Document]:
    """What this party may open, newest first: what came with messages is of those who read the thread."""
    is_reader, threads = can_read_case(actor, case), {message.pk for message in messages_for(actor, case)}
    served = {decision.document_id for decision in story.served_decisions(case)}
    shown = [
        document
        for document in case.documents.all()
        if document.kind not in Document.STAFF_ONLY
        and (document.message_id in threads if document.message_id else is_reader)
        and (document.kind != Document.Kind.DECISION or document.pk in served)
    ]
    return shown[::-1]


def opened_documents(actor: Actor, case: Case) -> list[Document]:
    """Without the decision that waits until the party opens it, identified, on its own pages."""
    waiting = {decision.document_id for decision in case.decisions.all() if decision.to_retrieve}
    return [document for document in documents_for(actor, case) if document.pk not in waiting]


def owner_of(case: Case) -> Person | None:
    return next((party.person for party in case.parties.all() if party.is_principal and party.person), None)
