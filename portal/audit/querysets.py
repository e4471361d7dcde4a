# SPDX-License-Identifier: EUPL-1.2
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
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
