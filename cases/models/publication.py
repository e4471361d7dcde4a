# SPDX-License-Identifier: EUPL-1.2
"""What of a decision everybody may read, and for how long."""

from typing import Any

import pgtrigger
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.decision import Decision
from cases.models.document import Document
from cases.publishing.querysets import PublicationQuerySet
from portal.common import clock


class PublicVersion(Acted):
    """The words of a decision without what is hidden, and their PDF. Made once; another choice is another row."""

    class Ground(models.TextChoices):
        """Why: Kuntalaki 410/2015 140 §, Tietosuojalaki 1050/2018 29 §, JulkL 621/1999 24 § 1 mom."""

        NEEDLESS = "kuntal_140", _("Henkilötieto, jota yleisö ei tarvitse (KuntaL 140 §)")
        IDENTITY_CODE = "tsl_29", _("Henkilötunnus (tietosuojalaki 29 §)")
        TRADE = "julkl_24_20", _("Liikesalaisuus (JulkL 24 § 1 mom. 20 k)")
        MEANS = "julkl_24_23", _("Tulot ja varallisuus (JulkL 24 § 1 mom. 23 k)")
        WELFARE = "julkl_24_25", _("Terveys, vamma tai sosiaalihuolto (JulkL 24 § 1 mom. 25 k)")
        PUPIL = "julkl_24_30", _("Oppilaan asiat (JulkL 24 § 1 mom. 30 k)")
        CONTACT = "julkl_24_31", _("Salainen yhteystieto tai turvakielto (JulkL 24 § 1 mom. 31 k)")
        PRIVATE = "julkl_24_32", _("Yksityiselämä (JulkL 24 § 1 mom. 32 k)")

    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, related_name="public_versions", verbose_name=_("päätös")
    )
    # [{"text": what is hidden, "ground": why, "waits": shown until the appeal period is over}]
    marks: models.JSONField[Any, Any] = models.JSONField(_("peitettävät kohdat"), default=list, blank=True)
    summary = models.TextField(_("päätös selkeästi"))
    reasons = models.TextField(_("perustelut"))
    law_sections = models.TextField(_("sovelletut säännökset"))
    contact = models.CharField(_("lisätietoja antaa"), max_length=200)
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="public_version")
    made_at = models.DateTimeField(_("tehty"), default=clock.now)

    class Meta:
        verbose_name = _("julkinen versio")
        verbose_name_plural = _("julkiset versiot")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return str(self.decision)


class Publication(Acted):
    """A decision on the public list (Kuntalaki 410/2015 140 §). What is personal goes when the appeal period ends."""

    decision = models.OneToOneField(
        Decision, on_delete=models.CASCADE, related_name="publication", verbose_name=_("päätös")
    )
    version = models.ForeignKey(
        PublicVersion, on_delete=models.CASCADE, related_name="publications", verbose_name=_("julkinen versio")
    )
    published_at = models.DateTimeField(_("julkaistu"), default=clock.now)
    known_on = models.DateField(
        _("katsotaan tiedetyn"), help_text=_("Seitsemän päivän kuluttua julkaisusta (kuntalaki 140 §).")
    )
    ends_on = models.DateField(_("muutoksenhaun viimeinen päivä"))
    cleaned_at = models.DateTimeField(_("henkilötiedot poistettu"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("otettu pois"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("poistamisen syy"), max_length=500, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("julkaistu päätös")
        verbose_name_plural = _("julkaistut päätökset")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"], name="publication_public", condition=models.Q(withdrawn_at=None)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="publication_ends_after_it_is_known", condition=models.Q(ends_on__gte=models.F("known_on"))
            ),
            models.CheckConstraint(
                name="publication_withdrawal_has_reason",
                condition=models.Q(withdrawn_at=None, withdrawal_reason="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawal_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.decision)

    def get_absolute_url(self) -> str:
        return reverse("cases:published", args=[self.decision.unit.code, self.decision.year, self.decision.number])

    @property
    def is_public(self) -> bool:
        return self.withdrawn_at is None

    @property
    def is_running(self) -> bool:
        """A remedy may still be sought."""
        return self.ends_on >= clock.today()
