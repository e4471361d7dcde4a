# SPDX-License-Identifier: EUPL-1.2
"""Every type of question: what it accepts, what it refuses and with which words, and how it shows its value."""

import datetime as dt
from typing import Any

import pytest
from django.utils.translation import override

from portal.accounts.models import Mandate, Organisation, Person
from portal.common.texts import localized
from services.eforms.engine.definition import Option
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling, typed_in
from tests.factories.eforms import field, read

TODAY = dt.date(2026, 11, 24)
CHILD = Person(public_id="3d3e8ad0-0000-4000-8000-000000000001", call_name="Eelis", surname="Oja")
PARENT = Person(public_id="3d3e8ad0-0000-4000-8000-000000000002", call_name="Helvi", surname="Oja")
CLUB = Organisation(business_id="1234567-1", name="Latu ry")
TOWNS = (
    Option("205", localized({"fi": "Kajaani", "sv": "Kajana"}), localized(None)),
    Option("765", localized("Sotkamo"), localized(None)),
)
POINT = '{"type": "Point", "coordinates": [27.7308, 64.2251]}'


def situation(**facts: Any) -> Situation:
    mandates = [
        Mandate(kind="guardian", person=CHILD),
        Mandate(kind="mandate", person=PARENT),
        Mandate(kind="company", organisation=CLUB),
    ]
    lists = {"kunnat": TOWNS}
    return Situation(
        applicant=Person(),
        today=TODAY,
        mandates_of=lambda _person: mandates,
        list_of=lambda code: lists.get(code, ()),
        **facts,
    )


def fill(*fields: dict[str, Any], answers: dict[str, Any], **facts: Any) -> Filling:
    return Filling(read(*fields), answers, situation(**facts))


def errors_of(filling: Filling) -> dict[str, str]:
    form = filling.read(filling.form.steps[0])
    return {name: str(errors[0]) for name, errors in form.errors.items()}


OPTIONS = [{"value": "a", "label": {"fi": "Aa"}}, {"value": "b", "label": {"fi": "Bee"}}]

RIGHT: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "text": ({}, {"q": " Aino "}, "Aino"),
    "long_text": ({}, {"q": "Yksi\nkaksi"}, "Yksi\nkaksi"),
    "number": ({"unit": "m²"}, {"q": "1 200"}, "1\u00a0200\u00a0m²"),
    "money": ({}, {"q": "1200,50 €"}, "1\u00a0200,50\u00a0€"),
    "date": ({}, {"q": "7.1.2027"}, "7.1.2027"),
    "date_range": ({}, {"q__start": "7.1.2027", "q__end": "9.1.2027"}, "7.1.2027–9.1.2027"),
    "yes_no": ({}, {"q": "yes"}, "Kyllä"),
    "choice": ({"options": OPTIONS}, {"q": "b"}, "Bee"),
    "multi_choice": ({"options": OPTIONS}, {"q": ["a", "b"]}, "Aa, Bee"),
    "email": ({}, {"q": "aino@esimerkki.fi"}, "aino@esimerkki.fi"),
    "phone": ({}, {"q": "+358 40 123 4567"}, "040 123 4567"),
    "address": (
        {},
        {"q__street": "Kalliokatu 1", "q__code": "87100", "q__office": "Kajaani"},
        "Kalliokatu 1, 87100 Kajaani",
    ),
    "hetu": ({}, {"q": "140891-912c"}, "140891-****"),
    "business_id": ({}, {"q": "1234567-1"}, "1234567-1"),
    "iban": ({}, {"q": "FI2112345600000785"}, "FI21 1234 5600 0007 85"),
    "vehicle": ({}, {"q": "abc 123"}, "ABC-123"),
    "location": ({}, {"q": "Kauppakatu 1"}, "Kauppakatu 1"),
    "consent": ({}, {"q": "yes"}, "Kyllä"),
    "child": ({}, {"q": str(CHILD.public_id)}, "Eelis Oja"),
    "organisation": ({}, {"q": "1234567-1"}, "Latu ry (1234567-1)"),
    "time": ({"min": "08:00", "step": 15}, {"q": "8.30"}, "klo 8.30"),
    "principal": ({}, {"q": str(PARENT.public_id)}, "Helvi Oja"),
    "signature": (
        {"max": 2},
        {"q__rows": "0,1", "q__0__name": "Tuomas Oja", "q__0__email": "tuomas@esimerkki.fi"},
        "Tuomas Oja (tuomas@esimerkki.fi)",
    ),
}


