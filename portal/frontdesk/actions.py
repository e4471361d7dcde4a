# SPDX-License-Identifier: EUPL-1.2
"""The verbs of the desk: find and open a customer with a reason, keep the session, end it; take up a new customer."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.accounts.actors import Actor
from portal.accounts.models import Person
from portal.audit.log import record, viewed
from portal.common import clock
from portal.common.hetu import birth_date
from portal.common.workflow import require
from portal.frontdesk.models import ContactMoment, session_end
from portal.frontdesk.permissions import can_open_customer, can_serve_customers, can_use_contact
from portal.frontdesk.search import Found, find_customers


class ReasonMissing(PermissionDenied):
    """Nobody's data is opened without a reason."""


class AlreadyKnown(Exception):
    """Somebody with this identity code is in the register already."""

    def __init__(self, person: Person) -> None:
        self.person = person
        super().__init__("already known")


@transaction.atomic
def search_customers(text: str, *, actor: Actor) -> Found:
    """Look for a customer. The log tells what kind of a search it was and how many it found, never the words."""
    require(condition=can_serve_customers(actor), verb="search_customers")
    found = find_customers(text)
    assert actor.user
    record("customer.searched", about=actor.user, by=actor, kind=found.kind, hits_count=len(found.people))
    return found


@transaction.atomic
def open_customer(person: Person, *, actor: Actor, channel: str, identification: str, reason: str) -> ContactMoment:
    """Begin to serve the customer. The reason is written where the customer can read it."""
    require(condition=can_open_customer(actor, person), verb="open_customer")
    if not reason.strip():
        raise ReasonMissing("open_customer")
    assert actor.user
    moment = ContactMoment.objects.create(
        clerk=actor.user, person=person, channel=channel, identification=identification, reason=reason.strip()
    )
    viewed(person, by=_at_desk(actor, moment), person=person, reason=moment.reason)
    record("customer.opened", about=moment, by=actor, person=person, channel=channel, identification=identification)
    return moment


@transaction.atomic
def begin_unnamed_contact(*, actor: Actor, channel: str) -> ContactMoment:
    """Serve somebody whose name nobody needs to know, which is the usual thing with advice."""
    require(condition=can_serve_customers(actor), verb="begin_unnamed_contact")
    assert actor.user
    moment = ContactMoment.objects.create(clerk=actor.user, channel=channel)
    record("contact.begun", about=moment, by=actor, channel=channel)
    return moment


@transaction.atomic
def continue_contact(moment_id: int, *, actor: Actor) -> ContactMoment:
    """The same customer is still here: another half an hour. A new look, so it is logged anew."""
    moment = _locked(moment_id, actor)
    moment.open_until = session_end()
    moment.save(update_fields=["open_until"])
    if moment.person:
        viewed(moment.person, by=_at_desk(actor, moment), person=moment.person, reason=moment.reason)
    record("contact.continued", about=moment, by=actor, person=moment.person)
    return moment


@transaction.atomic
def end_contact(moment_id: int, *, actor: Actor, topic: str, note: str, outcome: str) -> ContactMoment:
    """Write down what it was about and how it ended. Ending twice keeps what was written first."""
    moment = _locked(moment_id, actor)
    if moment.is_over:
        return moment
    moment.topic, moment.note, moment.outcome, moment.ended_at = topic, note, outcome, clock.now()
    moment.save()
    record("contact.ended", about=moment, by=actor, person=moment.person, outcome=outcome)
    return moment


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCustomer:
    given_names: str
    surname: str
    birth_date: dt.date | None = None
    hetu: str = ""
    phone: str = ""
    email: str = ""
    street_address: str = ""
    postal_code: str = ""
    post_office: str = ""
    language: str = "fi"

    def __repr__(self) -> str:
        """Nothing of a person in a traceback."""
        return "NewCustomer()"


@transaction.atomic
def register_customer(new: NewCustomer, *, actor: Actor) -> Person:
    """A customer the desk has not met, as the identity document tells. Raises AlreadyKnown for a known identity code.

    When the same person later signs in strongly, the code joins them to this row.
    """
    require(condition=can_serve_customers(actor), verb="register_customer")
    known = Person.objects.with_hetu(new.hetu).first() if new.hetu else None
    if known:
        raise AlreadyKnown(known)
    person = Person(
        given_names=new.given_names,
        call_name=new.given_names.split(" ")[0],
        surname=new.surname,
        birth_date=birth_date(new.hetu) if new.hetu else new.birth_date,
        phone=new.phone,
        email=new.email,
        street_address=new.street_address,
        postal_code=new.postal_code,
        post_office=new.post_office,
        language=new.language,
        source=Person.Source.DESK,
    )
    if new.hetu:
        person.set_hetu(new.hetu)
    person.save()
    record("customer.registered", about=person, by=actor, person=person, has_hetu=bool(new.hetu))
    return person


def _locked(moment_id: int, actor: Actor) -> ContactMoment:
    moment = ContactMoment.objects.select_for_update(of=("self",)).select_related("person").get(pk=moment_id)
    require(condition=can_use_contact(actor, moment), verb="contact")
    assert isinstance(moment, ContactMoment)
    return moment


def _at_desk(actor: Actor, moment: ContactMoment) -> Actor:
    assert moment.person
    return actor.at_desk_for(moment.person, channel=moment.actor_channel, assurance=moment.assurance)
