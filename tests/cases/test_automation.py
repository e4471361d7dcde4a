# SPDX-License-Identifier: EUPL-1.2
"""Rules that move cases by themselves: each outcome, each refusal, and what happens at the same time."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoCaptureOnCommitCallbacks

from cases.actions.deciding import DecisionText, decide_case
from cases.actions.handling import withdraw_case
from cases.actions.opening import NewParty, open_case
from cases.actions.supplementing import answer_supplement
from cases.automation.braking import drift
from cases.automation.running import run_automation, waiting_runs
from cases.models import AutomationRun, Case, CaseType, Rule
from cases.tasks import run_daily, run_waiting_automation
from cases.workflow import Status
from portal.accounts.actors import acting_rule
from portal.audit.models import AuditEntry
from portal.common import clock
from portal.common.legal_clocks import last_day
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.automation import RuleFactory, row
from tests.factories.cases import CaseFactory, CaseLinkFactory, CaseTypeFactory, DecisionFactory

State = AutomationRun.State
GRANTED = {"granted": {"summary": {"fi": "Saat luvan."}, "reasons": {"fi": "Tunnus on kunnossa."}}}
BADGE = {"field": "badge", "is": "front"}
CONTENT = [
    {"title": {"fi": "Lupa"}, "rows": [{"key": "badge", "label": {"fi": "Tunnus"}, "value": "x", "fact": "front"}]}
]


@pytest.fixture
def permit(cast: Cast) -> CaseType:
    """A kind of matter that may be decided automatically."""
    found: CaseType = CaseTypeFactory(unit=cast.unit, automatic_decisions=True, decision_texts=GRANTED)
    return found


def opened(cast: Cast, case_type: CaseType, content: list[dict[str, Any]] = CONTENT) -> Case:
    return open_case(
        actor=cast.resident.actor,
        case_type=case_type,
        content=content,
        parties=[NewParty("applicant", person=cast.resident.person)],
        documents=[],
        key=uuid4(),
    )


def run(case: Case) -> AutomationRun:
    """Run the only row of the case."""
    run_automation(AutomationRun.objects.get(case=case).pk)
    case.refresh_from_db()
    return AutomationRun.objects.get(case=case)


# ---- what rules do


def test_permit_is_decided_served_and_marked_when_the_facts_hold(cast: Cast, permit: CaseType) -> None:
    RuleFactory(case_type=permit, on=True, rows=[row("decide", BADGE, outcome="granted")])
    case = opened(cast, permit)

    done = run(case)

    decision = case.decisions.get()
    assert (done.state, done.outcome, done.row) == (State.ACTED, "decide:granted", 0)
    assert done.facts["badge"] == "front"
    assert case.status == Status.SERVED
    assert decision.is_automatic
    assert decision.by_name == "Automaattinen sääntö: Muistutus, versio 1"
    assert decision.contact == "Kari Huotari, 08 6155 1234"
    assert "Ehdot täyttyvät." in decision.reasons
    assert AuditEntry.objects.get(event="case.automated").facts == {"outcome": "decide:granted", "row": 1}


def test_case_is_left_to_people_when_no_row_holds(cast: Cast, permit: CaseType) -> None:
    RuleFactory(case_type=permit, on=True, rows=[row("decide", BADGE | {"is": "none"}, outcome="granted")])
    case = opened(cast, permit)

    assert run(case).state == State.NOTHING
    assert case.status == Status.RECEIVED


def test_rule_routes_to_another_unit(cast: Cast, case_type: CaseType) -> None:
    RuleFactory(case_type=case_type, on=True, rows=[row("route", unit=cast.other_unit.code)])
    case = opened(cast, case_type)

    assert run(case).outcome == f"route:{cast.other_unit.code}"
    assert case.unit == cast.other_unit
    assert case.changes.get(verb="hand_over").by_right == "rule"


def test_rule_makes_the_promise_earlier_but_never_later(cast: Cast, case_type: CaseType) -> None:
    RuleFactory(case_type=case_type, on=True, rows=[row("prioritise", days=3)])
    RuleFactory(case_type=case_type, on=True, rows=[row("prioritise", days=300)])
    case = opened(cast, case_type)

    for one in AutomationRun.objects.order_by("pk"):
        run_automation(one.pk)

    case.refresh_from_db()
    assert case.due_on == last_day(clock.today(), 3)


def test_rule_asks_for_what_is_missing(cast: Cast, case_type: CaseType) -> None:
    asked = row("ask", {"known": "attachments", "less": 1}, items=["Kartta"], days=14, consequence="Ratkaisemme ilman.")
    RuleFactory(case_type=case_type, on=True, rows=[asked])
    case = opened(cast, case_type)

    assert run(case).state == State.ACTED
    request = case.supplement_requests.get()
    assert (case.status, request.items, request.due_on) == (
        Status.WAITING_CUSTOMER,
        ["Kartta"],
        last_day(clock.today(), 14),
    )


def test_rule_prepares_a_proposal(cast: Cast, permit: CaseType) -> None:
    RuleFactory(case_type=permit, on=True, rows=[row("propose", outcome="granted")])
    case = opened(cast, permit)

    run(case)

    assert case.proposals.get().by_right == "rule"
    assert case.status == Status.IN_PROGRESS


def test_rule_answers_and_closes_what_needs_no_decision(cast: Cast) -> None:
    case_type = CaseTypeFactory(unit=cast.unit, may_close_as_answered=True)
    RuleFactory(case_type=case_type, on=True, rows=[row("close", answer={"fi": "Kiitos, tieto on kirjattu."})])
    case = opened(cast, case_type)

    run(case)

    assert case.status == Status.CLOSED
    assert case.messages.get().text == "Kiitos, tieto on kirjattu.\n\nLisätietoja: Kari Huotari, 08 6155 1234"


def test_rule_reminds_the_office(cast: Cast, case_type: CaseType) -> None:
    RuleFactory(case_type=case_type, on=True)
    case = opened(cast, case_type)

    run(case)

    assert Notification.objects.get(event="case.rule_reminder").email == cast.unit.email
    assert case.status == Status.RECEIVED


# ---- when rules wake


def test_answer_wakes_the_rules_that_wait_for_it(cast: Cast, case_type: CaseType, waiting: Case) -> None:
    RuleFactory(case_type=case_type, on=True, trigger=Rule.Trigger.SUPPLEMENT_ANSWERED)
    RuleFactory(case_type=case_type, on=True, trigger=Rule.Trigger.OPENED)

    request = answer_supplement(waiting.pk, actor=cast.resident.actor, answer="Ohessa.")

    assert AutomationRun.objects.get().event == f"supplement_answered:{request.pk}"


def test_near_and_passed_days_wake_once(cast: Cast, case_type: CaseType) -> None:
    for trigger in (Rule.Trigger.DEADLINE_NEAR, Rule.Trigger.DEADLINE_PASSED):
        RuleFactory(case_type=case_type, on=True, trigger=trigger)
    near = CaseFactory(case_type=case_type, due_on=clock.today() + dt.timedelta(days=2))
    late = CaseFactory(case_type=case_type, overdue=True)

    assert [run_daily()["warned"], run_daily()["warned"]] == [1, 0]
    assert {one.case: one.event for one in AutomationRun.objects.all()} == {
        near: f"deadline_near:{near.due_on}",
        late: "deadline_passed",
    }
    assert Notification.objects.get(event="case.deadline_near").email == cast.unit.email


def test_office_is_warned_again_of_a_new_day(case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, due_on=clock.today() + dt.timedelta(days=2))
    run_daily()
    Case.objects.filter(pk=case.pk).update(due_on=clock.today() + dt.timedelta(days=3))

    assert run_daily()["warned"] == 1


def test_row_of_a_daily_rule_acts_once_on_a_case(cast: Cast, case_type: CaseType) -> None:
    old = row("remind", {"known": "days_open", "more": 5})
    RuleFactory(case_type=case_type, on=True, rows=[old], trigger=Rule.Trigger.DAILY)
    CaseFactory(case_type=case_type)
    CaseFactory(case_type=case_type, received_at=clock.now() - dt.timedelta(days=9))
    CaseFactory(case_type=case_type, received_at=clock.now() - dt.timedelta(days=9), closed=True)

    assert [run_daily()["rules_woken"], run_daily()["rules_woken"]] == [1, 0]


def test_rule_that_is_off_wakes_for_nothing(cast: Cast, case_type: CaseType) -> None:
    RuleFactory(case_type=case_type)

    opened(cast, case_type)

    assert not AutomationRun.objects.exists()


def test_rehearsing_rule_tells_what_it_would_do_and_does_nothing(cast: Cast, permit: CaseType) -> None:
    RuleFactory(case_type=permit, rehearsing=True, rows=[row("decide", outcome="granted")])
    case = opened(cast, permit)

    done = run(case)

    assert (done.state, done.outcome) == (State.REHEARSED, "decide:granted")
    assert case.status == Status.RECEIVED


def test_row_is_handed_to_the_worker_after_the_commit(
    cast: Cast, permit: CaseType, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    RuleFactory(case_type=permit, on=True, rows=[row("decide", outcome="granted")])

    with django_capture_on_commit_callbacks() as after:
        case = opened(cast, permit)

    assert case.status == Status.RECEIVED
    assert [one.args for one in after if hasattr(one, "args") and len(one.args) == 2] == [
        (one.args[0], AutomationRun.objects.get().pk)
        for one in after
        if hasattr(one, "args") and getattr(one.args[0], "task", "") == "cases.tasks.run_automation"
    ]


def test_sweep_runs_what_the_broker_lost(cast: Cast, permit: CaseType) -> None:
    RuleFactory(case_type=permit, on=True, rows=[row("decide", outcome="granted")])
    case = opened(cast, permit)
    assert not waiting_runs()
    AutomationRun.objects.update(written_at=clock.now() - dt.timedelta(minutes=5))

    assert [run_waiting_automation(), run_waiting_automation()] == [1, 0]
    case.refresh_from_db()
    assert case.status == Status.SERVED


# ---- what rules may not


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"automatic_decisions": False}, id="the type forbids"),
        pytest.param({"remedy_kind": "hallintovalitus"}, id="no free rectification"),
    ],
)
def test_rule_decides_only_where_the_type_allows_it(cast: Cast, permit: CaseType, changed: dict[str, Any]) -> None:
    RuleFactory(case_type=permit, on=True, rows=[row("decide", outcome="granted")])
    case = opened(cast, permit)
    CaseType.objects.filter(pk=permit.pk).update(**changed)

    done = run(case)

    assert (done.state, done.reason) == (State.LEFT, "Sääntö ei saa tehdä tätä.")
    assert case.status == Status.RECEIVED


def test_rule_never_decides_a_claim_for_a_revised_decision(cast: Cast, permit: CaseType) -> None:
    RuleFactory(case_type=permit, on=True, rows=[row("decide", outcome="granted")])
    case = opened(cast, permit)
    decision = DecisionFactory(served=True)
    CaseLinkFactory(case=case, target=decision.case, decision=decision, kind="rectifies", is_timely=True)

    assert run(case).state == State.LEFT


def test_rule_may_only_what_rules_do(in_progress: Case) -> None:
    with pytest.raises(PermissionDenied):
        withdraw_case(in_progress.pk, actor=acting_rule("Sääntö, versio 1"))


def test_withdrawn_case_is_left_as_it_is(cast: Cast, permit: CaseType) -> None:
    RuleFactory(case_type=permit, on=True, rows=[row("decide", outcome="granted")])
    case = opened(cast, permit)
    withdraw_case(case.pk, actor=cast.resident.actor)

    done = run(case)

    assert (done.state, done.reason) == (State.LEFT, "Asia on jo edennyt toiseen tilaan.")
    assert case.status == Status.WITHDRAWN


def test_rule_switched_off_between_does_nothing(cast: Cast, permit: CaseType) -> None:
    RuleFactory(case_type=permit, on=True, rows=[row("decide", outcome="granted")])
    case = opened(cast, permit)
    Rule.objects.update(state=Rule.State.OFF)

    assert run(case).state == State.LEFT
    assert case.status == Status.RECEIVED


def test_decision_without_texts_is_left_to_people(cast: Cast) -> None:
    bare = CaseTypeFactory(unit=cast.unit, automatic_decisions=True)
    RuleFactory(case_type=bare, on=True, rows=[row("decide", outcome="granted")])
    case = opened(cast, bare)

    done = run(case)

    assert (done.state, done.reason) == (State.LEFT, "Asiatyypillä ei ole päätöspohjaa.")
    assert not case.decisions.exists()


def test_run_that_breaks_is_tried_again_and_then_left(cast: Cast, case_type: CaseType) -> None:
    RuleFactory(case_type=case_type, on=True, rows=[row("route", unit="nowhere")])
    case = opened(cast, case_type)
    pk = AutomationRun.objects.get().pk

    assert [run_automation(pk), run_automation(pk), run_automation(pk)] == [False, False, True]
    assert AutomationRun.objects.get().state == State.LEFT
    case.refresh_from_db()
    assert case.status == Status.RECEIVED


# ---- at the same time


def test_task_run_twice_acts_once(cast: Cast, permit: CaseType) -> None:
    RuleFactory(case_type=permit, on=True, rows=[row("decide", outcome="granted")])
    case = opened(cast, permit)
    pk = AutomationRun.objects.get().pk

    assert [run_automation(pk), run_automation(pk)] == [True, False]
    assert case.decisions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_decide_once(cast: Cast, permit: CaseType) -> None:
    RuleFactory(case_type=permit, on=True, rows=[row("decide", outcome="granted")])
    case = opened(cast, permit)
    pk = AutomationRun.objects.get().pk

    assert sorted(race(lambda: run_automation(pk), lambda: run_automation(pk))) == [False, True]
    assert case.decisions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_rule_and_person_at_once_decide_once(cast: Cast, permit: CaseType) -> None:
    RuleFactory(case_type=permit, on=True, rows=[row("decide", outcome="granted")])
    case = opened(cast, permit)
    Case.objects.filter(pk=case.pk).update(status=Status.IN_PROGRESS)
    pk = AutomationRun.objects.get().pk
    maker, text = cast.decision_maker.actor, DecisionText("granted", "Saat luvan.", "Kunnossa.", "14 §")

    race(lambda: run_automation(pk), lambda: decide_case(case.pk, actor=maker, text=text))

    assert case.decisions.count() == 1


# ---- the brake


def test_rule_whose_outcomes_drift_stops_itself_and_the_main_user_is_told(cast: Cast, permit: CaseType) -> None:
    assert cast.main_user.user
    rows = [row("decide", BADGE, outcome="granted"), row("remind")]
    rule = RuleFactory(case_type=permit, on=True, rows=rows, drift_window=3, drift_limit=50)
    rule.current.rehearsals.create(case_count=4, agreed_count=4, outcomes={"decide:granted": 4}, by_right="official")
    for _number in range(4):
        opened(cast, permit, content=[])

    for one in AutomationRun.objects.order_by("pk"):
        run_automation(one.pk)

    rule.refresh_from_db()
    assert (rule.state, rule.stopped_reason) == ("stopped", "Tulokset poikkesivat harjoituksesta 100 %, raja on 50 %.")
    assert [one.state for one in AutomationRun.objects.order_by("pk")] == ["acted", "acted", "acted", "left"]
    assert Notification.objects.get(event="rule.stopped").email == "main_user@mail.example"


def test_rule_that_does_as_rehearsed_goes_on(cast: Cast, permit: CaseType) -> None:
    rule = RuleFactory(
        case_type=permit, on=True, rows=[row("decide", BADGE, outcome="granted")], drift_window=2, drift_limit=50
    )
    rule.current.rehearsals.create(case_count=4, agreed_count=4, outcomes={"decide:granted": 4}, by_right="official")
    for _number in range(3):
        opened(cast, permit)

    for one in AutomationRun.objects.order_by("pk"):
        run_automation(one.pk)

    rule.refresh_from_db()
    assert rule.state == Rule.State.ON


@pytest.mark.parametrize(
    ("outcomes", "expected", "found"),
    [
        pytest.param({}, {"a": 4}, 0, id="nothing yet"),
        pytest.param({"a": 2, "b": 2}, {"a": 20, "b": 20}, 0, id="as rehearsed"),
        pytest.param({"a": 4}, {"b": 4}, 100, id="all otherwise"),
        pytest.param({"a": 3, "b": 1}, {"a": 2, "b": 2}, 25, id="one in four otherwise"),
        pytest.param({"a": 1, "left": 3}, {}, 75, id="nothing rehearsed: how often left"),
    ],
)
def test_drift_is_the_share_that_would_have_to_change(
    outcomes: dict[str, int], expected: dict[str, int], found: int
) -> None:
    assert drift(outcomes, expected) == found