@pytest.mark.parametrize("kind", RIGHT)
def test_a_right_answer_is_shown_in_words(kind: str) -> None:
    rules, answers, shown = RIGHT[kind]

    filling = fill(field("q", kind, **rules), answers=answers)

    assert errors_of(filling) == {}
    assert [kind.display(value) for _step, _question, kind, value in filling.answered()] == [shown]


WRONG: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    ("text", {"max_length": 3}, {"q": "Aino"}, "q", "Lyhennä tekstiä"),
    ("text", {}, {"q": "a\x00b"}, "q", ""),
    ("long_text", {}, {"q": "  "}, "q", "Kirjoita vastaus"),
    ("number", {}, {"q": "kolme"}, "q", "Kirjoita luku numeroina"),
    ("number", {"max": 5}, {"q": "6"}, "q", "Suurin sallittu on 5"),
    ("number", {}, {"q": "1,5"}, "q", "enintään 0 desimaalia"),
    ("money", {}, {"q": "-5"}, "q", "Pienin sallittu on 0"),
    ("money", {}, {"q": "1e9"}, "q", "Kirjoita luku numeroina"),
    ("date", {}, {"q": "31.2.2027"}, "q", "pp.kk.vvvv"),
    ("date", {}, {"q": "7.1.27"}, "q", ""),
    (
        "date",
        {"min": {"today": 0}},
        {"q": "1.11.2026"},
        "q",
        "Päivä on jo mennyt. Valitse päivä, joka on aikaisintaan 24.11.2026.",
    ),
    ("date_range", {}, {"q__start": "7.1.2027", "q__end": "6.1.2027"}, "q__end", "ennen ensimmäistä"),
    ("date_range", {"max_days": 21}, {"q__start": "1.1.2027", "q__end": "22.1.2027"}, "q__end", "enintään 21 päivää"),
    ("date_range", {"optional": True}, {"q__start": "1.1.2027"}, "q__end", "sekä ensimmäinen että viimeinen"),
    ("yes_no", {}, {}, "q", "Valitse yksi vaihtoehto"),
    ("choice", {"options": OPTIONS}, {"q": "c"}, "q", "ei enää ole"),
    ("multi_choice", {"options": OPTIONS}, {"q": []}, "q", "Valitse ainakin yksi"),
    ("multi_choice", {"options": OPTIONS, "max": 1}, {"q": ["a", "b"]}, "q", "enintään 1"),
    ("email", {}, {"q": "aino@"}, "q", "Tarkista sähköpostiosoite"),
    ("phone", {}, {"q": "soita minulle"}, "q", "Tarkista puhelinnumero"),
    (
        "address",
        {},
        {"q__street": "Kalliokatu 1", "q__code": "871", "q__office": "Kajaani"},
        "q__code",
        "viisi numeroa",
    ),
    ("hetu", {}, {"q": "140891-912D"}, "q", "Tarkista henkilötunnus"),
    ("business_id", {}, {"q": "1234567-2"}, "q", "Tarkista Y-tunnus"),
    ("iban", {}, {"q": "FI2112345600000786"}, "q", "Tarkista tilinumero"),
    ("vehicle", {}, {"q": "12345"}, "q", "Tarkista rekisterinumero"),
    ("location", {}, {"q": ""}, "q", "Kirjoita paikan osoite"),
    ("attachment", {}, {}, "q", "Lisää tiedosto"),
    ("consent", {}, {}, "q", "Rastita ruutu"),
    ("child", {}, {"q": "3d3e8ad0-0000-4000-8000-000000000009"}, "q", "ei enää ole"),
    ("organisation", {}, {"q": "7654321-4"}, "q", "ei enää ole"),
    ("choice", {"list": "kunnat"}, {"q": "091"}, "q", "ei enää ole"),
    ("choice", {"list": "no-such"}, {"q": "205"}, "q", "ei enää ole"),
    ("multi_choice", {"list": "kunnat"}, {"q": ["205", "091"]}, "q", "ei enää ole"),
    ("time", {}, {"q": ""}, "q", "Kellonaika puuttuu"),
    ("time", {}, {"q": "24.00"}, "q", "muodossa 8.30"),
    ("time", {}, {"q": "8.5"}, "q", "muodossa 8.30"),
    ("time", {"min": "08:00"}, {"q": "7.59"}, "q", "aikaisintaan 8.00"),
    ("time", {"max": "16:00"}, {"q": "16:01"}, "q", "viimeistään 16.00"),
    ("time", {"min": "08:10", "step": 15}, {"q": "8.15"}, "q", "15 minuutin välein, esimerkiksi 8.10 tai 8.25"),
    ("principal", {}, {}, "q", "kenen puolesta"),
    ("principal", {}, {"q": "3d3e8ad0-0000-4000-8000-000000000009"}, "q", "ei enää ole"),
    ("signature", {}, {"q__0__email": "tuomas@esimerkki.fi"}, "q__0__name", "allekirjoittajan nimi"),
    ("signature", {}, {"q__0__name": "Tuomas Oja"}, "q__0__email", "Lähetämme hänelle linkin"),
    ("signature", {}, {"q__0__name": "Tuomas", "q__0__email": "tuomas@"}, "q__0__email", "Tarkista"),
    (
        "signature",
        {"optional": True},
        {"q__1__name": "Tuomas Oja"},
        "q__1__email",
        "sekä nimi että sähköposti",
    ),
    (
        "signature",
        {},
        {"q__0__name": "A", "q__0__email": "a@b.fi", "q__1__name": "B", "q__1__email": "A@b.fi"},
        "q__1__email",
        "Jokainen tarvitsee oman",
    ),
    (
        "address",
        {},
        {"q__street": "Kalliokatu 1", "q__code": "00100", "q__office": ""},
        "q__office",
        "Kirjoita postitoimipaikka",
    ),
    ("location", {"shapes": ["point"]}, {"q": "", "q__geo": ""}, "q", "Merkitse paikka kartalle"),
    ("location", {"shapes": ["area"]}, {"q": "", "q__geo": POINT}, "q", "tällaista kohdetta"),
    ("location", {"shapes": ["point"]}, {"q": "Tori", "q__geo": "{"}, "q", "ei voi lukea"),
]


