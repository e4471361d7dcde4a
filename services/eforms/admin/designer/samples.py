# SPDX-License-Identifier: EUPL-1.2
"""Invented people to look at a form as: what the city knows stands in the preview as it would for them."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Mandate, Organisation, Person
from portal.common import clock
from services.catalogue.models import Service
from services.eforms.engine.prefill import Sources, known_values
from services.eforms.engine.situation import Situation

NAMES = {
    "": _("Ei kukaan: tyhjä lomake"),
    "huoltaja": _("Aikuinen, jolla on lapsi"),
    "yritys": _("Yrityksen edustaja"),
    "heikko": _("Heikosti tunnistettu"),
}


def sample_of(code: str, service: Service | None) -> tuple[Sources, Situation]:
    """Whose data fills the preview. Nobody of these is kept anywhere; an unknown code is nobody."""
    if code not in NAMES or not code:
        return Sources(service=service), Situation()
    person, mandates = _adult(), list[Mandate]()
    sources = Sources(applicant=person, service=service, is_identified=code != "heikko")
    if code == "huoltaja":
        mandates = [Mandate(delegate=person, person=_child(), kind=Mandate.Kind.GUARDIAN)]
    if code == "yritys":
        company = _company()
        mandates = [Mandate(delegate=person, organisation=company, kind=Mandate.Kind.COMPANY)]
        sources = replace(sources, organisation=company)
    return sources, _situation(person, mandates, known_values(sources))


def _situation(person: Person, mandates: list[Mandate], known: Mapping[str, object]) -> Situation:
    return Situation(applicant=person, known=known, mandates_of=lambda _person: mandates)


def _adult() -> Person:
    """The identity code is of the range 900–999 that is never given to anybody."""
    return Person(
        public_id=uuid.UUID(int=1),
        given_names="Maija Malli",
        call_name="Maija",
        surname="Esimerkki",
        birth_date=dt.date(1985, 5, 17),
        hetu="170585-900Y",
        email="maija.esimerkki@kajaani.example",
        phone="+358401234567",
        street_address="Mallikatu 1 A 2",
        postal_code="87100",
        post_office="KAJAANI",
        municipality_code="205",
        source=Person.Source.REGISTER,
        register_checked_at=clock.now(),
    )


def _child() -> Person:
    born = clock.today().replace(day=1) - dt.timedelta(days=8 * 365)
    return Person(
        public_id=uuid.UUID(int=2),
        given_names="Onni Malli",
        call_name="Onni",
        surname="Esimerkki",
        birth_date=born,
        municipality_code="205",
        source=Person.Source.REGISTER,
    )


def _company() -> Organisation:
    return Organisation(
        business_id="1234567-1",
        name="Esimerkki Oy",
        email="toimisto@esimerkki.example",
        phone="+358401234568",
        street_address="Mallikatu 3",
        postal_code="87100",
        post_office="KAJAANI",
    )
