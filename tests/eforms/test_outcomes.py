# SPDX-License-Identifier: EUPL-1.2
"""What decision tables give is shown before sending, sent with its reason, and routes the case."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Case
from services.eforms.actions.sending import submit
from services.eforms.engine.content import digest_of
from services.eforms.filling import filling_of, shown_content
from services.eforms.models import Draft
from tests.cast import Cast
from tests.factories.accounts import UnitFactory
from tests.factories.eforms import DraftFactory, FormDefinitionFactory, field, form_of

LARGE = {"field": "people", "more": 500}
TABLES = [
    {
        "key": "fee",
        "gives": "fee",
        "label": {"fi": "Käsittelymaksu"},
        "rows": [
            {"if": LARGE, "value": {"multiply": [2, {"field": "people"}]}, "reason": {"fi": "Suuri tapahtuma"}},
            {"if": {"field": "people", "less": 10}, "value": 0},
        ],
        "default": 120.5,
    },
    {
        "key": "receiver",
        "gives": "unit",
        "label": {"fi": "Vastaanottaja"},
        "rows": [{"if": LARGE, "value": "pelastus", "reason": {"fi": "Yli 500 kävijää: pelastus lausuu ensin"}}],
    },
    {
        "key": "urgency",
        "gives": "priority",
        "label": {"fi": "Kiireellisyys"},
        "rows": [{"if": LARGE, "value": "urgent"}],
        "default": "normal",
    },
]
CONTENT = form_of(field("people", "number"), tables=TABLES, summary={"fi": "{people} kävijää"})


def drafted(cast: Cast, people: str) -> Draft:
    version = FormDefinitionFactory(content=CONTENT).current_version
    draft: Draft = DraftFactory(version=version, person=cast.resident.person, answers={"people": people})
    return draft


def sent(cast: Cast, draft: Draft) -> Case:
    digest = digest_of(shown_content(draft, filling_of(draft)))
    return submit(draft.key, actor=cast.resident.actor, shown_digest=digest).case


def outcomes(case: Case) -> dict[str, Any]:
    return {row["key"]: row for row in case.content[-1]["rows"]}


def test_the_review_shows_the_fee_and_its_reason(cast: Cast) -> None:
    client: Client = cast.resident.client()

    page = client.get(f"/luonnos/{drafted(cast, '600').key}/yhteenveto/").text

    assert "1\u00a0200\u00a0€<br>Suuri tapahtuma" in page
    assert "Käsittelymaksu" in page


def test_the_receipt_tells_the_fee_and_leads_to_the_matter(cast: Cast) -> None:
    draft = drafted(cast, "600")

    case = sent(cast, draft)
    page = cast.resident.client().get(reverse("eforms:receipt", args=[draft.key])).text

    assert "1\u00a0200\u00a0€<br>Suuri tapahtuma" in page
    assert f'href="{case.get_absolute_url()}"' in page
    assert f'href="{reverse("eforms:copy", args=[draft.key])}"' in page


def test_a_table_routes_the_case_and_tells_why(cast: Cast) -> None:
    rescue = UnitFactory(code="pelastus")

    case = sent(cast, drafted(cast, "600"))

    assert case.unit == rescue
    assert outcomes(case)["receiver"]["reason"] == {"fi": "Yli 500 kävijää: pelastus lausuu ensin"}
    assert outcomes(case)["receiver"]["table_row"] == 0
    assert case.summary == "Kiireellinen: 600 kävijää"


def test_without_a_row_that_holds_the_default_and_the_usual_unit_count(cast: Cast) -> None:
    draft = drafted(cast, "20")

    case = sent(cast, draft)

    assert case.unit == draft.definition.case_type.unit
    assert {key: row["value"] for key, row in outcomes(case).items()} == {"fee": "120,50\u00a0€"}
    assert outcomes(case)["fee"]["table_row"] is None
    assert case.summary == "20 kävijää"


@pytest.mark.usefixtures("cast")
def test_a_unit_that_is_no_more_does_not_lose_the_case(cast: Cast) -> None:
    draft = drafted(cast, "600")

    assert sent(cast, draft).unit == draft.definition.case_type.unit