@pytest.mark.parametrize(("kind", "rules", "answers", "where", "words"), WRONG)
def test_a_wrong_answer_is_refused_beside_its_input(
    kind: str, rules: dict[str, Any], answers: dict[str, Any], where: str, words: str
) -> None:
    errors = errors_of(fill(field("q", kind, **rules), answers=answers))

    assert list(errors) == [where]
    assert words in errors[where]


@pytest.mark.parametrize("kind", sorted(set(RIGHT) - {"consent", "date_range"}))
def test_an_optional_question_may_be_left_empty(kind: str) -> None:
    rules = RIGHT[kind][0]

    filling = fill(field("q", kind, **rules, optional=True), answers={})

    assert errors_of(filling) == {}
    assert list(filling.answered()) == []


def test_days_of_two_questions_are_at_most_21_days_apart() -> None:
    fields = (
        field("starts_on", "date"),
        field(
            "ends_on",
            "date",
            min={"field": "starts_on"},
            max={"field": "starts_on", "days": 20},
            message={"fi": "Enintään 21 päivää."},
        ),
    )

    good = errors_of(fill(*fields, answers={"starts_on": "1.12.2026", "ends_on": "21.12.2026"}))
    late = errors_of(fill(*fields, answers={"starts_on": "1.12.2026", "ends_on": "22.12.2026"}))

    assert good == {}
    assert late == {"ends_on": "Enintään 21 päivää. Valitse päivä, joka on viimeistään 21.12.2026."}


