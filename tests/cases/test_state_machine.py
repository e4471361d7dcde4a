# SPDX-License-Identifier: EUPL-1.2
"""Every arrow of the workflow from each of its sources, and random verbs by random people in random cases.

Whatever they try, the history explains where each case is, and nothing waits for what nobody asks any more.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cases.actions.correcting import Correction, correct_decision
from cases.actions.deciding import DecisionText, decide_case, serve_decision
from cases.actions.dismissing import dismiss_case
from cases.actions.disqualifying import declare_disqualification
from cases.actions.handing import give_case, put_back_case, release_case
from cases.actions.handling import (
    claim_case,
    close_case,
    hand_over_case,
    take_up_case,
    transfer_case,
    withdraw_case,
)
from cases.actions.hearing import Question, ask_hearing, give_statement, record_statement
from cases.actions.linking import merge_case
from cases.actions.proposing import propose_decision, send_back_proposal
from cases.actions.rectifying import Claim, contest_decision
from cases.actions.supplementing import Missing, answer_supplement, request_supplement
from cases.actions.waiting import reopen_case, resume_case, suspend_case
from cases.models import Case, CaseLink, Hearing
from cases.permissions import can_handle_case
from cases.workflow import BEFORE_DECISION, ENDED, TRANSITIONS, Status, Verb
from portal.accounts.actors import SYSTEM_CLOCK, Actor
from portal.accounts.models import Role, RoleGrant, User
from portal.audit.models import AuditEntry
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseTypeFactory

ROLES = ("resident", "stranger", "handler", "second_maker", "decision_maker", "other_handler", "clock")
GRANTED = DecisionText("granted", "Saat.", "Ehdot täyttyvät.", "1 §")
REJECTED = DecisionText("rejected", "Et saa.", "Ehdot eivät täyty.", "1 §")
RETURNED = DecisionText("returned", "Palautetaan.", "Selvitys puuttui.", "1 §")
REFUSALS = (PermissionDenied, TransitionNotAllowed, ValidationError)


def soon() -> dt.date:
    return clock.today() + dt.timedelta(days=9)


def open_hearing(pk: int) -> int:
    """One that waits; an answer to none is refused as one to an ended hearing is."""
    hearing: Hearing | None = Hearing.objects.filter(case=pk).order_by("-ended_at", "pk").first()
    if hearing is None:
        raise PermissionDenied
    found: int = hearing.pk
    return found


ACTS: dict[str, Callable[[int, Actor, "Walk"], Any]] = {
    "take_up": lambda pk, by, _: take_up_case(pk, actor=by),
    "assign": lambda pk, by, walk: give_case(pk, actor=by, handler=walk.colleague),
    "release": lambda pk, by, _: release_case(pk, actor=by),
    "put_back": lambda pk, by, _: put_back_case(pk, actor=by, handler=None),
    "hand_over": lambda pk, by, walk: hand_over_case(pk, actor=by, unit=walk.cast.other_unit, reason="Teille."),
    "claim": lambda pk, by, _: claim_case(pk, actor=by),
    "supplement": lambda pk, by, _: request_supplement(pk, actor=by, missing=Missing(["x"], soon(), "Ilman.")),
    "answer": lambda pk, by, _: answer_supplement(pk, actor=by, answer="Tässä"),
    "hear": lambda pk, by, walk: ask_hearing(
        pk, actor=by, question=Question("Mitä?", soon(), "Ilman.", unit=walk.cast.other_unit)
    ),
    "state": lambda pk, by, _: give_statement(open_hearing(pk), actor=by, answer="Sopii."),
    "write_down": lambda pk, by, _: record_statement(open_hearing(pk), actor=by, answer="Sopii.", way="phone"),
    "suspend": lambda pk, by, _: suspend_case(pk, actor=by, until=soon(), reason="Odotamme."),
    "resume": lambda pk, by, _: resume_case(pk, actor=by),
    "propose": lambda pk, by, _: propose_decision(pk, actor=by, text=GRANTED),
    "send_back": lambda pk, by, _: send_back_proposal(pk, actor=by, note="Uudelleen."),
    "grant": lambda pk, by, _: decide_case(pk, actor=by, text=GRANTED),
    "reject": lambda pk, by, _: decide_case(pk, actor=by, text=REJECTED),
    "return": lambda pk, by, _: decide_case(pk, actor=by, text=RETURNED),
    "dismiss": lambda pk, by, _: dismiss_case(pk, actor=by, text=REJECTED),
    "serve": lambda pk, by, _: serve_decision(pk, actor=by, channel="letter"),
    "correct": lambda pk, by, _: correct_decision(
        pk, actor=by, correction=Correction("facts", "Virhe.", is_fair=True), text=GRANTED
    ),
    "contest": lambda pk, by, walk: walk.note(contest_decision(pk, actor=by, claim=Claim("Muuttakaa.", "Väärin."))),
    "close": lambda pk, by, _: close_case(pk, actor=by),
    "reopen": lambda pk, by, _: reopen_case(pk, actor=by, reason="Uudelleen."),
    "merge": lambda pk, by, walk: merge_case(pk, actor=by, target=Case.objects.get(pk=walk.ids[0])),
    "disqualify": lambda pk, by, _: declare_disqualification(pk, actor=by, ground="other"),
    "transfer": lambda pk, by, _: transfer_case(pk, actor=by, authority="Muu", reason="Ei meille."),
    "withdraw": lambda pk, by, _: withdraw_case(pk, actor=by),
}


class Usual(NamedTuple):
    """An act's verb, who usually does it, and where it takes the case (None: nowhere), in the words of the law."""

    verb: Verb
    role: str
    target: str | None


