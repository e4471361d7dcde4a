# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from portal.accounts.actors import Assurance, Channel
from portal.accounts.models import Person
from portal.audit.models import AccessEntry, AuditEntry
from portal.frontdesk.actions import (
    AlreadyKnown,
    NewCustomer,
    ReasonMissing,
    begin_unnamed_contact,
    continue_contact,
    end_contact,
    open_customer,
    register_customer,
)
from portal.frontdesk.session import actor_at_desk
from tests.cast import Cast
from tests.factories.frontdesk import ContactMomentFactory

HOW = {"channel": "visit", "identification": "passport", "reason": "Kysyy kaivuluvasta"}


@pytest.fixture
def aino(cast: Cast) -> Person:
    person = cast.resident.person
    assert person
    return person


def test_customer_sees_who_opened_the_data_and_why(aino: Person, cast: Cast) -> None:
    moment = open_customer(aino, actor=cast.clerk.actor, **HOW)

    entry = AccessEntry.objects.visible_to(cast.resident.actor).get()
    assert (entry.by_name, entry.reason, entry.right) == ("Kiia Moilanen", "Kysyy kaivuluvasta", "desk")
    assert entry.assurance == Assurance.SEEN_ID
    assert moment.person == aino


def test_nobody_is_opened_without_a_reason(aino: Person, cast: Cast) -> None:
    with pytest.raises(ReasonMissing):
        open_customer(aino, actor=cast.clerk.actor, **HOW | {"reason": "  "})
    assert not AccessEntry.objects.exists()


@pytest.mark.parametrize("role", ["visitor", "resident", "handler", "decision_maker", "main_user", "auditor"])
def test_only_clerks_open_customers(cast: Cast, role: str) -> None:
    assert cast.stranger.person
    with pytest.raises(PermissionDenied):
        open_customer(cast.stranger.person, actor=cast.member(role).actor, **HOW)


def test_clerk_does_not_serve_themselves(cast: Cast) -> None:
    person = Person.objects.create(user=cast.clerk.user, surname="Moilanen")

    with pytest.raises(PermissionDenied):
        open_customer(person, actor=cast.clerk.actor, **HOW)


def test_document_is_not_seen_on_the_phone(aino: Person, cast: Cast) -> None:
    with pytest.raises(IntegrityError):
        open_customer(aino, actor=cast.clerk.actor, **HOW | {"channel": "phone"})


@pytest.mark.parametrize(
    ("identification", "assurance"),
    [("passport", Assurance.SEEN_ID), ("known", Assurance.WEAK), ("none", Assurance.NONE)],
)
def test_clerk_acts_for_the_customer_as_surely_as_identified(
    aino: Person, cast: Cast, identification: str, assurance: Assurance
) -> None:
    moment = open_customer(aino, actor=cast.clerk.actor, **HOW | {"identification": identification})

    actor = actor_at_desk(cast.clerk.actor, moment)

    assert (actor.customer, actor.user, actor.at_desk) == (aino, cast.clerk.user, True)
    assert (actor.assurance, actor.channel) == (assurance, Channel.DESK)


def test_clerks_own_person_does_not_slip_into_an_unnamed_contact(cast: Cast) -> None:
    Person.objects.create(user=cast.clerk.user, surname="Moilanen")
    moment = begin_unnamed_contact(actor=cast.clerk.actor, channel="phone")

    actor = actor_at_desk(cast.clerk.actor, moment)

    assert (actor.customer, actor.person, actor.channel) == (None, None, Channel.PHONE)
    assert not AccessEntry.objects.exists()


def test_time_runs_out_and_continuing_is_a_new_look(aino: Person, cast: Cast, freeze: Callable[[str], None]) -> None:
    freeze("2026-11-23 10:00")
    moment = open_customer(aino, actor=cast.clerk.actor, **HOW)
    freeze("2026-11-23 10:30")
    assert moment.is_expired
    assert moment.accepts_late_pages

    continued = continue_contact(moment.pk, actor=cast.clerk.actor)

    assert not continued.is_expired
    assert AccessEntry.objects.count() == 2


def test_clerk_ends_the_contact(cast: Cast) -> None:
    moment = ContactMomentFactory(clerk=cast.clerk.user, named=True)

    ended = end_contact(moment.pk, actor=cast.clerk.actor, topic="Kaivulupa", note="", outcome="solved")

    assert ended.is_over
    assert AuditEntry.objects.get().event == "contact.ended"


def test_ending_twice_keeps_what_was_written_first(cast: Cast) -> None:
    moment = ContactMomentFactory(clerk=cast.clerk.user, ended=True)

    end_contact(moment.pk, actor=cast.clerk.actor, topic="Toinen", note="", outcome="call_back")

    moment.refresh_from_db()
    assert moment.topic == "Venepaikan hinta"


def test_clerk_cannot_end_a_colleagues_contact(cast: Cast) -> None:
    moment = ContactMomentFactory(named=True)

    with pytest.raises(PermissionDenied):
        end_contact(moment.pk, actor=cast.clerk.actor, topic="x", note="", outcome="solved")


def test_database_refuses_a_named_contact_without_reason(aino: Person, cast: Cast) -> None:
    with pytest.raises(IntegrityError):
        ContactMomentFactory(clerk=cast.clerk.user, person=aino)


def test_new_customer_is_registered_once(cast: Cast) -> None:
    new = NewCustomer(given_names="Matti Olavi", surname="Meikäläinen", hetu="131052-308T")
    person = register_customer(new, actor=cast.clerk.actor)

    assert (person.source, person.call_name, person.masked_hetu) == ("desk", "Matti", "131052-****")
    assert str(person.birth_date) == "1952-10-13"
    with pytest.raises(AlreadyKnown) as error:
        register_customer(new, actor=cast.clerk.actor)
    assert error.value.person == person
    assert "131052" not in repr(new)


def test_handler_cannot_register_customers(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        register_customer(NewCustomer(given_names="A", surname="B"), actor=cast.handler.actor)
