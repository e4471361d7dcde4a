# SPDX-License-Identifier: EUPL-1.2
"""What the people of the stories wrote into the four real forms, so that a handler meets believable applications."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from portal.accounts.models import Mandate, Organisation, Person
from portal.common import clock
from portal.demo import case_texts as texts
from portal.demo.case_stories import ASSOCIATIONS, Story
from services.eforms.engine.content import Part, content_of, summary_of
from services.eforms.engine.definition import Form
from services.eforms.engine.prefill import Sources, prefill
from services.eforms.engine.situation import File, Situation
from services.eforms.engine.steps import Filling
from services.eforms.filling import Contact, contact_of
from services.eforms.models import FormDefinition

Answers = dict[str, Any]
STREETS = (
    "Kauppakatu 8",
    "Sissikatu 12 B 4",
    "Kalliokatu 20",
    "Onnelantie 3",
    "Lehtikankaantie 16 A 2",
    "Otanmäentie 41",
)
SCHOOLS = ("lehtikangas", "keskuskoulu", "hauhola", "teppana", "soidinsuo")


@dataclass(slots=True)
class Paper:
    """An attachment as the form knows it."""

    name: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Application:
    content: list[Part]
    summary: str
    contact: Contact
    papers: list[str]


@cache
def _form(slug: str) -> Form:
    return FormDefinition.objects.get(slug=slug).current_version.form


def apply(
    story: Story, person: Person | None, organisation: Organisation | None = None, child: Person | None = None
) -> Application:
    """The form of the story, filled as this person would. What the city knows is filled in ready, as for everybody."""
    form = _form(story.kind)
    known, provenance = prefill(form, Sources(applicant=person, organisation=organisation))
    answers = known | _about(person, known, story) | ANSWERS[story.kind](story, child)
    if organisation:
        answers |= {"association": organisation.business_id, "company": organisation.business_id}
    filling = Filling(form, answers, _situation(story, person, organisation, child))
    wrong = {name: list(errors) for step in filling.steps for name, errors in filling.read(step).errors.items()}
    assert not wrong, f"{story}: {wrong}"
    papers = [
        file.name
        for _step, question, _kind, value in filling.answered()
        if question.type == "attachment"
        for file in value
    ]
    return Application(content_of(filling, provenance), summary_of(filling), contact_of(filling), papers)


def _situation(
    story: Story, person: Person | None, organisation: Organisation | None, child: Person | None
) -> Situation:
    guardian = Mandate(delegate=person, person=child, kind=Mandate.Kind.GUARDIAN) if child else None
    company = Mandate(delegate=person, organisation=organisation, kind=Mandate.Kind.COMPANY) if organisation else None
    files: dict[str, Sequence[File]] = {key: [Paper(name)] for key, name in texts.PAPERS.get(story.kind, {}).items()}
    return Situation(person, files, mandates_of=lambda _person: [one for one in (guardian, company) if one])


def _about(person: Person | None, known: Answers, story: Story) -> Answers:
    """What the city does not know of somebody: neighbours have never been here."""
    if person is None:
        return {}
    number = int(story.who) if story.who.isdigit() else 0
    mailbox = f"{person.call_name}.{person.surname}".lower().translate(str.maketrans("äöå", "aoa"))
    own = {
        "name": str(person.display_name),
        "phone": f"044 765 43{10 + number}",
        "email": f"{mailbox}@esimerkki.example",
        "address__street": STREETS[number % len(STREETS)],
        "address__code": "87100",
        "address__office": "Kajaani",
    }
    return {name: value for name, value in own.items() if not known.get(name)}


def _day(days: int) -> str:
    day = clock.today() + dt.timedelta(days=days)
    return f"{day.day}.{day.month}.{day.year}"


def _permit(story: Story, _child: Person | None) -> Answers:
    place, what = story.detail.split(", ")
    purpose, description = texts.DIGGING[what]
    is_company = story.who == "y"
    answers: Answers = {
        "applicant_kind": "company" if is_company else "self",
        "purpose": purpose,
        "purpose_other": what.capitalize(),
        "area": str(8 + 4 * (story.days_ago % 9)),
        "description": description,
        "location": place,
        "urgent": "no",
        "starts_on": _day(22),
        "ends_on": _day(22 + 4 + story.days_ago % 9),
        "responsible_name": "Janne Karppinen" if is_company else "Harri Mustonen",
        "responsible_phone": "040 765 4321" if is_company else "044 321 0987",
        "qualifications": ["road2", "street"] if is_company else ["street"],
        "restore": "yes",
    }
    if story.days_ago % 2:
        answers |= {"traffic": ["bicycles"], "detour": "Jalankulku ja pyöräily ohjataan kadun toiselle puolelle."}
    return answers


def _grant(story: Story, _child: Person | None) -> Answers:
    field_of_work, members, purpose, audience = texts.PURPOSES[story.days_ago % len(texts.PURPOSES)]
    asked = story.detail.removesuffix(" €")
    answers: Answers = {
        "field_of_work": field_of_work,
        "members": members,
        "purpose": purpose,
        "audience": [audience],
        "requested": asked,
        "own_funding": "3 600",
        "large_reason": "Suurimmat kulut ovat tilavuokra ja ohjaajien palkkiot.",
        "earlier": "yes" if story.days_ago % 2 else "no",
        "earlier_amount": "1 000",
        "account": "FI21 1234 5600 0007 85",
    }
    if story.who.isdigit():
        name = ASSOCIATIONS[int(story.who) % len(ASSOCIATIONS)]
        answers |= {"association": "other", "association_name": name, "signing_right": "yes"}
    return answers


def _information(story: Story, _child: Person | None) -> Answers:
    return {
        "subject": story.detail,
        "description": f"Pyydän asiakirjaa, josta asia selviää: {story.detail}. Jos versioita on monta, uusin riittää.",
        "form_of_answer": "portal",
    }


def _afternoon(story: Story, child: Person | None) -> Answers:
    assert child
    is_older = child.call_name == "Helmi"
    has_other = story.days_ago % 3 > 0
    answers: Answers = {
        "child": str(child.public_id),
        "school": SCHOOLS[story.days_ago % len(SCHOOLS)],
        "grade": "support" if is_older else "1" if story.days_ago % 2 else "2",
        "support_note": "Helmi tarvitsee aikuisen tukea läksyissä ja uusissa tilanteissa.",
        "starts_on": _day(20),
        "times": ["afternoon", "morning"] if story.days_ago % 4 == 0 else ["afternoon"],
        "morning_days": ["mon", "wed"],
        "afternoon_hours": "until17" if story.days_ago % 2 else "until15",
        "work": "yes",
        "allergies": "yes" if story.talks else "no",
        "allergies_note": "Pähkinäallergia. Lääke on repussa.",
        "going_home": "alone" if story.days_ago % 5 == 0 else "fetched",
        "fetchers": "Vanhemmat ja isovanhemmat",
        "other_guardian": "agrees" if has_other else "none",
        "other_name": f"Mika {child.surname}",
        "fee": "yes",
        "share_with_school": "yes",
    }
    return answers


ANSWERS: dict[str, Callable[[Story, Person | None], Answers]] = {
    texts.PERMIT: _permit,
    texts.GRANT: _grant,
    texts.INFORMATION: _information,
    texts.AFTERNOON: _afternoon,
}
