# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest

from services.catalogue import finnish
from services.catalogue.models import Service
from services.catalogue.search import find, index_services
from services.catalogue.words import index_text
from tests.factories.catalogue import ServiceFactory

# A question, and the name and the summary of the only service that answers it.
QUESTIONS = [
    pytest.param("koulukuljetuksista", "Kuljetukset kouluun", "", id="compound asked, its parts in the name"),
    pytest.param("kirjastokortteja", "Kirjaston asiakkaaksi", "Kortti on maksuton.", id="parts far apart"),
    pytest.param("kuljetusten", "Neuvonta", "Päätös koulukuljetuksista.", id="last part of an inflected compound"),
    pytest.param("kortit", "Lainaaminen", "Tulosta kirjastokortteja.", id="both inflected"),
    pytest.param("lapsi", "Neuvonta", "Kahden lasten huoltajille.", id="stem that changes"),
]


@contextmanager
def no_voikko() -> Iterator[None]:
    """A machine without the library of the system."""
    with mock.patch.object(finnish, "Voikko", side_effect=OSError("libvoikko.so.1: cannot open shared object file")):
        _forget()
        yield
    _forget()


def _forget() -> None:
    finnish._voikko.cache_clear()
    finnish.forms.cache_clear()


def make_service(name: str, summary: str = "") -> Service:
    service: Service = ServiceFactory(name={"fi": name}, summary={"fi": summary})
    index_services([service.pk])
    return service


@pytest.mark.voikko
@pytest.mark.django_db
@pytest.mark.parametrize(("question", "name", "summary"), QUESTIONS)
def test_voikko_alone_finds(question: str, name: str, summary: str) -> None:
    service = make_service(name, summary)
    make_service("Venepaikat")
    assert find(question, "fi").service_ids == [service.pk]

    with no_voikko():
        index_services([service.pk])

        assert find(question, "fi").service_ids == []


@pytest.mark.voikko
@pytest.mark.django_db
def test_parts_of_a_compound_come_only_when_nothing_has_the_word() -> None:
    whole = make_service("Koulukuljetus")
    make_service("Kuljetukset kouluun")

    result = find("koulukuljetuksista", "fi")

    assert result.service_ids == [whole.pk]
    assert not result.is_loose


@pytest.mark.voikko
@pytest.mark.django_db
def test_index_made_with_voikko_serves_without_it() -> None:
    service = make_service("Rakennuslupa")

    with no_voikko():
        assert find("rakennusluvan", "fi").service_ids == [service.pk]


@pytest.mark.voikko
@pytest.mark.django_db
def test_index_made_without_voikko_serves_with_it() -> None:
    with no_voikko():
        service = make_service("Rakennuslupa")

    assert find("rakennusluvan", "fi").service_ids == [service.pk]


@pytest.mark.voikko
@pytest.mark.parametrize(
    ("word", "bases", "parts"),
    [
        pytest.param("lasten", {"lapsi"}, [], id="one word"),
        pytest.param("katuvalon", {"katuvalo"}, [{"katu"}, {"valo"}], id="compound"),
        pytest.param("kotihoidonlisä", {"kotihoidonlisä"}, [{"koti"}, {"hoito"}, {"lisä"}], id="part in genitive"),
        pytest.param("hakemusta", {"hakemus"}, [], id="the reading with the fewest parts"),
        pytest.param("varhaiskasvatus", {"varhaiskasvatus"}, [{"varhais"}, {"kasvatus"}], id="part that is no word"),
        pytest.param("bygglov", set(), [], id="not Finnish"),
        pytest.param("kuusi" * 20, set(), [], id="endless"),
    ],
)
def test_forms_of_a_word(word: str, bases: set[str], parts: list[set[str]]) -> None:
    known = finnish.forms(word)

    assert known.bases == bases
    assert list(known.parts) == parts


def test_without_voikko_the_stems_stay() -> None:
    with no_voikko():
        assert not finnish.is_known()
        assert index_text("Katuvalon", "fi") == "katuval katuvalo katuvalon"
