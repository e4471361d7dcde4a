# SPDX-License-Identifier: EUPL-1.2
import pytest

from services.catalogue.models import Service, Synonym
from services.catalogue.search import find, index_points, index_services
from tests.factories.catalogue import ServiceFactory, ServicePointFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def services() -> None:
    names = {
        "rakennuslupa": ("Rakennuslupa", "Bygglov", "Building permit"),
        "varhaiskasvatus": ("Varhaiskasvatuspaikan haku", "Småbarnspedagogik", "Early education"),
        "tyottomyys": ("Työttömien neuvonta", "Arbetslösa", "Unemployment advice"),
        "avustus": ("Järjestöjen toiminta-avustus", "Bidrag", "Grants"),
    }
    found = [
        ServiceFactory(slug=slug, name={"fi": fi, "sv": sv, "en": en}, summary={"fi": "Kuvaus"})
        for slug, (fi, sv, en) in names.items()
    ]
    mention = ServiceFactory(slug="maininta", summary={"fi": "Kysy, tarvitsetko rakennuslupaa."})
    index_services([one.pk for one in [*found, mention]])


def slugs(text: str, language: str = "fi") -> list[str]:
    names = dict(Service.objects.values_list("pk", "slug"))
    return [names[pk] for pk in find(text, language).service_ids]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        pytest.param("rakennuslupa", "rakennuslupa", id="the word itself"),
        pytest.param("Rakennusluvan hakeminen", "rakennuslupa", id="weak grade and a common word"),
        pytest.param("rakenuslupa", "rakennuslupa", id="slip of the pen"),
        pytest.param("rakennus", "rakennuslupa", id="beginning of a compound"),
        pytest.param("avustuksen", "avustus", id="part after a hyphen, inflected"),
        pytest.param("tyottomien", "tyottomyys", id="without dots"),
        pytest.param("bygglov", "rakennuslupa", id="Swedish on a Finnish page"),
        pytest.param("building permits", "rakennuslupa", id="English plural"),
    ],
)
def test_search_finds_first(text: str, slug: str) -> None:
    assert slugs(text)[:1] == [slug]


def test_name_weighs_more_than_summary() -> None:
    assert slugs("rakennuslupa") == ["rakennuslupa", "maininta"]


def test_synonym_finds_the_official_word_and_is_told() -> None:
    Synonym.objects.create(word="päivähoito", official="varhaiskasvatus")

    result = find("päivähoitoa", "fi")

    assert [str(one) for one in result.synonyms] == ["päivähoito → varhaiskasvatus"]
    assert slugs("päivähoitoa") == ["varhaiskasvatus"]


def test_slip_of_the_pen_is_told_as_loose() -> None:
    assert find("rakenuslupa", "fi").is_loose
    assert not find("rakennuslupa", "fi").is_loose


def test_archived_service_is_not_found() -> None:
    Service.objects.filter(slug="rakennuslupa").update(publishing="archived")

    assert slugs("rakennuslupa") == ["maininta"]


def test_places_are_found_too() -> None:
    point = ServicePointFactory(name={"fi": "Kajaanihalli"})
    index_points([point.pk])

    assert find("kajaanihalli", "fi").point_ids == [point.pk]


@pytest.mark.parametrize("text", ["", "   ", "'\"&|!:*()<>", "a' | b", "\\"])
def test_any_text_can_be_asked(text: str) -> None:
    find(text, "fi")


def test_search_takes_one_query_when_the_catalogue_is_at_hand() -> None:
    find("rakennuslupa", "fi")

    assert count_queries(lambda: find("rakennuslupa avustus", "fi")) == 1


def test_summary_weighs_more_than_many_mentions_in_a_long_text() -> None:
    short = ServiceFactory(slug="lahde", summary={"fi": "Tietoa avannosta."})
    wordy = ServiceFactory(slug="uimahallit", description={"fi": "Avanto. " * 9})
    index_services([wordy.pk, short.pk])

    assert slugs("avanto") == ["lahde", "uimahallit"]
