# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.common.texts import LocalizedTextField
from services.catalogue.models.imported import Imported, Organization
from services.catalogue.models.service import Charge, Service
from services.catalogue.querysets import ChannelQuerySet, PointQuerySet


class ChannelKind(models.TextChoices):
    EFORM = "eform", _("sähköinen asiointi")
    WEB_PAGE = "web", _("verkkosivu")
    PRINTABLE_FORM = "paper", _("tulostettava lomake")
    PHONE = "phone", _("puhelin")
    SERVICE_LOCATION = "visit", _("palvelupaikka")


class ServiceChannel(Imported):
    """A way to use services. With `form_slug` it is one of our own e-forms, otherwise the address tells where to go."""

    kind = models.CharField(_("laji"), max_length=10, choices=ChannelKind)
    name = LocalizedTextField(_("nimi"))
    summary = LocalizedTextField(_("tiivistelmä"), blank=True)
    description = LocalizedTextField(_("kuvaus"), blank=True, long=True)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("organisaatio")
    )
    url = LocalizedTextField(_("osoite verkossa"), blank=True)
    form_slug = models.SlugField(_("oma lomake"), max_length=120, blank=True)
    # Each with number, language, kind (Phone, Sms, Fax), charge and info, as clients/ptv_records.py makes them.
    phones: "models.JSONField[Any, Any]" = models.JSONField(_("puhelinnumerot"), default=list, blank=True)
    emails = ArrayField(models.EmailField(), verbose_name=_("sähköpostit"), default=list, blank=True)
    requires_authentication = models.BooleanField(_("vaatii tunnistautumisen"), default=False)
    requires_signature = models.BooleanField(_("vaatii allekirjoituksen"), default=False)
    attachments: "models.JSONField[Any, Any]" = models.JSONField(_("liitteet"), default=list, blank=True)
    form_identifier = models.CharField(_("lomakkeen tunnus"), max_length=60, blank=True)
    delivery_address = models.CharField(_("palautusosoite"), max_length=200, blank=True)
    accessibility: "models.JSONField[Any, Any]" = models.JSONField(_("saavutettavuus"), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=3), verbose_name=_("kielet"), default=list, blank=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("asiointikanava")
        verbose_name_plural = _("asiointikanavat")
        constraints = [
            models.UniqueConstraint(fields=["form_slug"], name="channel_form_unique", condition=~models.Q(form_slug=""))
        ]

    def __str__(self) -> str:
        return str(self.name)


class ServicePoint(ServiceChannel):
    """A place with an address and opening hours. In the national catalogue a place is a channel, and so it is here."""

    slug = models.SlugField(_("osoitteen osa"), max_length=120, unique=True)
    street = LocalizedTextField(_("katuosoite"), blank=True)
    postal_code = models.CharField(_("postinumero"), max_length=5, blank=True)
    post_office = LocalizedTextField(_("postitoimipaikka"), blank=True)
    latitude = models.FloatField(_("leveysaste"), null=True, blank=True, help_text=_("WGS84-asteina"))
    longitude = models.FloatField(_("pituusaste"), null=True, blank=True, help_text=_("WGS84-asteina"))
    accessibility_text = LocalizedTextField(_("esteettömyys"), blank=True, long=True)
    is_main = models.BooleanField(_("pääpalvelupiste"), default=False, help_text=_("Kajaani Info, näkyy ensimmäisenä."))

    objects = PointQuerySet.as_manager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("palvelupiste")
        verbose_name_plural = _("palvelupisteet")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = ChannelKind.SERVICE_LOCATION
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("catalogue:point", args=[self.slug])


class Connection(models.Model):
    """That a service can be used through a channel, with what holds for this pair only."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="connections")
    channel = models.ForeignKey(ServiceChannel, on_delete=models.CASCADE, related_name="connections")
    description = LocalizedTextField(_("kuvaus"), blank=True)
    charge = models.CharField(_("maksullisuus"), max_length=12, choices=Charge, blank=True)
    charge_text = LocalizedTextField(_("maksun lisätieto"), blank=True)
    help_kinds = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("avun lajit"),
        default=list,
        blank=True,
        help_text=_("Mitä yhteispalvelu tekee tässä palvelussa, esimerkiksi OnsiteGuidance."),
    )
    contact: "models.JSONField[Any, Any]" = models.JSONField(_("yhteystiedot"), default=dict, blank=True)
    mandate_themes = ArrayField(
        models.CharField(max_length=120), verbose_name=_("valtuusasiat"), default=list, blank=True
    )
    order = models.PositiveSmallIntegerField(_("järjestys"), default=0)

    class Meta:
        verbose_name = _("palvelun kanava")
        verbose_name_plural = _("palvelun kanavat")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "channel"], name="connection_unique")]

    def __str__(self) -> str:
        return f"{self.service} – {self.channel}"
