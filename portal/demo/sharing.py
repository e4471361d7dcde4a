# SPDX-License-Identifier: EUPL-1.2
"""A draft of the demo town that waits for the signature of the child's other guardian."""

import datetime as dt

from django.db import transaction

from portal.accounts.actors import Assurance, actor_for
from portal.accounts.models import Mandate, Person
from portal.common import clock
from portal.demo.characters import AINO, EELIS, PETRI, Character
from services.eforms.actions.drafting import Page, begin_draft, save_answers
from services.eforms.actions.inviting import open_invitation
from services.eforms.actions.signing import ask_signatures
from services.eforms.models import FormDefinition, Invitation

TRANSPORT = "koulukuljetus"


@transaction.atomic
def fill() -> None:
    """Safe to run twice: where somebody has been asked, nothing is added."""
    if Invitation.objects.exists():
        return
    aino, petri = (actor_for(_of(one).user, assurance=Assurance.STRONG) for one in (AINO, PETRI))  # type: ignore[arg-type]
    draft = begin_draft(FormDefinition.objects.get(slug=TRANSPORT), actor=aino)
    answers = _answers(_child())
    for step in draft.version.form.steps:
        names = {question.key for question in step.questions}
        typed = {name: value for name, value in answers.items() if name.partition("__")[0] in names}
        save_answers(draft.key, actor=aino, step=step, typed=typed, page=Page("demo", 0))
    asked = ask_signatures(draft.key, actor=aino)
    open_invitation(asked.signers[0].key, actor=petri)  # so it is on his own page too


def _of(character: Character) -> Person:
    person: Person = Person.objects.select_related("user").get(user__username=character.sub)
    return person


def _child() -> Person:
    mandates = Mandate.objects.select_related("person").filter(kind=Mandate.Kind.GUARDIAN)
    child: Person | None = next(
        one.person for one in mandates if one.person and one.person.call_name == EELIS.call_name
    )
    assert child
    return child


def _answers(child: Person) -> dict[str, object]:
    petri = _of(PETRI)
    begins, ends = (clock.today() + dt.timedelta(days=days) for days in (21, 180))
    return {
        "child": str(child.public_id),
        "school": "lehtikangas",
        "grade": "2",
        "near": "yes",
        "address__street": "Kalliokatu 14 A 3",
        "address__code": "87100",
        "address__office": "Kajaani",
        "distance": "5,2",
        "two_homes": "no",
        "reasons": ["distance"],
        "reason_note": "Bussi ei kulje aamulla.",
        "period__start": f"{begins:%-d.%-m.%Y}",
        "period__end": f"{ends:%-d.%-m.%Y}",
        "rides__rows": "0,1",
        "rides__0__day": "mon",
        "rides__0__there": "8.30",
        "rides__0__back": "13.15",
        "rides__1__day": "wed",
        "rides__1__there": "9.15",
        "rides__1__back": "14.00",
        "name": "Aino Kemppainen",
        "phone": "040 123 4567",
        "email": "aino@esimerkki.example",
        "other_guardian": "yes",
        "signers__rows": "0",
        "signers__0__name": petri.display_name,
        "signers__0__email": petri.email or f"{PETRI.sub}@esimerkki.example",
        "share": "yes",
    }
