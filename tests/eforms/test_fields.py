# SPDX-License-Identifier: EUPL-1.2
"""Every type of question: what it accepts, what it refuses and with which words, and how it shows its value."""

import datetime as dt
from typing import Any

import pytest

from portal.accounts.models import Mandate, Organisation, Person
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling
from tests.factories.eforms import field, read

TODAY = dt.date(2026, 11, 24)
CHILD = Person(public_id="3d3e8ad0-0000-4000-8000-000000000001", call_name="Eelis", surname="Oja")
CLUB = Organisation(business_id="1234567-1", name="Latu ry")


def situation(**facts: Any) -> Situation:
    mandates = [Mandate(kind="guardian", person=CHILD), Mandate(kind="company", organisation=CLUB)]
    return Situation(applicant=Person(), today=TODAY, mandates_of=lambda _person: mandates, **facts)


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
}


@pytest.mark.parametrize("kind", RIGHT)
def test_a_right_answer_is_shown_in_words(kind: str) -> None:
    rules, answers, shown = RIGHT[kind]

    filling = fill(field("q", kind, **rules), answers=answers)

    assert errors_of(filling) == {}
    assert [kind.display(value) for _step, _question, kind, value in filling.answered()] == [shown]


WRONG = [
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
