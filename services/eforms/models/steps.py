# SPDX-License-Identifier: EUPL-1.2
"""Figures of how forms are filled, without a word of what was filled in or by whom."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.common import clock
from services.eforms.models.definition import FormVersion
from services.eforms.querysets import FillingStepQuerySet


class FillingStep(models.Model):
    """How one step went in one filling. Written when the filling has ended, by a number that leads to no draft."""

    version = models.ForeignKey(
        FormVersion, on_delete=models.CASCADE, related_name="filling_steps", verbose_name=_("lomakeversio")
    )
    filling = models.UUIDField(
        default=uuid.uuid4, help_text=_("Yhdistää saman täyttökerran vaiheet. Ei viittaa mihinkään.")
    )
    step = models.SlugField(_("vaihe"), max_length=60)
    seconds = models.PositiveIntegerField(_("täyttöaika sekunteina"), help_text=_("Tauot on jätetty pois."))
    last_field = models.CharField(_("viimeksi muutettu kysymys"), max_length=60, blank=True)
    is_last = models.BooleanField(_("viimeinen vaihe, jossa käytiin"), default=False)
    sent = models.BooleanField(_("lähetettiin"))
    # A day, not a moment: a moment could be matched with the log.
    ended_on = models.DateField(_("päättyi"), default=clock.today)

    objects = FillingStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("täytetty vaihe")
        verbose_name_plural = _("täytetyt vaiheet")
        indexes = [models.Index(fields=["version", "filling"], name="filling_step_by_version")]

    def __str__(self) -> str:
        return f"{self.version}: {self.step}"
