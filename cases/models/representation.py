# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
import hmac
import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case, Party
from portal.common import clock
from portal.common.crypto import keyed_hash

OFFER_LIFE = dt.timedelta(days=14)


def offer_expiry() -> dt.datetime:
    return clock.now() + OFFER_LIFE


class Representation(Acted):
    """A right to one case that its party offers to somebody (Hallintolaki 434/2003 12 §), from the letter to the end.

    The right itself is the row of `Party` that accepting makes. The link is made of the key; it is stored nowhere. The
    columns of `Acted` tell who gave the right.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("kutsuttu")
        ACCEPTED = "accepted", _("voimassa")
        DECLINED = "declined", _("kieltäytynyt")
        EXPIRED = "expired", _("vanhentunut")
        ENDED = "ended", _("päättynyt")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="representations", verbose_name=_("asia"))
    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="offered_rights", verbose_name=_("kenen puolesta")
    )
    name = models.CharField(_("nimi"), max_length=120)
    email = models.EmailField(_("sähköposti"))
    language = models.CharField(_("kieli"), max_length=5, default="fi")
    may_act = models.BooleanField(_("saa toimia puolesta"), default=False)
    representative = models.OneToOneField(
        Party,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="representation",
        verbose_name=_("asiamies"),
    )
    offered_at = models.DateTimeField(_("tarjottu"), default=clock.now)
    expires_at = models.DateTimeField(_("vanhenee"), default=offer_expiry)
    accepted_at = models.DateTimeField(_("hyväksytty"), null=True, blank=True)
    declined_at = models.DateTimeField(_("kieltäytynyt"), null=True, blank=True)
    ended_at = models.DateTimeField(_("päättynyt"), null=True, blank=True)

    class Meta:
        verbose_name = _("oikeus asiaan")
        verbose_name_plural = _("oikeudet asiaan")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="representation_accepted_by_somebody",
                condition=models.Q(accepted_at__isnull=True, representative__isnull=True)
                | models.Q(accepted_at__isnull=False, representative__isnull=False, declined_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("cases:representation", args=[self.key, self.token])

    @property
    def state(self) -> State:
        state = self.State
        facts = [
            (self.ended_at, state.ENDED),
            (self.declined_at, state.DECLINED),
            (self.accepted_at, state.ACCEPTED),
            (clock.now() >= self.expires_at, state.EXPIRED),
        ]
        return next((named for fact, named in facts if fact), state.OFFERED)

    @property
    def is_current(self) -> bool:
        """Offered or in force."""
        return self.state in (self.State.OFFERED, self.State.ACCEPTED)

    @property
    def token(self) -> str:
        return keyed_hash(f"representation:{self.key}")

    def is_opened_by(self, token: str) -> bool:
        return hmac.compare_digest(self.token, token)
