# SPDX-License-Identifier: EUPL-1.2
"""Who lives in the demo town, as plain data: the identity provider and the town itself read it.

All are invented. Identity codes are of the test range (individual numbers 900–999), never given to anybody.
"""

from dataclasses import dataclass

STRONG = "http://ftn.ficora.fi/2017/loa2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """What the population register would tell of somebody."""

    sub: str
    hetu: str
    surname: str
    given_names: str = ""
    call_name: str = ""
    address: tuple[str, str, str] = ("", "", "")
    municipality_code: str = ""
    email: str = ""
    non_disclosure: bool = False
    deceased: bool = False
    acr: str = STRONG

    @property
    def claims(self) -> dict[str, object]:
        """The claims as Suomi.fi names them; what is not known is left out."""
        register = "urn:oid:1.2.246.517.2002.2."
        street, postal_code, post_office = self.address
        told = {
            "acr": self.acr,
            "urn:oid:1.2.246.21": self.hetu,
            "urn:oid:2.5.4.4": self.surname,
            "urn:oid:1.2.246.575.1.14": self.given_names,
            "urn:oid:2.5.4.42": self.call_name,
            register + "4": street,
            register + "6": postal_code,
            register + "7": post_office,
            register + "18": self.municipality_code,
            register + "27": "1" if self.non_disclosure else "0",
            "urn:oid:0.9.2342.19200300.100.1.3": self.email,
            "deceased": "1" if self.deceased else "",
        }
        return {name: value for name, value in told.items() if value}


_KAJAANI = "205"

AINO = Character(
    sub="aino",
    hetu="140386-902R",
    surname="Kemppainen",
    given_names="Aino Maria",
    call_name="Aino",
    address=("Kalliokatu 14 A 3", "87100", "Kajaani"),
    municipality_code=_KAJAANI,
    email="aino@esimerkki.example",
)
VEIKKO = Character(
    sub="veikko",
    hetu="020948-911A",
    surname="Heikkinen",
    given_names="Veikko Olavi",
    call_name="Veikko",
    address=("Koivukoskenkatu 7 B 12", "87100", "Kajaani"),
    municipality_code=_KAJAANI,
)
PETRI = Character(
    sub="yritys",
    hetu="230574-915F",
    surname="Karppinen",
    given_names="Petri Juhani",
    call_name="Petri",
    address=("Timperintie 22", "87400", "Kajaani"),
    municipality_code=_KAJAANI,
    email="petri@karppisenmaanrakennus.example",
)
EELIS = Character(
    sub="eelis",
    hetu="090318A922L",
    surname="Kemppainen",
    given_names="Eelis Oskari",
    call_name="Eelis",
    address=AINO.address,
    municipality_code=_KAJAANI,
)
HELMI = Character(
    sub="helmi",
    hetu="110616A9302",
    surname="Kemppainen",
    given_names="Helmi Sofia",
    call_name="Helmi",
    address=AINO.address,
    municipality_code=_KAJAANI,
)
TOIVO = Character(
    sub="toivo",
    hetu="300147-936F",
    surname="Kemppainen",
    given_names="Toivo Ilmari",
    call_name="Toivo",
    address=("Brahenkatu 3 A 8", "87100", "Kajaani"),
    municipality_code=_KAJAANI,
)

# The public test persons of Suomi.fi and of the banks' test environments.
TEST_PERSONS = [
    Character(sub="tessa", hetu="010280-952L", surname="Testilä", given_names="Tessa"),
    Character(sub="joni", hetu="010469-999W", surname="Kivi", given_names="Joni Kristian"),
    Character(
        sub="anna-liisa",
        hetu="010675-9981",
        surname="Sallinen",
        given_names="Anna-Liisa Milka",
        email="anna-liisa@esimerkki.example",
    ),
    Character(
        sub="kukka-maaria",
        hetu="261298-998X",
        surname="Haapakoski Henriksson",
        given_names="Kukka-Maaria",
        address=("Kauppakatu 21 A 5", "87100", "Kajaani"),
        municipality_code=_KAJAANI,
    ),
    Character(sub="minerva (asuu ulkomailla)", hetu="040265-9985", surname="Marttila", given_names="Minerva"),
    Character(
        sub="ilmari (turvakielto)",
        hetu="260991-999R",
        surname="Huhtiistinen",
        given_names="Ilmari Folke",
        non_disclosure=True,
    ),
    Character(sub="grönholm (kuollut)", hetu="020365-999P", surname="Grönholm", deceased=True),
    Character(sub="onni", hetu="010200A9618", surname="Korhonen", given_names="Onni Juhani"),
    Character(sub="eino", hetu="030883-925M", surname="Mäkinen", given_names="Eino Ilmari"),
    Character(
        sub="tero (heikko tunnistus)",
        hetu="010170-999R",
        surname="Äyrämö",
        given_names="Tero Testi",
        acr="http://eidas.europa.eu/LoA/low",
    ),
]
