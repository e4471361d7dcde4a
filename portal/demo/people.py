# SPDX-License-Identifier: EUPL-1.2
"""The people of the demo town: units, staff with roles, residents, children, organisations and who acts for whom."""

from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from portal.accounts.actions import identify_person, import_person, register_person, update_contact
from portal.accounts.actors import SYSTEM_DEMO, actor_for
from portal.accounts.identity import Identity
from portal.accounts.models import Mandate, Organisation, Person, Role, RoleGrant, Unit, User
from portal.demo.characters import AINO, EELIS, HELMI, PETRI, TOIVO, VEIKKO, Character

PASSWORD = "demo"  # noqa: S105 printed on the log-in page, only where DEBUG is on

_UNITS = {
    "kajaani-info": ("Kajaani Info", "Kajaani Info", "Kajaani Info"),
    "kunnallistekniikka": ("Kunnallistekniikka", "Kommunalteknik", "Municipal engineering"),
    "perusopetus": ("Perusopetus", "Grundläggande utbildning", "Basic education"),
    "varhaiskasvatus": ("Varhaiskasvatus", "Småbarnspedagogik", "Early childhood education"),
    "osallisuus": ("Osallisuus ja yhteisöt", "Delaktighet och föreningar", "Participation and communities"),
    "hyvinvointi": ("Hyvinvointi ja terveyden edistäminen", "Välfärd och hälsofrämjande", "Wellbeing"),
    "kirjaamo": ("Kirjaamo", "Registratorskontoret", "Registry"),
    "liikunta": ("Liikuntapalvelut", "Idrottstjänster", "Sports services"),
    "maankaytto": ("Maankäyttö ja mittaus", "Markanvändning och mätning", "Land use and surveys"),
    "pysakoinninvalvonta": ("Pysäköinninvalvonta", "Parkeringsövervakning", "Parking control"),
    "tapahtumaturvallisuus": ("Tapahtumien turvallisuus", "Evenemangssäkerhet", "Safety of events"),
    "tilakeskus": ("Tilakeskus", "Lokalcentralen", "Facilities"),
    "hankintapalvelut": ("Hankintapalvelut", "Upphandlingstjänster", "Procurement"),
}
_STAFF: dict[str, tuple[str, str, str, list[tuple[Role, str | None]]]] = {
    "kiia": ("Kiia", "Moilanen", "Palveluneuvoja", [(Role.FRONTDESK, "kajaani-info")]),
    "kari": (
        "Kari",
        "Huotari",
        "Kunnossapitoinsinööri",
        [
            (role, unit)
            for unit in ("kunnallistekniikka", "tapahtumaturvallisuus")
            for role in (Role.HANDLER, Role.DECISION_MAKER)
        ],
    ),
    "sari": (
        "Sari",
        "Moilanen",
        "Palvelupäällikkö",
        [(role, unit) for unit in ("perusopetus", "osallisuus") for role in (Role.HANDLER, Role.DECISION_MAKER)],
    ),
    "sini": (
        "Sini",
        "Komulainen",
        "Hyvinvointikoordinaattori",
        [(role, unit) for unit in ("hyvinvointi", "kirjaamo") for role in (Role.HANDLER, Role.DECISION_MAKER)],
    ),
    "mervi": (
        "Mervi",
        "Karvonen",
        "Maankäyttöinsinööri",
        [(role, "maankaytto") for role in (Role.HANDLER, Role.DECISION_MAKER)],
    ),
    "pasi": (
        "Pasi",
        "Leskinen",
        "Pysäköinninvalvoja",
        [(role, "pysakoinninvalvonta") for role in (Role.HANDLER, Role.DECISION_MAKER)],
    ),
    "tuija": (
        "Tuija",
        "Rautio",
        "Hankinta-asiantuntija",
        [(Role.HANDLER, unit) for unit in ("tilakeskus", "hankintapalvelut")],
    ),
    "elina": ("Elina", "Kinnunen", "Verkkotoimittaja", [(Role.EDITOR, "kunnallistekniikka")]),
    "juha": ("Juha", "Määttä", "Palveluesimies", [(Role.PUBLISHER, "kunnallistekniikka")]),
    "paavo": ("Paavo", "Tervonen", "Pääkäyttäjä", [(Role.MAIN_USER, None), (Role.EDITOR, None)]),
    "tarkastaja": ("Taina", "Karjalainen", "Tarkastaja", [(Role.AUDITOR, None)]),
}
_ORGANISATIONS = [
    ("9876543-0", "Karppisen Maanrakennus Oy", "toimisto@karppisenmaanrakennus.example", "Toimitusjohtaja"),
    ("9765432-5", "Kajaanin Latu-ukot ry", "hallitus@latu-ukot.example", "Puheenjohtaja"),
]


