# SPDX-License-Identifier: EUPL-1.2
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.accounts.actors import Actor
    from portal.accounts.models import Person


class AuditEntryQuerySet(models.QuerySet[Any]):
    def changes_of(self, thing: models.Model) -> "AuditEntryQuerySet":
        """Changes of this very thing, the newest first."""
        return self.filter(about_type=thing._meta.label_lower, about_id=thing.pk)


class AccessEntryQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: "Actor") -> "AccessEntryQuerySet":
        """Looks at one's own data by others; the auditor sees all."""
        if actor.has_role("auditor"):
            return self
        if actor.person is None:
            return self.none()
        return self.about(actor.person)

    def about(self, person: "Person") -> "AccessEntryQuerySet":
        """Looks at this person's data by others than the person."""
        return self.filter(person_id=person.pk).exclude(by_person_id=person.pk)

    def looks_at(self, thing: models.Model) -> "AccessEntryQuerySet":
        """Looks at this very thing, a case for instance."""
        return self.filter(about_type=thing._meta.label_lower, about_id=thing.pk)

    def looks_at_any(self, things: "Iterable[models.Model]") -> "AccessEntryQuerySet":
        """Looks at any of these things, a case and its documents for instance."""
        ids: dict[str, list[int]] = {}
        for thing in things:
            ids.setdefault(thing._meta.label_lower, []).append(thing.pk)
        found = [models.Q(about_type=label, about_id__in=pks) for label, pks in ids.items()]
        return self.filter(reduce(or_, found)) if found else self.none()

    def not_by(self, actor: "Actor") -> "AccessEntryQuerySet":
        """By others than the actor, in whatever role the actor looked."""
        found = self.exclude(by_person_id=actor.person.pk) if actor.person else self
        return found.exclude(user_id=actor.user.pk) if actor.user else found
