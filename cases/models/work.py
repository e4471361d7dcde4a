# SPDX-License-Identifier: EUPL-1.2
"""How staff arrange their work: of the office, for the office."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.permissions import STAFF_ROLES
from portal.accounts.models import Unit, User
from portal.common import clock

if TYPE_CHECKING:
    from portal.accounts.actors import Actor


class QueueViewQuerySet(models.QuerySet["QueueView"]):
    def visible_to(self, actor: "Actor") -> "QueueViewQuerySet":
        """One's own, and those that are shared with a unit where one handles cases."""
        units = actor.units_with(*STAFF_ROLES)
        shared = models.Q(unit__isnull=False) if units is None else models.Q(unit__in=units)
        return self.filter(models.Q(owner=actor.user) | shared).select_related("unit")


class QueueView(models.Model):
    """A way to look at the work queue, kept under a name: what it shows, in which order and with which columns."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="queue_views", verbose_name=_("omistaja"))
    name = models.CharField(_("nimi"), max_length=60)
    query = models.CharField(_("rajaukset"), max_length=500, help_text=_("Työjonon osoitteen kyselyosa."))
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="queue_views",
        verbose_name=_("mille yksikölle näkyy"),
    )
    is_start = models.BooleanField(_("aloitusnäkymä"), default=False)
    kept_at = models.DateTimeField(default=clock.now, editable=False)

    objects = QueueViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("jonon näkymä")
        verbose_name_plural = _("jonon näkymät")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="queue_view_name_once"),
            models.UniqueConstraint(fields=["owner"], name="queue_view_one_start", condition=models.Q(is_start=True)),
        ]

    def __str__(self) -> str:
        return self.name
