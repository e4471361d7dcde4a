# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case_type import CaseType


class HandlingTime(models.Model):
    """How many calendar days the ready matters of a kind took, from arrival to the end. Counted anew every night."""

    case_type = models.OneToOneField(
        CaseType, on_delete=models.CASCADE, related_name="handling_time", verbose_name=_("asiatyyppi")
    )
    cases = models.PositiveIntegerField(_("asioita"))
    half_in = models.PositiveIntegerField(_("puolet valmiina, päivää"))
    most_in = models.PositiveIntegerField(_("neljä viidestä valmiina, päivää"))
    counted_on = models.DateField(_("laskettu"))

    class Meta:
        verbose_name = _("toteutunut käsittelyaika")
        verbose_name_plural = _("toteutuneet käsittelyajat")
        ordering = ["case_type"]

    def __str__(self) -> str:
        return f"{self.half_in} / {self.most_in}"
