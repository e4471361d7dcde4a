# SPDX-License-Identifier: EUPL-1.2
"""A joint draft seen as the forms that it fills: each with its own answers, as if it had been filled alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from portal.accounts.models import Mandate
from services.eforms.bundles.merging import fits_in
from services.eforms.bundles.splitting import of_member
from services.eforms.engine.content import Part, digest_of
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling
from services.eforms.filling import situation_of
from services.eforms.lists import options_of
from services.eforms.models import Draft, FormDefinition, JointPart
from services.eforms.signatures import fresh_content, signers_of


@dataclass(frozen=True, slots=True)
class Member:
    """`draft` is the member's own, not saved before the sending; `content` is what its sending would send."""

    part: JointPart
    draft: Draft
    filling: Filling
    content: list[Part]

    @property
    def definition(self) -> FormDefinition:
        definition: FormDefinition = self.part.version.definition
        return definition

    @property
    def awaits(self) -> str:
        """Names of those who must sign it before it leaves; nothing when it leaves at once."""
        return ", ".join(signer.name for signer in signers_of(self.filling))


def members_of(draft: Draft) -> list[Member]:
    situation = situation_of(draft)
    # What one form asks of the city, another need not ask again.
    situation.mandates_of = cache(lambda person: list(Mandate.objects.of(person)))
    situation.list_of = cache(options_of)
    parts = draft.version.joint_parts.with_forms()
    return [_member(draft, part, situation) for part in parts]


def _member(draft: Draft, part: JointPart, situation: Situation) -> Member:
    own = _draft_of_member(draft, part)
    here = replace(situation, files=of_member(situation.files, part.keys))
    filling = Filling(part.version.form, own.answers, here)
    return Member(part, own, filling, fresh_content(own, filling))


def _draft_of_member(draft: Draft, part: JointPart) -> Draft:
    return Draft(
        version=part.version,
        joint=draft,
        person=draft.person,
        clerk=draft.clerk,
        subject=draft.subject,
        organisation=draft.organisation,
        right=draft.right,
        channel=draft.channel,
        assurance=draft.assurance,
        language=draft.language,
        answers=of_member(draft.answers, part.keys),
        provenance=of_member(draft.provenance, part.keys),
        remarks=of_member(draft.remarks, part.keys),
        # Filled from beginning to end, so that it opens where it is sent.
        revision=1,
        saves={step.key: {"revision": 1, "window": "joint"} for step in part.version.form.steps},
    )


def digest_of_all(members: list[Member]) -> str:
    """Of everything that one button sends."""
    return digest_of([{"form": member.definition.slug, "content": member.content} for member in members])


def uploads_of(draft: Draft, keys: Mapping[str, str]) -> list[tuple[str, Any]]:
    """(question of the member, upload) of the files that belong to it."""
    own = {there: here for here, there in keys.items()}
    return [(own[upload.field], upload) for upload in draft.uploads.all() if upload.field in own]


def is_own_way(definition: FormDefinition) -> bool:
    """Whether the form can only be filled by itself."""
    return not fits_in(definition.current_version.content)
