# SPDX-License-Identifier: EUPL-1.2
from typing import Any

import pytest

from services.eforms.engine.sentences import condition_text, expression_text

CONTENT = {
    "format": 1,
    "tables": [{"key": "fee", "label": {"fi": "Maksu"}}],
    "steps": [
        {
            "key": "tyo",
            "title": {"fi": "Työ"},
            "sections": [
                {
                    "fields": [
                        {"key": "urgent", "type": "yes_no", "label": {"fi": "Onko kiire?"}},
                        {
                            "key": "purpose",
                            "type": "choice",
                            "label": {"fi": "Mitä varten kaivat?"},
                            "options": [
                                {"value": "water", "label": {"fi": "Vesijohto"}},
                                {"value": "power", "label": {"fi": "Sähkö"}},
                            ],
                        },
                        {"key": "area", "type": "number", "label": {"fi": "Pinta-ala"}},
                        {"key": "starts_on", "type": "date", "label": {"fi": "Alkaa"}},
                        {
                            "key": "costs",
                            "type": "group",
                            "label": {"fi": "Kulut"},
                            "fields": [{"key": "amount", "type": "money", "label": {"fi": "Summa"}}],
                        },
                    ]
                }
            ],
        }
    ],
}
CONDITIONS: dict[str, tuple[Any, str]] = {
    "yes": ({"field": "urgent", "is": "yes"}, "”Onko kiire?” on ”Kyllä”"),
    "one of the options": (
        {"field": "purpose", "in": ["water", "power"]},
        "”Mitä varten kaivat?” on jokin näistä: ”Vesijohto”, ”Sähkö”",
    ),
    "a number": ({"field": "area", "more": 1250.5}, "”Pinta-ala” on enemmän kuin 1 250,5"),
    "answered": ({"field": "area", "filled": False}, "kohtaan ”Pinta-ala” ei ole vastattu"),
    "days from today": ({"field": "starts_on", "after": {"today": 30}}, "”Alkaa” on myöhemmin kuin 30 päivän päästä"),
    "another day": (
        {"field": "starts_on", "before": {"field": "starts_on", "days": 1}},
        "”Alkaa” on aikaisemmin kuin 1 päivä päivän ”Alkaa” jälkeen",
    ),
    "groups in brackets": (
        {
            "all": [
                {"field": "urgent", "is": "no"},
                {"any": [{"field": "area", "less": 2}, {"field": "area", "more": 9}]},
            ]
        },
        "”Onko kiire?” on ”Ei” ja (”Pinta-ala” on vähemmän kuin 2 tai ”Pinta-ala” on enemmän kuin 9)",
    ),
    "rows": ({"field": "costs", "count_more": 2}, "kohdassa ”Kulut” on enemmän kuin 2"),
    "a sum": ({"value": {"sum_of": "costs.amount"}, "more": 5000}, "kohtien ”Summa” summa on enemmän kuin 5 000"),
    "what the city knows": ({"known": "person.municipality", "is": "205"}, "asiakkaan kotikunta on ”205”"),
    "a table": ({"table": "fee", "is": "reduced"}, "taulukon ”Maksu” tulos on ”reduced”"),
    "not": ({"not": {"field": "urgent", "is": "yes"}}, "ei pidä paikkaansa, että ”Onko kiire?” on ”Kyllä”"),
    "an unknown question keeps its key": ({"field": "gone", "is": "yes"}, "”gone” on ”yes”"),
    "nonsense as it stands": ({"field": "area", "sings": 1}, '{"field": "area", "sings": 1}'),
    "none": (None, ""),
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_condition_is_a_sentence(name: str) -> None:
    condition, sentence = CONDITIONS[name]

    assert condition_text(condition, CONTENT) == sentence


def test_expression_is_written_with_its_signs() -> None:
    expression = {"multiply": [{"add": [{"field": "area"}, 2]}, {"count_of": "costs"}]}

    assert expression_text(expression, CONTENT) == "(”Pinta-ala” + 2) × kohdan ”Kulut” määrä"
