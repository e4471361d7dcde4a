# SPDX-License-Identifier: EUPL-1.2
"""The verbs of the print queue: print, take back a print, post, hand over, write down a receipt; and what was not
retrieved becomes a letter."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.locking import lock_case
from cases.models import Case, PrintJob, ServiceOfDecision, ServiceReceipt
from cases.models.acted import acted
from cases.notifications import tell_parties
from cases.permissions import can_handle_case
from cases.printing.addresses import address_lines, is_protected
from cases.printing.files import merged
from cases.printing.serving import serve_on_paper, settle_service
from portal.accounts.actors import Actor
from portal.audit.log import record, viewed
from portal.common import clock
from portal.common.dates import as_day
from portal.common.legal_clocks import ServiceChannelKind, deemed_served_on
from portal.common.workflow import require


@transaction.atomic
def print_letters(keys: Iterable[UUID], *, actor: Actor) -> bytes:
    """The PDF of these letters. Printing again makes the same letters again; the posting is told apart (post_letters).

    Raises ValidationError when one of them has no address that the actor may know.
    """
    jobs = _locked(keys, actor)
    letters = [(job, address_lines(job, actor=actor)) for job in jobs]
    missing = [job.name for job, lines in letters if not lines]
    if missing:
        raise ValidationError(_("Osoite puuttuu: %(names)s.") % {"names": ", ".join(missing)})
    file = merged(letters)
    for job in jobs:
        job.printed_at = job.printed_at or clock.now()
        job.print_count += 1
        job.save(update_fields=["printed_at", "print_count"])
        case = _case_of(job)
        if is_protected(job) and job.party:
            viewed(case, by=actor, person=job.party.person, reason=_("Osoite tulostettiin kirjeeseen"))
        record("case.letter_printed", about=case, by=actor, times=job.print_count)
    return file


@transaction.atomic
def undo_printing(key: UUID, *, actor: Actor) -> PrintJob:
    """Back to those that wait for the printer: it jammed, or was a mistake. After posting it is too late."""
    (job,) = _locked([key], actor)
    if job.printed_at is None or not job.is_waiting:
        raise ValidationError(_("Kirje ei enää odota postitusta."))
    job.printed_at = None
    job.save(update_fields=["printed_at"])
    record("case.letter_printing_undone", about=_case_of(job), by=actor)
    return job


@transaction.atomic
def set_letter_address(key: UUID, *, actor: Actor, address: str) -> PrintJob:
    """An address for this letter alone; empty means that of the register."""
    (job,) = _locked([key], actor)
    if not job.is_waiting:
        raise ValidationError(_("Kirje ei enää odota postitusta."))
    job.address = address.strip()[:300]
    job.save(update_fields=["address"])
    record("case.letter_addressed", about=_case_of(job), by=actor)
    return job


@transaction.atomic
def post_letters(keys: Iterable[UUID], *, actor: Actor, posted_on: dt.date) -> list[PrintJob]:
    """They were posted on that day: the party is deemed to have them on the seventh day after it.

    Raises ValidationError when one was not printed, is posted already, or the day cannot be right.
    """
    jobs = _locked(keys, actor)
    for job in jobs:
        _refuse_day(posted_on, job)
        if job.printed_at is None or not job.is_waiting:
            raise ValidationError(_("Kirjettä %(name)s ei voi merkitä postitetuksi.") % {"name": job.name})
        job.posted_on = posted_on
        job.save(update_fields=["posted_on"])
        record("case.letter_posted", about=_case_of(job), by=actor, on=posted_on.isoformat())
        _settle(job.service_id)
    return jobs


@transaction.atomic
def hand_over_letter(key: UUID, *, actor: Actor, receiver: str, handed_on: dt.date) -> ServiceReceipt:
    """The party took the decision in the office instead (Hallintolaki 434/2003 61 §); received that day."""
    (job,) = _locked([key], actor)
    _refuse_day(handed_on, job)
    if not job.is_waiting:
        raise ValidationError(_("Kirje ei enää odota postitusta."))
    job.handed_on = handed_on
    job.save(update_fields=["handed_on"])
    record("case.letter_handed_over", about=_case_of(job), by=actor, on=handed_on.isoformat())
    _settle(job.service_id)
    return _receipt(job, ServiceReceipt.Way.HANDED, receiver, handed_on, actor)


@transaction.atomic
def record_receipt(key: UUID, *, actor: Actor, receiver: str, received_on: dt.date) -> ServiceReceipt:
    """A signed proof of delivery came back. Shown to have come later than the seventh day, it is the later day that
    counts (Hallintolaki 434/2003 59 § 2 mom.: unless something else is shown)."""
    (job,) = _locked([key], actor)
    if job.posted_on is None or not job.posted_on <= received_on <= clock.today():
        raise ValidationError(_("Päivä on postituksen ja tämän päivän välillä."))
    if job.service.receipts.filter(party=job.party, way=ServiceReceipt.Way.SIGNED).exists():
        raise ValidationError(_("Saantitodistus on jo kirjattu."))
    receipt = _receipt(job, ServiceReceipt.Way.SIGNED, receiver, received_on, actor)
    service = ServiceOfDecision.objects.select_for_update().get(pk=job.service_id)
    if not service.waits and received_on > service.deemed_on:
        settle_service(service, received_on)
    record("case.receipt_recorded", about=_case_of(job), by=actor, on=received_on.isoformat())
    return receipt


@transaction.atomic
def turn_into_letter(service_id: int, *, actor: Actor) -> bool:
    """Nobody retrieved it in seven days: it goes by letter (act 13/2003 18 §). False when it was retrieved meanwhile.

    Safe to run twice: the second time finds nothing that waits.
    """
    require(condition=actor.is_system, verb="turn_into_letter")
    found = ServiceOfDecision.objects.to_lapse(clock.today()).filter(pk=service_id)
    case_id = found.values_list("decision__case", flat=True).first()
    if case_id is None:
        return False
    case = lock_case(case_id)
    # Asked again under the lock of the row: it may have been retrieved while we waited.
    service: ServiceOfDecision | None = found.select_for_update(of=("self",)).first()
    if service is None:
        return False
    service.waits, service.lapsed_at = False, clock.now()
    service.save(update_fields=["waits", "lapsed_at"])
    serve_on_paper(service.decision, actor=actor)
    record("case.retrieval_lapsed", about=case, by=actor)
    tell_parties(case, "case.retrieval_lapsed")
    return True


def _locked(keys: Iterable[UUID], actor: Actor) -> list[PrintJob]:
    """The letters, each of a case that the actor handles; raises ValidationError when there is none."""
    jobs = list(PrintJob.objects.locked(list(keys)))
    if not jobs:
        raise ValidationError(_("Valitse ensin kirje."))
    for job in jobs:
        require(condition=can_handle_case(actor, _case_of(job)), verb="print_letters")
    return jobs


def _case_of(job: PrintJob) -> Case:
    return job.service.decision.case


def _refuse_day(day: dt.date, job: PrintJob) -> None:
    if not as_day(job.queued_at) <= day <= clock.today():
        raise ValidationError(_("Päivä on tiedoksiannon ja tämän päivän välillä."))


def _settle(service_id: int) -> None:
    """When its last letter has gone, the service has its day: the latest of its letters counts for all."""
    service = ServiceOfDecision.objects.select_for_update().get(pk=service_id)
    jobs = list(service.print_jobs.all())
    if any(job.is_waiting for job in jobs):
        return
    posted = [job.posted_on for job in jobs if job.posted_on]
    days = [job.handed_on for job in jobs if job.handed_on]
    days += [deemed_served_on(day, ServiceChannelKind.LETTER) for day in posted]
    if posted:
        service.sent_at = clock.local(dt.datetime.combine(max(posted), dt.time(12), dt.UTC))
    settle_service(service, max(days))


def _receipt(job: PrintJob, way: str, receiver: str, day: dt.date, actor: Actor) -> ServiceReceipt:
    if not receiver.strip():
        raise ValidationError({"receiver": _("Kirjoita, kuka otti päätöksen vastaan.")})
    return ServiceReceipt.objects.create(
        service=job.service,
        party=job.party,
        receiver=receiver.strip()[:160],
        way=way,
        received_on=day,
        **acted(actor),
    )
