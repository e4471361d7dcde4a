# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Unit
from portal.common.texts import LocalizedText, LocalizedTextField
from services.catalogue.models.classification import LifeEvent, Sector, ServiceClass, TargetGroup
from services.catalogue.models.imported import Imported, Organization
from services.catalogue.querysets import ServiceQuerySet
from services.catalogue.richtext import render_all, shown

RICH_FIELDS = ("background", "description", "user_instruction", "requirement", "charge_text")


class ServiceKind(models.TextChoices):
    SERVICE = "service", _("palvelu")
    PERMIT = "permit", _("lupa tai ilmoitus")
    QUALIFICATION = "qualification", _("ammattipätevyys")


class Charge(models.TextChoices):
    FREE = "free", _("maksuton")
    CHARGEABLE = "chargeable", _("maksullinen")


class Service(Imported):
    """What the city, or somebody the city points to, offers.

    Texts are Markdown as edited or imported; their HTML is made when saved. A field named in `own_fields` was edited
    here, and an import leaves it alone.
    """

    slug = models.SlugField(_("osoitteen osa"), max_length=120, unique=True)
    kind = models.CharField(_("laji"), max_length=15, choices=ServiceKind, default=ServiceKind.SERVICE)
    sector = models.ForeignKey(
        Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="services", verbose_name=_("toimiala")
    )
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name=_("vastuuyksikkö"),
        help_text=_("Yksikön sisällöntuottajat muokkaavat palvelua."),
    )
    organiser = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organised_services",
        verbose_name=_("järjestäjä"),
    )
    organizations: "models.ManyToManyField[Organization, ServiceOrganization]" = models.ManyToManyField(
        Organization, through="ServiceOrganization", verbose_name=_("organisaatiot")
    )

    name = LocalizedTextField(_("nimi"))
    alternative_name = LocalizedTextField(_("rinnakkainen nimi"), blank=True)
    summary = LocalizedTextField(_("tiivistelmä"), blank=True)
    background = LocalizedTextField(_("valtakunnallinen kuvaus"), blank=True, long=True)
    description = LocalizedTextField(_("kuvaus"), blank=True, long=True)
    user_instruction = LocalizedTextField(_("toimintaohjeet"), blank=True, long=True)
    requirement = LocalizedTextField(_("ehdot ja tarvittavat tiedot"), blank=True, long=True)
    processing_time = LocalizedTextField(_("käsittelyaika"), blank=True)
    deadline = LocalizedTextField(_("määräaika"), blank=True)
    validity_time = LocalizedTextField(_("voimassaolo"), blank=True)
    charge = models.CharField(_("maksullisuus"), max_length=12, choices=Charge, blank=True)
    charge_text = LocalizedTextField(_("maksun lisätieto"), blank=True, long=True)
    keywords = LocalizedTextField(_("hakusanat"), blank=True, help_text=_("Erota sanat pilkulla."))
    legislation = models.JSONField(_("lait"), default=list, blank=True)
    vouchers = models.JSONField(_("palvelusetelit"), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=3), verbose_name=_("palvelukielet"), default=list, blank=True)
    municipalities = ArrayField(
        models.CharField(max_length=3),
        verbose_name=_("kunnat"),
        default=list,
        blank=True,
        help_text=_("Kuntakoodit. Tyhjä: koko maa."),
    )

    service_classes = models.ManyToManyField(
        ServiceClass, blank=True, related_name="services", verbose_name=_("palveluluokat")
    )
    life_events = models.ManyToManyField(
        LifeEvent, blank=True, related_name="services", verbose_name=_("elämäntilanteet")
    )
    target_groups = models.ManyToManyField(
        TargetGroup, blank=True, related_name="services", verbose_name=_("kohderyhmät")
    )

    icon = models.CharField(_("kuvake"), max_length=40, blank=True)
    popularity = models.PositiveSmallIntegerField(
        _("nosto"),
        default=0,
        help_text=_("Suurempi luku on aiemmin käytetyimpien palvelujen listassa. 0: ei listassa."),
    )
    html: "models.JSONField[Any, Any]" = models.JSONField(default=dict, editable=False)
    own_fields = ArrayField(
        models.CharField(max_length=30), verbose_name=_("omat tekstit"), default=list, blank=True, editable=False
    )

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("palvelu")
        verbose_name_plural = _("palvelut")
        ordering = ["slug"]
        indexes = [models.Index(fields=["sector", "publishing"], name="service_sector")]

    def __str__(self) -> str:
        return str(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.html = {field: html for field in RICH_FIELDS if (html := render_all(getattr(self, field)))}
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "html"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("catalogue:service", args=[self.slug])

    @property
    def rich(self) -> dict[str, SafeString]:
        """Field -> HTML in the reader's language; made safe when it was saved."""
        return {field: shown(LocalizedText(texts)) for field, texts in self.html.items()}


class ServiceOrganization(models.Model):
    class Role(models.TextChoices):
        RESPONSIBLE = "responsible", _("vastuussa")
        OTHER_RESPONSIBLE = "other_responsible", _("muu vastuutaho")
        PRODUCER = "producer", _("tuottaja")

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="organization_roles")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("organisaatio")
    )
    role = models.CharField(_("rooli"), max_length=20, choices=Role)
    provision = models.CharField(_("tuottamistapa"), max_length=30, blank=True)
    note = LocalizedTextField(_("lisätieto"), blank=True)

    class Meta:
        verbose_name = _("organisaation rooli")
        verbose_name_plural = _("organisaatioiden roolit")

    def __str__(self) -> str:
        return f"{self.organization or self.note} ({self.get_role_display()})"


class ServiceCollection(Imported):
    """Services that belong together in somebody's life, such as the everyday of a family."""

    name = LocalizedTextField(_("nimi"))
    description = LocalizedTextField(_("kuvaus"), blank=True)
    services = models.ManyToManyField(Service, blank=True, related_name="collections", verbose_name=_("palvelut"))

    class Meta:
        verbose_name = _("palvelukokonaisuus")
        verbose_name_plural = _("palvelukokonaisuudet")

    def __str__(self) -> str:
        return str(self.name)
