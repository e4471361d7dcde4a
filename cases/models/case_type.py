# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.remedies import RemedyKind
from portal.accounts.models import Unit
from portal.common.texts import LocalizedTextField
from services.catalogue.models import Service


class CaseType(models.Model):
    """How one kind of matter is handled. Data, edited by the main user."""

    class Publicity(models.TextChoices):
        PUBLIC = "public", _("julkinen")
        PARTLY_SECRET = "partly_secret", _("osittain salassa pidettävä")
        SECRET = "secret", _("salassa pidettävä")

    code = models.SlugField(_("tunnus"), max_length=80, unique=True)
    name = LocalizedTextField(_("nimi"))
    text = LocalizedTextField(
        _("kuvaus asiakkaalle"), long=True, blank=True, help_text=_("Mitä asiassa tapahtuu, selkeästi kerrottuna.")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="case_types", verbose_name=_("yksikkö"))
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="case_types", verbose_name=_("palvelu")
    )
    icon = models.CharField(_("kuvake"), max_length=40, default="FileText")
    promise_days = models.PositiveSmallIntegerField(
        _("käsittelyaika, päivää"),
        default=30,
        validators=[MinValueValidator(1)],
        help_text=_("Julkaistu arvio käsittelyajasta (hallintolaki 23 a §)."),
    )
    remedy_kind = models.CharField(
        _("muutoksenhaku"), max_length=30, choices=RemedyKind, default=RemedyKind.RECTIFICATION_MUNICIPAL
    )
    remedy_body = LocalizedTextField(
        _("muutoksenhakuviranomainen"), blank=True, help_text=_("Kenelle oikaisuvaatimus tai valitus osoitetaan.")
    )
    law_sections = models.TextField(
        _("sovellettavat säännökset"), blank=True, help_text=_("Pohja päätökseen: yksi säännös rivillä.")
    )
    decision_texts: models.JSONField[Any, Any] = models.JSONField(
        _("päätöspohjat"),
        default=dict,
        blank=True,
        help_text=_("Lopputulos ja sen pohjatekstit: {'granted': {'summary': {'fi': …}, 'reasons': {'fi': …}}}."),
    )
    publicity = models.CharField(_("julkisuus"), max_length=15, choices=Publicity, default=Publicity.PUBLIC)
    secrecy_ground = models.CharField(
        _("salassapidon peruste"), max_length=160, blank=True, help_text=_("Esimerkiksi JulkL 24 § 1 mom. 25 k.")
    )
    retention_years = models.PositiveSmallIntegerField(_("säilytysaika, vuotta"), default=10)
    allows_anonymous = models.BooleanField(_("voi asioida nimettömänä"), default=False)
    may_close_as_answered = models.BooleanField(_("voi päättää vastaamalla"), default=False)
    steps: models.JSONField[Any, Any] = models.JSONField(
        _("vaiheet"), default=list, blank=True, help_text=_("Asiakkaalle näytettävät vaiheet: [{'name': {'fi': …}}].")
    )
    is_active = models.BooleanField(_("käytössä"), default=True)

    class Meta:
        verbose_name = _("asiatyyppi")
        verbose_name_plural = _("asiatyypit")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="case_type_promise_positive", condition=models.Q(promise_days__gte=1)),
            models.CheckConstraint(
                name="case_type_secrecy_has_ground",
                condition=models.Q(publicity="public") | ~models.Q(secrecy_ground=""),
                violation_error_message=_("Kirjoita salassapidon peruste."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.code

    @property
    def is_secret(self) -> bool:
        """At least in part: its content is for the identified only."""
        return self.publicity != self.Publicity.PUBLIC
