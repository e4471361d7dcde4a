# SPDX-License-Identifier: EUPL-1.2
"""When a decision counts as received, and so when the period of remedy begins.

ordinary electronic: the third day after sending; in person: at once. A letter waits for its posting, and what is to be
retrieved waits for its opening: no period runs before that.
"""

import datetime as dt

from cases.models import Decision, Party, PrintJob, ServiceOfDecision
from cases.models.acted import acted
from cases.remedies import remedy_last_day
from portal.accounts.actors import Actor
from portal.common import clock
from portal.common.legal_clocks import ServiceChannelKind, deemed_served_on


def begin_service(decision: Decision, channel: str, *, actor: Actor) -> ServiceOfDecision:
    """Part of an action, never one alone. A letter is put into the queue."""
    if channel == ServiceChannelKind.LETTER:
        return serve_on_paper(decision, actor=actor)
    deemed_on = deemed_served_on(clock.today(), ServiceChannelKind(channel))
    waits = channel == ServiceChannelKind.RETRIEVAL
    return ServiceOfDecision.objects.create(
        decision=decision,
        channel=channel,
        waits=waits,
        deemed_on=deemed_on,
        remedy_last_day=None if waits else last_day(decision, deemed_on),
        **acted(actor),
    )


def serve_on_paper(decision: Decision, *, actor: Actor) -> ServiceOfDecision:
    """To the applicants, for whom it is when there is none, and the other parties; not to who was only heard."""
    owners = _owners(decision)
    service = _letter_service(decision, actor)
    _queue(service, [*owners, *_others(decision)], actor)
    if not owners:
        case = decision.case
        PrintJob.objects.get_or_create(
            service=service, party=None, defaults={"name": case.applicant_name or str(case), **acted(actor)}
        )
    return service


def serve_others_on_paper(decision: Decision, *, actor: Actor) -> None:
    """Other parties who do not use the portal get a letter, whichever way the applicant is served."""
    others = [party for party in _others(decision) if not (party.person and party.person.user_id)]
    if others:
        _queue(_letter_service(decision, actor), others, actor)


def _letter_service(decision: Decision, actor: Actor) -> ServiceOfDecision:
    """The one service by letter; it waits (again) for what is put into the queue."""
    deemed_on = deemed_served_on(clock.today(), ServiceChannelKind.LETTER)
    service, created = ServiceOfDecision.objects.get_or_create(
        decision=decision,
        channel=ServiceChannelKind.LETTER,
        defaults={"waits": True, "deemed_on": deemed_on, **acted(actor)},
    )
    if not created and not service.waits:
        service.waits, service.remedy_last_day = True, None
        service.save(update_fields=["waits", "remedy_last_day"])
    return service


def last_day(decision: Decision, deemed_on: dt.date) -> dt.date | None:
    """A corrected slip of the pen changes nothing of the matter, so the first letter's period runs on. A corrected
    error of facts is a new decision with a period of its own (Hallintolaki 434/2003 50-51 §)."""
    if decision.error == Decision.Error.TYPING and decision.corrects:
        first: ServiceOfDecision | None = decision.corrects.services.order_by("pk").first()
        if first and first.remedy_last_day:
            return first.remedy_last_day
    return remedy_last_day(decision.remedy_kind, deemed_on)


def settle_service(service: ServiceOfDecision, deemed_on: dt.date) -> None:
    """It counts as received; from here the period runs."""
    service.waits = False
    service.deemed_on = deemed_on
    service.remedy_last_day = last_day(service.decision, deemed_on)
    service.save(update_fields=["waits", "deemed_on", "remedy_last_day", "sent_at", "retrieved_at"])


def _owners(decision: Decision) -> list[Party]:
    parties = list(decision.case.parties.filter(removed_at=None).select_related("person", "organisation"))
    applicants = [party for party in parties if party.role == Party.Role.APPLICANT]
    return applicants or [party for party in parties if party.is_owner]


def _others(decision: Decision) -> list[Party]:
    others = decision.case.parties.filter(role=Party.Role.OTHER, removed_at=None)
    return list(others.select_related("person", "organisation"))


def _queue(service: ServiceOfDecision, parties: list[Party], actor: Actor) -> None:
    for party in parties:
        PrintJob.objects.get_or_create(
            service=service, party=party, defaults={"name": party.display_name[:160], **acted(actor)}
        )
