# SPDX-License-Identifier: EUPL-1.2
"""Run a version through with what was really sent. Nobody reads the answers: they are opened, compared and let go."""

from typing import Any

from django.db import transaction

from portal.accounts.actors import Actor
from portal.audit.log import record, viewed
from portal.common import clock
from portal.common.workflow import require
from services.eforms.engine.situation import Situation
from services.eforms.filling import applicant_of
from services.eforms.models import FormVersion, Rehearsal, Submission
from services.eforms.permissions import can_review_form
from services.eforms.reviewing.rehearsal import Sending, differences

MOST = 200
AT_ONCE = 20


@transaction.atomic
def start_rehearsal(version_id: int, *, actor: Actor, wanted: int = AT_ONCE) -> Rehearsal:
    """A rehearsal with the `wanted` newest sendings, at most 200. `continue_rehearsal` does the work.

    The look is logged as one: who, which form, how many.
    """
    version = FormVersion.objects.for_designer().get(pk=version_id)
    definition = version.definition
    require(condition=actor.user is not None and can_review_form(actor, definition), verb="start_rehearsal")
    assert actor.user
    wanted = max(1, min(wanted, MOST))
    rehearsal: Rehearsal = version.rehearsals.create(revision=version.revision, by=actor.user, wanted=wanted)
    count = min(wanted, Submission.objects.of_form(definition).count())
    record("form.rehearsed", about=definition, by=actor, number=version.number, sendings=count)
    viewed(definition, by=actor, reason=f"kokeilu, {count} lähetystä")
    return rehearsal


@transaction.atomic
def continue_rehearsal(rehearsal_id: int, *, actor: Actor) -> bool:
    """Go through the next twenty. True while there is more. Safe to run twice: it goes on from where it is."""
    rehearsal: Rehearsal = (
        Rehearsal.objects.select_for_update(of=("self",)).select_related("version__definition").get(pk=rehearsal_id)
    )
    if rehearsal.finished_at:
        return False
    end = min(rehearsal.done + AT_ONCE, rehearsal.wanted)
    sent = Submission.objects.of_form(rehearsal.version.definition).sent_before(rehearsal.started_at)
    batch = list(sent.for_rehearsal()[rehearsal.done : end])
    rehearsal.result = [*rehearsal.result, *filter(None, (_result(one, rehearsal.version) for one in batch))]
    rehearsal.done += len(batch)
    if len(batch) < AT_ONCE or rehearsal.done >= rehearsal.wanted:
        rehearsal.finished_at = clock.now()
        record("form.rehearsal_finished", about=rehearsal.version.definition, by=actor, sendings=rehearsal.done)
    rehearsal.save(update_fields=["result", "done", "finished_at"])
    return rehearsal.finished_at is None


def _result(submission: Submission, version: FormVersion) -> dict[str, Any] | None:
    draft = submission.draft
    files: dict[str, list[Any]] = {}
    for upload in draft.uploads.all():
        files.setdefault(upload.field, []).append(upload)
    sent_on = clock.local(submission.sent_at).date()
    situation = Situation(applicant=applicant_of(draft), files=files, today=sent_on)
    found = differences(Sending(draft.version.form, submission.answers, situation), version.form)
    return {"case": submission.case_id, "differences": found} if found else None
