# SPDX-License-Identifier: EUPL-1.2
"""Everything about a customer at one glance. Each room tells its own part by `for_frontdesk`: states, no content."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from cases.models import Case
from feedback.models import Feedback
from portal.accounts.models import Mandate, Person
from portal.common.phones import show_phone
from portal.frontdesk.models import ContactMoment
from portal.notifications.models import Notification
from services.eforms.models import Bundle, Draft, FormDefinition

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Overview:
    person: Person
    mandates: list[Mandate]
    cases: list[Any]
    cases_count: int
    drafts: list[Draft]
    feedback: list[Feedback]
    contacts: list[ContactMoment]
    unread_count: int

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.person.display_name.split()[:2]).upper()

    @property
    def phone(self) -> str:
        return show_phone(self.person.phone)

    @property
    def language(self) -> str:
        return str(dict(settings.LANGUAGES).get(self.person.language, self.person.language))


def overview_of(person: Person) -> Overview:
    cases = Case.objects.of_person(person)
    return Overview(
        person=person,
        mandates=list(Mandate.objects.of(person)),
        cases=list(cases.for_frontdesk()[:SHOWN]),
        cases_count=cases.count(),
        drafts=list(Draft.objects.for_frontdesk(person)[:SHOWN]),
        feedback=list(Feedback.objects.for_frontdesk(person)[:SHOWN]),
        contacts=list(ContactMoment.objects.for_frontdesk(person)[:SHOWN]),
        unread_count=Notification.objects.filter(person=person).unseen().count(),
    )


def bundles_to_file() -> list[Bundle]:
    return list(Bundle.objects.open_to_all())


def forms_to_file() -> list[FormDefinition]:
    return list(FormDefinition.objects.for_start().for_customers().order_by("slug"))
