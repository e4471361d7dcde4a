# SPDX-License-Identifier: EUPL-1.2
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case
from portal.accounts.models import User
from portal.common import clock


class Disqualification(Acted):
    """A staff member has told that they may not handle this case. It holds at once and is not taken back."""

    class Ground(models.TextChoices):
        """Hallintolaki 434/2003 28 §, by its points."""

        PARTY = "party", _("Olen itse tai läheiseni on asianosainen (1 kohta)")
        REPRESENTS = "represents", _("Avustan tai edustan asianosaista, tai läheiseni tekee niin (2 kohta)")
        GAINS = "gains", _("Asiasta on odotettavissa minulle tai läheiselleni erityistä hyötyä tai vahinkoa (3 kohta)")
        EMPLOYED = "employed", _("Työskentelen asianosaiselle, tai hoidan häneltä saatua tehtävää (4 kohta)")
        GOVERNS = "governs", _("Minä tai läheiseni on asianosaisen hallituksessa tai johdossa (5 ja 6 kohta)")
        OTHER = "other", _("Muu syy, jonka takia puolueettomuuteni vaarantuu (7 kohta)")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="disqualifications", verbose_name=_("asia"))
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="disqualifications", verbose_name=_("kuka on esteellinen")
    )
    ground = models.CharField(_("peruste"), max_length=10, choices=Ground)
    reason = models.CharField(_("selitys"), max_length=500, blank=True)
    at = models.DateTimeField(_("ilmoitettu"), default=clock.now)

    class Meta:
        verbose_name = _("esteellisyysilmoitus")
        verbose_name_plural = _("esteellisyysilmoitukset")
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="disqualified_once")]

    def __str__(self) -> str:
        return f"{self.case} {self.user}"
