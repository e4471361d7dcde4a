# SPDX-License-Identifier: EUPL-1.2
"""What goes along when a case is erased: the draft that its sending was filled in, and the joint draft behind it."""

from collections.abc import Iterable

from django.db import models

from services.eforms.models import Draft, Submission

# Model → ids of its rows.
Rows = dict[type[models.Model], set[int]]


def drafts_of(rows: Rows) -> Iterable[models.Model]:
    """A joint draft holds the answers of several sendings. Each has its own copy, so the joint one is emptied with the
    first that goes, and goes with the last."""
    drafts = list(Draft.objects.filter(submission__in=rows.get(Submission, set())))
    gone = {draft.pk for draft in drafts}
    yield from drafts
    for joint in Draft.objects.filter(pk__in={draft.joint_id for draft in drafts if draft.joint_id}):
        if not Draft.objects.filter(joint=joint).exclude(pk__in=gone).exists():
            yield joint
            continue
        yield from joint.uploads.all()
        joint.answers, joint.provenance, joint.remarks = {}, {}, {}
        joint.save(update_fields=["answers", "provenance", "remarks"])
