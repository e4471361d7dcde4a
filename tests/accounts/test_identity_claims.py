# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from portal.accounts.actors import Assurance
from portal.accounts.identity import Identity
from portal.demo.characters import AINO, TEST_PERSONS

LOA2 = "http://ftn.ficora.fi/2017/loa2"


def test_claims_of_suomifi_are_read() -> None:
    identity = Identity.from_claims(AINO.claims)

    assert (identity.surname, identity.call_name, identity.post_office) == ("Kemppainen", "Aino", "Kajaani")
    assert identity.birth_date == dt.date(1986, 3, 14)
    assert identity.assurance == Assurance.STRONG
    assert not identity.non_disclosure


@pytest.mark.parametrize("claim", ["urn:oid:1.2.246.21", "hetu", "nin", "fi_ssn"])
def test_brokers_other_names_for_the_code_are_read(claim: str) -> None:
    assert Identity.from_claims({claim: "010280-952L", "acr": LOA2}).hetu == "010280-952L"


def test_names_of_claims_are_configuration(settings: Settings) -> None:
    settings.IDENTITY_CLAIMS = {**settings.IDENTITY_CLAIMS, "surname": ["sukunimi"]}

    assert Identity.from_claims({"sukunimi": "Testilä", "family_name": "Muu"}).surname == "Testilä"


@pytest.mark.parametrize("acr", ["", "http://eidas.europa.eu/LoA/low", "urn:oid:1.2.246.517.3002.110.7"])
def test_other_levels_are_not_strong(acr: str) -> None:
    assert Identity.from_claims({"hetu": "010280-952L", "acr": acr}).assurance == Assurance.WEAK


def test_wrong_code_is_refused() -> None:
    with pytest.raises(ValidationError):
        Identity.from_claims({"hetu": "010280-952K", "acr": LOA2})


@pytest.mark.parametrize("character", TEST_PERSONS, ids=lambda character: character.sub)
def test_public_test_persons_are_well_formed(character: object) -> None:
    assert isinstance(character, type(AINO))
    assert Identity.from_claims(character.claims).hetu == character.hetu


def test_identity_does_not_print_the_code() -> None:
    assert "952L" not in repr(Identity.from_claims({"hetu": "010280-952L", "acr": LOA2}))
