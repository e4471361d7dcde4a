# SPDX-License-Identifier: EUPL-1.2
"""Something is missing: ask for it, wait with the clock stopped, and go on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from cases.actions.opening import NewDocument, attach
from cases.locking import lock_case
from cases.models import Case, Document, SupplementRequest
from cases.models.acted import acted
from cases.notifications import plain_day, tell_office, tell_parties
from cases.workflow import Verb
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.dates import as_day
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
    request = _end_waiting(case)
    request.answer, request.answered_at = answer, request.ended_at
    request.save()
    for document in documents:
        attach(case, document, actor=actor, kind=Document.Kind.ATTACHMENT, supplement=request)
    record("case.supplement_answered", about=case, by=actor, documents=len(documents))
    tell_parties(case, "case.supplement_answered")
    tell_office(case, "case.supplement_received")
    return request


@transaction.atomic
def resume_case(case_id: int, *, actor: Actor, reason: str = "", expected_version: int | None = None) -> Case:
    """Go on without what was asked for: the day has passed, or it is not needed after all."""
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.RESUME)
    move(case, Verb.RESUME, actor=actor, reason=reason)
    _end_waiting(case)
    record("case.resumed", about=case, by=actor)
    tell_parties(case, "case.resumed")
    return case


def _end_waiting(case: Case) -> SupplementRequest:
    """End the open request and move the promise by the days that we waited."""
    request: SupplementRequest = case.supplement_requests.open().get()
    request.ended_at = clock.now()
    request.save()
    waited = as_day(request.ended_at) - as_day(request.requested_at)
    case.due_on = case.due_on and case.due_on + waited
    case.save(update_fields=["due_on"])
    return request
