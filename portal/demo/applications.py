# SPDX-License-Identifier: EUPL-1.2
"""The forms of the stories, filled as by their people, so that a handler meets believable applications."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from portal.accounts.models import Mandate, Organisation, Person, Unit
from portal.demo import case_texts as texts
from portal.demo.answers import ANSWERS, Answers
from portal.demo.case_stories import Story
from services.eforms.engine.content import Part, content_of, summary_of, unit_code
from services.eforms.engine.definition import Form
from services.eforms.engine.prefill import Sources, prefill
from services.eforms.engine.situation import File, Situation
from services.eforms.engine.steps import Filling
from services.eforms.filling import Contact, contact_of
from services.eforms.models import FormDefinition

STREETS = (
    "Kauppakatu 8",
    "Sissikatu 12 B 4",
    "Kalliokatu 20",
    "Onnelantie 3",
    "Lehtikankaantie 16 A 2",
    "Otanmäentie 41",
)


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
    unit: Unit | None


@cache
def _form(slug: str) -> Form:
    definition: FormDefinition = FormDefinition.objects.get(slug=slug)
    return definition.current_version.form


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
    unit = Unit.objects.filter(code=unit_code(filling)).first()
    return Application(content_of(filling, provenance), summary_of(filling), contact_of(filling), papers, unit)


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
