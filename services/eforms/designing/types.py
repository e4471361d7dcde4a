# SPDX-License-Identifier: EUPL-1.2
"""The types of questions as the designer offers them: a name, an icon and one sentence; and what each begins with."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from services.eforms.designing.parts import Json
from services.eforms.engine.fields import KINDS
from services.eforms.engine.fields.groups import NOT_IN_ROWS


class TypeName(NamedTuple):
    type: str
    name: Any
    icon: str
    about: Any


_GROUPS: tuple[tuple[Any, tuple[TypeName, ...]], ...] = (
    (
        _("Teksti"),
        (
            TypeName("text", _("Lyhyt teksti"), "Pencil", _("Yksi rivi, esimerkiksi nimi.")),
            TypeName("long_text", _("Pitkä teksti"), "FileText", _("Monta riviä, esimerkiksi perustelut.")),
            TypeName(
                "explanation", _("Selitys"), "InformationSquare", _("Teksti, jota ei vastata: ohje tai varoitus.")
            ),
            TypeName("stop", _("Pysäytys"), "CircleSlash", _("Kertoo, miksi lomaketta ei voi jatkaa, ja mihin mennä.")),
        ),
    ),
    (
        _("Valinta"),
        (
            TypeName("yes_no", _("Kyllä tai ei"), "Branching", _("Kaksi vaihtoehtoa.")),
            TypeName("choice", _("Yksi vaihtoehto"), "BulletList", _("Vastaaja valitsee yhden.")),
            TypeName("multi_choice", _("Monta vaihtoehtoa"), "Tasklist", _("Vastaaja voi valita monta.")),
            TypeName("consent", _("Suostumus"), "ShieldCheckmark", _("Ruutu, joka rastitaan.")),
            TypeName("service_point", _("Toimipiste"), "House", _("Kaupungin palvelupaikka luettelosta.")),
        ),
    ),
    (
        _("Aika ja luku"),
        (
            TypeName("date", _("Päivä"), "Calendar", _("Yksi päivä, myös rajoilla.")),
            TypeName("date_range", _("Ajanjakso"), "Calendar", _("Alkupäivä ja loppupäivä.")),
            TypeName("time", _("Kellonaika"), "Clock", _("Esimerkiksi 8.30.")),
            TypeName("number", _("Luku"), "NumberList", _("Määrä tai mitta yksikköineen.")),
            TypeName("money", _("Rahasumma"), "Wallet", _("Euroja ja senttejä.")),
            TypeName("calculated", _("Laskettu tieto"), "BarChart", _("Lomake laskee sen muista vastauksista.")),
        ),
    ),
    (
        _("Henkilö ja yhteys"),
        (
            TypeName("email", _("Sähköposti"), "EnvelopeClosed", _("Sähköpostiosoite.")),
            TypeName("phone", _("Puhelin"), "Phone", _("Puhelinnumero.")),
            TypeName("address", _("Osoite"), "House", _("Katuosoite, postinumero ja postitoimipaikka.")),
            TypeName("hetu", _("Henkilötunnus"), "PersonRectangle", _("Kysy vain, jos laki sallii ja on pakko.")),
            TypeName("child", _("Oma lapsi"), "FigureChild", _("Lapsi, jonka huoltaja vastaaja on.")),
            TypeName("principal", _("Päämies"), "PersonGroup", _("Lapsi tai aikuinen, jonka puolesta voi asioida.")),
            TypeName("organisation", _("Yritys tai järjestö"), "Briefcase", _("Se, jonka puolesta voi asioida.")),
            TypeName("business_id", _("Y-tunnus"), "Briefcase", _("Yrityksen tai järjestön tunnus.")),
            TypeName("iban", _("Tilinumero"), "Card", _("IBAN-tilinumero maksua varten.")),
            TypeName(
                "signature", _("Allekirjoittajat"), "PersonPencil", _("Muut, joiden pitää hyväksyä ennen lähetystä.")
            ),
        ),
    ),
    (
        _("Paikka ja liitteet"),
        (
            TypeName("location", _("Paikka"), "LocationPin", _("Paikka sanoin tai kartalla.")),
            TypeName("vehicle", _("Rekisterinumero"), "Car", _("Ajoneuvon rekisteritunnus.")),
            TypeName("attachment", _("Liite"), "Paperclip", _("Tiedosto tai valokuva.")),
        ),
    ),
    (
        _("Toistuva"),
        (
            TypeName(
                "group", _("Toistuva ryhmä"), "Files", _("Samat kysymykset monta kertaa, esimerkiksi joka lapsesta.")
            ),
        ),
    ),
)


def offered(*, inside_rows: bool = False) -> list[tuple[Any, list[TypeName]]]:
    """The menu, by group: what the engine knows and we have words for."""
    barred = NOT_IN_ROWS if inside_rows else frozenset()
    menu = [
        (name, [line for line in lines if line.type in KINDS and line.type not in barred]) for name, lines in _GROUPS
    ]
    return [(name, lines) for name, lines in menu if lines]


_BY_TYPE = {line.type: line for _name, lines in _GROUPS for line in lines}


def type_name(kind: str) -> TypeName:
    return _BY_TYPE.get(kind) or TypeName(kind, kind, "Pencil", "")


def new_field(kind: str, key: str) -> Json:
    """A sound question of the type to begin with, in three languages."""
    field: Json = {
        "key": key,
        "type": kind,
        "label": dict(_LABELS.get(kind, _LABELS["text"])),
        **_BEGINNINGS.get(kind, {}),
    }
    if kind == "group":
        item = {"fi": "Uusi kysymys", "sv": "Ny fråga", "en": "New question"}
        field["fields"] = [{"key": "nimi", "type": "text", "label": item}]
    return field


_LABELS = {
    "text": {"fi": "Uusi kysymys", "sv": "Ny fråga", "en": "New question"},
    "explanation": {"fi": "Uusi selitys", "sv": "Ny förklaring", "en": "New explanation"},
    "stop": {"fi": "Et voi jatkaa", "sv": "Du kan inte fortsätta", "en": "You cannot go on"},
}


def _options(*texts: tuple[str, str, str]) -> list[Json]:
    return [
        {"value": f"v{number}", "label": {"fi": fi, "sv": sv, "en": en}} for number, (fi, sv, en) in enumerate(texts, 1)
    ]


_TWO = _options(
    ("Ensimmäinen vaihtoehto", "Första alternativet", "First option"),
    ("Toinen vaihtoehto", "Andra alternativet", "Second option"),
)
_BEGINNINGS: dict[str, Json] = {
    "choice": {"options": _TWO},
    "multi_choice": {"options": _TWO},
    "calculated": {"formula": 0, "as": "number"},
}


def converted(field: Json, kind: str) -> Json:
    """Properties that make the field one of another type: what the new type does not know is taken away (None)."""
    known = {*_COMMON, *KINDS[kind].rules, *(("options",) if KINDS[kind].has_options else ())}
    given = new_field(kind, field["key"])
    dropped: Json = {name: None for name in field if name not in known and name not in given}
    needed = {name: value for name, value in given.items() if name not in field and name not in _COMMON}
    return {**dropped, **needed, "type": kind, "prefill": None, "locked": None}


_COMMON = ("key", "type", "label", "help", "optional", "show_if", "required_if", "from_query", "renew")
