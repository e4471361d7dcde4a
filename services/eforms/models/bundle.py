# SPDX-License-Identifier: EUPL-1.2
"""Several matters of one life event, filled once."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common.texts import LocalizedTextField
from portal.common.workflow import Transition
from services.eforms.models.definition import FormDefinition, FormVersion
from services.eforms.querysets import BundleFormQuerySet, BundleQuerySet, JointPartQuerySet
from services.eforms.workflow import BUNDLE_TRANSITIONS, Status


class Bundle(models.Model):
    """`Muutan Kajaaniin`: forms that one set of answers fills. Each opens its own case; they are followed together."""

    slug = models.SlugField(_("osoitteen osa"), unique=True)
    name = LocalizedTextField(_("nimi"))
    text = LocalizedTextField(_("kuvaus"), long=True, blank=True)
    life_event = models.ForeignKey(
        "catalogue.LifeEvent",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bundles",
        verbose_name=_("elämäntilanne"),
    )
    forms = models.ManyToManyField(
        FormDefinition, through="eforms.BundleForm", related_name="bundles", verbose_name=_("lomakkeet")
    )
    status = models.CharField(_("tila"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("asiakokonaisuus")
        verbose_name_plural = _("asiakokonaisuudet")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name) or self.slug

    @property
    def start_url(self) -> str:
        return reverse("eforms:bundle", args=[self.slug])

    @property
    def transitions(self) -> Sequence[Transition]:
        return BUNDLE_TRANSITIONS

    def log_move(self, transition: Transition, source: str, *, actor: Actor, reason: str) -> None:
        self.save(update_fields=["status"])
        record(transition.event, about=self, by=actor, source=source, reason=reason)

    @cached_property
    def definitions(self) -> list[FormDefinition]:
        """Its forms that somebody may know of, in order. A life event is not the city's own work."""
        forms = [one.definition for one in self.members.for_start()]
        return [form for form in forms if not form.current_version.form.is_for_staff]


class BundleForm(models.Model):
    """A form in a bundle, at its place."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="members")
    definition = models.ForeignKey(
        FormDefinition, on_delete=models.PROTECT, related_name="bundle_places", verbose_name=_("lomake")
    )
    position = models.PositiveSmallIntegerField(_("järjestys"), default=0)

    objects = BundleFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("kokonaisuuden lomake")
        verbose_name_plural = _("kokonaisuuden lomakkeet")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["bundle", "definition"], name="form_once_in_bundle")]

    def __str__(self) -> str:
        return str(self.definition)


class JointPart(models.Model):
    """A version that was merged into a joint version, and what its questions are called there."""

    joint = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="joint_parts")
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("lomakeversio"))
    position = models.PositiveSmallIntegerField()
    keys = models.JSONField[Any, Any](help_text=_("Kysymyksen nimi lomakkeessa: nimi yhteislomakkeessa."))

    objects = JointPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("yhteislomakkeen osa")
        verbose_name_plural = _("yhteislomakkeen osat")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["joint", "position"], name="joint_part_in_its_place")]

    def __str__(self) -> str:
        return f"{self.joint} · {self.version}"
