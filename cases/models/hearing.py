# SPDX-License-Identifier: EUPL-1.2
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case, Party
from cases.models.document import Document
from cases.querysets import HearingQuerySet
from portal.accounts.models import Unit
from portal.common import clock


class Hearing(Acted):
    """Somebody is asked before the matter is decided: a party is heard (Hallintolaki 434/2003 34 and 36 §), or an
    expert or another unit gives a statement (31 §). The columns of `Acted` tell who asked."""

    class Kind(models.TextChoices):
        PARTY = "party", _("asianosaisen kuuleminen")
        STATEMENT = "statement", _("lausunto")

    class Way(models.TextChoices):
        PORTAL = "portal", _("palvelussa")
        LINK = "link", _("linkin kautta")
        PHONE = "phone", _("puhelimessa")
        PAPER = "paper", _("paperilla")
        VISIT = "visit", _("käynnillä")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hearings", verbose_name=_("asia"))
    kind = models.CharField(_("laji"), max_length=10, choices=Kind)
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="hearings", verbose_name=_("osapuoli")
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="hearings", verbose_name=_("yksikkö")
    )
    giver_name = models.CharField(_("lausunnon antaja"), max_length=160, blank=True)
    giver_email = models.EmailField(_("sähköposti"), blank=True)
    question = models.TextField(_("mitä kysytään"))
    documents: "models.ManyToManyField[Document, Document]" = models.ManyToManyField(
        Document, blank=True, related_name="shown_in_hearings", verbose_name=_("nähtävät asiakirjat")
    )
    due_on = models.DateField(_("viimeistään"))
    consequence = models.CharField(_("mitä muuten tapahtuu"), max_length=300)
    # The link of a giver from outside: only its keyed hash is kept, and the link ends with the hearing or on this day.
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    token_until = models.DateField(null=True, blank=True, editable=False)
    asked_at = models.DateTimeField(_("pyydetty"), default=clock.now)
    reminded_at = models.DateTimeField(_("muistutettu"), null=True, blank=True)
    alarmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer = models.TextField(_("vastaus"), blank=True)
    answered_at = models.DateTimeField(_("vastattu"), null=True, blank=True)
    answered_by = models.CharField(_("vastaaja"), max_length=160, blank=True)
    way = models.CharField(_("miten vastattu"), max_length=10, choices=Way, blank=True)
    ended_at = models.DateTimeField(
        _("päättynyt"), null=True, blank=True, help_text=_("Vastattu, tai käsittely jatkui ilman vastausta.")
    )

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("kuuleminen tai lausunto")
        verbose_name_plural = _("kuulemiset ja lausunnot")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["due_on"], name="hearing_open", condition=models.Q(ended_at__isnull=True)),
            models.Index(fields=["token_hash"], name="hearing_token", condition=~models.Q(token_hash="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="hearing_asks_one",
                condition=models.Q(party__isnull=False, unit__isnull=True, giver_email="")
                | models.Q(party__isnull=True, unit__isnull=False, giver_email="")
                | (models.Q(party__isnull=True, unit__isnull=True) & ~models.Q(giver_email="")),
            ),
            models.CheckConstraint(
                name="hearing_answered_has_ended",
                condition=models.Q(answered_at__isnull=True) | models.Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.asked}"

    @property
    def asked(self) -> str:
        """Who was asked."""
        return self.giver_name or str(self.party or self.unit or "")

    @property
    def is_by_link(self) -> bool:
        """Asked of somebody who cannot sign in: they answer by the link that was sent to them."""
        return bool(self.token_hash)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None
