# SPDX-License-Identifier: EUPL-1.2
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from portal.common import clock
from portal.common.crypto import keyed_hash

if TYPE_CHECKING:
    from portal.accounts.actors import Actor


class PersonQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: "Actor") -> "PersonQuerySet":
        """Oneself, and those one acts for. A clerk at the desk sees the customer of the open session."""
        if actor.person is None and actor.subject is None:
            return self.none()
        ids = {person.pk for person in (actor.person, actor.subject) if person}
        principals = Q(given_mandates__in=Mandates().valid().filter(delegate=actor.person)) if actor.person else Q()
        return self.filter(Q(pk__in=ids) | principals).distinct()

    def with_hetu(self, code: str) -> "PersonQuerySet":
        return self.filter(hetu_hash=keyed_hash(code))


class MandateQuerySet(models.QuerySet[Any]):
    def valid(self) -> "MandateQuerySet":
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=clock.today()))

    def of(self, person: Any) -> "MandateQuerySet":
        """What the person may act for today, with names at hand."""
        return self.valid().filter(delegate=person).select_related("person", "organisation").order_by("kind", "pk")


def Mandates() -> MandateQuerySet:  # noqa: N802 reads as the model, which imports this module
    from portal.accounts.models import Mandate

    return Mandate.objects.all()
