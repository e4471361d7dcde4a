# SPDX-License-Identifier: EUPL-1.2
"""The version of a joint form that merges versions of several forms."""

from collections.abc import Sequence

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max

from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from services.eforms.bundles import merging
from services.eforms.models import FormDefinition, FormVersion, JointPart


def joint_version(joint_form: FormDefinition, versions: Sequence[FormVersion], *, actor: Actor) -> FormVersion:
    """The version that merges these versions. Made once; nobody changes it, so a draft keeps what it began with."""
    merged = merging.merge([merging.Member(dict(one.definition.name), one.content) for one in versions])
    merges = ArrayAgg("joint_parts__version_id", order_by="joint_parts__position")
    same = joint_form.versions.annotate(merges=merges).filter(merges=[one.pk for one in versions])
    found: FormVersion | None = same.filter(content=merged.content).first()
    return found or _new_joint_version(joint_form, versions, merged, actor)


def _new_joint_version(
    joint_form: FormDefinition, versions: Sequence[FormVersion], merged: merging.Merged, actor: Actor
) -> FormVersion:
    newest: int | None = joint_form.versions.aggregate(newest=Max("number"))["newest"]
    joint: FormVersion = joint_form.versions.create(
        number=(newest or 0) + 1, content=merged.content, published_at=clock.now()
    )
    JointPart.objects.bulk_create(
        JointPart(joint=joint, version=version, position=position, keys=keys)
        for position, (version, keys) in enumerate(zip(versions, merged.keys, strict=True))
    )
    record("bundle.merged", about=joint_form, by=actor, number=joint.number, versions=[one.pk for one in versions])
    return joint
