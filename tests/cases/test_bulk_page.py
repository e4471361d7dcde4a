# SPDX-License-Identifier: EUPL-1.2
"""From the selection in the queue to a finished job, on pages that work without JavaScript."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.actions.bulk import start_job, undo_job, work_on_next
from cases.models import BulkJob, Case, CaseType
from portal.accounts.actors import SYSTEM_CLOCK
from tests.cases.jobs import OWN_WORDS, done_by, job_of, work
from tests.cast import Cast
from tests.factories.cases import CaseFactory
from tests.factories.work import BulkJobFactory
from tests.queries import count_queries

QUEUE = reverse("admin:cases_case_changelist")


def url(job: BulkJob, page: str = "job") -> str:
    return reverse(f"admin:cases_bulk_{page}", args=[job.key])


def choose(client: Client, kind: str, cases: list[Case], **more: Any) -> Any:
    chosen = [case.pk for case in cases]
    form = {"action": "bulk_selected", "index": 0, "kind": kind, "_selected_action": chosen, **more}
    return client.post(QUEUE + "?nakyma=unit", form, follow=True)


@pytest.fixture(autouse=True)
def woken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Jobs for which a worker was called."""
    called: list[int] = []
    monkeypatch.setattr("cases.admin.bulk.enqueue", lambda _task, job_id: called.append(job_id))
    return called


