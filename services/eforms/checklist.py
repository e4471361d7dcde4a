# SPDX-License-Identifier: EUPL-1.2
"""What a form asked and what was sent, for whoever handles the case."""

from collections.abc import Iterator

from cases.checklist import Checklist, Line, State
from cases.models import Case
from portal.common import clock
from portal.common.texts import LocalizedText
from services.eforms.engine.definition import Question, Step
from services.eforms.engine.fields.choices import OTHER
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling
from services.eforms.filling import applicant_of
from services.eforms.models import Submission

REPRESENTED = ("organisation", "principal", "child")


def checklist_of(case: Case) -> Checklist | None:
    """A line for each step, for each attachment, and for what was left unanswered; of the version that was filled."""
    sent: Submission | None = getattr(case, "submission", None)
    if sent is None:
        return None
    filling = _filling_of(sent)
    answered = {row["key"] for part in sent.content for row in part["rows"] if row.get("key")}
    lines = [line for step in filling.steps for line in _lines_of(step, _asked_in(filling, step), answered)]
    return Checklist(lines, list(_unchecked(filling)))


def _filling_of(sent: Submission) -> Filling:
    """As it was on the day of the sending. The files are not needed: the content tells which were there."""
    situation = Situation(applicant=applicant_of(sent.draft), today=clock.local(sent.sent_at).date())
    return Filling(sent.draft.version.form, sent.answers, situation)


def _asked_in(filling: Filling, step: Step) -> list[Question]:
    form = filling.read(step)
    return [one for one in step.questions if one.key in form.shown and form.kinds[one.key].is_asked]


def _lines_of(step: Step, asked: list[Question], answered: set[str]) -> Iterator[Line]:
    files = [one for one in asked if one.type == "attachment"]
    others = [one for one in asked if one.type != "attachment"]
    came = [one for one in others if one.key in answered]
    if others:
        yield Line(step.title, State.ANSWERED, answered=len(came), asked=len(others))
    for one in files:
        yield Line(one.label, State.ATTACHED if one.key in answered else State.MISSING)
    for one in others:
        if one.key not in answered:
            yield Line(one.label, State.MISSING)


def _unchecked(filling: Filling) -> Iterator[LocalizedText]:
    """Questions answered with somebody who is not among those whom the sender may act for by a registered right."""
    for _step, question, _kind, value in filling.answered():
        if question.type in REPRESENTED and value == OTHER:
            yield question.label
