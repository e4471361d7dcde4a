# SPDX-License-Identifier: EUPL-1.2
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case
from cases.querysets import LegalHoldQuerySet
from portal.common import clock


class LegalHold(Acted):
    """The case is kept for longer than its retention time, for a reason such as a lawsuit. Ends on a day or by hand."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="legal_holds", verbose_name=_("asia"))
    reason = models.CharField(_("syy"), max_length=300)
    until = models.DateField(_("voimassa, päivä ennen"), null=True, blank=True)
    set_at = models.DateTimeField(_("asetettu"), default=clock.now)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("hävittämiskielto")
        verbose_name_plural = _("hävittämiskiellot")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(name="legal_hold_has_reason", condition=~models.Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.case}: {self.reason}"


class Disposal(models.Model):
    """A line of the disposal log: which case went, by which rule, when. Nothing of what it was about or of whom."""

    class Method(models.TextChoices):
        ERASED = "erased", _("hävitetty")
        ANONYMISED = "anonymised", _("tilastoiksi ilman henkilötietoja")

    # Plain values: the case is gone, and its type and unit may go later.
    reference = models.CharField(_("asianumero"), max_length=24, unique=True)
    register_number = models.CharField(_("diaarinumero"), max_length=40)
    case_type = models.CharField(_("asiatyyppi"), max_length=80)
    unit = models.CharField(_("yksikkö"), max_length=50)
    rule = models.CharField(_("sääntö"), max_length=160)
    method = models.CharField(_("tapa"), max_length=12, choices=Method)
    closed_on = models.DateField(_("päättynyt"))
    disposed_at = models.DateTimeField(_("hävitetty"), default=clock.now)
    by_name = models.CharField(_("tekijä"), max_length=160)

    class Meta:
        verbose_name = _("hävitysloki")
        verbose_name_plural = _("hävitysloki")
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.reference} {self.rule}"


class PastCase(models.Model):
    """What statistics keep of a case that has gone, where its type says so: nobody can be found by it."""

    case_type = models.CharField(_("asiatyyppi"), max_length=80)
    unit = models.CharField(_("yksikkö"), max_length=50)
    arrived_in = models.DateField(_("saapunut, kuukauden alku"))
    days = models.PositiveIntegerField(_("kesti, päivää"))
    status = models.CharField(_("tila"), max_length=24)
    outcome = models.CharField(_("lopputulos"), max_length=24, blank=True)

    class Meta:
        verbose_name = _("mennyt asia")
        verbose_name_plural = _("menneet asiat")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_type} {self.arrived_in:%Y-%m}"
