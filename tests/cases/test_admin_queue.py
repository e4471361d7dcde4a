# SPDX-License-Identifier: EUPL-1.2
"""The work queue: whose cases, cut how, and what may be done to many at once."""

import datetime as dt
import itertools
from typing import Any

import pytest

from cases.admin import worklist
from cases.admin.colleagues import colleagues_of
from cases.models import Case, CaseType
from cases.workflow import ENDED, Status
from portal.accounts.models import Role
from portal.common import clock
from tests.cast import Cast
from tests.factories.accounts import RoleGrantFactory
from tests.factories.cases import CaseFactory, CaseTypeFactory, MessageFactory, ProposalFactory
from tests.queries import count_queries

QUEUE = "/admin/cases/case/"


def listed(client: Any, query: str = "") -> list[str]:
    answer = client.get(QUEUE + query)
    assert answer.status_code == 200
    return [row.case.reference for row in answer.context["rows"]]


def test_handler_sees_the_own_work_first_and_the_units_on_demand(cast: Cast, case: Case, in_progress: Case) -> None:
    client = cast.handler.client()

    assert listed(client) == [in_progress.reference]
    assert set(listed(client, "?nakyma=unit")) == {case.reference, in_progress.reference}
    assert listed(client, "?nakyma=new") == [case.reference]


def test_handler_of_another_unit_sees_nothing_of_it(cast: Cast, case: Case) -> None:
    assert listed(cast.other_handler.client(), "?nakyma=all") == []


@pytest.mark.parametrize("role", ["clerk", "editor", "main_user", "auditor"])
def test_others_cannot_see_the_queue(cast: Cast, role: str) -> None:
    assert cast.member(role).client().get(QUEUE).status_code == 403


def test_views_tell_how_many_there_are(cast: Cast, case: Case, in_progress: Case, waiting: Case) -> None:
    MessageFactory(case=in_progress)

    answer = cast.handler.client().get(QUEUE)

    assert {cut.key: count for cut, count, _url in answer.context["views"]} == {
        "mine": 2,
        "new": 1,
        "unit": 3,
        "proposed": 0,
        "waiting": 1,
        "messages": 1,
        "served": 0,
        "done": 0,
        "all": 3,
    }


def test_deadlines_are_counted_in_the_chosen_view(cast: Cast, case_type: CaseType, freeze: Any) -> None:
    freeze("2026-03-02 12:00")  # a Monday
    for days in (-3, 0, 2, 9):
        CaseFactory(case_type=case_type, due_on=clock.today() + dt.timedelta(days=days))

    answer = cast.handler.client().get(QUEUE + "?nakyma=unit")

    assert [count for _cut, count, _url in answer.context["deadlines"]] == [1, 1, 1, 0]
    assert len(listed(cast.handler.client(), "?nakyma=unit&maara=late")) == 1


def test_most_urgent_is_first_and_headers_turn_the_order(cast: Cast, case_type: CaseType) -> None:
    days = [clock.today() + dt.timedelta(days=number) for number in (5, 1, 9)]
    middle, first, last = (CaseFactory(case_type=case_type, due_on=day).reference for day in days)
    client = cast.handler.client()

    assert listed(client, "?nakyma=unit") == [first, middle, last]
    assert listed(client, "?nakyma=unit&o=-4") == [last, middle, first]


@pytest.mark.parametrize("words", ["Reino", "reino laakso", "{reference}"], ids=["name", "two words", "reference"])
def test_search_looks_in_all_that_one_handles(cast: Cast, case_type: CaseType, words: str) -> None:
    found = CaseFactory(case_type=case_type, applicant_name="Reino Laakso", closed=True)
    CaseFactory(case_type=case_type, applicant_name="Toini Mäkelä")

    assert listed(cast.handler.client(), f"?q={words.format(reference=found.reference)}") == [found.reference]


def test_filters_cut_by_type_status_and_language(cast: Cast, case_type: CaseType) -> None:
    swedish = CaseFactory(case_type=case_type, language="sv").reference
    other_type = CaseFactory(case_type=CaseTypeFactory(unit=cast.unit)).reference
    decided = CaseFactory(case_type=case_type, decided=True).reference
    client = cast.handler.client()

    assert listed(client, "?nakyma=unit&kieli=sv&tyyppi=") == [swedish]
    assert listed(client, f"?nakyma=unit&tyyppi={case_type.code}&tila=decided") == [decided]
    assert other_type in listed(client, "?nakyma=unit&tila=received")


