# SPDX-License-Identifier: EUPL-1.2
"""The table itself, and a walk of random verbs by random people that never leaves it."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases.actions.deciding import DecisionText, decide_case, serve_decision
from cases.actions.handling import claim_case, close_case, take_up_case, transfer_case, withdraw_case
from cases.actions.supplementing import Missing, answer_supplement, request_supplement
from cases.actions.waiting import resume_case
from cases.models import Case, CaseType
from cases.workflow import ENDED, OPEN, TRANSITIONS, Status, Verb
from portal.accounts.actors import Actor
from portal.audit.models import AuditEntry
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed, allowed
from tests.cast import Cast
from tests.factories.cases import CaseFactory


def test_every_verb_has_one_row() -> None:
    assert sorted(row.verb for row in TRANSITIONS) == sorted(Verb)


def test_only_opening_again_and_correcting_lead_out_of_an_ended_case() -> None:
    assert {row.verb for row in TRANSITIONS if row.sources & ENDED} == {Verb.REOPEN, Verb.CORRECT}


def test_every_status_is_reached() -> None:
    reached = {Status.RECEIVED} | {Status(row.target) for row in TRANSITIONS if row.target}

    assert set(Status) == reached
    assert set(Status) == OPEN | ENDED


@pytest.mark.parametrize(
    ("role", "verbs"),
    [
        ("handler", {"take_up", "claim", "assign", "hand_over", "disqualify", "merge", "transfer"}),
        ("decision_maker", {"take_up", "claim", "assign", "hand_over", "disqualify", "merge", "dismiss", "transfer"}),
        ("resident", {"withdraw"}),
        ("stranger", set()),
        ("main_user", set()),
    ],
)
def test_buttons_of_a_received_case(cast: Cast, case: Case, role: str, verbs: set[str]) -> None:
    assert {row.verb for row in allowed(case, cast.member(role).actor)} == verbs


ACTS: list[Callable[[int, Actor], Any]] = [
    lambda pk, by: take_up_case(pk, actor=by),
    lambda pk, by: claim_case(pk, actor=by),
    lambda pk, by: request_supplement(
        pk, actor=by, missing=Missing(["x"], clock.today() + dt.timedelta(days=9), "Ratkaisemme ilman.")
    ),
    lambda pk, by: answer_supplement(pk, actor=by, answer="Tässä"),
    lambda pk, by: resume_case(pk, actor=by),
    lambda pk, by: decide_case(pk, actor=by, text=DecisionText("granted", "Saat.", "Ehdot täyttyvät.", "1 §")),
    lambda pk, by: serve_decision(pk, actor=by, channel="letter"),
    lambda pk, by: close_case(pk, actor=by),
    lambda pk, by: withdraw_case(pk, actor=by),
    lambda pk, by: transfer_case(pk, actor=by, authority="Muu viranomainen", reason="Ei kuulu meille"),
]


@pytest.mark.parametrize("seed", range(12))
def test_random_walk_never_leaves_the_table_and_history_explains_it(cast: Cast, case_type: CaseType, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 no secret, a repeatable walk
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person)
    people = [cast.member(role).actor for role in ("resident", "handler", "decision_maker", "stranger", "clerk")]
    arrived_at, done = case.received_at, 0

    for _step in range(40):
        try:
            done += bool(dice.choice(ACTS)(case.pk, dice.choice(people)))
        except (PermissionDenied, TransitionNotAllowed):
            continue

    case.refresh_from_db()
    status = "received"
    for change in case.changes.all():
        assert change.source == status
        status = change.target
    assert (case.status, case.received_at) == (status, arrived_at)
    assert case.supplement_requests.open().exists() == (case.status == "waiting_customer")
    assert case.decisions.exists() == (case.status in ("decided", "served", "closed"))
    assert AuditEntry.objects.count() >= case.changes.count()
    assert done >= case.changes.count()
