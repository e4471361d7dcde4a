# SPDX-License-Identifier: EUPL-1.2
"""People for tests. Traits name situations: `PersonFactory(signed_up=True)`, `MandateFactory(company=True)`."""

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from portal.accounts.models import Mandate, Organisation, Person, Role, RoleGrant, Unit, User

PASSWORD = "salasana-kokeiluun"
_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def hetu_for(number: int, born: dt.date = dt.date(1985, 5, 17)) -> str:
    """A well-formed identity code of the test range: individual numbers 900–999, never given to anybody."""
    digits = f"{born:%d%m%y}{900 + number % 100}"
    return f"{digits[:6]}{'A' if born.year >= 2000 else '-'}{digits[6:]}{_CHECK[int(digits) % 31]}"


class UnitFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"yksikko-{n}")
    name = factory.LazyAttribute(lambda unit: {"fi": unit.code.capitalize(), "sv": "Enheten", "en": "The unit"})
    email = factory.LazyAttribute(lambda unit: f"{unit.code}@kunta.example")


class UserFactory(DjangoModelFactory[User]):
    """Signs in with PASSWORD. Staff: `UserFactory(roles=[(Role.HANDLER, unit), (Role.AUDITOR, None)])`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"tunnus{n}")
    first_name = "Testi"
    last_name = factory.Sequence(lambda n: f"Tunnuksinen-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@esimerkki.example")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def roles(self: Any, _create: bool, extracted: Any, **_unused: Any) -> None:
        for role, unit in extracted or []:
            RoleGrantFactory(user=self, role=role, unit=unit)


class PersonFactory(DjangoModelFactory[Person]):
    """Known by what they told. `signed_up=True` gives a user, `identified=True` register data and an identity code."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        number = factory.Sequence(lambda n: n)
        born = dt.date(1985, 5, 17)
        signed_up = factory.Trait(
            user=factory.SubFactory(
                UserFactory,
                first_name=factory.SelfAttribute("..call_name"),
                last_name=factory.SelfAttribute("..surname"),
                email=factory.SelfAttribute("..email"),
            )
        )
        identified = factory.Trait(
            source=Person.Source.REGISTER,
            street_address="Kalliokatu 14 A 3",
            postal_code="87100",
            post_office="Kajaani",
            municipality_code="205",
            birth_date=factory.SelfAttribute("born"),
        )
        protected = factory.Trait(identified=True, non_disclosure=True)

    given_names = "Testi Tuulia"
    call_name = "Testi"
    surname = factory.LazyAttribute(lambda person: f"Henkilönen-{person.number}")
    email = factory.LazyAttribute(lambda person: f"henkilo{person.number}@esimerkki.example")
    phone = "+358401234567"

    @factory.post_generation
    def hetu(self: Any, _create: bool, extracted: str | None, **_unused: Any) -> None:
        """`hetu="170585-901X"`, or by itself for an identified person."""
        if extracted is None and self.source == Person.Source.REGISTER:
            extracted = hetu_for(self.pk, self.birth_date)
        if extracted:
            self.set_hetu(extracted)
            self.save(update_fields=["hetu", "hetu_hash"])


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    business_id = factory.Sequence(lambda n: f"{1000000 + n}-0")
    name = factory.Sequence(lambda n: f"Koeyhdistys {n} ry")
    email = factory.Sequence(lambda n: f"yhdistys{n}@esimerkki.example")


class MandateFactory(DjangoModelFactory[Mandate]):
    """A guardian and a child; `company=True` for the right to act for an organisation."""

    class Meta:
        model = Mandate

    class Params:
        company = factory.Trait(
            kind=Mandate.Kind.COMPANY,
            person=None,
            organisation=factory.SubFactory(OrganisationFactory),
            role="Puheenjohtaja",
        )
        ended = factory.Trait(valid_until=dt.date(2020, 1, 1))

    delegate = factory.SubFactory(PersonFactory, signed_up=True, identified=True)
    person = factory.SubFactory(PersonFactory, identified=True, born=dt.date(2018, 3, 9), call_name="Lapsi")
    kind = Mandate.Kind.GUARDIAN


class RoleGrantFactory(DjangoModelFactory[RoleGrant]):
    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = Role.HANDLER
    unit = factory.SubFactory(UnitFactory)
