# SPDX-License-Identifier: EUPL-1.2
"""`record` what changed, inside the caller's transaction; `viewed` when somebody looks at personal data."""

from typing import Any

from django.db import models

from portal.accounts.actors import Actor
from portal.accounts.models import Person
from portal.audit.models import AccessEntry, AuditEntry
from portal.logging import request_id


def _facts_of(about: models.Model, by: Actor, person: Person | None) -> dict[str, Any]:
    whose = person or (about if isinstance(about, Person) else None)
    return {
        "user_id": by.user.pk if by.user else None,
        "by_person_id": by.person.pk if by.person else None,
        "by_name": by.display_name[:160],
        "right": by.right,
        "channel": by.channel,
        "assurance": by.assurance,
        "person_id": whose.pk if whose else None,
        "about_type": about._meta.label_lower,
        "about_id": about.pk,
        "about_label": str(getattr(about, "reference", "") or "")[:120],
        "request_id": request_id.get(),
    }


def record(event: str, *, about: models.Model, by: Actor, person: Person | None = None, **facts: Any) -> AuditEntry:
    """Append one change. `facts` are JSON values without personal data: codes, ids, dates."""
    if by.subject:
        facts["on_behalf_of"] = by.subject.pk
    if by.organisation:
        facts["for_organisation"] = by.organisation.pk
    if by.external_system is not None:
        facts["external_system"] = by.external_system
    return AuditEntry.objects.create(event=event, facts=facts, **_facts_of(about, by, person))


def viewed(about: models.Model, *, by: Actor, person: Person | None = None, reason: str = "") -> AccessEntry | None:
    """Append one look at somebody's data. A look at one's own data is nobody's business."""
    facts = _facts_of(about, by, person)
    if facts["by_person_id"] is not None and facts["by_person_id"] == facts["person_id"] and not by.is_staff:
        return None
    return AccessEntry.objects.create(reason=reason[:200], **facts)
