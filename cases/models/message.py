# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case, Party
from portal.common import clock


class Message(Acted):
    """Between the party and the office. What only the office may read is a Note, another table."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages", verbose_name=_("asia"))
    from_party = models.BooleanField(_("asiakkaalta"))
    party = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="messages",
        verbose_name=_("kenen viestiketju"),
        help_text=_("Muun asianosaisen tai kuultavan oma ketju. Tyhjä: sen, jonka asia on."),
    )
    text = models.TextField(_("viesti"))
    sent_at = models.DateTimeField(_("lähetetty"), default=clock.now)
    seen_at = models.DateTimeField(_("luettu"), null=True, blank=True, help_text=_("Milloin vastaanottaja avasi sen."))

    class Meta:
        verbose_name = _("viesti")
        verbose_name_plural = _("viestit")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["case"],
                name="message_unread_by_office",
                condition=models.Q(from_party=True, seen_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_name} {self.sent_at:%Y-%m-%d}"


class Note(Acted):
    """Of the office, for the office. A party never sees it in the portal.

    What is told by phone or on a visit and may bear on the decision must be written down (Hallintolaki 434/2003 42 §).
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("muistiinpano")
        PHONE = "phone", _("puhelu")
        VISIT = "visit", _("käynti tai katselmus")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes", verbose_name=_("asia"))
    kind = models.CharField(_("laji"), max_length=10, choices=Kind, default=Kind.NOTE)
    with_whom = models.CharField(_("kenen kanssa"), max_length=160, blank=True)
    happened_on = models.DateField(_("milloin"), null=True, blank=True)
    text = models.TextField(_("muistiinpano"))
    at = models.DateTimeField(_("aika"), default=clock.now)
    # Names of the colleagues who were told of it.
    mentioned: models.JSONField[Any, Any] = models.JSONField(_("mainitut"), default=list, blank=True)

    class Meta:
        verbose_name = _("muistiinpano")
        verbose_name_plural = _("muistiinpanot")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.by_name} {self.at:%Y-%m-%d}"
