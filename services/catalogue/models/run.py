# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One reading of the national catalogue and what came of it."""

    source = models.CharField(_("lähde"), max_length=300)
    started_at = models.DateTimeField(_("alkoi"))
    finished_at = models.DateTimeField(_("päättyi"), null=True)
    counts: "models.JSONField[Any, Any]" = models.JSONField(_("määrät"), default=dict)
    oddities: "models.JSONField[Any, Any]" = models.JSONField(_("huomiot"), default=list)

    class Meta:
        verbose_name = _("tuonti")
        verbose_name_plural = _("tuonnit")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%d.%m.%Y %H.%M}"
