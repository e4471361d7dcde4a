# SPDX-License-Identifier: EUPL-1.2
import uuid

import pgtrigger
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case
from cases.models.case_type import CaseType
from cases.models.message import Message
from cases.models.supplement import SupplementRequest
from cases.querysets import DocumentQuerySet
from portal.common import clock


def storage_path(document: "Document", _filename: str) -> str:
    """A name that tells nothing about its content or its case."""
    return f"cases/{clock.today():%Y/%m}/{document.public_id}"


class Document(Acted):
    """A file of a case. The row and the file never change; a new version is a new row."""

    class Kind(models.TextChoices):
        APPLICATION = "application", _("hakemus")
        ATTACHMENT = "attachment", _("liite")
        DECISION = "decision", _("päätös")
        MESSAGE_ATTACHMENT = "message_attachment", _("viestin liite")
        INTERNAL = "internal", _("sisäinen asiakirja")
        PUBLIC_VERSION = "public_version", _("päätöksen julkinen versio")

    # What the party is not shown: the public version is for others, the party has the whole decision.
    STAFF_ONLY = (Kind.INTERNAL, Kind.PUBLIC_VERSION)

    Publicity = CaseType.Publicity

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="documents", verbose_name=_("asia"))
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.CASCADE, related_name="documents")
    supplement = models.ForeignKey(
        SupplementRequest, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    hearing = models.ForeignKey(
        "cases.Hearing", null=True, blank=True, on_delete=models.CASCADE, related_name="answers"
    )
    kind = models.CharField(_("laji"), max_length=20, choices=Kind)
    name = models.CharField(_("nimi"), max_length=160)
    file = models.FileField(_("tiedosto"), upload_to=storage_path, max_length=200)
    content_type = models.CharField(_("tiedostomuoto"), max_length=100)
    size = models.PositiveIntegerField(_("koko"))
    sha256 = models.CharField(_("tarkiste"), max_length=64)
    publicity = models.CharField(_("julkisuus"), max_length=15, choices=Publicity, default=Publicity.PUBLIC)
    secrecy_ground = models.CharField(_("salassapidon peruste"), max_length=160, blank=True)
    received_at = models.DateTimeField(_("saapunut tai laadittu"), default=clock.now)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("asiakirja")
        verbose_name_plural = _("asiakirjat")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cases:citizen-document", args=[self.case.reference, self.public_id])

    @property
    def kilobytes(self) -> int:
        return max(1, round(self.size / 1024))

    @property
    def is_pdf(self) -> bool:
        return self.content_type == "application/pdf"
