# SPDX-License-Identifier: EUPL-1.2
"""Believable answers to the forms of the demo town, and how a test fills and sends them."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Case
from portal.accounts.actors import Actor
from portal.common import clock
from portal.demo import lists
from portal.demo.forms import read_content
from services.eforms.actions.attaching import add_upload
from services.eforms.actions.drafting import Page, begin_draft, save_answers
from services.eforms.actions.sending import submit
from services.eforms.engine.content import digest_of
from services.eforms.engine.definition import Step
from services.eforms.filling import filling_of, shown_content
from services.eforms.models import Draft
from services.eforms.new_drafts import as_person
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import PDF, FormDefinitionFactory

Answers = dict[str, Any]


def day(days: int) -> str:
    return f"{clock.today() + dt.timedelta(days=days):%d.%m.%Y}"


def begin(slug: str, actor: Actor, answers: Answers, files: tuple[str, ...] = ()) -> Draft:
    lists.fill()
    form = FormDefinitionFactory(slug=slug, content=read_content(slug), case_type=CaseTypeFactory(anonymous=True))
    draft = begin_draft(form, actor=actor)
    actor = as_person(actor) if form.current_version.form.is_for_staff else actor
    for step in draft.version.form.steps:
        typed = {name: value for name, value in answers.items() if name.partition("__")[0] in _keys(step)}
        save_answers(draft.key, actor=actor, step=step, typed=typed, page=Page("test", 0))
    for index, field in enumerate(files):
        file = SimpleUploadedFile(f"{field}.pdf", PDF + b"\n" * index)
        add_upload(draft.key, actor=actor, field=field, file=file)
    return Draft.objects.get(pk=draft.pk)


def _keys(step: Step) -> set[str]:
    return {question.key for question in step.questions}


def send(draft: Draft, actor: Actor) -> Case:
    digest = digest_of(shown_content(draft, filling_of(draft)))
    case: Case = submit(draft.key, actor=actor, shown_digest=digest).case
    return case


def errors_of(draft: Draft) -> dict[str, Any]:
    filling = filling_of(draft)
    return {name: list(errors) for step in filling.steps for name, errors in filling.read(step).errors.items()}


def values_of(draft: Draft) -> dict[str, Any]:
    """What each question that is shown is answered, or counted to be."""
    return {question.key: value for _step, question, _kind, value in filling_of(draft).answered()}


class Story(NamedTuple):
    """Who fills what, and how the summary of the case begins. The days count from today, so answers are made late."""

    who: str
    answers: Callable[[Cast], Answers]
    files: tuple[str, ...]
    summary: str


HOME = {"address__street": "Kalliokatu 14", "address__code": "87100", "address__office": "Kajaani"}
REACH = {"phone": "040 123 4567", "email": "aino@esimerkki.example"}
ME = {"name": "Aino Kemppainen"} | REACH


def rows(key: str, *found: Answers) -> Answers:
    """The rows of a repeating question as the page sends them."""
    typed = {f"{key}__{row}__{name}": value for row, answers in enumerate(found) for name, value in answers.items()}
    return {f"{key}__rows": ",".join(str(row) for row in range(len(found)))} | typed


def _veteran(_cast: Cast) -> Answers:
    cars = ({"plate": "ABC-123", "owner": "veteran"}, {"plate": "XYZ-9", "owner": "helper", "owner_name": "Aino"})
    return {
        "whose": "relative",
        "veteran_name": "Toivo Kemppainen",
        "relation": "grandchild",
        "born_on": "30.1.1925",
        "badge": "front_soldier",
        "badge_number": "12345",
        "proof_way": "show",
        "valid_from": day(3),
        "delivery": "post",
        "return": "yes",
        **rows("vehicles", *cars),
        **HOME,
        **ME,
    }


def _fine(_cast: Cast) -> Answers:
    return {
        "decision_number": "2026-00123",
        "plate": "ABC-123",
        "amount": "40",
        "given_on": day(-9),
        "given_at": "14.20",
        "place": "Kauppakatu 12",
        "served_by": "slip",
        "served_on": day(-9),
        "role": "driver",
        "grounds": ["permit", "sign"],
        "permit_number": "A-17",
        "reasons": "Lupa oli tuulilasilla. Merkki oli lumen alla.",
        "paid": "no",
        **HOME,
        **ME,
    }


def _survey(_cast: Cast) -> Answers:
    return {
        "service_wanted": "parcel",
        **rows("parcels", {"parcel_id": "205-1-12-3", "area": "2400"}),
        "location": "Kalliokatu 14",
        "new_plots": "2",
        "new_area": "1 100",
        "zoned": "yes",
        "owner": "me",
        "accept_fee": "yes",
        **HOME,
        **ME,
    }


def _berth(_cast: Cast) -> Answers:
    boat = {"boat_type": "motor", "length": "5,4", "width": "2,1", "insured": "yes"}
    place = {"harbour": "paltaniemi", "second": "queue", "power": "yes", "keys": "2", "accessible": "no"}
    return {**boat, **place, "rules": "yes", **HOME, **ME}


def _event(_cast: Cast) -> Answers:
    return {
        "event_name": "Elokuun markkinat",
        "event_kind": "market",
        "description": "Käsitöitä ja paikallista ruokaa.",
        "audience": "150",
        "charity": "company",
        "organiser": "Kainuun Tori Oy",
        "business_id": "1234567-1",
        "area": "square",
        "location": "Raatihuoneentori",
        "square_metres": "300",
        **rows("structures", {"what": "stall", "pieces": "12", "size": "3 x 3 m"}),
        "starts_on": day(40),
        "ends_on": day(41),
        "starts_at": "9.00",
        "ends_at": "15.00",
        "features": ["food"],
        "responsible": "Aino Kemppainen",
        "responsible_phone": "040 123 4567",
        "consent_owner": "yes",
        "email": "aino@esimerkki.example",
    }


def _plan(_cast: Cast) -> Answers:
    points = (
        {"topic": "traffic", "text": "Koulun eteen tulee liikaa autoja.", "wish": "Saattopaikka pihan puolelle."},
        {"topic": "green", "text": "Metsikkö on lasten leikkipaikka."},
    )
    agreed = {"plan": "petaisenniska", "stake": ["lives"], "wants_answer": "yes", "understood": "yes"}
    return {**agreed, **rows("points", *points), **HOME, **ME}


def _need(_cast: Cast) -> Answers:
    return {
        "danger": "no",
        "urgency": "week",
        "about": "family",
        "their_name": "Toivo Kemppainen",
        "knows": "agrees",
        "born_on": "30.1.1947",
        "needs": ["home", "memory"],
        "story": "Isä unohtaa syödä, eikä hän enää käy kaupassa.",
        "since": "months",
        **rows("helpers", {"helper": "Tytär", "how": "kauppa ja siivous", "often": "weekly"}),
        "call_whom": "me",
        "call_from": "12.30",
        "language": "fi",
        "handover": "yes",
        **ME,
    }


def _carer(_cast: Cast) -> Answers:
    breaks = (
        {"begins": day(1), "ends": day(10), "where": "hospital"},
        {"begins": day(20), "ends": day(44), "where": "care_home"},
    )
    person = {"cared_for": "other", "cared_name": "Toivo Kemppainen", "cared_hetu": "300147-936F"}
    changes = {"changes": ["break"], **rows("breaks", *breaks), "changed_on": day(1), "handover": "yes"}
    return {**person, **changes, **ME}


def _ride(cast: Cast) -> Answers:
    days = ({"day": "mon", "there": "8.15", "back": "14.00"}, {"day": "tue", "there": "9.00", "back": "13.15"})
    return {
        "child": str(cast.child.public_id),
        "school": "otanmaki",
        "grade": "2",
        "near": "yes",
        "distance": "3,4",
        "two_homes": "no",
        "reasons": ["distance"],
        "period__start": day(30),
        "period__end": day(200),
        **rows("rides", *days),
        "other_guardian": "no",
        "share": "yes",
        **HOME,
        **ME,
    }


def _own(_cast: Cast) -> Answers:
    wrong = {"where": "Kirjaston tiedot", "wrong": "Kalliokatu 4", "right_value": "Kalliokatu 14"}
    asked = {"right": "correct", "registers": ["library"], **rows("corrections", wrong), "on_behalf": "no"}
    return {**asked, "hetu": "140891-912C", **ME}


def _contact(_cast: Cast) -> Answers:
    what = {"whose": "own", "what": ["phone", "billing"], "new_phone": "040 765 4321", "billing_kind": "e_invoice"}
    return {**what, "e_address": "003712345671", "from_day": day(0), "services": ["all"], "name": "Aino Kemppainen"}


def _purchase(_cast: Cast) -> Answers:
    items = ({"name": "Kannettava", "pieces": "8", "price": "900"}, {"name": "Telakka", "pieces": "8", "price": "150"})
    return {
        "title": "Kannettavat koululle",
        "kind": "goods",
        "reason": "Vanhat laitteet ovat rikki.",
        "unit_name": "schools",
        "cost_centre": "4410",
        "needed_on": day(30),
        **rows("items", *items),
        "budgeted": "yes",
        "personal_data": "no",
        "name": "Aino Kemppainen",
        "work_email": "aino@kajaani.example",
    }


def _start(cast: Cast) -> Answers:
    return {
        "association": cast.association.business_id,
        "registered_on": day(-90),
        "home": "yes",
        "field_of_work": "village",
        "purpose": "Pidämme kylätaloa auki.",
        "members": "14",
        **rows("costs", {"what": "register", "sum": "85"}, {"what": "web", "sum": "120,50"}),
        "requested": "200",
        "account": "FI21 1234 5600 0007 85",
        "right": "yes",
        **REACH,
    }


def _placement(_cast: Cast) -> Answers:
    return {
        "owner": "self",
        "structure": "cable",
        "cable_kind": ["data"],
        "length": "800",
        "depth": "45",
        "location": "Lönnrotinkatu 11",
        "land": ["street"],
        "others_asked": ["loiste", "water"],
        "starts_on": day(30),
        "digging": "yes",
        "keeper": "Kainuun Valokuitu Oy",
        "move": "yes",
        **ME,
    }


def _signs(_cast: Cast) -> Answers:
    sign = {"text": "MARKKINAT", "place": "Kauppakadun risteys", "arrow": "left"}
    days = {"event": "Elokuun markkinat", "road": "city", "days__start": day(20), "days__end": day(22)}
    return {**days, **rows("signs", sign, sign), "organiser": "Kainuun Tori Oy", "remove": "yes", **ME}


STORIES: dict[str, Story] = {
    "veteraanin-pysakointilupa": Story("resident", _veteran, (), "rintamasotilastunnus, alkaa "),
    "oikaisuvaatimus-pysakointivirhemaksuun": Story(
        "resident", _fine, ("evidence",), "Maksu 2026-00123, ABC-123, Kauppakatu 12"
    ),
    "tontin-lohkominen": Story("resident", _survey, ("sketch",), "tontin lohkomisen, Kalliokatu 14"),
    "venepaikka": Story("resident", _berth, (), "Paltaniemi, moottorivene, leveys 2,1"),
    "tapahtuma-yleisella-alueella": Story("resident", _event, (), "Elokuun markkinat, Raatihuoneentori, "),
    "mielipide-kaavasta": Story("resident", _plan, (), "Petäisenniskan asemakaavan muutos"),
    "palvelutarpeen-arviointi": Story("resident", _need, (), "perheeseeni kuuluva: tällä viikolla"),
    "omaishoidon-muutosilmoitus": Story("resident", _carer, (), "hoidossa on tauko, alkaen "),
    "koulukuljetus": Story("guardian", _ride, (), "Otanmäen koulu, luokka 2, 3,4"),
    "omien-tietojen-tarkastus": Story("resident", _own, (), "korjata väärän tiedon: kirjasto"),
    "yhteystietojen-muutos": Story("resident", _contact, (), "puhelinnumero, laskutusosoite, "),
    "hankintapyynto": Story("handler", _purchase, (), "Kannettavat koululle, 8"),
    "perustamisavustus": Story("agent", _start, ("rules_file", "register_file"), "200"),
    "sijoituslupa": Story("resident", _placement, ("drawing",), "kaapeli tai putki, Lönnrotinkatu 11"),
    "viitoituslupa": Story("resident", _signs, ("picture",), "Elokuun markkinat, "),
}
