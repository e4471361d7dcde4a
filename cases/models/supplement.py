# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case
from cases.querysets import SupplementRequestQuerySet
from portal.common import clock


class SupplementRequest(Acted):
    """What is missing, by when, and what happens otherwise (Hallintolaki 434/2003 22 and 33 §)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="supplement_requests", verbose_name=_("asia"))
    items: models.JSONField[Any, Any] = models.JSONField(_("mitä puuttuu"), default=list)
    text = models.TextField(_("selitys"), blank=True)
    due_on = models.DateField(_("viimeistään"))
    consequence = models.CharField(_("mitä muuten tapahtuu"), max_length=300)
    requested_at = models.DateTimeField(_("pyydetty"), default=clock.now)
    reminded_at = models.DateTimeField(_("muistutettu"), null=True, blank=True)
    alarmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer = models.TextField(_("vastaus"), blank=True)
    answered_at = models.DateTimeField(_("vastattu"), null=True, blank=True)
    ended_at = models.DateTimeField(
        _("päättynyt"), null=True, blank=True, help_text=_("Vastattu, tai käsittely jatkui ilman vastausta.")
    )

    objects = SupplementRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("täydennyspyyntö")
        verbose_name_plural = _("täydennyspyynnöt")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="supplement_one_open", condition=models.Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="supplement_answered_has_ended",
                condition=models.Q(answered_at__isnull=True) | models.Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(self.items)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None
