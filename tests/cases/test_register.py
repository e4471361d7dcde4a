# SPDX-License-Identifier: EUPL-1.2
"""The register of matters: what everybody may know of each, and the whole for those who handle them."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Case, CaseType
from cases.register.files import as_csv
from portal.audit.models import AuditEntry
from portal.common import clock
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseTypeFactory, DecisionFactory
from tests.queries import count_queries

PAGE, FILE = "/rekisteri/", "/rekisteri/csv/"


@pytest.fixture
def secret(cast: Cast) -> Case:
    kind = CaseTypeFactory(
        unit=cast.unit, name={"fi": "Lastenvalvoja"}, publicity="secret", secrecy_ground="JulkL 24 § 1 mom. 25 k."
    )
    found: Case = CaseFactory(case_type=kind, applicant=cast.resident.person)
    return found


def read(url: str, **asked: Any) -> str:
    response = Client().get(url, asked)
    assert response.status_code == 200
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return str(body.decode())


@pytest.mark.parametrize("url", [PAGE, FILE])
def test_everybody_reads_number_subject_unit_and_status(case: Case, url: str) -> None:
    page = read(url)

    assert case.register_number in page
    assert "Kaivulupa" in page
    assert str(case.unit) in page
    assert "Vastaanotettu" in page


@pytest.mark.parametrize("url", [PAGE, FILE])
def test_no_person_and_no_own_words_are_told(cast: Cast, case: Case, url: str) -> None:
    Case.objects.filter(pk=case.pk).update(summary="Kaivan kaivon", detail="Eelis Huoltaja", handler=cast.handler.user)

    page = read(url)

    for secret in ("Kemppainen", "Kaivan kaivon", "Eelis", "Huotari", "Kauppakatu", case.reference):
        assert secret not in page


@pytest.mark.parametrize("url", [PAGE, FILE])
def test_secret_matter_is_a_number_alone(secret: Case, url: str) -> None:
    page = read(url)

    assert secret.register_number in page
    for told in ("Lastenvalvoja", "Vastaanotettu", f"{clock.today():%-d.%-m.%Y}", clock.today().isoformat()):
        assert told not in page


@pytest.mark.parametrize(
    "asked", [{"haku": "lastenvalvoja"}, {"yksikko": "kunnallistekniikka"}, {"tila": "open"}], ids=str
)
def test_narrowing_does_not_tell_what_a_secret_matter_is_about(secret: Case, case: Case, asked: dict[str, str]) -> None:
    assert secret.register_number not in read(FILE, **asked)


def test_secret_matter_is_found_by_its_own_number(secret: Case, case: Case) -> None:
    page = read(PAGE, haku=secret.register_number)

    assert secret.register_number in page
    assert case.register_number not in page


def test_register_is_narrowed_by_words_unit_state_and_year(cast: Cast, case: Case) -> None:
    other = CaseFactory(case_type=CaseTypeFactory(unit=cast.other_unit, name={"fi": "Koulupaikka"}), closed=True)
    old = CaseFactory(received_at=clock.now() - dt.timedelta(days=800))

    def numbers(**asked: Any) -> set[str]:
        page = read(FILE, **asked)
        return {one.register_number for one in (case, other, old) if f"{one.register_number};" in page}

    assert numbers() == {case.register_number, other.register_number}
    assert numbers(haku="koulu") == {other.register_number}
    assert numbers(yksikko="perusopetus") == {other.register_number}
    assert numbers(tila="open") == {case.register_number}
    assert numbers(tila="ended") == {other.register_number}
    assert numbers(vuosi=old.received_at.year) == {old.register_number}
    assert numbers(vuosi="abc", yksikko="nowhere") == {case.register_number, other.register_number}


def test_long_register_goes_by_pages(case_type: CaseType) -> None:
    CaseFactory.create_batch(51, case_type=case_type)

    first, second = read(PAGE), read(PAGE, sivu=2)

    assert first.count("<tr>") == 51
    assert second.count("<tr>") == 2
    assert "Vanhemmat" in first
    assert "Uudemmat" in second


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999"])
def test_odd_page_numbers_open_the_first_page(case: Case, number: str) -> None:
    assert case.register_number in read(PAGE, sivu=number)


def test_cell_that_would_be_a_formula_is_text(cast: Cast) -> None:
    kind = CaseTypeFactory(unit=cast.unit, name={"fi": '=HYPERLINK("x")'})
    CaseFactory(case_type=kind)

    assert "'=HYPERLINK" in read(FILE)
    file = b"".join(as_csv([["-1", "a"]], "x").streaming_content)  # type: ignore[arg-type]
    assert file == "\ufeff'-1;a\r\n".encode()


def test_page_asks_as_many_questions_for_one_as_for_twenty(case_type: CaseType) -> None:
    CaseFactory(case_type=case_type)
    read(PAGE)
    one = count_queries(lambda: read(PAGE))

    CaseFactory.create_batch(19, case_type=case_type)

    assert count_queries(lambda: read(PAGE)) == one


# ---- the whole register, for those who handle


def test_handler_reads_the_metadata_of_the_units_cases(cast: Cast, case: Case, secret: Case) -> None:
    decision = DecisionFactory(case=secret)
    elsewhere = CaseFactory(case_type=CaseTypeFactory(unit=cast.other_unit))
    client = cast.handler.client()

    page = client.get(reverse("admin:cases_case_register")).content.decode()
    file = b"".join(client.get(reverse("admin:cases_case_register_csv")).streaming_content).decode()  # type: ignore[attr-defined]

    for told in (case.reference, secret.reference, "Aino Kemppainen", decision.section, "JulkL 24 § 1 mom. 25 k."):
        assert told in page
        assert told in file
    assert elsewhere.reference not in page + file


def test_taking_the_register_as_a_file_is_written_down(cast: Cast, case: Case) -> None:
    cast.handler.client().get(reverse("admin:cases_case_register_csv"))

    assert AuditEntry.objects.get(event="register.exported").facts["year"] == clock.today().year
