# SPDX-License-Identifier: EUPL-1.2
import pytest

from feedback.routing import longest_hit, topic_of
from tests.factories.feedback import RoutingFactory


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Linnankadulla on liukasta", "kadut"),
        ("KATUVALO rikki Kauppakadulla", "valot"),
        ("Gatubelysningen\nfungerar inte", "valot"),
        ("the street \n light is broken", "valot"),
        ("Bussi oli myöhässä", None),
        ("", None),
    ],
    ids=["inside a word", "longer word wins", "in Swedish", "two words over a line", "no known word", "nothing"],
)
def test_words_tell_the_topic(db: None, text: str, topic: str | None) -> None:
    topics = [
        RoutingFactory(code="kadut", keywords="kadu, katu, gata,"),
        RoutingFactory(code="valot", keywords="Katuvalo, gatubelysning, street light"),
    ]

    found = topic_of(text, topics)

    assert (found.code if found else None) == topic


def test_first_topic_wins_a_tie(db: None) -> None:
    first, second = RoutingFactory(keywords="koira"), RoutingFactory(keywords="kissa")

    assert topic_of("Koira ja kissa", [first, second]) == first


def test_empty_keyword_hits_nothing() -> None:
    assert longest_hit("mitä vain", " , ,") == 0
