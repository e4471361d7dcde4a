# SPDX-License-Identifier: EUPL-1.2
"""To begin with last time's answers: whose sending may be used, and what of it still holds."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cases.permissions import can_read_case
from portal.accounts.actors import Actor
from services.eforms.engine.definition import Form
from services.eforms.engine.prefill import EARLIER, EARLIER_PREFIX, Earlier
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling
from services.eforms.models import FormDefinition, FormVersion, Submission


def newest_sending(definition: FormDefinition, *, actor: Actor, before: dt.datetime | None = None) -> Submission | None:
    """The newest sending of the form for whom the actor acts now, when the actor may read it; never at the desk."""
    if actor.person is None or actor.at_desk:
        return None
    sent = Submission.objects.of_form(definition).sent_for(actor).for_renewing()
    newest: Submission | None = (sent.sent_before(before) if before else sent).first()
    return newest if newest and can_read_case(actor, newest.case) else None


def last_sendings(versions: Iterable[FormVersion], *, actor: Actor) -> dict[int, Submission]:
    """The newest sending of each form that may be begun with last time's answers, by the key of the form."""
    found = {one.definition_id: newest_sending(one.definition, actor=actor) for one in versions if one.form.renew}
    return {key: sent for key, sent in found.items() if sent}


def asks_earlier(form: Form) -> bool:
    """Whether any of its questions names an answer of an earlier sending as its source."""
    return any(question.prefill.startswith(EARLIER_PREFIX) for question in form.questions.values())


def earlier_of(submission: Submission) -> Earlier:
    sent = (row["key"] for part in submission.content for row in part["rows"])
    return Earlier(submission.draft.version.form, submission.answers, frozenset(sent), submission.sent_at)


def without_wrong(
    form: Form, answers: dict[str, Any], provenance: dict[str, Any], situation: Situation
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answers without those carried from last time that are not accepted any more: days gone by, options gone."""
    wrong = {
        name
        for name in _refused(Filling(form, answers, situation))
        if provenance.get(name, {}).get("source") == EARLIER
    }
    return _without(answers, wrong), _without(provenance, wrong)


def _without(entries: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: entry for name, entry in entries.items() if name not in names}


def _refused(filling: Filling) -> Iterator[str]:
    """Inputs of the questions with a mistake. In a group only the mistaken ones: the other rows may be right."""
    for step in filling.steps:
        form = filling.read(step)
        for question in step.questions:
            inputs = form.inputs[question.key]
            mistaken = [name for name in inputs if name in form.errors]
            yield from mistaken if question.fields or not mistaken else inputs
