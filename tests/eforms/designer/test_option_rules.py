# SPDX-License-Identifier: EUPL-1.2
"""When an option is offered, and comparisons of a rule, edited without JavaScript."""

from typing import Any

import pytest
from django.urls import reverse

from services.eforms.actions.designing import start_version
from services.eforms.models import FormVersion
from tests.cast import Cast
from tests.eforms.designer.forms import RICH
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import FormDefinitionFactory, field, form_of

pytestmark = pytest.mark.django_db

CITY = {"field": "where", "is": "city"}
CONTENT = form_of(
    field("where", "choice", options=[{"value": v, "label": {"fi": v.title()}} for v in ("city", "village")]),
    field("days", "date_range"),
    field(
        "how",
        "choice",
        options=[
            {"value": "tram", "label": {"fi": "Raitiovaunu"}, "show_if": CITY},
            {"value": "bus", "label": {"fi": "Bussi"}},
        ],
    ),
)


@pytest.fixture
def version(cast: Cast) -> FormVersion:
    return begun(cast, CONTENT)


def begun(cast: Cast, content: dict[str, Any]) -> FormVersion:
    definition = FormDefinitionFactory(case_type=CaseTypeFactory(unit=cast.unit), content=content)
    return start_version(definition.pk, actor=cast.editor.actor)


def url(version: FormVersion, page: str, *more: Any) -> str:
    return reverse(f"admin:eforms_formdefinition_{page}", args=[version.definition.slug, *more])


def options_now(version: FormVersion) -> list[dict[str, Any]]:
    options: list[dict[str, Any]] = FormVersion.objects.get(pk=version.pk).content["steps"][0]["sections"][0]["fields"][
        2
    ]["options"]
    return options


def boxes(**changed: Any) -> dict[str, Any]:
    return {
        "revision": 0,
        "osa": "field:how",
        "label-fi": "How",
        "type": "choice",
        "key": "how",
        "required": "on",
        "editable": "on",
        "renew": "on",
        "options-count": 3,
        "option-0-was": "tram",
        "option-0-value": "tram",
        "option-0-label": "Raitiovaunu",
        "option-0-if-count": 2,
        "option-0-if-0-subject": "where",
        "option-0-if-0-test": "is",
        "option-0-if-0-wanted": "city",
        "option-1-was": "bus",
        "option-1-value": "bus",
        "option-1-label": "Bussi",
        "option-1-if-count": 1,
    } | changed


def test_the_condition_of_an_option_stands_as_a_sentence(cast: Cast, version: FormVersion) -> None:
    page = cast.editor.client().get(url(version, "design"), {"osa": "field:how"}).content.decode()

    assert "Tarjoa vain, kun" in page
    assert 'name="option-0-if-0-subject"' in page
    assert '<option value="city" selected>City</option>' in page


def test_saved_as_it_stands_it_is_the_same(cast: Cast, version: FormVersion) -> None:
    cast.editor.client().post(url(version, "design_change"), boxes())

    assert FormVersion.objects.get(pk=version.pk).revision == 0


def test_a_condition_is_given_and_taken_away(cast: Cast, version: FormVersion) -> None:
    changed = boxes(
        **{
            "option-0-if-0-remove": "1",
            "option-1-if-0-subject": "days",
            "option-1-if-0-test": "count_more",
            "option-1-if-0-wanted": "3",
        }
    )

    cast.editor.client().post(url(version, "design_change"), changed)

    assert "show_if" not in options_now(version)[0]
    assert options_now(version)[1]["show_if"] == {"field": "days", "count_more": 3}


def test_a_condition_moves_with_its_option(cast: Cast, version: FormVersion) -> None:
    cast.editor.client().post(url(version, "design_change"), boxes(**{"option-0-place": "2", "option-1-place": "2"}))

    assert [(one["value"], one.get("show_if")) for one in options_now(version)] == [("bus", None), ("tram", CITY)]


def test_what_is_wrong_in_it_is_told_beside_it(cast: Cast, version: FormVersion) -> None:
    response = cast.editor.client().post(
        url(version, "design_change"), boxes(**{"option-0-if-0-wanted": "kuu", "option-0-label": "Ratikka"})
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "Valitse vastaus." in page
    assert "Ratikka" in page
    assert options_now(version)[0]["label"] == {"fi": "Raitiovaunu"}


def test_comparisons_are_shown_without_saving_or_scolding(cast: Cast, version: FormVersion) -> None:
    asked = boxes(**{"option-1-if-0-subject": "days", "option-0-label": "Ratikka", "piirra": "1"})

    response = cast.editor.client().post(url(version, "design_change"), asked)

    page = response.content.decode()
    assert response.status_code == 200
    assert "päiviä on enemmän kuin" in page
    assert "Ratikka" in page
    assert "Kirjoita luku." not in page
    assert FormVersion.objects.get(pk=version.pk).revision == 0


def test_comparisons_of_a_decision_table_are_shown_without_saving_or_scolding(cast: Cast) -> None:
    version = begun(cast, RICH)
    typed = {
        "revision": 0,
        "label": "Uusi nimi",
        "rows-count": 2,
        "row-0-if-count": 1,
        "row-0-if-0-subject": "kind",
        "row-0-if-0-test": "in",
        "row-0-value": "90",
        "row-1-if-count": 1,
        "row-1-if-0-subject": "starts_on",
        "piirra": "1",
    }

    response = cast.editor.client().post(url(version, "table_save", "fee"), typed)

    page = response.content.decode()
    assert response.status_code == 200
    assert "on aikaisemmin kuin" in page
    assert page.count('name="row-0-if-0-chosen"') == 2
    assert "Uusi nimi" in page
    assert "Valitse ainakin yksi vastaus." not in page
    assert FormVersion.objects.get(pk=version.pk).content == RICH
