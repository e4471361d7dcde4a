# SPDX-License-Identifier: EUPL-1.2
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from portal.accounts.actors import Actor
from portal.common import clock

if TYPE_CHECKING:
    from portal.pages.models import Notice
else:
    Notice = Any


class NoticeQuerySet(models.QuerySet["Notice"]):
    def current(self) -> Self:
        now = clock.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), is_published=True, starts_at__lte=now)

    def visible_to(self, actor: Actor) -> Self:
        """Staff read notices before their time; others while they are on."""
        return self if actor.is_staff else self.current()