def test_children_can_be_told_apart_and_nobody_elses_child_is_offered() -> None:
    form = fill(field("q", "child"), answers={}).blank(read(field("q", "child")).steps[0])

    assert [value for value, _label in form.fields["q"].choices] == [str(CHILD.public_id)]  # type: ignore[attr-defined]


# ---- options from a shared list


def test_options_come_from_a_shared_list_in_the_language_of_the_reader() -> None:
    filling = fill(field("q", "choice", list="kunnat"), answers={"q": "205"})

    with override("sv"):
        shown = [kind.display(value) for _step, _question, kind, value in filling.answered()]

    assert errors_of(filling) == {}
    assert shown == ["Kajana"]


# ---- whose errands


def test_children_and_adults_by_mandate_are_offered_and_no_company() -> None:
    form = read(field("q", "principal", other=True))

    offered = Filling(form, {}, situation()).blank(form.steps[0]).fields["q"].choices  # type: ignore[attr-defined]

    assert [label for _value, label in offered if _value] == ["Eelis Oja", "Helvi Oja", "Joku muu henkilö"]


# ---- signers


def test_the_value_of_a_signature_is_names_and_addresses() -> None:
    answers = {
        "q__0__name": "Tuomas Oja",
        "q__0__email": "tuomas@esimerkki.fi",
        "q__1__name": "Sari Oja",
        "q__1__email": "sari@esimerkki.fi",
    }

    value = fill(field("q", "signature"), answers=answers).values["q"]

    assert value == [
        {"name": "Tuomas Oja", "email": "tuomas@esimerkki.fi"},
        {"name": "Sari Oja", "email": "sari@esimerkki.fi"},
    ]


def test_there_are_never_more_signers_than_the_form_allows() -> None:
    form = read(field("q", "signature", max=2))

    inputs = Filling(form, {"q__rows": "0,1,2,3,4"}, situation()).blank(form.steps[0]).fields

    assert [name for name in inputs if name.endswith("__name")] == ["q__0__name", "q__1__name"]


# ---- addresses


def test_a_postal_code_tells_the_post_office() -> None:
    form = read(field("q", "address"))
    page = {"q__street": "Kidekuja 2", "q__code": "88610", "q__office": ""}

    typed = typed_in(Filling(form, {}, situation()).blank(form.steps[0]), page)

    assert typed["q__office"] == "Vuokatti"
    assert Filling(form, typed, situation()).values["q"] == ("Kidekuja 2", "88610", "Vuokatti")


@pytest.mark.parametrize(("code", "office"), [("88610", "Sotkamo"), ("00100", "Helsinki")], ids=["own", "unknown"])
def test_a_post_office_that_was_typed_stays(code: str, office: str) -> None:
    form = read(field("q", "address"))
    page = {"q__street": "Kidekuja 2", "q__code": code, "q__office": office}

    typed = typed_in(Filling(form, {}, situation()).blank(form.steps[0]), page)

    assert typed["q__office"] == office


# ---- places


def test_a_point_on_the_map_is_enough_and_is_told_with_its_coordinates() -> None:
    filling = fill(field("q", "location", shapes=["point"]), answers={"q": "", "q__geo": POINT})

    [(_step, _question, kind, value)] = filling.answered()

    assert value == {"text": "", "geometry": {"type": "Point", "coordinates": [27.7308, 64.2251]}}
    assert kind.display(value) == "64,22510° N, 27,73080° E"


def test_a_place_in_words_is_enough_and_leads_the_coordinates() -> None:
    question = field("q", "location", shapes=["point"])

    words = fill(question, answers={"q": "Tori", "q__geo": ""})
    both = fill(question, answers={"q": "Tori", "q__geo": POINT})

    assert words.values["q"] == {"text": "Tori", "geometry": None}
    [(_step, _question, kind, value)] = both.answered()
    assert kind.display(value) == "Tori\n64,22510° N, 27,73080° E"
    assert kind.brief(value) == "Tori"


def test_a_form_without_shapes_takes_no_geometry() -> None:
    filling = fill(field("q", "location"), answers={"q": "Tori", "q__geo": POINT})

    assert filling.values["q"] == {"text": "Tori", "geometry": None}
