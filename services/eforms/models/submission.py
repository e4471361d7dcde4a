# SPDX-License-Identifier: EUPL-1.2
"""What was sent."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Document
from portal.common import clock
from portal.common.crypto import EncryptedTextField
from services.eforms.models.draft import Draft
from services.eforms.models.encrypted import EncryptedJSONField
from services.eforms.querysets import TRACKING_CODE_LIFE, SubmissionQuerySet


class Submission(models.Model):
    """What was sent, exactly as it was seen, and the case that it opened. One per draft, whatever is clicked."""

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="submission", verbose_name=_("luonnos"))
    content = models.JSONField[Any, Any](_("sisältö"))
    answers = EncryptedJSONField(_("vastaukset"), default=dict)
    language = models.CharField(_("kieli"), max_length=5, default="fi")
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
    def copy(self) -> Document | None:
        """The PDF of it among the documents of the case; made after the sending, so for a moment there is none."""
        return self.case.documents.filter(kind=Document.Kind.APPLICATION).first()

    @property
    def shows_tracking_code(self) -> bool:
        return bool(self.tracking_code) and clock.now() < self.sent_at + TRACKING_CODE_LIFE