USUAL = {
    "take_up": Usual(Verb.TAKE_UP, "handler", "in_progress"),
    "claim": Usual(Verb.CLAIM, "second_maker", None),
    "assign": Usual(Verb.ASSIGN, "handler", None),
    "release": Usual(Verb.RELEASE, "handler", None),
    "put_back": Usual(Verb.PUT_BACK, "handler", "received"),
    "hand_over": Usual(Verb.HAND_OVER, "handler", None),
    "disqualify": Usual(Verb.DISQUALIFY, "handler", None),
    "supplement": Usual(Verb.REQUEST_SUPPLEMENT, "handler", "waiting_customer"),
    "answer": Usual(Verb.ANSWER_SUPPLEMENT, "resident", "in_progress"),
    "hear": Usual(Verb.HEAR, "handler", "waiting_hearing"),
    "state": Usual(Verb.RECORD_STATEMENT, "other_handler", None),
    "write_down": Usual(Verb.RECORD_STATEMENT, "handler", None),
    "suspend": Usual(Verb.SUSPEND, "handler", "suspended"),
    "resume": Usual(Verb.RESUME, "handler", "in_progress"),
    "propose": Usual(Verb.PROPOSE, "handler", None),
    "send_back": Usual(Verb.SEND_BACK, "decision_maker", None),
    "grant": Usual(Verb.DECIDE, "second_maker", "decided"),
    "reject": Usual(Verb.DECIDE, "decision_maker", "decided"),
    "return": Usual(Verb.DECIDE, "second_maker", "decided"),
    "dismiss": Usual(Verb.DISMISS, "decision_maker", "dismissed"),
    "serve": Usual(Verb.SERVE, "decision_maker", "served"),
    "correct": Usual(Verb.CORRECT, "second_maker", "decided"),
    "contest": Usual(Verb.CONTEST, "resident", "rectification_pending"),
    "close": Usual(Verb.CLOSE, "handler", "closed"),
    "reopen": Usual(Verb.REOPEN, "decision_maker", "in_progress"),
    "merge": Usual(Verb.MERGE, "handler", "closed"),
    "transfer": Usual(Verb.TRANSFER, "handler", "transferred"),
    "withdraw": Usual(Verb.WITHDRAW, "resident", "withdrawn"),
}
TARGETS: dict[Verb, str | None] = {usual.verb: usual.target for usual in USUAL.values()} | {
    Verb.CONCLUDE_HEARING: "in_progress",
    Verb.UPHOLD: "served",
    Verb.REPLACE: "closed",
    Verb.RETURN: "in_progress",
}
SOURCES = {row.verb: row.sources for row in TRANSITIONS}
# Status → the acts that lead a case there, each as its usual actor does it.
WAYS: dict[str, tuple[str, ...]] = {
    "received": ("",),
    "in_progress": ("take_up", "take_up propose"),
    "waiting_customer": ("take_up supplement", "take_up propose supplement"),
    "waiting_hearing": ("take_up hear", "take_up propose hear hear"),
    "suspended": ("take_up suspend", "take_up propose suspend"),
    "decided": ("take_up grant",),
    "served": ("take_up grant serve",),
    "rectification_pending": ("take_up grant serve contest",),
    "dismissed": ("dismiss",),
    "closed": ("take_up close", "take_up grant serve close"),
    "withdrawn": ("withdraw",),
    "transferred": ("transfer",),
}
# How the rectification ends → what becomes of the first case.
SETTLING = {"reject": Verb.UPHOLD, "grant": Verb.REPLACE, "return": Verb.RETURN, "withdraw": Verb.UPHOLD}


