# SPDX-License-Identifier: EUPL-1.2
"""What people are filling."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from portal.accounts.actors import Assurance, Channel, Right
from portal.accounts.models import Organisation, Person
from portal.common import clock
from services.eforms.models.definition import FormDefinition, FormVersion
from services.eforms.models.encrypted import EncryptedJSONField
from services.eforms.querysets import DraftQuerySet

DRAFT_LIFE = dt.timedelta(days=30)


def draft_expiry() -> dt.datetime:
    return clock.now() + DRAFT_LIFE


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
    left_behind = EncryptedJSONField(
        _("mitä uusi versio ei kysy"),
        default=list,
        help_text=_("[kysymys, vastaus], kun luonnos siirtyi uuteen versioon."),
    )
    remarks = EncryptedJSONField(
        _("huomautukset"), default=dict, help_text=_("Kysymys: mikä esitäytetyssä tiedossa on väärin.")
    )
    renewed_from = models.ForeignKey(
        "eforms.Submission",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("aloitettu lähetyksen tiedoilla"),
    )
    joint = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="members",
        verbose_name=_("yhteisluonnos"),
    )
    trail = models.JSONField[Any, Any](
        default=dict, editable=False, help_text=_("Vaihe: täyttöaika ja viimeksi muutettu kysymys.")
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
    def is_joint(self) -> bool:
        """Whether it fills several forms at once; its sending makes a member of each."""
        return self.definition.is_joint

    @property
    def joint_cases(self) -> list[Case]:
        """The cases that it became, in the order of its forms."""
        members = self.members.filter(submission__isnull=False).select_related("submission__case").order_by("pk")
        return [member.submission.case for member in members]

    @property
    def is_anonymous(self) -> bool:
        return self.person_id is None and self.clerk_id is None

    @property
    def customer(self) -> Person | None:
        return self.subject or self.person

    @property
    def owner_id(self) -> int | None:
        """Whose draft it is: the one who fills, or whom the desk filled it for."""
        return self.person_id or self.subject_id

    @property
    def owner(self) -> Person | None:
        """Who is told of it, by the same rule."""
        return self.person or self.subject

    def steps_of_joined(self, person: Person) -> list[str] | None:
        joined = self.invitations.joined().filter(person=person).values_list("steps", flat=True).first()
        return list(joined) if joined is not None else None

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

    def copy_to(self, draft: Draft, field: str) -> "Upload":
        """The same file for another draft or question. Each has its own: forgetting one leaves the others."""
        same = ("name", "size", "content_type", "sha256", "state")
        own = Upload(draft=draft, field=field, **{name: getattr(self, name) for name in same})
        with self.file.open("rb") as file:
            own.file.save(f"{own.key}", ContentFile(file.read()), save=False)
        own.save()
        return own
