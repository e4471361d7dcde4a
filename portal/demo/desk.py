# SPDX-License-Identifier: EUPL-1.2
"""Visits and calls of the demo town's desk."""

import datetime as dt
from typing import NamedTuple

from django.db import transaction

from portal.accounts.actors import Actor, actor_for
from portal.accounts.models import Person, User
from portal.common import clock
from portal.frontdesk.actions import begin_unnamed_contact, end_contact, open_customer
from portal.frontdesk.models import ContactMoment


class Visit(NamedTuple):
    days_ago: int
    minutes: int
    customer: str  # a citizen's user name, or nothing
    channel: str
    identification: str
    topic: str
    note: str
    outcome: str


_VISITS = [
    Visit(
        1,
        6,
        "veikko",
        "visit",
        "id_card",
        "Hiekoitus Linnankadulla",
        "Palaute kirjattiin puolesta.",
        "solved",
    ),
    Visit(9, 11, "veikko", "visit", "known", "Penkkejä joenrantaan", "", "forwarded"),
    Visit(23, 4, "veikko", "phone", "known", "Venepaikan hinta", "Kerrottu hinnasto ja hakuaika.", "solved"),
    Visit(74, 15, "veikko", "visit", "id_card", "Tietopyyntö omasta asiasta", "Täytettiin lomake yhdessä.", "solved"),
    Visit(4, 8, "aino", "phone", "known", "Iltapäivätoiminnan paikka", "Kysyi, milloin päätös tulee.", "forwarded"),
    Visit(40, 5, "aino", "visit", "driving_licence", "Asukaspysäköinti", "", "solved"),
    Visit(
        12,
        9,
        "yritys",
        "phone",
        "known",
        "Kaivuluvan liitteet",
        "Soitamme, kun kartta on katsottu.",
        "call_back",
    ),
    Visit(2, 3, "", "visit", "none", "Kirjaston aukiolo", "", "solved"),
    Visit(2, 2, "", "phone", "none", "Mistä saa jätesäkkejä", "", "solved"),
    Visit(3, 7, "", "visit", "none", "Kartta ja retkikohteet", "", "solved"),
    Visit(6, 1, "", "phone", "none", "Väärä numero", "", "interrupted"),
]


@transaction.atomic
def fill() -> None:
    """Safe to run twice: when there are contacts, nothing is added."""
    if ContactMoment.objects.exists():
        return
    clerk = actor_for(User.objects.get(username="kiia"))
    for visit in _VISITS:
        _serve(visit, clerk)


def _serve(visit: Visit, clerk: Actor) -> None:
    began_at = clock.now() - dt.timedelta(days=visit.days_ago, minutes=37)
    with clock.pretend(began_at):
        if visit.customer:
            moment = open_customer(
                Person.objects.get(user__username=visit.customer),
                actor=clerk,
                channel=visit.channel,
                identification=visit.identification,
                reason=f"Asiakas kysyy: {visit.topic.lower()}",
            )
        else:
            moment = begin_unnamed_contact(actor=clerk, channel=visit.channel)
    with clock.pretend(began_at + dt.timedelta(minutes=visit.minutes)):
        end_contact(moment.pk, actor=clerk, topic=visit.topic, note=visit.note, outcome=visit.outcome)
