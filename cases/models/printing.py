# SPDX-License-Identifier: EUPL-1.2
"""Decisions on paper: the letters that wait for a printer, and what shows that a decision was received."""

import uuid

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Party
from cases.models.decision import ReceiptWay, ServiceOfDecision
from cases.printing.querysets import PrintJobQuerySet
from portal.common import clock


class PrintJob(Acted):
    """One letter to one party: printed, then posted. The day of posting starts its clock (HL 434/2003 59 §)."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(
        ServiceOfDecision, on_delete=models.CASCADE, related_name="print_jobs", verbose_name=_("tiedoksianto")
    )
    # Nobody where the applicant is but a name.
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="print_jobs", verbose_name=_("osapuoli")
    )
    name = models.CharField(_("vastaanottaja"), max_length=160)
    # Typed by the handler, a safe address for instance; otherwise that of the register on the day of printing.
    address = models.TextField(_("osoite kuoreen"), blank=True, max_length=300)
    queued_at = models.DateTimeField(_("jonossa alkaen"), default=clock.now)
    printed_at = models.DateTimeField(_("tulostettu"), null=True, blank=True)
    print_count = models.PositiveSmallIntegerField(_("tulostuskertoja"), default=0)
    posted_on = models.DateField(_("postitettu"), null=True, blank=True)
    handed_on = models.DateField(_("luovutettu"), null=True, blank=True)

    objects = PrintJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("tulostettava kirje")
        verbose_name_plural = _("tulostettavat kirjeet")
        ordering = ["queued_at", "pk"]
        indexes = [
            models.Index(
                fields=["queued_at", "id"],
                name="print_queue",
                condition=models.Q(posted_on__isnull=True, handed_on__isnull=True),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["service", "party"], name="print_job_once", nulls_distinct=False),
            models.CheckConstraint(
                name="print_job_posted_is_printed",
                condition=models.Q(posted_on__isnull=True) | models.Q(printed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="print_job_posted_or_handed",
                condition=models.Q(posted_on__isnull=True) | models.Q(handed_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service.decision}: {self.name}"

    @property
    def is_waiting(self) -> bool:
        return self.posted_on is None and self.handed_on is None


class ServiceReceipt(Acted):
    """What shows that a party has received a decision: who, how and when (HL 434/2003 60-61 §, act 13/2003 18 §)."""

    Way = ReceiptWay

    service = models.ForeignKey(
        ServiceOfDecision, on_delete=models.CASCADE, related_name="receipts", verbose_name=_("tiedoksianto")
    )
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="receipts", verbose_name=_("osapuoli")
    )
    receiver = models.CharField(_("vastaanottaja"), max_length=160)
    way = models.CharField(_("miten"), max_length=12, choices=Way)
    received_on = models.DateField(_("vastaanotettu"))
    at = models.DateTimeField(_("kirjattu"), default=clock.now)

    class Meta:
        verbose_name = _("saantitodistus")
        verbose_name_plural = _("saantitodistukset")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [models.CheckConstraint(name="service_receipt_names", condition=~models.Q(receiver=""))]

    def __str__(self) -> str:
        return f"{self.service.decision}: {self.receiver}"
