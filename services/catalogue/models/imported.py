# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.common.texts import LocalizedTextField


class PublishingStatus(models.TextChoices):
    PUBLISHED = "published", _("julkaistu")
    ARCHIVED = "archived", _("arkistoitu")


class Source(models.TextChoices):
    LOCAL = "local", _("oma")
    PTV = "ptv", _("Palvelutietovaranto")


class Imported(models.Model):
    """What may come from the national catalogue. Nothing of it is ever deleted: cases and forms may point to it."""

    ptv_id = models.UUIDField(_("PTV-tunnus"), null=True, blank=True, unique=True, editable=False)
    source = models.CharField(_("lähde"), max_length=10, choices=Source, default=Source.LOCAL, editable=False)
    publishing = models.CharField(
        _("julkaisutila"), max_length=10, choices=PublishingStatus, default=PublishingStatus.PUBLISHED
    )
    fingerprint = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Tuodun tietueen tarkiste: kun se on sama, tuonti ei muuta mitään."),
    )
    modified_at = models.DateTimeField(_("muutettu"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Organization(Imported):
    name = LocalizedTextField(_("nimi"))
    kind = models.CharField(_("laji"), max_length=30, blank=True)
    business_id = models.CharField(_("y-tunnus"), max_length=9, blank=True)
    summary = LocalizedTextField(_("tiivistelmä"), blank=True)
    phone = models.CharField(_("puhelin"), max_length=30, blank=True)
    email = models.EmailField(_("sähköposti"), blank=True)
    url = models.URLField(_("verkkosivu"), max_length=500, blank=True)
    is_external = models.BooleanField(
        _("ulkopuolinen"), default=False, help_text=_("Muu kuin kaupunki järjestää: palvelun kohdalla on siitä merkki.")
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("ylempi organisaatio")
    )

    class Meta:
        verbose_name = _("organisaatio")
        verbose_name_plural = _("organisaatiot")

    def __str__(self) -> str:
        return str(self.name)
