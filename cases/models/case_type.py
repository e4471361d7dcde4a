# SPDX-License-Identifier: EUPL-1.2
from typing import Any

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.remedies import RemedyKind
from cases.types.content import content_of
from cases.types.terms import Terms, terms_from
from portal.accounts.models import Unit, User
from portal.common.prepared import Prepared
from portal.common.texts import LocalizedTextField
from services.catalogue.models import Service


class CaseType(models.Model):
    """How one kind of matter is handled today: the newest published version, spread over columns for queries and pages.

    Changed by publishing a version (cases/types/publishing.py), never column by column.
    """

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
    publishes_decisions = models.BooleanField(
        _("päätökset julkaistaan"),
        default=False,
        help_text=_("Päätöksen voi julkaista muutoksenhakuajaksi kaikkien luettavaksi (kuntalaki 140 §)."),
    )
    retention_years = models.PositiveSmallIntegerField(
        _("säilytysaika, vuotta"), default=10, help_text=_("Asian päättymisestä. 0: säilytetään pysyvästi.")
    )
    keeps_statistics = models.BooleanField(
        _("jää tilastoihin nimettömänä"),
        default=False,
        help_text=_("Säilytysajan jälkeen asiasta jäävät vain tyyppi, yksikkö, päivät ja tila."),
    )
    is_information_request = models.BooleanField(
        _("tietopyyntö"),
        default=False,
        help_text=_("Määräaika on kaksi viikkoa, jatkettuna kuukausi (julkisuuslaki 14 §)."),
    )
    allows_anonymous = models.BooleanField(_("voi asioida nimettömänä"), default=False)
    may_close_as_answered = models.BooleanField(_("voi päättää vastaamalla"), default=False)
    automatic_decisions = models.BooleanField(_("automaattinen ratkaisu sallittu"), default=False)
    # [{"status", "now", "next", "button"}]: see docs/case-types.md.
    steps: models.JSONField[Any, Any] = models.JSONField(_("vaiheet"), default=list, blank=True)
    is_active = models.BooleanField(_("käytössä"), default=True)

    class Meta:
        verbose_name = _("asiatyyppi")
        verbose_name_plural = _("asiatyypit")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="case_type_promise_positive", condition=models.Q(promise_days__gte=1)),
            models.CheckConstraint(
                name="case_type_secret_is_not_published",
                condition=models.Q(publishes_decisions=False) | ~models.Q(publicity="secret"),
                violation_error_message=_("Salassa pidettäviä päätöksiä ei julkaista."),
            ),
            models.CheckConstraint(
                name="case_type_secrecy_has_ground",
                condition=models.Q(publicity="public") | ~models.Q(secrecy_ground=""),
                violation_error_message=_("Kirjoita salassapidon peruste."),
            ),
            # JulkL 621/1999 14 §: two weeks, and who is refused may appeal (33 §).
            models.CheckConstraint(
                name="case_type_information_request",
                condition=models.Q(is_information_request=False)
                | models.Q(promise_days__lte=14, remedy_kind=RemedyKind.ADMINISTRATIVE_APPEAL),
                violation_error_message=_(
                    "Tietopyyntöön vastataan 14 päivässä, ja muutosta haetaan hallintovalituksella."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.code

    @property
    def is_secret(self) -> bool:
        """At least in part: its content is for the identified only."""
        return self.publicity != self.Publicity.PUBLIC

    @property
    def terms(self) -> Terms:
        """What the columns tell; those of a case are its version's."""
        return terms_from(content_of(self))

    @property
    def newest_version(self) -> "CaseTypeVersion | None":
        """The one that new cases begin with."""
        newest: CaseTypeVersion | None = PUBLISHED.first(self)
        if newest:
            newest.case_type = self
        return newest

    @property
    def working_version(self) -> "CaseTypeVersion | None":
        """The one that is being written, if there is one."""
        return self.versions.filter(published_at__isnull=True).first()


class CaseTypeVersion(models.Model):
    """The terms of a kind of matter at one time. Once published it never changes: a case keeps what it began with."""

    case_type = models.ForeignKey(
        CaseType, on_delete=models.CASCADE, related_name="versions", verbose_name=_("asiatyyppi")
    )
    number = models.PositiveIntegerField(_("versio"))
    content: models.JSONField[Any, Any] = models.JSONField(_("sisältö"), help_text=_("Muoto: docs/case-types.md."))
    # Each change of a version that is being written raises it, so that two who write do not overwrite each other.
    revision = models.PositiveIntegerField(default=0, editable=False)
    edited_at = models.DateTimeField(_("muokattu"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("julkaistu"), null=True, blank=True)
    published_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("julkaisija")
    )
    reason = models.CharField(_("miksi"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("asiatyypin versio")
        verbose_name_plural = _("asiatyyppien versiot")
        ordering = ["case_type", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["case_type", "number"], name="case_type_version_once"),
            models.UniqueConstraint(
                fields=["case_type"], name="case_type_one_working_version", condition=models.Q(published_at=None)
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_terms_are_immutable",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_type} {self.number}"

    @property
    def terms(self) -> Terms:
        return terms_from(self.content)


PUBLISHED = Prepared(
    lambda case_type: CaseTypeVersion.objects.filter(case_type=case_type, published_at__isnull=False).order_by(
        "-published_at", "-number"
    )[:1]
)
