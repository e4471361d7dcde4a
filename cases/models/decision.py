# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case
from cases.models.document import Document
from cases.printing.querysets import RETRIEVED_IN, ServiceOfDecisionQuerySet
from cases.remedies import RemedyKind
from portal.accounts.actors import Right
from portal.accounts.models import Unit
from portal.common import clock
from portal.common.dates import as_day
from portal.common.legal_clocks import ServiceChannelKind


class Decision(Acted):
    """Outcome, reasons, sections of law and remedy (Hallintolaki 434/2003 43-47 §). Made once, never edited."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("Myönteinen päätös")
        PARTLY_GRANTED = "partly_granted", _("Osittain myönteinen päätös")
        REJECTED = "rejected", _("Kielteinen päätös")
        DISMISSED = "dismissed", _("Jätetty tutkimatta")
        RETURNED = "returned", _("Palautettu uuteen käsittelyyn")

    class Error(models.TextChoices):
        FACTS = "facts", _("Asiavirhe (hallintolaki 50 §)")
        TYPING = "typing", _("Kirjoitus- tai laskuvirhe (hallintolaki 51 §)")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("asia"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("yksikkö"))
    year = models.PositiveSmallIntegerField(_("vuosi"))
    number = models.PositiveIntegerField(_("pykälä"))
    outcome = models.CharField(_("lopputulos"), max_length=20, choices=Outcome)
    summary = models.TextField(_("päätös selkeästi"))
    reasons = models.TextField(_("perustelut"))
    law_sections = models.TextField(_("sovelletut säännökset"))
    contact = models.CharField(_("lisätietoja antaa"), max_length=200)
    remedy_kind = models.CharField(_("muutoksenhaku"), max_length=30, choices=RemedyKind)
    decided_at = models.DateTimeField(_("päätetty"), default=clock.now)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="decision")
    # The decision that this one takes the place of. Each is corrected once; the next error is in the correction.
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by", verbose_name=_("korjaa")
    )
    error = models.CharField(_("millainen virhe korjattiin"), max_length=10, choices=Error, blank=True)
    correction_reason = models.CharField(_("korjauksen syy"), max_length=500, blank=True)
    # The correction of this one, where `story.mark_replaced` has looked for it.
    replaced_by: "Decision | None" = None

    class Meta:
        verbose_name = _("päätös")
        verbose_name_plural = _("päätökset")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]
        indexes = [models.Index(fields=["year", "-decided_at", "-id"], name="decision_register")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="decision_section_unique"),
            models.CheckConstraint(
                name="decision_is_complete",
                condition=~models.Q(summary="") & ~models.Q(reasons="") & ~models.Q(law_sections=""),
            ),
            models.CheckConstraint(
                name="decision_correction_has_reason",
                condition=models.Q(corrects__isnull=True, error="", correction_reason="")
                | (models.Q(corrects__isnull=False) & ~models.Q(error="") & ~models.Q(correction_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.reference} {self.section}"

    @property
    def section(self) -> str:
        return f"§ {self.number}/{self.year}"

    @property
    def is_automatic(self) -> bool:
        """Decided by a rule and not by a person; to be told (Hallintolaki 434/2003 53 g §)."""
        return self.by_right == Right.RULE

    @property
    def to_retrieve(self) -> "ServiceOfDecision | None":
        """The service that waits until the party, identified, opens the decision. Reads the services at hand."""
        waiting = (one for one in self.services.all() if one.waits and one.channel == one.Channel.RETRIEVAL)
        return next(waiting, None)


class ReceiptWay(models.TextChoices):
    RETRIEVED = "retrieved", _("avattu tunnistautuneena")
    SIGNED = "signed", _("saantitodistus allekirjoitettu")
    HANDED = "handed", _("otettu vastaan henkilökohtaisesti")


class Received(NamedTuple):
    """A receipt of a decision, as the pages of a case tell it."""

    receiver: str
    way: ReceiptWay
    on: dt.date
    at: dt.datetime


class ServiceOfDecision(Acted):
    """How and when the decision reached the party; the period of remedy runs from here."""

    # Told by the query `told` alone.
    receipt_facts: Sequence[dict[str, str]] = ()
    letter_facts: Sequence[dict[str, str]] = ()

    class Channel(models.TextChoices):
        ELECTRONIC = ServiceChannelKind.ELECTRONIC.value, _("sähköisesti")
        LETTER = ServiceChannelKind.LETTER.value, _("kirjeellä")
        IN_PERSON = ServiceChannelKind.IN_PERSON.value, _("luovutettu henkilökohtaisesti")
        RETRIEVAL = ServiceChannelKind.RETRIEVAL.value, _("sähköisesti noudettuna, tunnistautuneelle")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="services", verbose_name=_("päätös"))
    channel = models.CharField(_("tapa"), max_length=12, choices=Channel)
    sent_at = models.DateTimeField(_("lähetetty"), default=clock.now)
    deemed_on = models.DateField(_("katsotaan saadun"))
    remedy_last_day = models.DateField(_("muutoksenhaun viimeinen päivä"), null=True, blank=True)
    retrieved_at = models.DateTimeField(_("avattu"), null=True, blank=True)
    waits = models.BooleanField(
        _("odottaa"),
        default=False,
        help_text=_("Kirjeen postitusta tai päätöksen noutamista: määräaika ei vielä kulu."),
    )
    lapsed_at = models.DateTimeField(
        _("jäi noutamatta"), null=True, blank=True, help_text=_("Päätös lähetetään kirjeellä.")
    )

    objects = ServiceOfDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("tiedoksianto")
        verbose_name_plural = _("tiedoksiannot")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "channel"], name="service_once_per_channel"),
            models.CheckConstraint(
                name="service_waiting_runs_no_period",
                condition=models.Q(waits=False) | models.Q(remedy_last_day__isnull=True, lapsed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.get_channel_display()}"

    @property
    def retrieve_by(self) -> dt.date:
        """The last day to retrieve it; after that it goes by letter."""
        return as_day(self.sent_at) + RETRIEVED_IN

    @property
    def received(self) -> list[Received]:
        """Who has received it, how and when; of a service of `told`."""
        return [
            Received(
                one["receiver"],
                ReceiptWay(one["way"]),
                dt.date.fromisoformat(one["on"]),
                dt.datetime.fromisoformat(one["at"]),
            )
            for one in self.receipt_facts
        ]

    @property
    def is_letter(self) -> bool:
        return self.channel == self.Channel.LETTER
