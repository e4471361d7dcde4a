# SPDX-License-Identifier: EUPL-1.2
"""Where a letter goes. A protected person's address is read only by who has opened it (actions/disclosing.py)."""

from django.utils.translation import gettext as _

from cases.models import PrintJob
from portal.accounts.actors import Actor
from portal.accounts.models import Organisation, Person


def is_protected(job: PrintJob) -> bool:
    person = job.party.person if job.party else None
    return person is not None and person.non_disclosure


def opened_by(actor: Actor, job: PrintJob) -> bool:
    return job.service.decision.case.disclosures.open_to(actor).exists()


def address_lines(job: PrintJob, *, actor: Actor) -> list[str]:
    """The rows below the name (JHS 106: street, then code and locality in capitals); none when it is not known, or not
    for this actor to know. What was typed for the letter goes before the register."""
    if job.address:
        return [line.strip() for line in job.address.splitlines() if line.strip()]
    if is_protected(job) and not opened_by(actor, job):
        return []
    party = job.party
    return _register_lines((party.person or party.organisation) if party else None)


def _register_lines(of: Person | Organisation | None) -> list[str]:
    if of is None or not of.street_address or not of.postal_code:
        return []
    return [of.street_address, f"{of.postal_code} {of.post_office}".strip().upper()]


def missing_address(job: PrintJob, *, actor: Actor) -> str:
    """Why it cannot be printed, or nothing."""
    if address_lines(job, actor=actor):
        return ""
    if is_protected(job):
        return _("Turvakielto: anna turvallinen osoite tai avaa tiedot asian sivulla.")
    return _("Osoitetta ei ole. Kirjoita se.")