def test_handler_claims_many_at_once(cast: Cast, case_type: CaseType) -> None:
    cases = CaseFactory.create_batch(3, case_type=case_type)
    form = {"action": "claim_selected", "index": 0, "_selected_action": [case.pk for case in cases[:2]]}

    answer = cast.handler.client().post(QUEUE + "?nakyma=new", form, follow=True)

    assert Case.objects.filter(handler=cast.handler.user).count() == 2
    assert "2 asiaa on nyt käsittelijällä Kari Huotari" in answer.content.decode()


def test_claiming_tells_which_a_colleague_had_already(cast: Cast, case: Case, case_type: CaseType) -> None:
    theirs = CaseFactory(case_type=case_type, handler=cast.decision_maker.user)
    form = {"action": "claim_selected", "index": 0, "_selected_action": [case.pk, theirs.pk]}

    answer = cast.handler.client().post(QUEUE + "?nakyma=unit", form, follow=True)

    case.refresh_from_db()
    theirs.refresh_from_db()
    assert (case.handler, theirs.handler) == (cast.handler.user, cast.decision_maker.user)
    assert f"Joku ehti ennen sinua: {theirs.reference}" in answer.content.decode()


def test_bulk_actions_cannot_reach_other_units(cast: Cast, case: Case) -> None:
    form = {"action": "claim_selected", "index": 0, "_selected_action": [case.pk]}

    cast.other_handler.client().post(QUEUE + "?nakyma=unit", form)

    case.refresh_from_db()
    assert case.handler is None


def test_next_is_the_most_urgent_without_a_handler(cast: Cast, case_type: CaseType) -> None:
    CaseFactory(case_type=case_type)
    CaseFactory(case_type=case_type, overdue=True, handler=cast.decision_maker.user)
    urgent = CaseFactory(case_type=case_type, due_on=clock.today())

    answer = cast.handler.client().post(f"{QUEUE}next/")

    urgent.refresh_from_db()
    assert answer.headers["Location"] == f"{QUEUE}{urgent.reference}/"
    assert urgent.handler == cast.handler.user


def test_next_says_when_nothing_waits(cast: Cast) -> None:
    answer = cast.handler.client().post(f"{QUEUE}next/", follow=True)

    assert "Jonossa ei ole asioita ilman käsittelijää" in answer.content.decode()


def test_queue_asks_as_much_for_twenty_as_for_one(cast: Cast, case_type: CaseType) -> None:
    client = cast.handler.client()
    CaseFactory(case_type=case_type, handler=cast.handler.user, applicant=cast.resident.person)
    client.get(QUEUE)
    one = count_queries(lambda: client.get(QUEUE))
    CaseFactory.create_batch(19, case_type=case_type, handler=cast.handler.user, applicant=cast.agent.person)

    twenty = count_queries(lambda: client.get(QUEUE))

    assert twenty == one
    assert twenty <= 12


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_queue_opens_in_each_language(cast: Cast, case: Case, prefix: str) -> None:
    answer = cast.handler.client().get(f"{prefix}{QUEUE}?nakyma=unit")

    assert answer.status_code == 200
    assert case.reference in answer.content.decode()


def test_done_are_those_of_a_month(cast: Cast, case_type: CaseType) -> None:
    recent = CaseFactory(case_type=case_type, closed=True)
    CaseFactory(case_type=case_type, status=Status.CLOSED, closed_at=clock.now() - dt.timedelta(days=31))

    assert listed(cast.handler.client(), "?nakyma=done") == [recent.reference]


def test_served_cases_leave_the_work_to_be_done(cast: Cast, case_type: CaseType) -> None:
    served = CaseFactory(case_type=case_type, served=True, handler=cast.handler.user)
    client = cast.handler.client()

    assert listed(client) == []
    assert listed(client, "?nakyma=served") == [served.reference]


