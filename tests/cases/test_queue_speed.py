# SPDX-License-Identifier: EUPL-1.2
"""Queue, search and the customer's list find their rows by indexes, and nobody counts the archive."""

import copy
import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case, CaseType, Party
from cases.querysets import MOST_COUNTED
from cases.templatetags.cases import counted
from cases.workflow import Status
from portal.common import clock
from tests.cast import Cast
from tests.factories.accounts import UnitFactory
from tests.factories.cases import CaseFactory, CaseTypeFactory, PartyFactory

MANY = 20_000
LONG_AGO = clock.now() - dt.timedelta(days=400)


def copies[Row: (Case, Party)](row: Row, count: int) -> list[Row]:
    made = [copy.copy(row) for _number in range(count)]
    for one in made:
        one.pk, one._state = None, copy.copy(row._state)
        one._state.adding = True
    return made


@pytest.fixture
def town(case: Case) -> None:
    """Many cases of another kind in another unit, long closed, beside one of ours."""
    keep_closed(CaseTypeFactory(unit=UnitFactory()))


@pytest.fixture
def archive(case_type: CaseType) -> None:
    keep_closed(case_type)


def keep_closed(case_type: CaseType) -> None:
    pattern = CaseFactory(
        case_type=case_type,
        applicant_name="Muu Asiakas",
        status=Status.CLOSED,
        received_at=LONG_AGO,
        closed_at=LONG_AGO,
    )
    cases = copies(pattern, MANY)
    for number, case in enumerate(cases):
        case.reference, case.key = f"KAJ-2019-{number:06}", uuid.uuid4()
    Case.objects.bulk_create(cases, batch_size=2000)
    customer: Party = PartyFactory(case=pattern)
    parties = copies(customer, MANY)
    for case, party in zip(cases, parties, strict=True):
        party.case = case
    Party.objects.bulk_create(parties, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("analyze cases_case, cases_party")


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("handler", "/admin/cases/case/"),
        ("handler", "/admin/cases/case/?nakyma=unit&q=Aino"),
        ("handler", "/admin/cases/case/?nakyma=unit&q=KAJ-2019-000001"),
        ("resident", "/oma/asiat/"),
    ],
)
def test_no_list_reads_a_whole_table(cast: Cast, town: None, role: str, address: str) -> None:
    client = getattr(cast, role).client()
    client.get(address)

    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200

    asked = [
        query["sql"] for query in captured if re.match(r"\(?SELECT", query["sql"]) and "cases_case" in query["sql"]
    ]
    assert asked
    with connection.cursor() as cursor:
        for sql in asked:
            cursor.execute(f"explain {sql}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert not re.search(r"Seq Scan on cases_(case|party)\b", plan), plan


def test_more_than_anybody_counts_is_told_as_over(cast: Cast, archive: None) -> None:
    page = cast.handler.client().get("/admin/cases/case/?nakyma=all").content.decode()

    assert counted(MOST_COUNTED) == "1000"
    assert "yli 1\N{NO-BREAK SPACE}000" in page
