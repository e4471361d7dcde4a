# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.models import Person
from portal.audit.models import AuditEntry
from portal.frontdesk.actions import search_customers
from portal.frontdesk.search import find_customers
from tests.cast import Cast
from tests.factories.accounts import PersonFactory
from tests.factories.cases import CaseFactory
from tests.factories.feedback import FeedbackFactory


@pytest.fixture
def määttä(db: None) -> Person:
    for call_name, surname in [("Marja", "Mäkinen"), ("Antti", "Kemppainen"), ("Aino", "Huttunen")]:
        PersonFactory(call_name=call_name, given_names=call_name, surname=surname)
    return PersonFactory(
        call_name="Aino",
        given_names="Aino Maria",
        surname="Määttä",
        identified=True,
        born=dt.date(1991, 8, 14),
        hetu="140891-912C",
        phone="+358401112223",
        email="aino.maatta@mail.example",
    )


@pytest.mark.parametrize(
    "words",
    [
        "Määttä Aino",
        "aino määttä",
        "Maatta Aino",
        "Aino Mättä",
        "Määtä",
        "Ano Määttä",
        "Maria Määttä",
        "Määttä 14.8.1991",
        "14.8.1991",
        "140891-912C",
        "hetu on 140891-912c",
        "040 111 2223",
        "+358 40 1112223",
        "AINO.MAATTA@mail.example",
    ],
)
def test_clerk_finds_by_what_the_customer_says(määttä: Person, words: str) -> None:
    people = find_customers(words).people

    assert people
    assert people[0] == määttä


@pytest.mark.parametrize(
    "words", ["Virtanen", "Aino Virtanen", "Määttä 1.1.1950", "0501234567", "010190-901R", "x", "%"]
)
def test_nobody_is_found_by_others_words(määttä: Person, words: str) -> None:
    assert not find_customers(words).people


@pytest.mark.parametrize("words", ["140891-912X", "KAJ-2026-000001-Z", "31.2.1991"])
def test_slip_of_the_pen_is_told(määttä: Person, words: str) -> None:
    assert find_customers(words).is_mistyped


def test_references_lead_to_their_people(määttä: Person) -> None:
    feedback = FeedbackFactory(person=määttä)
    case = CaseFactory(applicant=määttä)

    assert find_customers(feedback.reference).people == [määttä]
    assert find_customers(case.reference.lower()).people == [määttä]


def test_hit_shows_the_street_but_not_the_door(määttä: Person) -> None:
    assert find_customers("Määttä").hits == [(määttä, "Kalliokatu")]


def test_protected_address_is_in_no_hit(db: None) -> None:
    person = PersonFactory(protected=True, surname="Suojattu")

    assert find_customers("Suojattu").hits == [(person, "")]


def test_log_tells_that_there_was_a_search_but_not_for_whom(cast: Cast, määttä: Person) -> None:
    search_customers("Määttä Aino", actor=cast.clerk.actor)

    entry = AuditEntry.objects.get()
    assert (entry.event, entry.facts) == ("customer.searched", {"kind": "name", "hits_count": 1})
    assert entry.person_id is None


@pytest.mark.parametrize("role", ["visitor", "resident", "handler", "main_user", "auditor"])
def test_others_cannot_search(cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        search_customers("Aino", actor=cast.member(role).actor)
