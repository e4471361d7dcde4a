# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.case_type import CaseType
from portal.accounts.models import Unit
from portal.common.texts import LocalizedTextField


class TextModuleQuerySet(models.QuerySet["TextModule"]):
    def for_case(self, case: Case) -> "TextModuleQuerySet":
        """Those in use that suit the case: its type or any, its unit or any."""
        of_type = models.Q(case_type=None) | models.Q(case_type=case.case_type_id)
        of_unit = models.Q(unit=None) | models.Q(unit=case.unit_id)
        return self.filter(of_type, of_unit, is_active=True)


class TextModule(models.Model):
    """A paragraph that decisions, messages or requests share. Its places, {asiakas}, are filled when it is used."""

    class Part(models.TextChoices):
        SUMMARY = "summary", _("Päätös selkeästi")
        REASONS = "reasons", _("Perustelut")
        LAW_SECTIONS = "law_sections", _("Sovelletut säännökset")
        CONTACT = "contact", _("Lisätietoja antaa")
        MESSAGE = "message", _("Viesti asiakkaalle")
        SUPPLEMENT = "supplement", _("Lisätietopyyntö")

    name = models.CharField(_("nimi"), max_length=80)
    part = models.CharField(_("mihin teksti tulee"), max_length=15, choices=Part)
    text = LocalizedTextField(
        _("teksti"),
        long=True,
        help_text=_(
            "Kohdat {asiakas}, {asia}, {asianumero}, {saapunut}, {tänään} ja {yksikkö} täyttyvät itsestään, "
            "samoin {kysymyksen tunnus} lomakkeelta. Muut kohdat, esimerkiksi {summa}, kirjoittaa päätöksen tekijä."
        ),
    )
    case_type = models.ForeignKey(
        CaseType,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="text_modules",
        verbose_name=_("asiatyyppi"),
        help_text=_("Jos jätät tyhjäksi, teksti sopii kaikkiin."),
    )
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="text_modules",
        verbose_name=_("yksikkö"),
        help_text=_("Jos jätät tyhjäksi, teksti sopii kaikkiin."),
    )
    is_active = models.BooleanField(_("käytössä"), default=True)

    objects = TextModuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("tekstipohja")
        verbose_name_plural = _("tekstipohjat")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "part", "case_type", "unit"], nulls_distinct=False, name="text_module_name_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name
