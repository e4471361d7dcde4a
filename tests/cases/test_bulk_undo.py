# SPDX-License-Identifier: EUPL-1.2
"""What was done to many cases is taken back, where nothing else has happened to them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cases.actions.bulk import forget_jobs, undo_job
from cases.actions.handling import take_up_case
from cases.models import BulkItem, BulkJob, Case
from portal.accounts.actors import SYSTEM_CLOCK
from tests.cases.jobs import OWN_WORDS, done_by, job_of, later, whys, work
from tests.cast import Cast
from tests.factories.work import LabelFactory


@pytest.mark.parametrize("kind", ["take_up", "claim", "assign", "label"])
def test_what_was_done_is_taken_back(cast: Cast, cases: list[Case], kind: str) -> None:
    maker = cast.decision_maker.user
    assert maker
    asked: dict[str, dict[str, Any]] = {
        "assign": {"handler": maker.pk, "note": ""},
        "label": {"names": ["uusi", "vanha"]},
    }
    given = asked.get(kind, {})
    cases[0].labels.add(LabelFactory(unit=cast.unit, name="vanha"))
    job = done_by(cast.handler, kind, cases, **given)

    undo_job(job.key, actor=cast.handler.actor)

    assert work(job) == {"undone": 3}
    assert Case.objects.filter(status="received", handler=None).count() == 3
    assert list(Case.objects.filter(labels__isnull=False).values_list("labels__name", flat=True)) == ["vanha"]


def test_who_had_it_gets_it_back(cast: Cast, begun: list[Case]) -> None:
    job = done_by(cast.handler, "release", begun, note="")

    undo_job(job.key, actor=cast.handler.actor)

    assert work(job) == {"undone": 3}
    assert set(Case.objects.values_list("handler", flat=True)) == {cast.handler.user.pk}  # type: ignore[union-attr]


def test_case_in_which_something_else_has_happened_is_left(cast: Cast, cases: list[Case]) -> None:
    job = done_by(cast.handler, "claim", cases)
    take_up_case(cases[0].pk, actor=cast.handler.actor)

    undo_job(job.key, actor=cast.handler.actor)

    assert work(job) == {"kept": 1, "undone": 2}
    assert "muuttunut" in whys(job)[cases[0].pk]


def test_too_late_is_not_taken_back(cast: Cast, cases: list[Case], freeze: Any) -> None:
    job = done_by(cast.handler, "claim", cases)
    later(freeze, minutes=11)

    with pytest.raises(ValidationError):
        undo_job(job.key, actor=cast.handler.actor)


def test_decision_is_not_taken_back(cast: Cast, begun: list[Case]) -> None:
    job = done_by(cast.decision_maker, "decide", begun, **OWN_WORDS)

    with pytest.raises(ValidationError):
        undo_job(job.key, actor=cast.decision_maker.actor)


def test_old_jobs_are_forgotten(cast: Cast, cases: list[Case], freeze: Any) -> None:
    job_of(cast.handler, "claim", cases)
    ended = done_by(cast.handler, "take_up", cases)
    later(freeze, days=2)

    forget_jobs(actor=SYSTEM_CLOCK)
    assert list(BulkJob.objects.all()) == [ended]
    later(freeze, days=31)
    forget_jobs(actor=SYSTEM_CLOCK)

    assert not BulkItem.objects.exists()
