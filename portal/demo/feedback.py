# SPDX-License-Identifier: EUPL-1.2
"""Feedback of the demo town: every channel, every kind, every status, written by the same actions as in real life."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import transaction

from feedback import actions
from feedback.actions import NewFeedback, give_feedback
from feedback.models import Feedback, Routing
from portal.accounts.actors import VISITOR, Actor, Assurance, Channel, actor_for
from portal.accounts.models import Person, Unit, User
from portal.common import clock
from portal.notifications.models import Delivery

# code: unit, names, parts of words in all languages
_TOPICS = {
    "valaistus": (
        "kunnallistekniikka",
        ("Katuvalot", "Gatubelysning", "Street lighting"),
        "katuvalo, katulamppu, valaistu, gatlykt, gatubelysning, street light, street lamp",
    ),
    "kadut": (
        "kunnallistekniikka",
        ("Kadut ja liikenne", "Gator och trafik", "Streets and traffic"),
        "kadu, katu, kuopp, asfalt, hiekoi, aurau, aurat, suojati, liikennemerk, kävelyti, pyörätie, pysäk, gata, snö",
    ),
    "puistot": (
        "kunnallistekniikka",
        ("Puistot ja leikkipaikat", "Parker och lekplatser", "Parks and playgrounds"),
        "puisto, leikki, keinu, penk, roskis, roskakor, uimaran, joenran, parken, lekplats, playground, bench",
    ),
    "liikunta": (
        "liikunta",
        ("Liikunta ja ulkoilu", "Idrott och friluftsliv", "Sports and outdoors"),
        "luistel, kentä, latu, ladu, hiihto, uimahal, kuntosal, liikunta, skidspår, simhall, ice rink, swimming",
    ),
    "koulut": (
        "perusopetus",
        ("Koulut", "Skolor", "Schools"),
        "koulu, opettaj, iltapäivä, skola, school",
    ),
    "varhaiskasvatus": (
        "varhaiskasvatus",
        ("Varhaiskasvatus", "Småbarnspedagogik", "Early childhood education"),
        "päiväko, päivähoi, varhaiskasv, esiopet, dagis, daycare",
    ),
    "kulttuuri": (
        "osallisuus",
        ("Kulttuuri ja yhdistykset", "Kultur och föreningar", "Culture and associations"),
        "kirjasto, avustu, yhdisty, tapahtum, kulttuuri, bibliotek, förening, library",
    ),
    "asiointi": (
        "kajaani-info",
        ("Asiointi ja neuvonta", "Ärenden och rådgivning", "Service and advice"),
        "verkkopalvelu, lomak, kirjautu, neuvon, asiakaspalvel, aukiolo, blankett, e-service",
    ),
}
_HANDLERS = {"kunnallistekniikka": "kari", "perusopetus": "sari", "osallisuus": "sari", "kajaani-info": "kiia"}


@dataclass(frozen=True, slots=True)
class Story:
    """One piece of feedback and what became of it. An empty `answer` leaves it open."""

    days_ago: int
    kind: str
    text: str
    giver: str = "visitor"  # a citizen's user name, "visitor" or "anonymous"
    channel: str = "web"
    place: str = ""
    title: str = ""  # published under this title
    taken: bool = False
    answer: str = ""
    ending: str = ""  # closed with this text
    again: str = ""  # reopened by the giver with these words


_STORIES = [
    Story(
        1,
        "defect",
        "Linnankadun mäki on jäässä. Rollaattorilla ei pääse ylös.",
        "veikko",
        "phone",
        "Linnankatu",
        "Hiekoitus puuttuu Linnankadun mäestä",
        taken=True,
        answer="Urakoitsija hiekoittaa mäen tänään kello 15 mennessä.",
    ),
    Story(0, "defect", "Katuvalo vilkkuu ja sammuu Kalliokadulla.", "aino", "web", "Kalliokatu 14", "Katuvalo vilkkuu"),
    Story(
        5,
        "thanks",
        "Kiitos luistelukentän nopeasta jäädytyksestä! Lapset pääsivät jäälle heti pakkasten tultua.",
        "visitor",
        "web",
        "Lehtikangas",
        "Kiitos luistelukentän nopeasta jäädytyksestä",
    ),
    Story(
        9,
        "proposal",
        "Joenrannan kävelyreitille tarvitaan lisää penkkejä. Väli on ikäihmiselle liian pitkä.",
        "veikko",
        "desk",
        "Kajaaninjoen ranta",
        "Lisää penkkejä joenrannan reitille",
        taken=True,
        answer="Otimme ajatuksen mukaan ensi kesän suunnitelmaan. Kaksi uutta penkkiä tulee kesäkuussa.",
    ),
    Story(
        14,
        "criticism",
        "Verkkopalvelun lomake ei kertonut, mikä liite puuttui. Jouduin aloittamaan alusta.",
        "yritys",
        answer="Pahoittelut. Lomake kertoo nyt liitteen nimen, ja luonnos säilyy 30 päivää.",
        ending="Korjattu.",
        title="Lomake ei kertonut puuttuvaa liitettä",
    ),
    Story(3, "question", "Milloin kirjaston iltakerho alkaa?", "aino", answer="Kerho alkaa ti 12.1. klo 17."),
    Story(
        20,
        "defect",
        "Leikkipuiston keinun ketju on poikki.",
        "anonymous",
        place="Teppanan leikkipuisto",
        title="Keinun ketju poikki",
        taken=True,
        ending="Ketju on vaihdettu.",
    ),
    Story(2, "observation", "Rannalla liikkuu kettu, joka ei pelkää ihmisiä.", "anonymous", place="Kuurna"),
    Story(6, "question", "Voiko koululainen vaihtaa iltapäiväryhmää kesken lukuvuoden?", "aino", taken=True),
    Story(
        30,
        "defect",
        "Suojatien maalaus on kulunut kokonaan pois koulun kohdalta.",
        "visitor",
        "email",
        "Kasarminkatu",
        "Suojatien maalaus kulunut",
        taken=True,
        answer="Maalaamme suojatien, kun tie on sula.",
        again="Maalausta ei ole vieläkään tehty, ja lapset ylittävät tien joka aamu.",
    ),
    Story(45, "criticism", "Uimahallin aukiolo vaihtui ilman tiedotusta.", "visitor", "mail"),
    Story(
        11,
        "thanks",
        "Neuvonnassa autettiin lomakkeen kanssa ystävällisesti ja kiireettä.",
        "veikko",
        "desk",
        answer="Kiitos! Välitimme viestin neuvojille.",
        ending="Kiitos palautteesta.",
        title="Neuvonnassa autettiin ystävällisesti",
    ),
    Story(
        4,
        "proposal",
        "Bussipysäkille katos, odottajat kastuvat.",
        "anonymous",
        place="Lohtajantie",
        title="Bussipysäkille katos",
    ),
    Story(
        17,
        "defect",
        "Roskakori on ollut täynnä viikon.",
        "visitor",
        place="Vimpelinlaakso",
        taken=True,
        answer="Kori tyhjennettiin, ja lisäsimme tyhjennyksiä.",
        title="Roskakori täynnä",
    ),
    Story(8, "question", "Saako yhdistys avustusta latukoneen polttoaineeseen?", "yritys", taken=True),
    Story(
        25,
        "observation",
        "Pyörätiellä on lasinsiruja.",
        "anonymous",
        place="Soidinvaara",
        taken=True,
        ending="Harjattu.",
        title="Lasinsiruja pyörätiellä",
    ),
    Story(
        60,
        "defect",
        "Asfaltissa on iso kuoppa risteyksessä.",
        "visitor",
        "email",
        "Brahenkatu",
        taken=True,
        answer="Kuoppa on paikattu.",
        ending="Paikattu.",
        title="Iso kuoppa risteyksessä",
    ),
    Story(7, "criticism", "Bussi jätti minut pysäkille.", "visitor", "phone"),
    Story(1, "question", "Hur ansöker man om eftermiddagsverksamhet i skolan?", "visitor"),
    Story(13, "proposal", "Please add English signs at the swimming hall.", "visitor"),
    Story(0, "defect", "Hissi ei toimi palvelutalon edessä.", "anonymous"),
    Story(
        90,
        "thanks",
        "Hieno tapahtuma torilla, kiitos järjestäjille!",
        "anonymous",
        answer="",
        ending="Kiitos! Välitimme järjestäjille.",
        title="Hieno tapahtuma torilla",
    ),
    Story(35, "criticism", "Päiväkodin pihassa on pimeää iltapäivisin.", "aino", place="Päiväkoti"),
    Story(2, "defect", "Kadulla on vesi noussut ajoradalle.", "yritys", place="Timperintie 22", taken=True),
]


@transaction.atomic
def fill() -> None:
    """Safe to run twice: when the topics are there, so is the rest."""
    if Routing.objects.exists():
        return
    for order, (code, (unit, (fi, sv, en), keywords)) in enumerate(_TOPICS.items(), 1):
        names = {"fi": fi, "sv": sv, "en": en}
        Routing.objects.create(
            code=code, name=names, unit=Unit.objects.get(code=unit), keywords=keywords, order=order * 10
        )
    for story in _STORIES:
        _tell(story)
    # What is long past was sent long ago.
    Delivery.objects.filter(notification__event__startswith="feedback.").update(
        state=Delivery.State.SENT, sent_at=clock.now()
    )


def _tell(story: Story) -> None:
    given_at = clock.now() - dt.timedelta(days=story.days_ago, hours=2)
    with clock.pretend(given_at):
        feedback = give_feedback(_given(story), actor=_giver(story))
    handler = _handler(feedback)
    if handler is None:
        return
    hours = iter(range(3, 400, 9 if story.days_ago > 2 else 1))

    def later(act: Callable[..., Feedback], **words: object) -> None:
        moment = given_at + dt.timedelta(hours=next(hours))
        with clock.pretend(min(moment, clock.now())):
            act(feedback.pk, **{"actor": handler, **words})

    if story.title:
        later(actions.publish_feedback, title=story.title, text=story.text)
    if story.taken:
        later(actions.take_up_feedback)
    if story.answer:
        later(actions.answer_feedback, text=story.answer, is_public=bool(story.title))
    if story.again:
        later(actions.reopen_feedback, actor=VISITOR, reason=story.again, proved_by_giver=True)
    if story.ending:
        later(actions.close_feedback, text=story.ending)


def _given(story: Story) -> NewFeedback:
    is_visitor = story.giver == "visitor"
    return NewFeedback(
        kind=story.kind,
        text=story.text,
        place=story.place,
        contact_email="asukas@esimerkki.example" if is_visitor and story.channel != "phone" else "",
        contact_phone="+358401239876" if is_visitor and story.channel == "phone" else "",
        anonymous=story.giver == "anonymous",
        may_publish=bool(story.title),
    )


def _giver(story: Story) -> Actor:
    channel = Channel(story.channel)
    person = Person.objects.filter(user__username=story.giver).first()
    if person is None or person.user is None:
        return replace(VISITOR, channel=channel)
    if channel in (Channel.DESK, Channel.PHONE):
        return _actor("kiia").at_desk_for(person, channel=channel, assurance=Assurance.WEAK)
    return replace(_actor(person.user.username), channel=channel)


def _handler(feedback: Feedback) -> Actor | None:
    """Who handles it; nobody when the unit's people of the demo have other work."""
    username = _HANDLERS.get(feedback.unit.code) if feedback.unit else None
    return _actor(username) if username else None


def _actor(username: str) -> Actor:
    return actor_for(User.objects.get(username=username))
