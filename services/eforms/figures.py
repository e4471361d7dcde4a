# SPDX-License-Identifier: EUPL-1.2
"""How long a form takes and where people stop. Figures of few fillings are not told: they could tell of somebody."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.core.cache import cache

from portal.common import clock
from portal.common.texts import LocalizedText
from services.eforms.engine.definition import Form, Step
from services.eforms.models import FillingStep, FormDefinition

# Fewer than this is told as "fewer than five", and more in fives, so that nobody is left over when two are compared.
SMALLEST = 5
ENOUGH = 20  # so many fillings make a typical time
LOOKED_AT = dt.timedelta(days=365)
KEPT_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Count:
    """Of fillings, in fives; None when fewer than SMALLEST."""

    label: LocalizedText
    number: int | None


@dataclass(frozen=True, slots=True)
class StepFigures:
    """One step of the form as it is now. `seconds`: the median, None when too few."""

    title: LocalizedText
    opened: int | None
    stopped: int | None
    seconds: int | None
    share: int  # of the longest bar, in per cent
    fields: list[Count]


@dataclass(frozen=True, slots=True)
class Figures:
    fillings: int | None
    sent: int | None
    minutes: int | None
    steps: list[StepFigures]


def typical_minutes(definition: FormDefinition) -> int | None:
    """The median of what was sent during a year, in whole minutes; None when too few have been. Kept for an hour."""
    key = f"eforms.minutes.{definition.pk}"
    kept: int | None = cache.get(key)
    if kept is None:
        kept = _minutes(FillingStep.objects.of_form(definition).since(clock.today() - LOOKED_AT).seconds_of_sent())
        cache.set(key, kept, KEPT_SECONDS)
    return kept or None


def _minutes(seconds: list[int]) -> int:
    """Zero when too few."""
    return max(1, round(median(seconds) / 60)) if len(seconds) >= ENOUGH else 0


def figures_of(definition: FormDefinition) -> Figures:
    """The fillings that ended during a year, of all versions, by the steps and questions of the newest one."""
    form = definition.current_version.form
    rows = FillingStep.objects.of_form(definition).since(clock.today() - LOOKED_AT)
    facts: list[dict[str, Any]] = list(rows.values("filling", "step", "seconds", "last_field", "is_last", "sent"))
    fillings = {fact["filling"] for fact in facts}
    if len(fillings) < SMALLEST:
        return Figures(None, None, None, [])
    longest = max(sum(fact["step"] == step.key for fact in facts) for step in form.steps)
    return Figures(
        fillings=_told(len(fillings)),
        sent=_told(len({fact["filling"] for fact in facts if fact["sent"]})),
        minutes=_minutes(rows.seconds_of_sent()) or None,
        steps=[_step(form, step, [fact for fact in facts if fact["step"] == step.key], longest) for step in form.steps],
    )


def _step(form: Form, step: Step, facts: list[dict[str, Any]], longest: int) -> StepFigures:
    ends = [fact for fact in facts if fact["is_last"] and not fact["sent"]]
    opened = _told(len(facts))
    return StepFigures(
        title=step.title,
        opened=opened,
        stopped=_told(len(ends)),
        seconds=round(median(fact["seconds"] for fact in facts)) if opened else None,
        share=round(100 * opened / longest) if opened else 0,
        fields=list(_fields(form, step, ends)),
    )


def _fields(form: Form, step: Step, ends: list[dict[str, Any]]) -> Iterable[Count]:
    """The questions that were the last to be touched by those who stopped in the step, the most common first."""
    counts = [(sum(end["last_field"] == question.key for end in ends), question) for question in step.questions]
    for number, question in sorted(counts, key=lambda pair: -pair[0]):
        if number >= SMALLEST:
            yield Count(form.questions[question.key].label, _told(number))


def _told(number: int) -> int | None:
    return number // SMALLEST * SMALLEST or None
