# SPDX-License-Identifier: EUPL-1.2
"""The same to many cases: each by its own action, in the name of who asked, done once, taken back where it may be."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.actions import bulk
from cases.actions.bulk import choose_cases, refusals_to_come, start_job, stop_job, undo_job, work_on_next
from cases.actions.handling import take_up_case
from cases.models import BulkJob, Case, CaseType, Decision, Note, ServiceOfDecision
from cases.tasks import resume_bulk, run_bulk
from portal.accounts.actors import SYSTEM_CLOCK
from portal.accounts.models import RoleGrant
from portal.audit.models import AuditEntry
from portal.common import clock
from portal.notifications.models import Notification
from tests.cases.jobs import OWN_WORDS, READY, done_by, job_of, later, states, whys, work
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory, DisqualificationFactory
from tests.factories.work import BulkJobFactory

# ---- choosing


def test_choice_keeps_each_case_as_it_is_and_changes_nothing(cast: Cast, cases: list[Case]) -> None:
    job = choose_cases([case.pk for case in cases], actor=cast.handler.actor, kind="take_up")

    assert sorted(job.items.values_list("case", "case_version")) == [(case.pk, 1) for case in cases]
    assert not job.started_at
    assert not work_on_next(job.pk, actor=SYSTEM_CLOCK)
    assert set(Case.objects.values_list("status", flat=True)) == {"received"}


def test_others_cases_are_left_out(cast: Cast, cases: list[Case]) -> None:
    with pytest.raises(ValidationError):
        choose_cases([case.pk for case in cases], actor=cast.other_handler.actor, kind="take_up")


def test_no_more_than_the_most_are_chosen(cast: Cast, cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST", 2)

    with pytest.raises(ValidationError, match="enintään 2"):
        choose_cases([case.pk for case in cases], actor=cast.handler.actor, kind="take_up")


@pytest.mark.parametrize("role", ["clerk", "editor", "main_user", "auditor", "resident"])
def test_who_handles_no_cases_chooses_none(cast: Cast, cases: list[Case], role: str) -> None:
    with pytest.raises(PermissionDenied):
        choose_cases([case.pk for case in cases], actor=cast.member(role).actor, kind="take_up")


# ---- doing


def test_each_kind_does_to_each_case_what_its_button_does(cast: Cast, case_type: CaseType) -> None:
    unit, maker = cast.other_unit, cast.decision_maker.user
    assert maker
    case_type.may_close_as_answered = True
    case_type.save()
    later = (clock.today() + dt.timedelta(days=9)).isoformat()
    supplement = {"language": "fi", "items": ["Kartta"], "text": "", "due_on": later, "consequence": "Ilman."}
    asked: dict[str, tuple[str, dict[str, Any]]] = {
        "take_up": ("received", {}),
        "claim": ("received", {}),
        "assign": ("received", {"handler": maker.pk, "note": "Ole hyvä."}),
        "hand_over": ("received", {"unit": unit.pk, "reason": "Teille."}),
        "label": ("received", {"names": ["kevät"]}),
        "supplement": ("in_progress", supplement),
        "close": ("in_progress", {"language": "fi", "reason": "Vastattu."}),
    }

    made = {kind: CaseFactory(case_type=case_type, status=status) for kind, (status, _given) in asked.items()}
    for kind, (_status, given) in asked.items():
        value = BulkJob.Kind.SUPPLEMENT if kind == "supplement" else kind
        assert states(done_by(cast.handler, value, [made[kind]], **given)) == {"done": 1}, kind

    now = {kind: Case.objects.get(pk=case.pk) for kind, case in made.items()}
    assert (now["take_up"].status, now["take_up"].handler) == ("in_progress", cast.handler.user)
    assert now["claim"].handler == cast.handler.user
    assert now["assign"].handler == maker
    assert now["hand_over"].unit == unit
    assert [label.name for label in now["label"].labels.all()] == ["kevät"]
    assert now["supplement"].status == "waiting_customer"
    assert now["close"].status == "closed"
    assert AuditEntry.objects.filter(event="case.taken_up", user_id=cast.handler.user.pk).exists()  # type: ignore[union-attr]


def test_refused_are_told_in_words_and_do_not_stop_the_others(cast: Cast, case_type: CaseType) -> None:
    fine, busy, own, stale = (CaseFactory(case_type=case_type) for _number in range(4))
    waiting = CaseFactory(case_type=case_type, waiting=True)
    DisqualificationFactory(case=own, user=cast.handler.user)
    job = job_of(cast.handler, "take_up", [waiting, own, stale, busy, fine])
    Case.objects.filter(pk=stale.pk).update(version=7)
    start_job(job.key, actor=cast.handler.actor)

    assert work(job) == {"done": 2, "refused": 3}

    assert whys(job) == {
        waiting.pk: "Asian tila on Odottaa asiakasta. Silloin tätä ei voi tehdä.",
        own.pk: "Sinulla ei ole oikeutta tähän.",
        stale.pk: "Asia on muuttunut sen jälkeen, kun valitsit sen.",
    }


def test_what_will_be_refused_is_told_beforehand_in_the_same_words(cast: Cast, case_type: CaseType) -> None:
    fine = CaseFactory(case_type=case_type)
    waiting = CaseFactory(case_type=case_type, waiting=True)
    job = job_of(cast.handler, "take_up", [fine, waiting])

    told = {item.case_id: why for item, why in refusals_to_come(job, actor=cast.handler.actor)}
    start_job(job.key, actor=cast.handler.actor)
    work(job)

    assert told == whys(job)
    assert list(told) == [waiting.pk]


def test_unexpected_fault_in_one_case_leaves_nothing_of_it_and_does_not_stop_the_others(
    cast: Cast, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_once(case_id: int, **given: Any) -> Case:
        case = take_up_case(case_id, **given)
        if case_id == cases[0].pk:
            raise RuntimeError
        return case

    monkeypatch.setattr("cases.actions.bulk_work.handling.take_up_case", fails_once)

    job = done_by(cast.handler, "take_up", cases)

    assert states(job) == {"done": 2, "refused": 1}
    assert not cases[0].changes.exists()


def test_rights_are_those_of_the_moment(cast: Cast, cases: list[Case]) -> None:
    job = job_of(cast.handler, "take_up", cases)
    start_job(job.key, actor=cast.handler.actor)
    work_on_next(job.pk, actor=SYSTEM_CLOCK)
    RoleGrant.objects.filter(user=cast.handler.user).delete()

    assert work(job) == {"done": 1, "refused": 2}


def test_who_has_left_does_nothing(cast: Cast, cases: list[Case]) -> None:
    job = job_of(cast.handler, "take_up", cases)
    start_job(job.key, actor=cast.handler.actor)
    assert cast.handler.user
    cast.handler.user.is_active = False
    cast.handler.user.save()

    assert work(job) == {"refused": 3}


def test_receiver_of_many_is_told_once_and_the_note_is_in_each(cast: Cast, begun: list[Case]) -> None:
    maker = cast.decision_maker.user
    assert maker

    done_by(cast.handler, "assign", begun, handler=maker.pk, note="Jäin lomalle.")

    told = Notification.objects.get()
    assert (told.event, told.email, told.context["count"]) == ("case.given_many", maker.email, 3)
    assert Note.objects.filter(text="Jäin lomalle.").count() == 3


def test_unit_is_told_once_of_what_came_back(cast: Cast, begun: list[Case]) -> None:
    done_by(cast.handler, "release", begun, note="")

    told = Notification.objects.get()
    assert (told.event, told.email, told.context["count"]) == ("case.released_many", cast.unit.email, 3)


# ---- deciding a round


def test_round_is_decided_with_one_text_each_with_its_own_number(cast: Cast, begun: list[Case]) -> None:
    job = done_by(cast.decision_maker, "decide", begun, **OWN_WORDS)

    assert states(job) == {"done": 3}
    decisions = list(Decision.objects.order_by("number"))
    assert [decision.number for decision in decisions] == [1, 2, 3]
    assert {decision.summary for decision in decisions} == {
        f"Saat avustuksen asiassa {case.reference}." for case in begun
    }
    assert not ServiceOfDecision.objects.exists()


def test_decided_and_served_at_once(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, in_progress=True, applicant=cast.resident.person)
    paper = CaseFactory(case_type=case_type, in_progress=True)

    done_by(cast.decision_maker, "decide", [case, paper], **OWN_WORDS | {"is_served": True})

    assert dict(ServiceOfDecision.objects.values_list("decision__case", "channel")) == {
        case.pk: "electronic",
        paper.pk: "letter",
    }
    assert Notification.objects.filter(event="case.served", about_id=case.pk).count() == 1


def test_ready_text_is_in_the_customers_language(cast: Cast, case_type: CaseType) -> None:
    texts = {name: {"fi": f"{name} suomeksi", "sv": f"{name} på svenska"} for name in ("summary", "reasons")}
    case_type.decision_texts = {"granted": texts}
    case_type.save()
    made = [CaseFactory(case_type=case_type, in_progress=True, language=language) for language in ("fi", "sv", "en")]

    job = done_by(cast.decision_maker, "decide", made, **READY)

    assert set(Decision.objects.values_list("case__language", "summary")) == {
        ("fi", "summary suomeksi"),
        ("sv", "summary på svenska"),
    }
    assert "asiakkaan kielellä" in whys(job)[made[2].pk]


def test_own_text_is_not_sent_to_who_uses_another_language(cast: Cast, case_type: CaseType) -> None:
    swede = CaseFactory(case_type=case_type, in_progress=True, language="sv")

    job = done_by(cast.decision_maker, "decide", [swede], **OWN_WORDS)

    assert "toisella kielellä" in whys(job)[swede.pk]
    assert not Decision.objects.exists()


def test_place_that_stays_empty_is_told_before_and_refused(cast: Cast, begun: list[Case]) -> None:
    words = OWN_WORDS | {"summary": "Saat {summa} euroa."}
    job = job_of(cast.decision_maker, "decide", begun, **words)

    told = [why for _item, why in refusals_to_come(job, actor=cast.decision_maker.actor)]

    assert told == ["Täydennä kohta {summa}."] * 3


def test_handler_without_the_right_decides_nothing(cast: Cast, begun: list[Case]) -> None:
    job = done_by(cast.handler, "decide", begun, **OWN_WORDS)

    assert states(job) == {"refused": 3}
    assert not Decision.objects.exists()


# ---- stopping, and doing once


def test_stopped_job_leaves_the_rest_and_tells_of_what_was_done(cast: Cast, cases: list[Case]) -> None:
    maker = cast.decision_maker.user
    assert maker
    job = job_of(cast.handler, "assign", cases, handler=maker.pk, note="")
    start_job(job.key, actor=cast.handler.actor)
    work_on_next(job.pk, actor=SYSTEM_CLOCK)

    stop_job(job.key, actor=cast.handler.actor)
    stop_job(job.key, actor=cast.handler.actor)

    assert work(job) == {"done": 1, "waiting": 2}
    assert Notification.objects.get().context["count"] == 1


def test_started_twice_is_started_once(cast: Cast, cases: list[Case]) -> None:
    job = job_of(cast.handler, "take_up", cases)

    start_job(job.key, actor=cast.handler.actor)
    start_job(job.key, actor=cast.handler.actor)

    assert AuditEntry.objects.filter(event="bulk.started").count() == 1


def test_unanswered_job_is_not_started(cast: Cast, cases: list[Case]) -> None:
    job = BulkJobFactory(owner=cast.handler.user, kind="assign", cases=cases, answers=None)

    with pytest.raises(ValidationError):
        start_job(job.key, actor=cast.handler.actor)


@pytest.mark.parametrize("act", [start_job, stop_job, undo_job])
def test_job_is_its_owners_alone(cast: Cast, cases: list[Case], act: Any) -> None:
    job = job_of(cast.handler, "take_up", cases)

    with pytest.raises(PermissionDenied):
        act(job.key, actor=cast.decision_maker.actor)


def test_task_goes_on_in_chunks(cast: Cast, cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.tasks.CHUNK", 2)
    left: list[int] = []
    monkeypatch.setattr("cases.tasks.enqueue", lambda _task, job_id: left.append(job_id))
    job = job_of(cast.handler, "take_up", cases)
    start_job(job.key, actor=cast.handler.actor)

    run_bulk(job.pk)
    assert (states(job), left) == ({"done": 2, "waiting": 1}, [job.pk])
    run_bulk(job.pk)

    assert (states(job), left) == ({"done": 3}, [job.pk])


def test_sweep_takes_up_what_was_left(cast: Cast, cases: list[Case], freeze: Any, monkeypatch: Any) -> None:
    taken: list[int] = []
    monkeypatch.setattr("cases.tasks.enqueue", lambda _task, job_id: taken.append(job_id))
    job = job_of(cast.handler, "take_up", cases)
    start_job(job.key, actor=cast.handler.actor)

    assert resume_bulk() == 0
    later(freeze, minutes=2)

    assert resume_bulk() == 1
    assert taken == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_each_case_once(cast: Cast, begun: list[Case]) -> None:
    job = job_of(cast.decision_maker, "decide", begun, **OWN_WORDS)
    start_job(job.key, actor=cast.decision_maker.actor)

    race(lambda: work(job), lambda: work(job))

    assert states(job) == {"done": 3}
    assert Decision.objects.count() == 3
    assert AuditEntry.objects.filter(event="bulk.ended").count() == 1
