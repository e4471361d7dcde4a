# SPDX-License-Identifier: EUPL-1.2
"""Writing and publishing the versions of a case type. Only main users, the system, and who fills the demo."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from cases.models import CaseType, CaseTypeVersion
from cases.types.checks import BadCaseType, check_content
from cases.types.content import columns_of, content_of, digest_of, says_the_same
from portal.accounts.actors import Actor
from portal.accounts.models import Role
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import require


class StaleTerms(Exception):
    """Somebody changed the version after the page was drawn; nothing was written."""


def can_edit_case_type(actor: Actor) -> bool:
    return actor.is_system or actor.has_role(Role.MAIN_USER)


@transaction.atomic
def begin_version(case_type_id: int, *, actor: Actor) -> CaseTypeVersion:
    """A version to write, from the newest. Idempotent: a type has at most one that is being written."""
    require(condition=can_edit_case_type(actor), verb="edit_case_type")
    case_type = CaseType.objects.select_for_update().get(pk=case_type_id)
    if case_type.working_version:
        return case_type.working_version
    newest = version_for(case_type)
    return _next(case_type, newest.content)


@transaction.atomic
def write_version(case_type_id: int, *, actor: Actor, content: Mapping[str, Any], revision: int) -> CaseTypeVersion:
    """Keep what was written; it need not be right yet. Raises StaleTerms."""
    version = begin_version(case_type_id, actor=actor)
    if version.revision != revision:
        raise StaleTerms
    version.content, version.revision, version.edited_at = content, version.revision + 1, clock.now()
    version.save()
    record("casetype.written", about=version.case_type, by=actor, number=version.number)
    return version


@transaction.atomic
def publish_version(case_type_id: int, *, actor: Actor, revision: int, reason: str, seen: str = "") -> CaseTypeVersion:
    """New cases begin with it; those that are pending keep theirs. Raises BadCaseType and StaleTerms.

    `seen`: the digest of the content that the page showed, where there was a page.
    """
    require(condition=can_edit_case_type(actor), verb="publish_case_type")
    case_type: CaseType = CaseType.objects.select_for_update(of=("self",)).get(pk=case_type_id)
    version = case_type.working_version
    if version is None or version.revision != revision or seen not in ("", digest_of(version.content)):
        raise StaleTerms
    check_content(version.content, case_type)
    _spread(case_type, version.content)
    version.published_at, version.published_by, version.reason = clock.now(), actor.user, reason[:500]
    version.save()
    record("casetype.published", about=case_type, by=actor, number=version.number, reason=reason)
    return version


@transaction.atomic
def discard_version(case_type_id: int, *, actor: Actor) -> None:
    """What was being written is thrown away."""
    require(condition=can_edit_case_type(actor), verb="edit_case_type")
    case_type = CaseType.objects.select_for_update().get(pk=case_type_id)
    if case_type.working_version:
        case_type.working_version.delete()
        record("casetype.discarded", about=case_type, by=actor)


@transaction.atomic
def import_case_type(code: str, content: Any, *, actor: Actor, reason: str) -> CaseTypeVersion:
    """Publish a content from elsewhere, making the type when there is none. The same again is no new version.

    What a main user was writing is left as it is. Raises BadCaseType.
    """
    require(condition=can_edit_case_type(actor), verb="publish_case_type")
    check_content(content)
    columns = columns_of(content)
    CaseType.objects.get_or_create(code=code, defaults=columns)
    case_type = CaseType.objects.select_for_update(of=("self",)).get(code=code)
    check_content(content, case_type)
    newest = case_type.newest_version
    if newest and newest.content == content:
        return newest
    _spread(case_type, content)
    version = _next(case_type, content, published_at=clock.now(), published_by=actor.user, reason=reason[:500])
    record("casetype.published", about=case_type, by=actor, number=version.number, reason=reason)
    return version


def version_for(case_type: CaseType) -> CaseTypeVersion:
    """The version that a new case begins with. Columns that were changed by hand become one now."""
    newest = case_type.newest_version
    return newest if newest and says_the_same(newest.content, case_type) else _keep_columns(case_type.pk)


@transaction.atomic
def _keep_columns(case_type_id: int) -> CaseTypeVersion:
    """Of two who open at once, and of one who read the type before it was published, the locked row tells."""
    case_type: CaseType = CaseType.objects.select_for_update(of=("self",)).select_related("unit").get(pk=case_type_id)
    newest = case_type.newest_version
    if newest and says_the_same(newest.content, case_type):
        return newest
    return _next(case_type, merged(newest.content if newest else {}, content_of(case_type)), published_at=clock.now())


def merged(old: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """What the columns tell, and of the old what they have no word for."""
    return {
        **told,
        **{name: old[name] for name in ("channels", "documents", "fee") if name in old},
        "receiver": {"rules": [], **old.get("receiver", {}), "unit": told["receiver"]["unit"]},
        "deadlines": {**old.get("deadlines", {}), **told["deadlines"]},
    }


def _spread(case_type: CaseType, content: Mapping[str, Any]) -> None:
    for name, value in columns_of(content).items():
        setattr(case_type, name, value)
    case_type.save()


def _next(case_type: CaseType, content: Mapping[str, Any], **facts: Any) -> CaseTypeVersion:
    highest: int | None = case_type.versions.aggregate(highest=Max("number"))["highest"]
    version: CaseTypeVersion = case_type.versions.create(number=(highest or 0) + 1, content=content, **facts)
    return version


__all__ = ["BadCaseType", "StaleTerms", "begin_version", "discard_version", "import_case_type", "publish_version"]
__all__ += ["can_edit_case_type", "merged", "version_for", "write_version"]
