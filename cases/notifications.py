# SPDX-License-Identifier: EUPL-1.2
"""Whom a case's events are told to. The words are in templates/notifications/case.*.txt."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import override

from cases.models import BulkJob, Case, Hearing, Party, Representation
from cases.models.case import OWNERS
from portal.accounts.actors import Actor
from portal.accounts.models import Mandate, Role, RoleGrant, Unit, User
from portal.common import clock
from portal.common.prepared import Prepared
from portal.notifications.outbox import Recipient, notify

# Told by e-mail whatever the person has chosen: a deadline of theirs begins to run (434/2003 21, 22 and 54 §).
REQUIRED = {
    "case.supplement_requested",
    "case.supplement_reminder",
    "case.transferred",
    "case.served",
    "case.retrieval_lapsed",
    "case.correction_served",
}

_TOLD = (*OWNERS, Party.Role.REPRESENTATIVE)
PARTIES = Prepared(
    lambda case: Party.objects.filter(case=case, role__in=_TOLD).select_related("person", "organisation")
)


def parties_to_tell(case: Case) -> list[Recipient]:
    """Applicants and those who may still act for them; whoever sent it without signing in, by the address they left.

    Other parties are told of decisions (`tell_others`), the heard only of what is asked of them (`tell_asked`).
    """
    parties = PARTIES(case)
    told = [Recipient.of(party.person) for party in parties if party.person and _is_told(party, parties)]
    if told:
        return told
    addresses = [party.organisation.email for party in parties if party.organisation]
    addresses += [case.contact_email, *(party.email for party in parties if not party.person)]
    return [Recipient(email=address, language=case.language) for address in addresses if address][:1]


def _is_told(party: Party, parties: list[Party]) -> bool:
    if party.role == Party.Role.APPLICANT:
        return True
    if party.role != Party.Role.REPRESENTATIVE or party.removed_at:
        return False
    if party.represents_id:
        return any(other.pk == party.represents_id and other.is_owner for other in parties)
    persons = [other.person_id for other in parties if other.is_principal and other.person_id]
    organisations = [other.organisation_id for other in parties if other.organisation_id]
    mandates = Mandate.objects.valid().filter(delegate=party.person)
    return mandates.filter(Q(person__in=persons) | Q(organisation__in=organisations)).exists()


def tell_parties(case: Case, event: str, **context: Any) -> None:
    recipients = parties_to_tell(case)
    for recipient in recipients:
        url, always = _url(case, recipient), event in REQUIRED
        notify(event, about=case, to=[recipient], url=url, always=always, **_facts(case), **context)


def tell_others(case: Case, event: str, **context: Any) -> None:
    """Tell the other parties too: a decision concerns them as it does the applicant (Hallintolaki 434/2003 54 §)."""
    others = case.parties.filter(role=Party.Role.OTHER, removed_at=None).select_related("person", "organisation")
    for party in others:
        tell_party(party, event, always=True, **context)


def tell_party(party: Party, event: str, *, always: bool = False, **context: Any) -> None:
    """Tell one party: the person, or the address of the organisation; nobody when there is none."""
    case, email = party.case, party.email or (party.organisation.email if party.organisation else "")
    if party.person or email:
        to = Recipient.of(party.person) if party.person else Recipient(email=email, language=case.language)
        notify(event, about=case, to=[to], url=_url(case, to), always=always, **_facts(case), **context)


def tell_office(case: Case, event: str, **context: Any) -> None:
    """The handler, or the unit's mailbox while nobody has the case."""
    address = case.handler.email if case.handler else case.unit.email
    if address:
        url = f"{reverse('admin:index')}cases/case/{case.reference}/"
        notify(event, about=case, to=[Recipient(email=address)], url=url, **_facts(case), **context)


def tell_colleague(case: Case, event: str, user: User, **context: Any) -> None:
    """One of the staff, of what colleagues do on the case."""
    if user.email:
        url = f"{reverse('admin:index')}cases/case/{case.reference}/"
        to = Recipient(email=user.email, language=user.language)
        notify(event, about=case, to=[to], url=url, **_facts(case), **context)