def test_each_number_is_that_of_the_rows_behind_it(cast: Cast, case_type: CaseType, freeze: Any) -> None:
    """A cut is read twice: by the database for the rows, in Python for the numbers."""
    freeze("2026-03-04 12:00")  # a Wednesday
    handlers = (None, cast.handler.user, cast.decision_maker.user)
    days = [clock.today() + dt.timedelta(days=number) for number in (-1, 0, 1, 4, 5)]
    places = itertools.product(Status, handlers, (None, *days))
    for number, (status, handler, due_on) in enumerate(places):
        closed_at = clock.now() - dt.timedelta(days=20 + number % 20) if status in ENDED else None
        target = "Vantaa" if status == Status.TRANSFERRED else ""
        until = clock.today() if status == Status.SUSPENDED else None
        facts = {"due_on": due_on, "closed_at": closed_at, "transferred_to": target, "suspended_until": until}
        case = CaseFactory(case_type=case_type, status=status, handler=handler, **facts)
        if number % 3 == 0:
            MessageFactory(case=case)
        if status == "in_progress":
            ProposalFactory(case=case)
    actor = cast.handler.actor
    mine = worklist.Worklist(actor)

    for view in worklist.VIEWS:
        rows = mine.handled.filter(view.condition(actor))
        assert mine.count(view) == rows.count() > 0
        for cut in worklist.DEADLINES:
            assert mine.count(view, cut) == rows.filter(cut.condition(actor)).count()


def test_number_of_a_narrowed_list_is_its_own(cast: Cast, case_type: CaseType) -> None:
    for language in ("fi", "fi", "sv"):
        CaseFactory(case_type=case_type, language=language)
    client = cast.handler.client()

    assert client.get(f"{QUEUE}?nakyma=unit").context["cl"].result_count == 3
    assert client.get(f"{QUEUE}?nakyma=unit&kieli=sv").context["cl"].result_count == 1


@pytest.mark.parametrize("query", ["tila=received", "tila=closed", "tila=oma", "tyyppi=oma", "kieli=sv&tila=received"])
def test_number_of_a_filtered_list_is_that_of_its_rows(cast: Cast, case_type: CaseType, query: str) -> None:
    CaseFactory.create_batch(2, case_type=case_type)
    CaseFactory(case_type=case_type, language="sv")
    CaseFactory(case_type=case_type, closed=True)

    answer = cast.handler.client().get(f"{QUEUE}?nakyma=all&{query}")

    assert answer.context["cl"].result_count == len(answer.context["rows"])
    assert bool(answer.context["rows"]) is ("oma" not in query)


def test_a_search_that_finds_a_page_is_not_counted_apart(cast: Cast, case_type: CaseType) -> None:
    CaseFactory.create_batch(25, case_type=case_type, applicant_name="Reino Laakso")
    client = cast.handler.client()
    client.get(f"{QUEUE}?q=Reino")  # what the first page of a process keeps

    one_page = count_queries(lambda: client.get(f"{QUEUE}?q=Reino"))
    CaseFactory(case_type=case_type, applicant_name="Reino Laakso")

    assert count_queries(lambda: client.get(f"{QUEUE}?q=Reino")) == one_page + 1
    pages = [client.get(f"{QUEUE}?q=Reino&p={number}") for number in (1, 2)]
    found = [row.case.pk for page in pages for row in page.context["rows"]]
    assert [page.context["cl"].result_count for page in pages] == [26, 26]
    assert (len(found), len(set(found))) == (26, 26)


def test_long_summary_is_cut_and_one_that_the_title_tells_is_left_out(cast: Cast, case_type: CaseType) -> None:
    long, told = "Kaivamme vesijohtoa " * 10, str(case_type)[:4]
    for summary in (long, told):
        CaseFactory(case_type=case_type, summary=summary)

    answer = cast.handler.client().get(f"{QUEUE}?nakyma=unit")

    shown = sorted(row.summary for row in answer.context["rows"])
    assert shown == ["", "Kaivamme vesijohtoa Kaivamme vesijohtoa Kaivamme vesijohtoa…"]


def test_handler_of_another_unit_with_another_role_here_is_no_colleague(cast: Cast) -> None:
    RoleGrantFactory(user=cast.other_handler.user, role=Role.EDITOR, unit=cast.unit)

    assert colleagues_of(cast.handler.actor) == [cast.handler.user]


def test_proposals_wait_in_a_view_of_their_own(cast: Cast, case_type: CaseType, in_progress: Case) -> None:
    proposed = CaseFactory(case_type=case_type, in_progress=True)
    ProposalFactory(case=proposed)
    ProposalFactory(case=in_progress, ended_at=clock.now(), result="returned")

    client = cast.decision_maker.client()

    assert listed(client, "?nakyma=proposed") == [proposed.reference]
    counts = {cut.key: count for cut, count, _url in client.get(QUEUE).context["views"]}
    assert (counts["proposed"], counts["unit"]) == (1, 2)
    assert listed(cast.other_handler.client(), "?nakyma=proposed") == []
