# SPDX-License-Identifier: EUPL-1.2
"""Who has looked at one case, told to its party: the role and the unit, never the name of an employee."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.models import Case
from portal.accounts.actors import Actor
from portal.accounts.models import RoleGrant
from portal.audit.models import AccessEntry


@dataclass(frozen=True, slots=True)
class Look:
    at: dt.datetime
    who: str
    what: str
    why: str


def looks_at(case: Case, actor: Actor) -> QuerySet[AccessEntry]:
    """Looks by others at the case and its documents, the newest first."""
    return AccessEntry.objects.looks_at_any([case, *case.documents.all()]).not_by(actor)


def in_words(entries: Iterable[AccessEntry], case: Case) -> list[Look]:
    """One question more, for the units where the employees work now."""
    entries = list(entries)
    units = _units_of({entry.user_id for entry in entries if entry.right == "official" and entry.user_id})
    names = {document.pk: document.name for document in case.documents.all()}
    return [
        Look(
            entry.at,
            ", ".join(filter(None, (entry.role_words, units.get(entry.user_id or 0, ""), entry.channel_words))),
            names.get(entry.about_id or 0, "") if entry.about_type == "cases.document" else _("asian tiedot"),
            entry.reason or _("asian käsittely"),
        )
        for entry in entries
    ]


def _units_of(user_ids: set[int]) -> dict[int, str]:
    names: dict[int, list[str]] = defaultdict(list)
    for grant in RoleGrant.objects.filter(user__in=user_ids, unit__isnull=False).select_related("unit").order_by("pk"):
        if str(grant.unit) not in names[grant.user_id]:
            names[grant.user_id].append(str(grant.unit))
    return {user_id: ", ".join(found) for user_id, found in names.items()}
