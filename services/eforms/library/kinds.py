# SPDX-License-Identifier: EUPL-1.2
"""What a new form of each common kind begins with, in three languages: who, what, and a promise."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Json = dict[str, Any]

KINDS: dict[str, Promise] = {
    "application": _("hakemus"),
    "notice": pgettext_lazy("kind of form", "ilmoitus"),
    "request": _("pyyntö"),
    "order": _("tilaus"),
    "registration": _("ilmoittautuminen"),
    "consent": _("suostumus"),
}


def beginning_of(kind: str) -> Json:
    """The content that a form of the kind begins with. Raises KeyError when there is no such kind."""
    return {"format": 1, "kind": kind, "minutes": 5, **deepcopy(_BEGINNINGS[kind]())}


def _t(fi: str, sv: str, en: str) -> Json:
    return {"fi": fi, "sv": sv, "en": en}


def _field(key: str, kind: str, label: Json, **rules: Any) -> Json:
    return {"key": key, "type": kind, "label": label, **rules}


def contact_block() -> Json:
    """Who sends it and how to answer: what the city knows is filled in."""
    return {
        "title": _t("Yhteystiedot", "Kontaktuppgifter", "Contact details"),
        "fields": [
            _field("name", "text", _t("Nimi", "Namn", "Name"), prefill="person.name", locked=True, autocomplete="name"),
            _field("address", "address", _t("Osoite", "Adress", "Address"), prefill="person.address"),
            _field("email", "email", _t("Sähköposti", "E-post", "E-mail"), prefill="person.email"),
            _field("phone", "phone", _t("Puhelin", "Telefon", "Phone"), prefill="person.phone", optional=True),
        ],
    }


def _step(key: str, title: Json, *fields: Json) -> Json:
    return {"key": key, "title": title, "sections": [{"fields": list(fields)}]}


def _who(key: str, title: Json) -> Json:
    return {"key": key, "title": title, "sections": [contact_block()]}


def _promise(fi: str, sv: str, en: str) -> Json:
    title = _t("Vahvistus", "Bekräftelse", "Confirmation")
    return _step("vahvistus", title, _field("confirmed", "consent", _t(fi, sv, en)))


def _description(fi: str, sv: str, en: str) -> Json:
    tip = _t("Kerro lyhyesti ja selkeästi.", "Berätta kort och tydligt.", "Tell it briefly and clearly.")
    return _field("description", "long_text", _t(fi, sv, en), help=tip)


def _attachments() -> Json:
    tip = _t(
        "Voit lisätä kuvia ja asiakirjoja.",
        "Du kan lägga till bilder och dokument.",
        "You may add photos and documents.",
    )
    return _field("attachments", "attachment", _t("Liitteet", "Bilagor", "Attachments"), optional=True, help=tip)


def _application() -> Json:
    return {
        "promise": _t(
            "Saat päätöksen, kun olemme käsitelleet hakemuksen.",
            "Du får beslutet när vi har behandlat ansökan.",
            "You get the decision when we have handled the application.",
        ),
        "steps": [
            _who("hakija", _t("Hakija", "Sökande", "Applicant")),
            _step(
                "hakemus",
                _t("Hakemus", "Ansökan", "Application"),
                _description("Mitä haet?", "Vad ansöker du om?", "What do you apply for?"),
                _field("reasons", "long_text", _t("Miksi?", "Varför?", "Why?")),
                _attachments(),
            ),
            _promise("Antamani tiedot ovat oikein.", "Uppgifterna är riktiga.", "What I have told is true."),
        ],
    }


def _notice() -> Json:
    place = _field(
        "location",
        "location",
        _t("Missä?", "Var?", "Where?"),
        help=_t("Kirjoita osoite tai kuvaile paikka.", "Skriv adressen eller beskriv platsen.", "Write the address."),
        optional=True,
    )
    return {
        "steps": [
            _who("ilmoittaja", _t("Ilmoittaja", "Anmälare", "Who reports")),
            _step(
                "ilmoitus",
                _t("Ilmoitus", "Anmälan", "Notice"),
                _description("Mistä ilmoitat?", "Vad anmäler du?", "What do you report?"),
                _field("starts_on", "date", _t("Mistä päivästä alkaen?", "Från vilken dag?", "From which day?")),
                place,
                _attachments(),
            ),
        ]
    }


def _request() -> Json:
    options = [
        {"value": "email", "label": _t("sähköpostilla", "per e-post", "by e-mail")},
        {"value": "mail", "label": _t("postissa", "per post", "by mail")},
    ]
    answer = _t("Miten haluat vastauksen?", "Hur vill du ha svaret?", "How would you like the answer?")
    return {
        "steps": [
            _who("pyytaja", _t("Pyytäjä", "Vem begär", "Who asks")),
            _step(
                "pyynto",
                _t("Pyyntö", "Begäran", "Request"),
                _description("Mitä pyydät?", "Vad begär du?", "What do you ask for?"),
                _field("answer_by", "choice", answer, options=options),
            ),
        ]
    }


def _order() -> Json:
    rows = _field(
        "items",
        "group",
        _t("Mitä tilaat?", "Vad beställer du?", "What do you order?"),
        help=_t("Lisää rivi jokaiselle tuotteelle.", "Lägg till en rad för varje produkt.", "Add a row for each item."),
        item=_t("Tuote", "Produkt", "Item"),
        max=10,
        fields=[
            _field("product", "text", _t("Tuote", "Produkt", "Item")),
            _field("count", "number", _t("Kuinka monta?", "Hur många?", "How many?"), min=1),
        ],
    )
    needed = _t("Milloin tarvitset sen?", "När behöver du det?", "When do you need it?")
    return {
        "steps": [
            _who("tilaaja", _t("Tilaaja", "Beställare", "Who orders")),
            _step(
                "tilaus",
                _t("Tilaus", "Beställning", "Order"),
                rows,
                _field("needed_on", "date", needed, min={"today": 1}, optional=True),
            ),
        ]
    }


def _registration() -> Json:
    people = _field(
        "participants",
        "group",
        _t("Osallistujat", "Deltagare", "Participants"),
        help=_t("Lisää jokainen, joka tulee.", "Lägg till alla som kommer.", "Add everybody who comes."),
        item=_t("Osallistuja", "Deltagare", "Participant"),
        min=1,
        max=10,
        fields=[
            _field("participant", "text", _t("Nimi", "Namn", "Name")),
            _field("born_on", "date", _t("Syntymäaika", "Födelsedatum", "Date of birth"), optional=True),
        ],
    )
    other = _t("Muuta, mitä meidän on hyvä tietää", "Annat som vi borde veta", "Anything else that we should know")
    return {
        "steps": [
            _who("ilmoittautuja", _t("Ilmoittautuja", "Vem anmäler", "Who registers")),
            _step(
                "osallistujat",
                _t("Osallistujat", "Deltagare", "Participants"),
                people,
                _field("other", "long_text", other, optional=True),
            ),
        ]
    }


def _consent() -> Json:
    told = _t(
        "Kerro tässä, mihin suostumus annetaan, kuinka kauan se on voimassa ja miten sen voi perua.",
        "Berätta här vad samtycket gäller, hur länge och hur man återtar det.",
        "Tell here what is agreed to, for how long, and how to take it back.",
    )
    agree = _t("Annan suostumukseni.", "Jag ger mitt samtycke.", "I give my consent.")
    return {
        "who": ["self", "child"],
        "steps": [
            _who("antaja", _t("Suostumuksen antaja", "Vem samtycker", "Who consents")),
            _step(
                "suostumus",
                _t("Suostumus", "Samtycke", "Consent"),
                _field("terms", "explanation", told),
                _field("agreed", "consent", agree),
            ),
        ],
    }


_BEGINNINGS: dict[str, Callable[[], Json]] = {
    "application": _application,
    "notice": _notice,
    "request": _request,
    "order": _order,
    "registration": _registration,
    "consent": _consent,
}
