# SPDX-License-Identifier: EUPL-1.2
"""What people do together on the cases of the town: a published decision, a chosen representative, work arranged."""

import datetime as dt

from django.db import transaction

from cases.actions.arranging import keep_view
from cases.actions.messaging import send_message
from cases.actions.publishing import make_public_version, publish_decision
from cases.actions.representing import Offer, accept_representation, offer_representation
from cases.actions.teaming import give_task, set_labels
from cases.models import Case, Decision, Publication, TextModule
from cases.publishing.redaction import found_personal
from portal.accounts.actors import Actor, Assurance, actor_for
from portal.accounts.models import Unit, User
from portal.common import clock
from portal.common.legal_clocks import next_working_day
from portal.demo.case_texts import INFORMATION, PERMIT
from portal.demo.characters import AINO, VEIKKO, Character

UNIT = "kunnallistekniikka"
VISIT, SPRING = "maastokäynti", "odottaa kevättä"
READY_MESSAGES = {
    "Työ voi alkaa": {
        "fi": "Hei! Lupasi on kunnossa ja työ voi alkaa. Ilmoita meille, kun katu on taas ehjä.",
        "sv": "Hej! Ditt tillstånd är i ordning och arbetet kan börja. Meddela oss när gatan är hel igen.",
        "en": "Hello! Your permit is in order and the work may start. Tell us when the street is whole again.",
    },
    "Käymme paikalla": {
        "fi": "Hei! Käymme katsomassa paikkaa ennen päätöstä. Sinun ei tarvitse olla mukana.",
        "sv": "Hej! Vi besöker platsen före beslutet. Du behöver inte vara med.",
        "en": "Hello! We visit the place before we decide. You do not need to be there.",
    },
}


@transaction.atomic
def fill() -> None:
    """Safe to run twice: where a decision has been published, nothing is added."""
    if Publication.objects.exists():
        return
    kari = actor_for(User.objects.get(username="kari"))
    _publish(kari)
    _share()
    _arrange(kari)


def _publish(handler: Actor) -> None:
    """The newest permit that the customer knows of. Of its place the public reads nothing."""
    served = Decision.objects.filter(case__case_type__code=PERMIT, outcome="granted", services__isnull=False)
    decision = served.latest("decided_at")
    make_public_version(decision.pk, actor=handler, marks=found_personal(decision))
    publish_decision(decision.pk, actor=handler)


def _share() -> None:
    """Veikko looks after one matter of Aino, and has written in it."""
    aino, veikko = _citizen(AINO), _citizen(VEIKKO)
    assert aino.person
    assert veikko.person
    case = Case.objects.of_person(aino.person).get(case_type__code=INFORMATION)
    offer = Offer(veikko.person.display_name, f"{VEIKKO.sub}@esimerkki.example", may_act=True)
    right = offer_representation(case.pk, offer, actor=aino)
    accept_representation(right.key, actor=veikko)
    send_message(case.pk, actor=veikko, text="Hei! Hoidan tätä asiaa Ainon puolesta. Milloin saamme vastauksen?")


def _citizen(character: Character) -> Actor:
    return actor_for(User.objects.get(username=character.sub), assurance=Assurance.STRONG)


def _arrange(handler: Actor) -> None:
    unit = Unit.objects.get(code=UNIT)
    assert handler.user
    in_work = Case.objects.filter(unit=unit, status="in_progress").order_by("pk")[:2]
    for case, labels in zip(in_work, ([VISIT], [VISIT, SPRING]), strict=True):
        set_labels(case.pk, actor=handler, names=labels)
    day = next_working_day(clock.today() + dt.timedelta(days=2))
    give_task(in_work[0].pk, actor=handler, text="Sovi maastokäynnin aika", assignee=handler.user, due_on=day)
    keep_view(actor=handler, name="Kaivuluvat", query=f"nakyma=unit&tyyppi={PERMIT}", unit=unit)
    for name, text in READY_MESSAGES.items():
        TextModule.objects.create(name=name, part=TextModule.Part.MESSAGE, text=text, unit=unit)
