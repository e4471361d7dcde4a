# SPDX-License-Identifier: EUPL-1.2
"""Whom a case's events are told to. The words are in templates/notifications/case.*.txt."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import override

from cases.models import Case, Party
from portal.accounts.models import Mandate
from portal.notifications.outbox import Recipient, notify

# Told by e-mail whatever the person has chosen: a deadline of theirs begins to run (434/2003 21, 22 and 54 §).
REQUIRED = {"case.supplement_requested", "case.supplement_reminder", "case.transferred", "case.served"}


def parties_to_tell(case: Case) -> list[Recipient]:
    """Applicants and those who may still act for them; whoever sent it without signing in, by the address they left."""
    parties = list(case.parties.select_related("person", "organisation"))
    told = [Recipient.of(party.person) for party in parties if party.person and _is_told(party, parties)]
    if told:
        return told
    addresses = [party.organisation.email for party in parties if party.organisation]
    addresses += [case.contact_email, *(party.email for party in parties if not party.person)]
    return [Recipient(email=address, language=case.language) for address in addresses if address][:1]


def _is_told(party: Party, parties: list[Party]) -> bool:
    if party.role == Party.Role.APPLICANT:
        return True
    if party.role == Party.Role.BENEFICIARY:
        return False
    persons = [other.person_id for other in parties if other.is_principal and other.person_id]
    organisations = [other.organisation_id for other in parties if other.organisation_id]
    mandates = Mandate.objects.valid().filter(delegate=party.person)
    return mandates.filter(Q(person__in=persons) | Q(organisation__in=organisations)).exists()


def tell_parties(case: Case, event: str, **context: Any) -> None:
    recipients = parties_to_tell(case)
    for recipient in recipients:
        url, always = _url(case, recipient), event in REQUIRED
        notify(event, about=case, to=[recipient], url=url, always=always, **_facts(case), **context)


def tell_office(case: Case, event: str, **context: Any) -> None:
    """The handler, or the unit's mailbox while nobody has the case."""
    address = case.handler.email if case.handler else case.unit.email
    if address:
        url = f"{reverse('admin:index')}cases/case/{case.reference}/"
        notify(event, about=case, to=[Recipient(email=address)], url=url, **_facts(case), **context)


def plain_day(day: dt.date) -> str:
    """A day as every language writes it here; the words around it are the recipient's."""
    return f"{day.day}.{day.month}.{day.year}"


def _url(case: Case, recipient: Recipient) -> str:
    """The page in the reader's language; without an account, the page that asks for the tracking code."""
    with override(recipient.language):
        return case.get_absolute_url() if recipient.person else reverse("cases:track")


def _facts(case: Case) -> dict[str, Any]:
    """What an e-mail may tell: that there is something to read, and of which case."""
    return {"reference": case.reference}
