# SPDX-License-Identifier: EUPL-1.2
from typing import Any

import pytest
from django.urls import reverse

from cases.models import CaseType
from cases.types.drafts import current_content, draft_of, with_part, write_part
from cases.types.rehearsal import Rehearsal, rehearse
from tests.cast import Cast, Member
from tests.factories.cases import CaseFactory, DocumentFactory
from tests.queries import count_queries

PLACE = [{"title": {"fi": "Työ"}, "rows": [{"key": "place", "label": {"fi": "Paikka"}, "value": "Tori"}]}]


@pytest.fixture(autouse=True)
def _terms(case_type: CaseType) -> None:
    case_type.remedy_body = {"fi": "tekninen lautakunta"}
    case_type.save()


def tried(cast: Cast, case_type: CaseType, who: Member | None = None, **part: Any) -> Rehearsal:
    now = current_content(case_type)
    return rehearse(case_type, now, with_part(now, part), actor=(who or cast.handler).actor, most=20)


def words(found: Rehearsal) -> list[str]:
    return [f"{one.kind}: {one.text}" for row in found.rows for one in row.differences]


def test_draft_that_says_the_same_changes_no_case(cast: Cast, case_type: CaseType) -> None:
    CaseFactory(case_type=case_type)

    found = tried(cast, case_type)

    assert (found.tried, found.changed, found.counts, found.rows, found.hidden) == (1, 0, [], [], 0)


def test_case_that_another_unit_would_receive_is_told_with_both_units(cast: Cast, case_type: CaseType) -> None:
    CaseFactory(case_type=case_type, content=PLACE)
    CaseFactory(case_type=case_type)
    rules = [{"if": [{"answer": "place", "is": ["Tori"]}], "to": [cast.other_unit.code]}]

    found = tried(cast, case_type, receiver={"unit": cast.unit.code, "rules": rules})

    assert (found.tried, found.changed) == (2, 1)
    assert words(found) == [f"unit: ennen {cast.unit}, nyt {cast.other_unit}"]


def test_another_promise_gives_another_day(cast: Cast, case_type: CaseType) -> None:
    CaseFactory(case_type=case_type, received_at="2026-03-02T10:00:00+02:00")

    found = tried(cast, case_type, deadlines={"promise_days": 7})

    assert words(found) == ["due: ennen ma 23.3.2026, nyt ma 9.3.2026"]


def test_case_without_enough_files_would_miss_a_document(cast: Cast, case_type: CaseType) -> None:
    CaseFactory(case_type=case_type)
    DocumentFactory(case=CaseFactory(case_type=case_type), kind="attachment")
    documents = [{"name": {"fi": "Kartta"}, "required": True}, {"name": {"fi": "Kuva"}, "required": False}]

    found = tried(cast, case_type, documents=documents)

    assert words(found) == ["documents: liitteitä on 0, pakollisia olisi 1"]


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"fee": {"amount": "54.00"}}, "fee: ennen 0 €, nyt 54.00 €"),
        ({"channels": ["desk"]}, "channel: verkossa"),
    ],
)
def test_price_and_closed_channel_are_told(cast: Cast, case_type: CaseType, part: dict[str, Any], told: str) -> None:
    CaseFactory(case_type=case_type, applicant=cast.resident.person, by_channel="web")

    assert words(tried(cast, case_type, **part)) == [told]


def test_who_may_not_see_the_cases_learns_only_how_many_change(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person)
    part = {"deadlines": {"promise_days": 7}}
    write_part(case_type.pk, actor=cast.main_user.actor, part=part, seen=draft_of(case_type).seen)

    page = cast.main_user.client().get(reverse("admin:cases_casetype_rehearsal", args=[case_type.code]))

    found = page.context["found"]
    assert (found.changed, found.rows, found.hidden) == (1, [], 1)
    assert case.reference not in page.content.decode()
    assert "Lisäksi 1 asia, jota sinulla ei ole oikeutta nähdä." in page.content.decode()
    assert [row.case for row in tried(cast, case_type, cast.handler, **part).rows] == [case]


def test_queries_do_not_grow_with_the_cases(cast: Cast, case_type: CaseType) -> None:
    rules = [{"if": [{"answer": "place", "is": ["Tori"]}], "to": [cast.other_unit.code, cast.unit.code]}]
    part: dict[str, Any] = {"receiver": {"unit": cast.unit.code, "rules": rules}}
    CaseFactory(case_type=case_type, content=PLACE)
    tried(cast, case_type, **part)  # what the actor holds is read once
    one = count_queries(lambda: tried(cast, case_type, **part))

    CaseFactory.create_batch(19, case_type=case_type, content=PLACE)

    assert count_queries(lambda: tried(cast, case_type, **part)) == one
