# SPDX-License-Identifier: EUPL-1.2
"""A case type as its editor sees it: what is being written, or what one would begin from."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction

from cases.models import CaseType, CaseTypeVersion
from cases.types.content import content_of, digest_of, says_the_same
from cases.types.publishing import StaleTerms, can_edit_case_type, merged, write_version
from portal.accounts.actors import Actor
from portal.common.workflow import require


class Draft(NamedTuple):
    """`is_begun`: there is a version that is being written. Until then the content is what holds now."""

    content: Mapping[str, Any]
    revision: int
    is_begun: bool

    @property
    def seen(self) -> str:
        return digest_of(self.content)


def current_content(case_type: CaseType) -> Mapping[str, Any]:
    """What a case that is opened now would begin with. Reads only."""
    newest = case_type.newest_version
    if newest and says_the_same(newest.content, case_type):
        return dict(newest.content)
    return merged(newest.content if newest else {}, content_of(case_type))


def draft_of(case_type: CaseType) -> Draft:
    """Reads only."""
    working = case_type.working_version
    if working:
        return Draft(working.content, working.revision, is_begun=True)
    return Draft(current_content(case_type), 0, is_begun=False)


@transaction.atomic
def write_part(case_type_id: int, *, actor: Actor, part: Mapping[str, Any], seen: str) -> CaseTypeVersion:
    """Keep one part of the content; a name whose value is None is left out. Begins a version when there is none.

    `seen`: the digest of the content from which the part was written. Raises StaleTerms when somebody changed it.
    """
    require(condition=can_edit_case_type(actor), verb="edit_case_type")
    draft = draft_of(CaseType.objects.select_for_update(of=("self",)).select_related("unit").get(pk=case_type_id))
    if draft.seen != seen:
        raise StaleTerms
    return write_version(case_type_id, actor=actor, content=with_part(draft.content, part), revision=draft.revision)


def with_part(content: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**content, **part}.items() if value is not None}
