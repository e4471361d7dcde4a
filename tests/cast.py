# SPDX-License-Identifier: EUPL-1.2
"""The people of the tests. `cast.handler.client()` acts over HTTP, `cast.handler.actor` calls actions.

Each is made when first asked for. The child and the association belong to the guardian and the agent.
"""

from dataclasses import dataclass
from functools import cached_property

import pytest
from django.test import Client

from portal.accounts.actors import VISITOR, Actor, Assurance, actor_for
from portal.accounts.middleware import ASSURANCE_KEY
from portal.accounts.models import Mandate, Organisation, Person, Role, RoleGrant, Unit, User

ROLES = (
    "visitor",
    "stranger",
    "resident",
    "guardian",
    "agent",
    "clerk",
    "handler",
    "other_handler",
    "decision_maker",
    "editor",
    "main_user",
    "auditor",
)


@dataclass
class Member:
    user: User | None = None
    known_person: Person | None = None
    assurance: Assurance = Assurance.STRONG

    @property
    def person(self) -> Person:
        assert self.known_person, "This member of the cast is no person of the registers."
        return self.known_person

    @property
    def actor(self) -> Actor:
        return actor_for(self.user, assurance=self.assurance) if self.user else VISITOR

    def client(self) -> Client:
        client = Client()
        if self.user:
            client.force_login(self.user, backend="portal.accounts.backends.UsernameBackend")
            session = client.session
            session[ASSURANCE_KEY] = int(self.assurance)
            session.save()
        return client


class Cast:
    """Who is who: see domain roles in the accounts app."""

    @cached_property
    def unit(self) -> Unit:
        return Unit.objects.get_or_create(
            code="kunnallistekniikka",
            defaults={
                "name": {"fi": "Kunnallistekniikka", "sv": "Kommunalteknik", "en": "Municipal engineering"},
                "email": "kunnallistekniikka@city.example",
            },
        )[0]

    @cached_property
    def other_unit(self) -> Unit:
        return Unit.objects.get_or_create(
            code="perusopetus",
            defaults={"name": {"fi": "Perusopetus", "sv": "Grundläggande utbildning", "en": "Basic education"}},
        )[0]

    @cached_property
    def visitor(self) -> Member:
        return Member(assurance=Assurance.NONE)

    @cached_property
    def stranger(self) -> Member:
        return self._citizen("stranger", "Outi", "Outonen", "010190-901R")

    @cached_property
    def resident(self) -> Member:
        return self._citizen("resident", "Aino", "Kemppainen", "140891-912C")

    @cached_property
    def guardian(self) -> Member:
        member = self._citizen("guardian", "Hanna", "Huoltaja", "020285-9040")
        Mandate.objects.create(delegate=member.person, person=self.child, kind=Mandate.Kind.GUARDIAN)
        return member

    @cached_property
    def child(self) -> Person:
        return self._person("Eelis", "Huoltaja", "120518A902H")

    @cached_property
    def agent(self) -> Member:
        member = self._citizen("agent", "Petri", "Karppinen", "030375-906X")
        Mandate.objects.create(
            delegate=member.person, organisation=self.association, kind=Mandate.Kind.COMPANY, role="puheenjohtaja"
        )
        return member

    @cached_property
    def association(self) -> Organisation:
        return Organisation.objects.create(
            business_id="1234567-1", name="Kajaanin Latu-ukot ry", email="latu@association.example"
        )

    @cached_property
    def clerk(self) -> Member:
        return self._staff("clerk", "Kiia", "Moilanen", (Role.FRONTDESK, None))

    @cached_property
    def handler(self) -> Member:
        return self._staff("handler", "Kari", "Huotari", (Role.HANDLER, self.unit))

    @cached_property
    def other_handler(self) -> Member:
        return self._staff("other_handler", "Sanna", "Toinen", (Role.HANDLER, self.other_unit))

    @cached_property
    def decision_maker(self) -> Member:
        return self._staff(
            "decision_maker", "Päivi", "Päättäjä", (Role.HANDLER, self.unit), (Role.DECISION_MAKER, self.unit)
        )

    @cached_property
    def editor(self) -> Member:
        return self._staff("editor", "Essi", "Editori", (Role.EDITOR, self.unit))

    @cached_property
    def publisher(self) -> Member:
        """Not among ROLES: gets what the editor gets but for the pages of forms (tests/eforms/reviewing)."""
        return self._staff("publisher", "Juha", "Julkaisija", (Role.PUBLISHER, self.unit))

    @cached_property
    def main_user(self) -> Member:
        return self._staff("main_user", "Paavo", "Pääkäyttäjä", (Role.MAIN_USER, None))

    @cached_property
    def auditor(self) -> Member:
        return self._staff("auditor", "Tarja", "Tarkastaja", (Role.AUDITOR, None))

    def member(self, role: str) -> Member:
        member = getattr(self, role)
        assert isinstance(member, Member)
        return member

    def everybody(self) -> dict[str, Member]:
        return {role: self.member(role) for role in ROLES}

    def _user(self, username: str, first_name: str, last_name: str) -> User:
        return User.objects.create_user(
            username, f"{username}@mail.example", "demo", first_name=first_name, last_name=last_name
        )

    def _person(self, call_name: str, surname: str, hetu: str, user: User | None = None) -> Person:
        person = Person(
            user=user,
            given_names=call_name,
            call_name=call_name,
            surname=surname,
            email=f"{call_name.lower()}@mail.example" if user else "",
            phone="+358401234567" if user else "",
            street_address="Kalliokatu 14 A 3",
            postal_code="87100",
            post_office="KAJAANI",
            municipality_code="205",
            source=Person.Source.REGISTER,
        )
        person.set_hetu(hetu)
        person.save()
        return person

    def _citizen(self, username: str, call_name: str, surname: str, hetu: str) -> Member:
        user = self._user(username, call_name, surname)
        return Member(user, self._person(call_name, surname, hetu, user))

    def _staff(self, username: str, first: str, last: str, *grants: tuple[Role, Unit | None]) -> Member:
        user = self._user(username, first, last)
        RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role, unit=unit) for role, unit in grants)
        return Member(user)


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()
