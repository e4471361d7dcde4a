# SPDX-License-Identifier: EUPL-1.2
"""Forms as versioned data, what people are filling, and what they sent."""

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.accounts.actors import Actor, Assurance, Channel, Right
from portal.accounts.models import Organisation, Person
from portal.audit.log import record
from portal.common import clock
from portal.common.crypto import EncryptedTextField
from portal.common.texts import LocalizedTextField
from portal.common.workflow import Transition
from services.eforms.engine.definition import Form, read_form
from services.eforms.querysets import (
    TRACKING_CODE_LIFE,
    DraftQuerySet,
    FormDefinitionQuerySet,
    SubmissionQuerySet,
)
from services.eforms.workflow import TRANSITIONS, Status

DRAFT_LIFE = dt.timedelta(days=30)


def draft_expiry() -> dt.datetime:
    return clock.now() + DRAFT_LIFE


class EncryptedJSONField(EncryptedTextField):
    """JSON that is ciphertext in the database: answers hold whatever people write, identity codes included."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return json.loads(super().from_db_value(value, expression, connection) or "{}")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return super().get_db_prep_value(text, connection, prepared)


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

    objects = FormDefinitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("lomake")
        verbose_name_plural = _("lomakkeet")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name) or self.slug

    @property
    def transitions(self) -> Sequence[Transition]:
        return TRANSITIONS

    def log_move(self, transition: Transition, source: str, *, actor: Actor, reason: str) -> None:
        self.save(update_fields=["status"])
        record(transition.event, about=self, by=actor, source=source, reason=reason)

    @cached_property
    def published_versions(self) -> list["FormVersion"]:
        """Newest first."""
        return list(self.versions.filter(published_at__isnull=False).order_by("-number"))

    @property
    def current_version(self) -> "FormVersion":
        return self.published_versions[0]


class FormVersion(models.Model):
    """The questions of a form. Once published it never changes, so what was asked can always be shown."""

    definition = models.ForeignKey(
        FormDefinition, on_delete=models.PROTECT, related_name="versions", verbose_name=_("lomake")
    )
    number = models.PositiveIntegerField(_("versio"))
    content = models.JSONField[Any, Any](_("sisältö"), help_text=_("Muoto: docs/form-definition.md."))
    published_at = models.DateTimeField(_("julkaistu"), null=True, blank=True)

    class Meta:
        verbose_name = _("lomakeversio")
        verbose_name_plural = _("lomakeversiot")
        ordering = ["definition", "-number"]
        constraints = [models.UniqueConstraint(fields=["definition", "number"], name="form_version_number_unique")]
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
        return read_form(self.content)


class Draft(models.Model):
    """Answers that are being given. Kept as typed, so that nothing a person wrote is ever lost to a rule."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="drafts", verbose_name=_("lomake"))
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("täyttäjä")
    )
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("palveluneuvoja"),
    )
    subject = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("kenen puolesta")
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("organisaatio")
    )
    right = models.CharField(_("millä oikeudella"), max_length=10, default=Right.SELF)
    channel = models.CharField(_("kanava"), max_length=10, default=Channel.WEB)
    assurance = models.PositiveSmallIntegerField(_("tunnistautumisen taso"), default=Assurance.NONE)
    answers = EncryptedJSONField(_("vastaukset"), default=dict)
    provenance = EncryptedJSONField(
        _("esitäytön lähteet"), default=dict, help_text=_("Kohta: lähde, hakuaika ja alkuperäinen arvo.")
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    saves = models.JSONField[Any, Any](
        default=dict, editable=False, help_text=_("Vaihe: viimeisin tallennus ja sen ikkuna.")
    )
    language = models.CharField(_("kieli"), max_length=5, default="fi")
    created_at = models.DateTimeField(_("aloitettu"), default=clock.now, editable=False)
    saved_at = models.DateTimeField(_("tallennettu"), default=clock.now)
    expires_at = models.DateTimeField(_("vanhenee"), default=draft_expiry)
    reminded_at = models.DateTimeField(_("muistutettu"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("lähetetty"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("tyhjennetty"), null=True, blank=True, editable=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("luonnos")
        verbose_name_plural = _("luonnokset")
        indexes = [
            models.Index(
                fields=["person", "expires_at"], name="draft_unsent_by_person", condition=models.Q(submitted_at=None)
            ),
            models.Index(
                fields=["subject", "expires_at"], name="draft_unsent_by_subject", condition=models.Q(submitted_at=None)
            ),
            models.Index(fields=["expires_at"], name="draft_unsent_expiry", condition=models.Q(submitted_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.definition)

    @property
    def definition(self) -> FormDefinition:
        return self.version.definition

    @property
    def is_anonymous(self) -> bool:
        return self.person_id is None and self.clerk_id is None

    @property
    def customer(self) -> Person | None:
        return self.subject or self.person

    @property
    def for_whom(self) -> str:
        """The name of whom it is filled for, or nothing when for oneself."""
        if self.organisation:
            return self.organisation.name
        return self.subject.display_name if self.subject else ""


class Upload(models.Model):
    """A file of a draft. Only the one who fills sees it before the sending."""

    class State(models.TextChoices):
        CHECKED = "checked", _("tarkistettu")
        SCANNED = "scanned", _("virustarkistettu")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="uploads", verbose_name=_("luonnos"))
    field = models.CharField(_("kohta"), max_length=60)
    file = models.FileField(_("tiedosto"), upload_to="drafts/%Y/%m/", max_length=200)
    name = models.CharField(_("nimi"), max_length=120)
    size = models.PositiveIntegerField(_("koko"))
    content_type = models.CharField(_("muoto"), max_length=100)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("tila"), max_length=10, choices=State, default=State.CHECKED)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("liite")
        verbose_name_plural = _("liitteet")
        ordering = ["pk"]
        constraints = [
            # The same file twice in one place is a slip of the finger, also when two requests race.
            models.UniqueConstraint(fields=["draft", "field", "sha256"], name="upload_once_per_field")
        ]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """What was sent, exactly as it was seen, and the case that it opened. One per draft, whatever is clicked."""

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="submission", verbose_name=_("luonnos"))
    content = models.JSONField[Any, Any](_("sisältö"))
    answers = EncryptedJSONField(_("vastaukset"), default=dict)
    digest = models.CharField(_("sisällön tiiviste"), max_length=64)
    tracking_code = EncryptedTextField(null=True, editable=False)
    sent_at = models.DateTimeField(_("lähetetty"), default=clock.now)
    case = models.OneToOneField(
        "cases.Case", on_delete=models.PROTECT, related_name="submission", verbose_name=_("asia")
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("lähetys")
        verbose_name_plural = _("lähetykset")

    def __str__(self) -> str:
        return str(self.case)

    @property
    def shows_tracking_code(self) -> bool:
        return bool(self.tracking_code) and clock.now() < self.sent_at + TRACKING_CODE_LIFE
