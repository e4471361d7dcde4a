# SPDX-License-Identifier: EUPL-1.2
"""Forms as versioned data."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common.prepared import Prepared
from portal.common.texts import LocalizedTextField
from portal.common.workflow import Transition
from services.eforms.engine.definition import KEPT_FORMS, Form, read_form
from services.eforms.querysets import FormDefinitionQuerySet, FormVersionQuerySet
from services.eforms.workflow import TRANSITIONS, Status


class FormDefinitionManager(models.Manager[Any]):
    def get_queryset(self) -> "models.QuerySet[Any]":
        return super().get_queryset().filter(bundle=None)


class FormDefinition(models.Model):
    """A form that can be filled: its address, what it is about and what its sending opens."""

    slug = models.SlugField(_("osoitteen osa"), unique=True)
    name = LocalizedTextField(_("nimi"))
    service = models.ForeignKey(
        "catalogue.Service",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="forms",
        verbose_name=_("palvelu"),
    )
    case_type = models.ForeignKey(
        "cases.CaseType", on_delete=models.PROTECT, related_name="forms", verbose_name=_("asiatyyppi")
    )
    status = models.CharField(_("tila"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    pause_text = LocalizedTextField(
        _("selitys tauon ajaksi"),
        long=True,
        blank=True,
        help_text=_("Kerro asiakkaille, miksi lomake on tauolla ja miten asian voi hoitaa sillä aikaa."),
    )
    paused_until = models.DateField(
        _("tauko päättyy arviolta"), null=True, blank=True, help_text=_("Päivä kerrotaan asiakkaille.")
    )
    bundle = models.OneToOneField(
        "eforms.Bundle",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="joint_form",
        verbose_name=_("minkä kokonaisuuden yhteislomake"),
    )

    # The forms of the catalogue. What bundles merge is reached through the bundle and its drafts alone.
    objects = FormDefinitionManager.from_queryset(FormDefinitionQuerySet)()
    joint = models.Manager.from_queryset(FormDefinitionQuerySet)()

    class Meta:
        verbose_name = _("lomake")
        verbose_name_plural = _("lomakkeet")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name) or self.slug

    @property
    def start_url(self) -> str:
        return self.bundle.start_url if self.bundle else reverse("eforms:start", args=[self.slug])

    @property
    def is_joint(self) -> bool:
        """Whether it is made of the forms of a bundle."""
        return self.bundle_id is not None

    @property
    def transitions(self) -> Sequence[Transition]:
        return TRANSITIONS

    def log_move(self, transition: Transition, source: str, *, actor: Actor, reason: str) -> None:
        self.save(update_fields=["status"])
        record(transition.event, about=self, by=actor, source=source, reason=reason)

    @cached_property
    def published_versions(self) -> list["FormVersion"]:
        """Newest first."""
        versions: list[FormVersion] = PUBLISHED(self)
        for version in versions:
            version.definition = self
        return versions

    @property
    def current_version(self) -> "FormVersion":
        return self.published_versions[0]

    @property
    def working_version(self) -> "FormVersion | None":
        """The version that is being written, if there is one."""
        return self.versions.filter(published_at__isnull=True).first()


class FormVersion(models.Model):
    """The questions of a form. Once published it never changes, so what was asked can always be shown.

    A version without `published_at` is being written: a form has at most one. Each change raises its revision, so that
    two who write at once do not overwrite each other.
    """

    definition = models.ForeignKey(
        FormDefinition, on_delete=models.PROTECT, related_name="versions", verbose_name=_("lomake")
    )
    number = models.PositiveIntegerField(_("versio"))
    content = models.JSONField[Any, Any](_("sisältö"), help_text=_("Muoto: docs/form-definition.md."))
    published_at = models.DateTimeField(_("julkaistu"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("julkaisija"),
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    edited_at = models.DateTimeField(_("muokattu"), null=True, blank=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("muokkaaja"),
    )
    undo = models.JSONField[Any, Any](
        null=True, blank=True, editable=False, help_text=_("Sisältö ennen viimeistä muutosta.")
    )

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("lomakeversio")
        verbose_name_plural = _("lomakeversiot")
        ordering = ["definition", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["definition", "number"], name="form_version_number_unique"),
            models.UniqueConstraint(
                fields=["definition"], condition=models.Q(published_at=None), name="form_working_version_unique"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_version_is_immutable",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.definition} v{self.number}"

    @cached_property
    def form(self) -> Form:
        """What is published never changes, so it is read once, and a page may leave the content in the database."""
        if self.published_at is None:
            return read_form(self.content)
        known = (self.pk, self.published_at)
        form = _PUBLISHED_FORMS.get(known)
        if form is None:
            if len(_PUBLISHED_FORMS) >= KEPT_FORMS:
                _PUBLISHED_FORMS.clear()
            form = _PUBLISHED_FORMS[known] = read_form(self.content)
        return form


_PUBLISHED_FORMS: dict[tuple[int, dt.datetime], Form] = {}


PUBLISHED = Prepared(lambda definition: FormVersion.objects.published().filter(definition=definition))
