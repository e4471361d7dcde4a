# SPDX-License-Identifier: EUPL-1.2
"""The decision, its letter, and how it reaches the party."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.opening import NewDocument, attach
from cases.actions.settling import settle_contested
from cases.completeness import missing_parts
from cases.letters import render_signed_decision
from cases.locking import lock_case
from cases.models import Case, Decision, Document, ServiceOfDecision, ServiceReceipt
from cases.models.acted import acted
from cases.notifications import tell_others, tell_parties
from cases.numbering import next_section
from cases.pending import close_proposal
from cases.permissions import can_read_case, own_parties
from cases.printing.serving import begin_service, serve_others_on_paper, settle_service
from cases.workflow import Verb
from portal.accounts.actors import Actor, Assurance
from portal.audit.log import record
from portal.common import clock
from portal.common.dates import as_day
from portal.common.legal_clocks import ServiceChannelKind
from portal.common.workflow import move, require


@dataclass(frozen=True, slots=True)
class DecisionText:
    """What the decision maker writes. `law_sections`: one a line. `contact`: who tells more, the maker if empty."""

    outcome: str
    summary: str
    reasons: str
    law_sections: str
    contact: str = ""


@transaction.atomic
def decide_case(case_id: int, *, actor: Actor, text: DecisionText, expected_version: int | None = None) -> Decision:
    """Decide and typeset the letter. The parties are told when the decision is served; the appeal period starts there.

    The letter is made and signed inside the transaction (some 70 ms): a decision without its letter never exists.
    Raises ValidationError when a part that the law demands is empty (Hallintolaki 434/2003 43-45 §).
    """
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.DECIDE)
    move(case, Verb.DECIDE, actor=actor)
    if text.outcome == Decision.Outcome.DISMISSED:
        raise ValidationError(_("Tutkimatta jättäminen tehdään omalla toiminnolla."))
    close_proposal(case, text)
    decision = make_decision(case, text, actor=actor)
    record("case.decided", about=case, by=actor, outcome=text.outcome, section=decision.section)
    return decision


def make_decision(case: Case, text: DecisionText, *, actor: Actor, **correction: Any) -> Decision:
    """Number it, typeset its letter and keep both. Part of an action, never one alone."""
    decision = draft_decision(case, text, actor=actor, **correction)
    decision.number = next_section(Decision.objects.all(), unit_id=case.unit_id, year=decision.year)
    decision.document = _letter(decision, actor)
    decision.save()
    return decision


def draft_decision(case: Case, text: DecisionText, *, actor: Actor, **correction: Any) -> Decision:
    """The decision as it would be, unsaved and without a section number: what a preview shows.

    `correction`: the columns of a decision that corrects another. Raises ValidationError that tells each missing part
    by its field.
    """
    decision = Decision(
        case=case,
        unit=case.unit,
        year=clock.today().year,
        outcome=text.outcome,
        summary=text.summary,
        reasons=text.reasons,
        law_sections=text.law_sections,
        contact=(text.contact or contact_of(case, actor=actor))[:200],
        remedy_kind=case.terms.remedy_kind,
        **acted(actor),
        **correction,
    )
    missing = missing_parts(decision)
    if missing:
        raise ValidationError(missing)
    return decision


def contact_of(case: Case, *, actor: Actor) -> str:
    """Who tells more about the decision, unless the maker names somebody else."""
    assert actor.user
    return ", ".join(filter(None, (actor.display_name, actor.user.email, case.unit.phone)))


def _letter(decision: Decision, actor: Actor) -> Document:
    case = decision.case
    pdf = render_signed_decision(decision, case.language)
    name = _("Päätös %(reference)s.pdf") % {"reference": case.reference}
    file = NewDocument(name, ContentFile(pdf), "application/pdf", len(pdf), hashlib.sha256(pdf).hexdigest())
    return attach(case, file, actor=actor, kind=Document.Kind.DECISION)


@transaction.atomic
def serve_decision(
    case_id: int, *, actor: Actor, channel: str, expected_version: int | None = None
) -> ServiceOfDecision:
    """Serve the decision on the party. The period of remedy begins now or, by letter or on retrieval, later
    (cases/printing/serving.py).

    Raises ValidationError when it is to be served electronically on somebody who cannot sign in.
    """
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.SERVE)
    move(case, Verb.SERVE, actor=actor)
    _refuse_channel(case, channel)
    decision = case.decisions.latest("pk")
    service = begin_service(decision, channel, actor=actor)
    serve_others_on_paper(decision, actor=actor)
    if channel == ServiceChannelKind.IN_PERSON:
        _receipt(service, ServiceReceipt.Way.HANDED, case.applicant_name or _("Nimetön asiakas"), actor)
    record("case.served", about=case, by=actor, channel=channel, deemed_on=service.deemed_on.isoformat())
    event = "case.correction_served" if decision.corrects_id else "case.served"
    tell_parties(case, event)
    tell_others(case, event)
    settle_contested(case, decision.outcome, actor=actor)
    return service


def _refuse_channel(case: Case, channel: str) -> None:
    """A tracking code is enough for an ordinary service, but nobody is identified by it."""
    identified = any(party.person and party.person.user_id for party in case.parties.select_related("person"))
    reachable = {
        ServiceChannelKind.ELECTRONIC: case.is_reachable_electronically,
        ServiceChannelKind.RETRIEVAL: identified,
    }
    if not reachable.get(ServiceChannelKind(channel), True):
        raise ValidationError(_("Asiakas ei voi kirjautua palveluun. Lähetä päätös kirjeellä."))


@transaction.atomic
def note_retrieval(decision: Decision, *, actor: Actor) -> None:
    """The party has opened the served decision. Only the first time counts.

    What waits for its retrieval is received now (act 13/2003 18 §). Raises PermissionDenied when it waits and the
    reader is not strongly identified.
    """
    require(condition=can_read_case(actor, decision.case), verb="note_retrieval")
    opened = list(decision.services.select_for_update().filter(retrieved_at__isnull=True))
    for service in opened:
        service.retrieved_at = clock.now()
        service.save(update_fields=["retrieved_at"])
        if service.channel == ServiceChannelKind.RETRIEVAL and service.waits:
            require(condition=actor.assurance >= Assurance.STRONG, verb="note_retrieval")
            settle_service(service, clock.today())
        if not service.is_letter and actor.assurance >= Assurance.STRONG:
            _receipt(service, ServiceReceipt.Way.RETRIEVED, actor.display_name, actor)
    if opened:
        record("case.decision_retrieved", about=decision.case, by=actor, on=as_day(clock.now()).isoformat())


def _receipt(service: ServiceOfDecision, way: str, receiver: str, actor: Actor) -> None:
    own = own_parties(actor, service.decision.case) if way == ServiceReceipt.Way.RETRIEVED else []
    ServiceReceipt.objects.create(
        service=service,
        party=own[0] if own else None,
        receiver=receiver[:160],
        way=way,
        received_on=clock.today(),
        **acted(actor),
    )
