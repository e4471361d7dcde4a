# SPDX-License-Identifier: EUPL-1.2
"""Something is missing: ask for it and wait with the clock stopped."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from cases.actions.opening import NewDocument, attach
from cases.automation.waking import wake_rules
from cases.locking import lock_case
from cases.models import Document, Rule, SupplementRequest
from cases.models.acted import acted
from cases.notifications import plain_day, tell_office, tell_parties
from cases.workflow import Verb
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import move


@dataclass(frozen=True, slots=True)
class Missing:
    """What the party is asked for: the items, the last day, and what happens without them."""

    items: Sequence[str]
    due_on: dt.date
    consequence: str
    text: str = ""


@transaction.atomic
def request_supplement(
    case_id: int, *, actor: Actor, missing: Missing, expected_version: int | None = None
) -> SupplementRequest:
    """Ask the party to complete the filing (Hallintolaki 434/2003 22 §). The promise waits, the arrival stays."""
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.REQUEST_SUPPLEMENT)
    move(case, Verb.REQUEST_SUPPLEMENT, actor=actor)
    request = SupplementRequest.objects.create(
        case=case,
        items=list(missing.items),
        text=missing.text,
        due_on=missing.due_on,
        consequence=missing.consequence,
        **acted(actor),
    )
    record("case.supplement_requested", about=case, by=actor, due_on=missing.due_on.isoformat())
    tell_parties(case, "case.supplement_requested", day=plain_day(missing.due_on))
    return request


@transaction.atomic
def answer_supplement(
    case_id: int, *, actor: Actor, answer: str = "", documents: Sequence[NewDocument] = ()
) -> SupplementRequest:
    """The party sends what was missing. Late answers are taken as long as the case waits."""
    case = lock_case(case_id)
    move(case, Verb.ANSWER_SUPPLEMENT, actor=actor)
    request: SupplementRequest = case.supplement_requests.open().get()
    request.answer = answer
    request.answered_at = request.ended_at = clock.now()
    request.save()
    for document in documents:
        attach(case, document, actor=actor, kind=Document.Kind.ATTACHMENT, supplement=request)
    record("case.supplement_answered", about=case, by=actor, documents=len(documents))
    tell_parties(case, "case.supplement_answered")
    tell_office(case, "case.supplement_received")
    wake_rules(case, Rule.Trigger.SUPPLEMENT_ANSWERED, str(request.pk))
    return request
