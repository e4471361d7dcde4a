# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case
from portal.common import clock


class DeadlineExtension(Acted):
    """Two weeks of an information request became a month, for a reason of the law (621/1999 14 § 4 mom.). Once."""

    class Ground(models.TextChoices):
        MANY = "many", _("asiakirjoja on paljon")
        SECRET_PARTS = "secret_parts", _("asiakirjoissa on salassa pidettäviä osia")
        OTHER = "other", _("muu näihin rinnastettava syy: asia vaatii tavallista enemmän työtä")

    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, related_name="deadline_extension", verbose_name=_("asia")
    )
    ground = models.CharField(_("peruste"), max_length=12, choices=Ground)
    reason = models.CharField(_("selitys"), max_length=300)
    until = models.DateField(_("uusi määräpäivä"))
    at = models.DateTimeField(_("aika"), default=clock.now)

    class Meta:
        verbose_name = _("tietopyynnön jatkettu määräaika")
        verbose_name_plural = _("tietopyyntöjen jatketut määräajat")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case} {self.until}"