@transaction.atomic
def fill() -> None:
    """Safe to run twice: whoever is there already stays as they are."""
    units = {code: _unit(code, *names) for code, names in _UNITS.items()}
    there = set(User.objects.filter(username__in=_STAFF).values_list("username", flat=True))
    for username, (first_name, last_name, title, roles) in _STAFF.items():
        if username in there:
            continue
        user = _user(username, first_name, last_name, f"{username}@kajaani.example", title)
        for role, unit in roles:
            RoleGrant.objects.create(user=user, role=role, unit=units[unit] if unit else None)
    if User.objects.filter(username=AINO.sub).exists():
        return
    aino, petri = _citizen(AINO), _citizen(PETRI)
    _citizen(VEIKKO)
    for child in (EELIS, HELMI):
        Mandate.objects.create(delegate=aino, person=_known(child), kind=Mandate.Kind.GUARDIAN, role="")
    Mandate.objects.create(delegate=aino, person=_known(TOIVO), kind=Mandate.Kind.MANDATE, role="Asioiden hoitaminen")
    for business_id, name, email, title in _ORGANISATIONS:
        organisation = Organisation.objects.create(business_id=business_id, name=name, email=email, **_ADDRESS)
        Mandate.objects.create(delegate=petri, organisation=organisation, kind=Mandate.Kind.COMPANY, role=title)


_PHONES = {"aino": "+358401234567", "veikko": "+358447654321", "yritys": "+358505551234"}
_ADDRESS = {"street_address": "Tehdaskatu 9", "postal_code": "87400", "post_office": "Kajaani"}


def _unit(code: str, fi: str, sv: str, en: str) -> Unit:
    names = {"fi": fi, "sv": sv, "en": en}
    facts = {"email": f"{code}@kajaani.example", "phone": "08 6155 0000", "address": "Pohjolankatu 13"}
    return Unit.objects.get_or_create(code=code, defaults={"name": names, **facts})[0]


@cache
def _hashed(password: str) -> str:
    """Hashing is slow on purpose, and the whole town has one password."""
    return make_password(password)


def _user(username: str, first_name: str, last_name: str, email: str, title: str = "") -> User:
    user = User.objects.create(
        username=username,
        email=email,
        password=_hashed(PASSWORD),
        first_name=first_name,
        last_name=last_name,
        title=title,
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _citizen(character: Character) -> Person:
    """Somebody who signed up with a password and has since identified strongly, as most do."""
    email = character.email or f"{character.sub}@esimerkki.example"
    user = _user(character.sub, character.call_name, character.surname, email)
    register_person(user, actor=SYSTEM_DEMO)
    identify_person(Identity.from_claims(character.claims), actor=actor_for(user))
    choices = {"email": email, "language": "fi", "appearance": User.Appearance.AUTO, "email_notices": True}
    return update_contact(actor=actor_for(user), phone=_PHONES[character.sub], **choices)


def _known(character: Character) -> Person:
    """Somebody whom the register tells about and who has not been here: a child, a parent."""
    return import_person(Identity.from_claims(character.claims), actor=SYSTEM_DEMO)
