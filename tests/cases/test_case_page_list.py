# SPDX-License-Identifier: EUPL-1.2
import re
from dataclasses import replace

import pytest

from cases.matters import Matters, Wanted
from cases.models import Case, CaseType
from portal.accounts.actors import Assurance
from tests.cast import Cast
from tests.factories.cases import CaseFactory
from tests.factories.feedback import FeedbackFactory
from tests.queries import count_queries

LIST = "/oma/asiat/"


def references(cast: Cast, query: str = "", role: str = "resident") -> list[str]:
    text = cast.member(role).client().get(f"{LIST}{query}").content.decode()
    return re.findall(r"tunnus (?:<span[^>]*>)?([A-Z]+-\d{4}-\d{6}-\w)", text)


def test_cases_and_feedback_are_on_one_list_what_waits_first(cast: Cast, case_type: CaseType) -> None:
    waiting = CaseFactory(case_type=case_type, applicant=cast.resident.person, waiting=True)
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person)
    feedback = FeedbackFactory(person=cast.resident.person)
    FeedbackFactory(of_person=True)

    assert references(cast) == [waiting.reference, feedback.reference, case.reference]
    assert references(cast, "?tila=valmiit") == []
    assert references(cast, role="stranger") == []


def test_ended_of_both_kinds(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, closed=True)
    feedback = FeedbackFactory(person=cast.resident.person, answered=True)

    assert references(cast, "?tila=valmiit") == [feedback.reference, case.reference]
    assert references(cast) == []


def test_kind_filters_and_an_unknown_kind_filters_nothing(cast: Cast, case: Case) -> None:
    feedback = FeedbackFactory(person=cast.resident.person)

    assert references(cast, "?laji=palautteet") == [feedback.reference]
    assert references(cast, "?laji=asiat") == [case.reference]
    assert len(references(cast, "?laji=x")) == 2


@pytest.mark.parametrize("words", ["kaivul", "Eelis", "viemäri", "{reference}"])
def test_search_finds_by_kind_whom_it_concerns_and_summary(cast: Cast, case_type: CaseType, words: str) -> None:
    CaseFactory(case_type=case_type, applicant=cast.resident.person, detail="Eelis", summary="Viemärin kaivaminen")
    CaseFactory(applicant=cast.stranger.person, detail="Eelis", summary="Viemäri")
    case = Case.objects.get(case_type=case_type)

    assert references(cast, f"?q={words.format(reference=case.reference)}") == [case.reference]
    assert references(cast, "?q=olematon") == []


def test_search_reaches_feedback_of_the_giver_only(cast: Cast) -> None:
    mine = FeedbackFactory(person=cast.resident.person, text="Liukas silta")
    FeedbackFactory(of_person=True, text="Liukas silta")

    assert references(cast, "?q=liukas") == [mine.reference]


def test_weak_log_in_does_not_search_what_it_is_not_told(cast: Cast, case_type: CaseType) -> None:
    CaseFactory(case_type=case_type, applicant=cast.resident.person, detail="Eelis")
    mine = Case.objects.of_customer(cast.resident.actor)
    weak = replace(cast.resident.actor, assurance=Assurance.WEAK)

    assert not mine.matching("Eelis", actor=weak).exists()
    assert mine.matching("kaivulupa", actor=weak).exists()


def test_feedback_is_not_shown_to_who_acts_for_somebody(cast: Cast) -> None:
    FeedbackFactory(person=cast.agent.person)
    alone, acting = cast.agent.actor, replace(cast.agent.actor, organisation=cast.association)

    assert [Matters(actor, Wanted()).count() for actor in (alone, acting)] == [1, 0]


def test_pages_go_on_over_both_kinds_without_a_gap(cast: Cast, case_type: CaseType) -> None:
    for _number in range(13):
        CaseFactory(case_type=case_type, applicant=cast.resident.person)
        FeedbackFactory(person=cast.resident.person)

    first, second = references(cast), references(cast, "?page=2")

    assert (len(first), len(second), len({*first, *second})) == (20, 6, 26)


def test_list_asks_as_many_questions_of_20_as_of_1(cast: Cast, case_type: CaseType) -> None:
    client = cast.resident.client()

    def fill(count: int) -> None:
        CaseFactory.create_batch(count, case_type=case_type, applicant=cast.resident.person, waiting=True)
        FeedbackFactory.create_batch(count, person=cast.resident.person)

    fill(1)
    client.get(LIST)
    few = count_queries(lambda: client.get(LIST))
    fill(9)

    assert count_queries(lambda: client.get(LIST)) == few