class Walk(RuleBasedStateMachine):
    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[int] = []
        self.undo = transaction.atomic()
        self.undo.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize(way=st.sampled_from(sorted(way for ways in WAYS.values() for way in ways)))
    def begin(self, way: str) -> None:
        case_type = CaseTypeFactory(unit=self.cast.unit, may_close_as_answered=True)
        made = CaseFactory.create_batch(2, case_type=case_type, applicant=self.cast.resident.person)
        self.ids = [case.pk for case in made]
        self.arrivals = {case.pk: case.received_at for case in made}
        self.walk(way, self.ids[1])

    def walk(self, way: str, pk: int) -> None:
        for act in way.split():
            assert self.attempt(act, USUAL[act].role, pk), f"{act} of {way}"

    def note(self, case: Case) -> Case:
        if case.pk not in self.ids:
            self.ids.append(case.pk)
            self.arrivals[case.pk] = case.received_at
        return case

    @property
    def colleague(self) -> User:
        found = self.cast.decision_maker.user
        assert found
        return found

    def actor(self, role: str) -> Actor:
        if role == "clock":
            return SYSTEM_CLOCK
        return self.cast.member("editor" if role == "second_maker" else role).actor

    def traces(self) -> tuple[Any, ...]:
        """All that an act may leave behind."""
        cases = Case.objects.filter(pk__in=self.ids).order_by("pk").values_list("status", "version", "handler")
        return (list(cases), Case.objects.count(), AuditEntry.objects.count(), CaseLink.objects.count())

    @rule(act=st.sampled_from(sorted(ACTS)), role=st.sampled_from(ROLES), which=st.integers(0, 9))
    def somebody_tries_something(self, act: str, role: str, which: int) -> None:
        self.attempt(act, role, self.ids[which % len(self.ids)])

    @rule(chosen=st.integers(0, 99), which=st.integers(0, 9))
    def who_may_does_what_comes_next(self, chosen: int, which: int) -> None:
        case = Case.objects.get(pk=self.ids[which % len(self.ids)])
        usual = [(act, one.role) for act, one in USUAL.items() if case.status in SOURCES[one.verb]]
        if usual:
            self.attempt(*usual[chosen % len(usual)], case.pk)

    def attempt(self, act: str, role: str, pk: int) -> bool:
        """Whether it was done."""
        actor, before = self.actor(role), self.traces()
        try:
            with transaction.atomic():
                ACTS[act](pk, actor, self)
        except REFUSALS:
            assert self.traces() == before, "What is refused leaves nothing."
            return False
        return True

    @invariant()
    def history_explains_the_status(self) -> None:
        for case in self.all():
            status = "received"
            for change in case.changes.exclude(verb="open"):
                assert change.source == status
                assert change.target == (TARGETS[Verb(change.verb)] or status)
                status = change.target
            assert case.status == status
            assert case.received_at == self.arrivals[case.pk]
            assert bool(case.closed_at) == (case.status in ENDED)

    @invariant()
    def every_move_is_in_the_audit_log(self) -> None:
        for case in self.all():
            moves = case.changes.exclude(verb__in=("open", "conclude_hearing")).count()
            assert AuditEntry.objects.filter(about_type="cases.case", about_id=case.pk).count() >= moves

    @invariant()
    def what_is_waited_for_is_there(self) -> None:
        for case in self.all():
            assert case.supplement_requests.open().exists() == (case.status == Status.WAITING_CUSTOMER)
            assert case.hearings.open().exists() == (case.status == Status.WAITING_HEARING)
            assert bool(case.suspended_until) == (case.status == Status.SUSPENDED)
            if case.proposals.filter(ended_at=None).exists():
                assert case.status in BEFORE_DECISION

    @invariant()
    def decisions_fit_the_status(self) -> None:
        for case in self.all():
            if case.status in (Status.DECIDED, Status.SERVED, Status.DISMISSED, Status.RECTIFICATION_PENDING):
                assert case.decisions.exists()
            pending = case.linked_from.filter(kind="rectifies", is_timely=True).exclude(
                case__status__in=[Status.SERVED, *ENDED]
            )
            if case.status == Status.RECTIFICATION_PENDING:
                assert pending.exists()

    @invariant()
    def the_disqualified_are_out(self) -> None:
        for case in self.all():
            for declared in case.disqualifications.select_related("user"):
                assert case.handler_id != declared.user_id
                actors = (self.actor(role) for role in ("handler", "decision_maker", "second_maker"))
                own = next(actor for actor in actors if actor.user == declared.user)
                assert not can_handle_case(own, case)

    def all(self) -> list[Case]:
        return list(Case.objects.filter(pk__in=self.ids).prefetch_related("changes"))


