# SPDX-License-Identifier: EUPL-1.2
"""What another version would do with a sending that was made: fail, ask more, drop an answer, route or cost otherwise.

Nothing that somebody answered is in the outcome: only which question and what kind of difference.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from services.eforms.engine.definition import Form
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling
from services.eforms.engine.tables import results


class Kind(StrEnum):
    FAILS = "fails"
    MISSING = "missing"
    ASKED = "asked"
    DROPPED = "dropped"
    FEE = "fee"
    UNIT = "unit"
    PRIORITY = "priority"


KIND_WORDS = {
    Kind.FAILS: _("vastaus ei enää kelpaisi"),
    Kind.MISSING: _("vastaus puuttuisi"),
    Kind.ASKED: _("kysyttäisiin lisäksi"),
    Kind.DROPPED: _("vastausta ei enää kysyttäisi"),
    Kind.FEE: _("maksu olisi eri"),
    Kind.UNIT: _("ohjautuisi toiseen yksikköön"),
    Kind.PRIORITY: _("kiireellisyys olisi eri"),
}
# With these nobody could have sent it.
STOPPING = frozenset({Kind.FAILS, Kind.MISSING})
Difference = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Sending:
    """What was sent: its own version, the answers as typed, and the situation of that day."""

    form: Form
    answers: Mapping[str, Any]
    situation: Situation


def differences(sending: Sending, new: Form) -> list[Difference]:
    """(kind, key of the question) in the order of the new form. What already fails with its own version is not told."""
    before = _Run(Filling(sending.form, sending.answers, sending.situation))
    after = _Run(Filling(new, sending.answers, sending.situation))
    found = list(_of_questions(before, after))
    if any(kind in STOPPING for kind, _key in found):
        return found  # what cannot be sent costs nothing and goes nowhere
    return [*found, *_of_tables(before, after)]


class _Run:
    """A filling read once: which questions were shown, which have a value, which are refused."""

    def __init__(self, filling: Filling) -> None:
        self.filling = filling
        self.shown: list[str] = []
        self.refused: dict[str, bool] = {}  # key → whether something was typed
        for step in filling.steps:
            form = filling.read(step)
            for question in step.questions:
                if question.key in form.shown:
                    self.shown.append(question.key)
                    if names := [name for name in form.errors if _belongs(str(name), question.key)]:
                        self.refused[question.key] = any(filling.answers.get(str(name)) for name in names)
        self.answered = {question.key for _step, question, _kind, _value in filling.answered()}


def _belongs(name: str, key: str) -> bool:
    return name == key or name.startswith(f"{key}__")


# Not answered by anybody, so never missed.
_READ = frozenset({"explanation", "stop", "calculated"})


def _of_questions(before: _Run, after: _Run) -> Iterator[Difference]:
    for key in after.shown:
        kind, is_new = after.filling.form.questions[key].type, key not in before.shown
        if key in after.refused and key not in before.refused:
            # Files are forgotten before the answers are; one that was asked for was given.
            if is_new or kind != "attachment":
                yield (Kind.FAILS if after.refused[key] else Kind.MISSING), key
        elif is_new and key not in after.answered and kind not in _READ:
            yield Kind.ASKED, key
    for key in before.shown:
        if key in before.answered and key not in after.shown and before.filling.form.questions[key].type not in _READ:
            yield Kind.DROPPED, key


def _of_tables(before: _Run, after: _Run) -> Iterator[Difference]:
    old, new = _given(before.filling), _given(after.filling)
    for kind in (Kind.FEE, Kind.UNIT, Kind.PRIORITY):
        if old.get(kind) != new.get(kind):
            yield kind, ""


def _given(filling: Filling) -> dict[str, Any]:
    """What the fee, unit and priority tables give."""
    tables = filling.form.tables
    return {tables[key].gives: outcome.value for key, outcome in results(filling.form, filling).items()}


def summary_of(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Kind, str, int]]:
    """(kind, key, how many sendings), the most common first."""
    counts: dict[tuple[Kind, str], int] = {}
    for row in rows:
        for kind, key in row["differences"]:
            counts[Kind(kind), key] = counts.get((Kind(kind), key), 0) + 1
    return sorted(((kind, key, count) for (kind, key), count in counts.items()), key=lambda found: -found[2])
