# SPDX-License-Identifier: EUPL-1.2
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Party
from cases.models.decision import Decision
from portal.common import clock
from portal.common.crypto import EncryptedTextField


class PrintJob(Acted):
    """A decision on its way to one party by post. Posted once; the period of remedy runs from that (HL 59 §)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, related_name="print_jobs", verbose_name=_("päätös")
    )
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="print_jobs", verbose_name=_("osapuoli")
    )
    recipient = models.CharField(_("vastaanottaja"), max_length=160)
    # Written by the handler when no register knows it; otherwise empty, and the letter takes what the register tells
    # on the day of printing. On no screen, so encrypted.
    written_address = EncryptedTextField(_("osoite"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("pantu jonoon"), default=clock.now)
    printed_at = models.DateTimeField(_("tulostettu"), null=True, blank=True)
    printed_by = models.CharField(_("tulostaja"), max_length=160, blank=True)
    posted_on = models.DateField(_("postitettu"), null=True, blank=True)
    posted_by = models.CharField(_("postittaja"), max_length=160, blank=True)
    cancelled_at = models.DateTimeField(_("peruttu"), null=True, blank=True)

    class Meta:
        verbose_name = _("postitettava päätös")
        verbose_name_plural = _("postitettavat päätökset")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["created_at"], name="print_job_queue", condition=models.Q(posted_on=None, cancelled_at=None)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "recipient"],
                name="print_job_once",
                condition=models.Q(posted_on=None, cancelled_at=None),
            ),
            models.CheckConstraint(
                name="print_job_posted_after_printing",
                condition=models.Q(posted_on=None) | models.Q(printed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.recipient}"
