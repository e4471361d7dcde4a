# SPDX-License-Identifier: EUPL-1.2
"""The verbs of people: sign up, be identified, keep one's contact data, be shown one's identity code."""

import secrets
from typing import Any

from django.db import transaction

from portal.accounts import journal
from portal.accounts.actors import Actor, Assurance
from portal.accounts.identity import Identity
from portal.accounts.models import Mandate, Person, User
from portal.common import clock
from portal.common.workflow import require

NAME_FIELDS = ["given_names", "call_name", "surname", "birth_date"]
ADDRESS_FIELDS = ["street_address", "postal_code", "post_office", "municipality_code"]


class NotIdentified(Exception):
    """The identification cannot be accepted; `reason` is a code that the page puts into words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class MandateEnded(Exception):
    """The right to act for somebody was there, and is over."""

    def __init__(self, mandate: Mandate) -> None:
        self.mandate = mandate
        super().__init__(mandate.pk)


@transaction.atomic
def register_person(user: User, *, actor: Actor) -> Person:
    """The person behind a user who signed up, as told by themselves. Idempotent."""
    person, created = Person.objects.get_or_create(
        user=user,
        defaults={
            "given_names": user.first_name,
            "call_name": user.first_name.split(" ")[0],
            "surname": user.last_name,
            "email": user.email,
            "language": user.language,
        },
    )
    if created:
        journal.record("person.registered", about=person, by=actor)
    return person


@transaction.atomic
def identify_person(identity: Identity, *, actor: Actor) -> Person:
    """The person whom a strong identification names, with fresh register data and a user of their own.

    Two users never share a person, and nobody's matters move to somebody else by accident:

    1. The register's person already has a user: that user signs in, whoever sat at the browser before.
    2. Nobody has the code yet, and the signed-in user's own, never identified person bears the same name: that person
       becomes identified and keeps everything (the usual way up from a weak log-in).
    3. A desk already knows the person, and the signed-in user's own person bears the same name and has nothing yet:
       the empty one goes and the user joins the known one. If it has something, both stay, each with its own log-in:
       a clerk may move matters after seeing whose they are, a program may not.
    4. Otherwise the person gets a new user.

    Raises NotIdentified for the deceased, for a level that is not strong, and without an identity code.
    """
    if identity.deceased:
        raise NotIdentified("deceased")
    if identity.assurance < Assurance.STRONG:
        raise NotIdentified("not-strong")
    if not identity.hetu:
        raise NotIdentified("no-code")
    own = _joinable(actor, identity)
    person: Person | None = Person.objects.select_for_update().with_hetu(identity.hetu).first()
    if person is None:
        person = own or Person(language=actor.user.language if actor.user else "fi")
    elif person.user is None and own is not None and _is_empty(own):
        user = own.user
        person.email, person.phone = person.email or own.email, person.phone or own.phone
        own.delete()
        person.user = user
    if person.user is None:
        person.user = _new_user(identity)
    _take_register_data(person, identity)
    journal.record("person.identified", about=person, by=actor, assurance=identity.assurance)
    return person


@transaction.atomic
def import_person(identity: Identity, *, actor: Actor) -> Person:
    """Somebody whom the register tells about and who has not been here, such as a child. Idempotent by the code."""
    person: Person = Person.objects.select_for_update().with_hetu(identity.hetu).first() or Person()
    _take_register_data(person, identity)
    journal.record("person.imported", about=person, by=actor)
    return person


@transaction.atomic
def update_contact(*, actor: Actor, **fields: Any) -> Person:
    """Keep the person's own contact data and choices. Register data cannot be changed here."""
    require(condition=actor.person is not None and actor.user is not None, verb="update_contact")
    assert actor.person is not None
    assert actor.user is not None
    person: Person = Person.objects.select_for_update().get(pk=actor.person.pk)
    changed = [name for name, value in fields.items() if hasattr(person, name) and getattr(person, name) != value]
    for name in changed:
        setattr(person, name, fields[name])
    person.save(update_fields=changed)
    choices = {"language": fields["language"], "appearance": fields["appearance"]}
    User.objects.filter(pk=actor.user.pk).update(**choices)
    if changed:
        journal.record("person.contact_changed", about=person, by=actor, fields=changed)
    return person


@transaction.atomic
def act_for(principal_key: str, *, actor: Actor) -> Mandate:
    """Start acting for somebody by one's own valid right. Raises MandateEnded, or DoesNotExist when there is none."""
    require(condition=actor.person is not None, verb="act_for")
    rights = Mandate.objects.filter(delegate=actor.person).select_related("person", "organisation")
    found: list[Mandate] = [right for right in rights.order_by("kind", "pk") if right.principal_key == principal_key]
    if not found:
        raise Mandate.DoesNotExist
    mandate = next((right for right in found if right.is_valid), None)
    if mandate is None:
        raise MandateEnded(found[0])
    journal.record("mandate.used", about=mandate, by=actor.on_behalf_of(mandate), person=mandate.person)
    return mandate


@transaction.atomic
def show_hetu(person: Person, *, actor: Actor, reason: str = "") -> str:
    """The whole code, for the strongly identified self or the clerk who serves the person. The look is logged."""
    oneself = actor.person == person and actor.assurance >= Assurance.STRONG
    require(condition=oneself or (actor.at_desk and actor.subject == person), verb="show_hetu")
    journal.viewed(person, by=actor, person=person, reason=reason)
    journal.record("person.hetu_shown", about=person, by=actor)
    return person.hetu or ""


def _joinable(actor: Actor, identity: Identity) -> Person | None:
    """The signed-in user's own person, if it may become the identified one: never identified, and of the same name."""
    person = actor.person
    if person is None or actor.user is None or person.hetu_hash or actor.is_staff:
        return None
    person = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
    same_surname = person.surname.casefold() == identity.surname.casefold()
    given = {name.casefold() for name in f"{identity.given_names} {identity.call_name}".split()}
    first = (person.call_name or person.given_names.split(" ")[0]).casefold()
    return person if same_surname and first in given else None


def _is_empty(person: Person) -> bool:
    """Nothing in the house points at the person."""
    return not any(
        relation.related_model._base_manager.filter(**{relation.field.name: person}).exists()
        for relation in Person._meta.related_objects
    )


def _new_user(identity: Identity) -> User:
    """A user who signs in by identification only. The name says nothing about the person."""
    first_name = identity.call_name or identity.given_names.split(" ")[0]
    user = User(username=f"s-{secrets.token_hex(8)}", first_name=first_name, last_name=identity.surname)
    user.set_unusable_password()
    user.save()
    return user


def _take_register_data(person: Person, identity: Identity) -> None:
    """Register data replaces what was told, as far as the provider gave it; contact data stays the person's own."""
    for name in NAME_FIELDS:
        setattr(person, name, getattr(identity, name) or getattr(person, name))
    # An address is one thing: half of a new one must not join half of an old one, and a withheld one is not kept.
    if identity.non_disclosure or any(getattr(identity, name) for name in ADDRESS_FIELDS):
        for name in ADDRESS_FIELDS:
            setattr(person, name, "" if identity.non_disclosure else getattr(identity, name))
    person.non_disclosure = identity.non_disclosure
    person.set_hetu(identity.hetu)
    person.email = person.email or identity.email
    person.source, person.register_checked_at = Person.Source.REGISTER, clock.now()
    person.save()
