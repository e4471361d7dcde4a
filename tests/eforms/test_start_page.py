# SPDX-License-Identifier: EUPL-1.2
"""What one is told before the first answer."""

from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from services.eforms.actions.sending import submit
from services.eforms.engine.content import digest_of
from services.eforms.filling import filling_of, shown_content
from services.eforms.models import Draft, FormDefinition
from tests.cast import Cast
from tests.factories.eforms import TWO_STEPS, DraftFactory, FillingStepFactory, FormDefinitionFactory

FEES = {
    "key": "fee",
    "gives": "fee",
    "label": {"fi": "Maksu"},
    "rows": [
        {"if": {"field": "urgent", "is": "yes"}, "value": 150, "reason": {"fi": "Kiireellinen lupa"}},
        {"if": {"field": "urgent", "is": "no"}, "value": 49.5, "reason": {"fi": "Tavallinen lupa"}},
    ],
    "default": 0,
}


def page_of(cast: Cast, definition: FormDefinition, member: str = "resident") -> str:
    cache.clear()
    return cast.member(member).client().get(reverse("eforms:start", args=[definition.slug])).text


def a_form(**rules: Any) -> FormDefinition:
    found: FormDefinition = FormDefinitionFactory(content={**TWO_STEPS, **rules})
    return found


def sent(definition: FormDefinition, cast: Cast) -> None:
    draft = DraftFactory(complete=True, version=definition.current_version, person=cast.resident.person)
    digest = digest_of(shown_content(draft, filling_of(draft)))
    submit(draft.key, actor=cast.resident.actor, shown_digest=digest)


def test_estimate_is_told_as_an_estimate(cast: Cast) -> None:
    page = page_of(cast, a_form())

    assert "noin 5 minuuttia" in page
    assert "arviomme" in page


def test_typical_time_is_told_when_many_have_sent(cast: Cast) -> None:
    definition = a_form()
    for _filling in range(20):
        FillingStepFactory(version=definition.current_version, filling=_uuid(), seconds=420)

    page = page_of(cast, definition)

    assert "noin 7 minuuttia" in page
    assert "näin kauan täyttö on muilla tavallisesti kestänyt" in page


def _uuid() -> Any:
    return FillingStepFactory.build(version=None).filling


def test_price_and_its_grounds_are_told(cast: Cast) -> None:
    page = page_of(cast, a_form(tables=[FEES]))

    assert "0–150 €" in page.replace("\xa0", " ")
    assert "<dt>Kiireellinen lupa</dt>" in page


def test_price_by_a_formula_is_told_to_depend_on_the_answers(cast: Cast) -> None:
    by_formula = {**FEES, "rows": [{**FEES["rows"][0], "value": {"add": [1, 2]}}]}  # type: ignore[index]

    assert "lasketaan vastauksistasi" in page_of(cast, a_form(tables=[by_formula]))


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ({"who": ["self", "person"]}, "omasta puolestasi, toisen aikuisen puolesta valtuudella"),
        ({"who": ["child"]}, "lapsesi puolesta"),
        ({"assurance": "strong"}, "tarvitset vahvan tunnistautumisen"),
        ({"assurance": "none"}, "kirjautumista ei tarvita"),
    ],
    ids=["for oneself or an adult", "for a child", "strongly", "without logging in"],
)
def test_who_may_fill_is_told(cast: Cast, rules: dict[str, Any], told: str) -> None:
    assert told in page_of(cast, a_form(**rules))


@pytest.mark.parametrize(("quota", "is_told"), [(3, True), (500, False)], ids=["few left", "many left"])
def test_places_are_told_when_few_are_left(cast: Cast, quota: int, is_told: bool) -> None:
    assert ("Paikkoja jäljellä" in page_of(cast, a_form(quota=quota))) is is_told


def test_other_ways_are_told_and_the_paper_form(cast: Cast) -> None:
    definition = a_form()
    page = page_of(cast, definition, "visitor")

    assert reverse("eforms:paper", args=[definition.slug]) in page
    assert "Kajaani Infossa" in page


def test_last_times_answers_are_offered_to_who_has_sent(cast: Cast) -> None:
    definition = a_form(renew=True)
    sent(definition, cast)

    assert "Aloita viime kerran tiedoilla" in page_of(cast, definition)
    assert "Aloita viime kerran tiedoilla" not in page_of(cast, definition, "stranger")
    assert "Aloita viime kerran tiedoilla" not in page_of(cast, definition, "visitor")


def test_button_begins_with_last_times_answers(cast: Cast) -> None:
    definition = a_form(renew=True)
    sent(definition, cast)

    cast.resident.client().post(reverse("eforms:begin", args=[definition.slug]), {"viimeksi": "1"})

    draft = Draft.objects.unsent().get()
    assert draft.renewed_from
    assert draft.answers["urgent"] == "no"


def test_renewed_step_tells_where_the_answer_came_from(cast: Cast) -> None:
    definition = a_form(renew=True)
    sent(definition, cast)
    client = cast.resident.client()
    client.post(reverse("eforms:begin", args=[definition.slug]), {"viimeksi": "1"})

    page = client.get(reverse("eforms:step", args=[Draft.objects.unsent().get().key, "asia"])).text

    assert "Haettu viime hakemuksestasi" in page


def test_receipt_offers_the_copy(cast: Cast) -> None:
    sent(a_form(), cast)
    draft = Draft.objects.get()

    page = cast.resident.client().get(reverse("eforms:receipt", args=[draft.key])).text

    assert reverse("eforms:copy", args=[draft.key]) in page
