# SPDX-License-Identifier: EUPL-1.2
"""Filings side by side, what has changed in one, and a warning of the same one twice."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from cases.admin.comparing import ADDED, CHANGED, REMOVED, alike_of, compared
from cases.models import Case, CaseType
from portal.audit.models import AccessEntry
from portal.common import clock
from tests.cast import Cast
from tests.factories.cases import CaseFactory, DisqualificationFactory, SupplementRequestFactory


def content(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"title": {"fi": "Hakemus"}, "rows": list(rows)}]


def row(key: str, value: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "label": {"fi": key.capitalize()}, "value": value, **more}


@pytest.fixture
def last_year(cast: Cast, case_type: CaseType) -> Case:
    found: Case = CaseFactory(
        case_type=case_type,
        applicant=cast.resident.person,
        closed=True,
        received_at=clock.now() - dt.timedelta(days=365),
        content=content(row("size", "20 m²"), row("place", "Tori"), row("fence", "ei")),
    )
    return found


@pytest.fixture
def this_year(cast: Cast, case_type: CaseType) -> Case:
    found: Case = CaseFactory(
        case_type=case_type,
        applicant=cast.resident.person,
        content=content(row("size", "25 m²", changed_from="20 m²"), row("place", "Tori"), row("music", "kyllä")),
    )
    return found


def url(case: Case, page: str, *more: str) -> str:
    return reverse(f"admin:cases_case_{page}", args=[case.reference, *more])


def test_renewal_beside_last_years(cast: Cast, last_year: Case, this_year: Case) -> None:
    found = compared(last_year, this_year, cast.handler.actor)

    told = [(str(one.label), one.earlier, one.now, one.kind) for one in found.differences]
    assert told == [
        ("Size", "20 m²", "25 m²", CHANGED),
        ("Music", "", "kyllä", ADDED),
        ("Fence", "ei", "", REMOVED),
    ]
    assert found.same_count == 1


def test_page_tells_the_difference_in_words_and_the_older_first(cast: Cast, last_year: Case, this_year: Case) -> None:
    client = cast.handler.client()

    for one, other in ((this_year, last_year), (last_year, this_year)):
        page = client.get(url(one, "compare", other.reference))
        assert page.context["earlier"] == last_year
        assert "Muuttunut" in page.content.decode()
        assert "Puuttuu nyt" in page.content.decode()

    looked = set(AccessEntry.objects.values_list("about_id", flat=True))
    assert looked == {last_year.pk, this_year.pk}


def test_application_leads_to_the_previous_one_without_a_warning(cast: Cast, last_year: Case, this_year: Case) -> None:
    page = cast.handler.client().get(url(this_year, "change")).content.decode()

    assert url(this_year, "compare", last_year.reference) in page
    assert "sama asia kahdesti" not in page


@pytest.mark.parametrize(
    ("situation", "days", "warns"),
    [
        ({}, 300, True),
        ({"closed": True}, 29, True),
        ({"closed": True}, 31, False),
        ({"served": True}, 31, False),
    ],
    ids=["open for long", "ended within a month", "ended before it", "served before it"],
)
def test_warning_of_the_same_twice(
    cast: Cast, case: Case, situation: dict[str, Any], days: int, *, warns: bool
) -> None:
    earlier = clock.now() - dt.timedelta(days=days)
    other = CaseFactory(case_type=case.case_type, applicant=cast.resident.person, received_at=earlier, **situation)

    page = cast.handler.client().get(url(case, "change"))

    assert page.context["alike"].duplicates == ([other] if warns else [])
    assert ("sama asia kahdesti" in page.content.decode()) is warns


def test_other_kind_and_other_people_are_not_alike(cast: Cast, case: Case) -> None:
    CaseFactory(case_type__code="other", case_type__unit=cast.unit, applicant=cast.resident.person)
    CaseFactory(case_type=case.case_type, applicant=cast.stranger.person)
    CaseFactory(case_type=case.case_type, applicant="Aino Kemppainen")

    assert alike_of(case, cast.handler.actor) == ([], None)


def test_what_one_does_not_handle_is_no_hint(cast: Cast, case: Case) -> None:
    other = CaseFactory(case_type=case.case_type, applicant=cast.resident.person)
    DisqualificationFactory(case=other, user=cast.handler.user)

    assert alike_of(case, cast.handler.actor).duplicates == []
    assert alike_of(case, cast.decision_maker.actor).duplicates == [other]
    assert cast.handler.client().get(url(case, "compare", other.reference)).status_code == 404


def test_concealed_answers_are_not_compared(cast: Cast, last_year: Case, this_year: Case) -> None:
    person = cast.resident.person
    person.non_disclosure = True
    person.save()
    for case, street in ((last_year, "Kalliokatu 14 A 3"), (this_year, "Uusikatu 1")):
        case.content = content(row("street", street, is_contact=True), row("size", street[:4]))
        case.save()

    answer = cast.handler.client().get(url(this_year, "compare", last_year.reference))

    page = answer.content.decode()
    assert answer.context["comparison"].same_count == 0
    assert "Kalliokatu" not in page
    assert "Uusikatu" not in page
    assert "yhteystietoja ei verrata" in page
    assert "Uusi" in page


def test_changes_of_one_case_are_side_by_side(cast: Cast, this_year: Case) -> None:
    SupplementRequestFactory(
        case=this_year, items=["Kartta"], answered_at=clock.now(), ended_at=clock.now(), answer="Kartta ohessa."
    )

    page = cast.handler.client().get(url(this_year, "changes")).content.decode()

    assert "20 m²" in page
    assert "25 m²" in page
    assert "Kartta ohessa." in page


def test_other_units_handler_compares_nothing(cast: Cast, last_year: Case, this_year: Case) -> None:
    client = cast.other_handler.client()

    assert client.get(url(this_year, "compare", last_year.reference)).status_code == 404
    assert client.get(url(this_year, "changes")).status_code == 404