@pytest.fixture
def town(cast: Cast) -> type[Walk]:
    """Who walk: also a second decision maker, so that a rectification can be decided by another."""
    for role in ROLES:
        if role not in ("clock", "second_maker"):
            cast.member(role)
    second = cast.editor.user
    assert second
    RoleGrant.objects.create(user=second, role=Role.DECISION_MAKER, unit=cast.unit)
    Walk.cast = cast
    return Walk


@pytest.fixture
def walk(town: type[Walk]) -> Iterator[Walk]:
    walk = town()
    yield walk
    walk.teardown()


def all_is_well(walk: Walk) -> None:
    walk.history_explains_the_status()
    walk.every_move_is_in_the_audit_log()
    walk.what_is_waited_for_is_there()
    walk.decisions_fit_the_status()
    walk.the_disqualified_are_out()


def arrives(walk: Walk, act: str, way: str) -> bool:
    """Do it as a new case stands after the way. Whether it was done; then it must have gone where it should."""
    walk.begin(way)
    if act == "claim":
        Case.objects.filter(pk=walk.ids[1]).update(handler=None)
    if act == "release":
        Case.objects.filter(pk=walk.ids[1]).update(handler=walk.colleague)
    case = Case.objects.get(pk=walk.ids[1])
    source, seen = case.status, case.changes.count()
    if not walk.attempt(act, USUAL[act].role, case.pk):
        return False
    changes = case.changes.values_list("verb", "source", "target")[seen : seen + 1]
    assert list(changes) == [(USUAL[act].verb, source, USUAL[act].target or source)]
    all_is_well(walk)
    return True


@pytest.mark.parametrize("status", WAYS)
def test_every_arrow_is_taken_from_each_of_its_sources(walk: Walk, status: str) -> None:
    for act, usual in USUAL.items():
        if status in SOURCES[usual.verb]:
            done = [arrives(walk, act, way) for way in WAYS[status]]
            assert any(done), f"{act} from {status}"


@pytest.mark.parametrize("outcome", SETTLING)
def test_end_of_a_rectification_settles_the_first_case(walk: Walk, outcome: str) -> None:
    walk.begin(*WAYS["rectification_pending"])
    _target, first, asked = walk.ids

    if outcome == "withdraw":
        walk.walk("withdraw", asked)
    else:
        walk.walk("take_up", asked)
        assert walk.attempt(outcome, "decision_maker", asked)
        walk.walk("serve", asked)

    change = Case.objects.get(pk=first).changes.last()
    assert change
    assert (change.verb, change.target) == (SETTLING[outcome], TARGETS[SETTLING[outcome]])
    all_is_well(walk)


def test_ways_lead_to_every_status_and_acts_know_every_verb() -> None:
    assert set(WAYS) == set(Status)
    assert set(TARGETS) == set(Verb)


def test_random_verbs_by_random_people_never_break_a_case(town: type[Walk]) -> None:
    run_state_machine_as_test(
        town,
        settings=settings(
            max_examples=7,
            stateful_step_count=12,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