def test_handler_gives_many_cases_from_the_queue(
    cast: Cast, cases: list[Case], woken: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    client, maker = cast.handler.client(), cast.decision_maker.user
    assert maker

    asked = choose(client, "assign", cases)
    job = BulkJob.objects.get()
    checked = client.post(url(job, "ask"), {"handler": maker.pk, "note": "Ole hyvä."}, follow=True).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        begun = client.post(url(job, "start"), follow=True).content.decode()
    work(job)
    ended = client.get(url(job)).content.decode()

    assert asked.redirect_chain[-1][0] == url(job, "ask")
    assert "Tee 3 asiaan" in checked
    assert "Ole hyvä." in checked
    assert 'hx-trigger="every 2s"' in begun
    assert woken == [job.pk]
    assert "hx-trigger" not in ended
    assert "Peru tehdyt" in ended
    assert set(Case.objects.values_list("handler", flat=True)) == {maker.pk}


def test_last_look_tells_who_would_be_left_out_and_why(cast: Cast, case_type: CaseType, cases: list[Case]) -> None:
    waiting = CaseFactory(case_type=case_type, waiting=True)

    page = choose(cast.handler.client(), "take_up", [*cases, waiting]).content.decode()

    assert "1 asia jää tekemättä" in page
    assert waiting.reference in page
    assert "Odottaa asiakasta" in page
    assert "Tee 3 asiaan" in page


def test_all_cases_of_the_list_are_chosen_though_a_page_shows_some(cast: Cast, case_type: CaseType) -> None:
    CaseFactory.create_batch(30, case_type=case_type)

    choose(cast.handler.client(), "take_up", [], select_across="1")

    assert BulkJob.objects.get().items.count() == 30


@pytest.mark.parametrize("kind", ["", "delete_selected", "unknown"])
def test_what_cannot_be_done_is_asked_again(cast: Cast, cases: list[Case], kind: str) -> None:
    page = choose(cast.handler.client(), kind, cases)

    assert "Valitse, mitä asioille tehdään" in page.content.decode()
    assert not BulkJob.objects.exists()


def test_deciding_is_offered_to_who_decides(cast: Cast, cases: list[Case]) -> None:
    def offered(client: Client) -> bool:
        return 'value="decide"' in client.get(QUEUE + "?nakyma=unit").content.decode()

    assert offered(cast.decision_maker.client())
    assert not offered(cast.handler.client())


def test_own_text_of_a_decision_is_asked_whole(cast: Cast, begun: list[Case]) -> None:
    client = cast.decision_maker.client()
    job = BulkJobFactory(owner=cast.decision_maker.user, kind="decide", cases=begun, answers=None)

    empty = client.post(url(job, "ask"), {"outcome": "granted", "words": "own", "language": "fi"})
    whole = client.post(url(job, "ask"), OWN_WORDS | {"is_served": ""}, follow=True).content.decode()

    assert set(empty.context["form"].errors) == {"summary", "reasons", "law_sections"}
    assert "Tehtyä päätöstä ei voi perua" in whole
    assert "Tee 3 asiaan" in whole


@pytest.mark.parametrize("kind", ["release", "hand_over", "label", "request_supplement", "decide", "close"])
def test_each_kind_asks_what_it_needs(cast: Cast, begun: list[Case], kind: str) -> None:
    who = cast.decision_maker
    job = BulkJobFactory(owner=who.user, kind=kind.removeprefix("request_"), cases=begun, answers=None)

    page = who.client().get(url(job), follow=True)

    assert page.redirect_chain == [(url(job, "ask"), 302)]
    assert page.status_code == 200


def test_labels_are_added(cast: Cast, cases: list[Case]) -> None:
    job = BulkJobFactory(owner=cast.handler.user, kind="label", cases=cases, answers=None)
    client = cast.handler.client()

    nothing = client.post(url(job, "ask"), {"new": ""})
    client.post(url(job, "ask"), {"new": "kevät"})

    job.refresh_from_db()
    assert nothing.context["form"].errors
    assert job.answers == {"names": ["kevät"]}


def test_job_is_stopped_and_taken_back_on_its_page(cast: Cast, cases: list[Case]) -> None:
    client, job = cast.handler.client(), job_of(cast.handler, "claim", cases)
    start_job(job.key, actor=cast.handler.actor)
    work_on_next(job.pk, actor=SYSTEM_CLOCK)

    stopped = client.post(url(job, "stop"), follow=True).content.decode()
    undone = client.post(url(job, "undo"), follow=True).content.decode()
    work(job)

    assert "Keskeytit työn" in stopped
    assert "Perutaan" in undone
    assert "Peruminen on valmis" in client.get(url(job)).content.decode()
    assert not Case.objects.filter(handler__isnull=False).exists()


def test_what_cannot_be_taken_back_says_so(cast: Cast, begun: list[Case]) -> None:
    job = done_by(cast.decision_maker, "decide", begun, **OWN_WORDS)
    client = cast.decision_maker.client()

    page = client.get(url(job)).content.decode()
    refused = client.post(url(job, "undo"), follow=True).content.decode()

    assert "Peru tehdyt" not in page
    assert "Tätä ei voi enää perua" in refused


def test_worker_that_is_woken_again_for_a_part_of_the_page(cast: Cast, cases: list[Case]) -> None:
    job = job_of(cast.handler, "claim", cases)
    start_job(job.key, actor=cast.handler.actor)

    part = cast.handler.client().get(url(job), headers={"HX-Request": "true"}).content.decode()

    assert part.strip().startswith("<section")


def _pages(cast: Cast, kind: str, cases: Sequence[Case], **answers: Any) -> dict[str, BulkJob]:
    """A job to be looked at, one at work, one with refusals and one taken back."""
    who = cast.decision_maker
    draft, begun = job_of(who, kind, cases, **answers), job_of(who, kind, cases, **answers)
    start_job(begun.key, actor=who.actor)
    refused = done_by(who, "serve", cases)
    undone = done_by(who, "label", cases, names=["x"])
    undo_job(undone.key, actor=who.actor)
    work(undone)
    return {"draft": draft, "begun": begun, "refused": refused, "undone": undone}


@pytest.mark.parametrize("kind", ["assign", "hand_over", "decide"])
def test_pages_ask_as_much_for_twenty_cases_as_for_one(cast: Cast, case_type: CaseType, kind: str) -> None:
    client, handler = cast.decision_maker.client(), cast.handler.user
    assert handler
    answers: dict[str, Any] = {
        "assign": {"handler": handler.pk, "note": ""},
        "hand_over": {"unit": cast.unit.pk, "reason": "x"},
        "decide": OWN_WORDS | {"summary": "{summa}"},
    }[kind]
    made = [
        CaseFactory(case_type=case_type, in_progress=True, handler=handler, applicant=cast.resident.person)
        for _number in range(20)
    ]
    few, many = _pages(cast, kind, made[:1], **answers), _pages(cast, kind, made, **answers)
    client.get(url(few["draft"]))

    for name in few:
        asked = [count_queries(lambda job=job: client.get(url(job))) for job in (few[name], many[name])]  # type: ignore[misc]
        assert asked[0] == asked[1], name


def test_list_of_jobs_asks_as_much_for_twenty_as_for_one(cast: Cast, cases: list[Case]) -> None:
    client, jobs = cast.handler.client(), reverse("admin:cases_bulk_jobs")
    done_by(cast.handler, "claim", cases)
    client.get(jobs)
    one = count_queries(lambda: client.get(jobs))
    for _number in range(19):
        job_of(cast.handler, "claim", cases)

    assert count_queries(lambda: client.get(jobs)) == one
    assert len(client.get(jobs).context["jobs"]) == 20
