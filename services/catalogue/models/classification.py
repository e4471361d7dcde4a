# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.common.texts import LocalizedTextField
from services.catalogue.querysets import SectorQuerySet


class Sector(models.Model):
    """The city's own division of its services, apart from the national classes."""

    slug = models.SlugField(_("osoitteen osa"), unique=True)
    name = LocalizedTextField(_("nimi"))
    summary = LocalizedTextField(_("kuvaus"), blank=True)
    icon = models.CharField(_("kuvake"), max_length=40, default="Buildings3")
    color = models.CharField(_("väri"), max_length=20, default="lake")
    order = models.PositiveSmallIntegerField(_("järjestys"), default=0)

    objects = SectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("toimiala")
        verbose_name_plural = _("toimialat")
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("catalogue:sector", args=[self.slug])


class Classification(models.Model):
    """A row of a national code list; the code is the key in all its address generations."""

    code = models.CharField(_("koodi"), max_length=20, unique=True)
    name = LocalizedTextField(_("nimi"))
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("ylempi luokka"))

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)


class ServiceClass(Classification):
    sector = models.ForeignKey(
        Sector,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        verbose_name=_("toimiala"),
        help_text=_("Toimiala, jolle tuonti vie luokan palvelut. Tyhjä: sama kuin ylemmällä luokalla."),
    )

    class Meta(Classification.Meta):
        verbose_name = _("palveluluokka")
        verbose_name_plural = _("palveluluokat")


class TargetGroup(Classification):
    class Meta(Classification.Meta):
        verbose_name = _("kohderyhmä")
        verbose_name_plural = _("kohderyhmät")


class LifeEvent(Classification):
    slug = models.SlugField(_("osoitteen osa"), unique=True)
    summary = LocalizedTextField(_("kuvaus"), blank=True, long=True)
    icon = models.CharField(_("kuvake"), max_length=40, default="Compass")

    class Meta(Classification.Meta):
        verbose_name = _("elämäntilanne")
        verbose_name_plural = _("elämäntilanteet")

    def get_absolute_url(self) -> str:
        return reverse("catalogue:life-event", args=[self.slug])
