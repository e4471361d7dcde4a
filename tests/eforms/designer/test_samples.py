# SPDX-License-Identifier: EUPL-1.2
"""The preview as an invented person: what the city would know of them stands there, and nobody is kept."""

from typing import Any

import pytest
from django.urls import reverse

from portal.accounts.models import Organisation, Person
from services.eforms.actions.designing import start_version
from services.eforms.models import FormVersion
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import FormDefinitionFactory, field, form_of

pytestmark = pytest.mark.django_db

ASKED = form_of(
    field("name", prefill="person.name", locked=True),
    field("code", "hetu", prefill="person.hetu", optional=True),
    field("mail", "email", prefill="person.email"),
    field("child", "child", optional=True),
    field("company", prefill="organisation.name", optional=True),
    field("minors", show_if={"known": "person.age", "less": 18}, optional=True),
)


@pytest.fixture
def version(cast: Cast) -> FormVersion:
    definition = FormDefinitionFactory(case_type=CaseTypeFactory(unit=cast.unit), content=ASKED)
    return start_version(definition.pk, actor=cast.editor.actor)


def shown(cast: Cast, version: FormVersion, person: str) -> str:
    address = reverse("admin:eforms_formdefinition_preview", args=[version.definition.slug])
    return cast.editor.client().get(address, {"henkilo": person}).content.decode()


@pytest.mark.parametrize(
    ("person", "told", "hidden"),
    [
        ("", [], ["Maija", "170585", "Onni"]),
        ("huoltaja", ["Maija Malli Esimerkki", "170585-900Y", "Onni", "väestötietojärjestelmästä"], ["Esimerkki Oy"]),
        ("yritys", ["Esimerkki Oy"], ["Onni"]),
        ("heikko", ["maija.esimerkki@kajaani.example"], ["170585", "Onni"]),
        ("joku-muu", [], ["Maija"]),
    ],
)
def test_the_preview_shows_what_is_known_of_the_chosen_person(
    cast: Cast, version: FormVersion, person: str, told: list[str], hidden: list[str]
) -> None:
    before = (Person.objects.count(), Organisation.objects.count())

    page = shown(cast, version, person)

    assert [text for text in told if text not in page] == []
    assert [text for text in hidden if text in page] == []
    assert (Person.objects.count(), Organisation.objects.count()) == before


def test_nothing_in_it_leads_to_a_draft(cast: Cast, version: FormVersion) -> None:
    assert "/luonnos/" not in shown(cast, version, "huoltaja")


def test_what_was_changed_in_the_preview_stays_changed(cast: Cast, version: FormVersion) -> None:
    address = reverse("admin:eforms_formdefinition_preview", args=[version.definition.slug])
    sent: dict[str, Any] = {"henkilo": "huoltaja", "vaihe": "tiedot", "answers": '{"mail": "toinen@kajaani.example"}'}

    page = cast.editor.client().post(address, sent | {"mail": "uusi@kajaani.example"}).content.decode()

    assert "uusi@kajaani.example" in page
    assert "maija.esimerkki@kajaani.example" not in page


def test_the_chosen_person_follows_to_the_preview_and_the_next_question(cast: Cast, version: FormVersion) -> None:
    address = reverse("admin:eforms_formdefinition_design", args=[version.definition.slug])

    page = cast.editor.client().get(address, {"henkilo": "yritys", "osa": "field:mail"}).content.decode()

    assert '<option value="yritys" selected>' in page
    assert "kieli=fi&amp;henkilo=yritys&amp;versio=0" in page
    assert page.count('<input type="hidden" name="henkilo" value="yritys">') >= 1