def tell_receiver_of_many(job: BulkJob, user: User, *, count: int, by: str) -> None:
    """A colleague who got many cases at once, in one letter."""
    if user.email:
        to = Recipient(email=user.email, language=user.language)
        notify("case.given_many", about=job, to=[to], url=f"{_queue()}?nakyma=mine", count=count, by=by)


def tell_unit_of_many(job: BulkJob, unit: Unit, *, count: int, by: str) -> None:
    if unit.email:
        to = Recipient(email=unit.email)
        notify("case.released_many", about=job, to=[to], url=f"{_queue()}?nakyma=new", count=count, by=by)


def _queue() -> str:
    return reverse("admin:cases_case_changelist")


def tell_decision_makers(case: Case, event: str, **context: Any) -> None:
    """Those who decide in the unit of the case."""
    grants = RoleGrant.objects.filter(role=Role.DECISION_MAKER).filter(Q(unit=case.unit) | Q(unit=None))
    emails = grants.filter(user__is_active=True).exclude(user__email="").values_list("user__email", flat=True)
    url = f"{reverse('admin:index')}cases/case/{case.reference}/"
    to = [Recipient(email=email) for email in emails.distinct().order_by("user__email")]
    notify(event, about=case, to=to, url=url, **_facts(case), **context)


def tell_supervisors(case: Case, event: str, *, actor: Actor, **context: Any) -> None:
    """Those who decide in the unit, but for the actor; where there is nobody else, the main users."""
    others = RoleGrant.objects.filter(user__is_active=True).exclude(user__email="").exclude(user=actor.user)
    in_unit = others.filter(Q(unit=case.unit) | Q(unit=None), role=Role.DECISION_MAKER)
    told = in_unit if in_unit.exists() else others.filter(role=Role.MAIN_USER)
    to = [Recipient(email=email) for email in sorted(set(told.values_list("user__email", flat=True)))]
    url = f"{reverse('admin:index')}cases/case/{case.reference}/"
    notify(event, about=case, to=to, url=url, **_facts(case), **context)


def tell_asked(hearing: Hearing, event: str, token: str = "") -> None:
    """Tell who is asked for an answer. The link with its token leads in without an account."""
    recipient, url = _asked(hearing, token)
    if recipient:
        facts = {**_facts(hearing.case), "day": plain_day(hearing.due_on), "is_party": bool(hearing.party_id)}
        notify(event, about=hearing.case, to=[recipient], url=url, always=True, **facts)


def _asked(hearing: Hearing, token: str) -> tuple[Recipient | None, str]:
    if hearing.unit:
        url = reverse("admin:cases_case_hearing", args=[hearing.key])
        return (Recipient(email=hearing.unit.email) if hearing.unit.email else None), url
    if token:
        email = hearing.giver_email or (hearing.party.email if hearing.party else "")
        return Recipient(email=email, language=hearing.case.language), reverse("cases:statement", args=[token])
    person = hearing.party.person if hearing.party else None
    if person is None:
        return None, ""
    with override(person.language):
        return Recipient.of(person), reverse("cases:citizen-hearing", args=[hearing.case.reference, hearing.key])


def tell_representative(event: str, right: Representation) -> None:
    """Whom a right to the case is offered to, or was: at the address that was given. The letter makes the link."""
    person = right.representative.person if right.representative else None
    to = Recipient.of(person) if person else Recipient(email=right.email, language=right.language)
    facts: dict[str, Any] = {"giver": right.party.display_name, "name": right.name, "may_act": right.may_act}
    # Before the right is taken up the letter tells nothing of the case, not even its number.
    number = _facts(right.case) if person else {}
    until = plain_day(clock.local(right.expires_at).date())
    notify(event, about=right, to=[to], always=True, key=str(right.key), until=until, **facts, **number)


def tell_giver(event: str, right: Representation) -> None:
    """Whose representative it is. Of an organisation, by its address."""
    party = right.party
    email = party.email or (party.organisation.email if party.organisation else "")
    to = Recipient.of(party.person) if party.person else Recipient(email=email, language=right.case.language)
    if not (party.person or email):
        return
    who = right.representative.display_name if right.representative else right.name
    facts = {**_facts(right.case), "name": who, "giver": party.display_name, "may_act": right.may_act}
    notify(event, about=right, to=[to], url=_url(right.case, to), always=True, **facts)


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
