# SPDX-License-Identifier: EUPL-1.2
"""Other systems that open cases and follow them through the interface, and what is told to them."""

import uuid
from typing import Any

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case_type import CaseType
from cases.systems import SystemKeyQuerySet, WebhookDeliveryQuerySet
from portal.common import clock
from portal.common.crypto import EncryptedTextField


class ExternalSystem(models.Model):
    """Another portal, or a program of a company or an authority. It reaches the cases that it opened, no others."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nimi"), max_length=120, unique=True)
    contact = models.EmailField(_("yhteyshenkilön sähköposti"))
    case_types = models.ManyToManyField(
        CaseType,
        blank=True,
        related_name="systems",
        verbose_name=_("asiatyypit"),
        help_text=_("Mitä asioita järjestelmä saa panna vireille. Asiatyypin pitää myös sallia rajapinta."),
    )
    vouches_for_people = models.BooleanField(
        _("tunnistaa asiakkaat vahvasti"),
        default=False,
        help_text=_("Vain silloin järjestelmä voi kertoa henkilötunnuksen tai Y-tunnuksen."),
    )
    is_active = models.BooleanField(_("käytössä"), default=True)
    webhook_url = models.URLField(
        _("osoite, johon kerromme muutoksista"),
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
        help_text=_("Alkaa https://. Tyhjä: järjestelmä kysyy itse."),
    )
    # whsec_…, of Standard Webhooks. The former one signs beside the new one for a day, so that nothing is missed.
    webhook_secret = EncryptedTextField(null=True, editable=False)
    former_secret = EncryptedTextField(null=True, editable=False)
    former_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("luotu"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("ulkoinen järjestelmä")
        verbose_name_plural = _("ulkoiset järjestelmät")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SystemKey(models.Model):
    """A key of the interface. Kept as a keyed hash: the key itself was shown once to whoever made it."""

    system = models.ForeignKey(
        ExternalSystem, on_delete=models.PROTECT, related_name="keys", verbose_name=_("ulkoinen järjestelmä")
    )
    prefix = models.CharField(_("alku"), max_length=16, unique=True, editable=False)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_on = models.DateField(_("voimassa asti"), help_text=_("Uusi avain tehdään ennen kuin vanha vanhenee."))
    created_at = models.DateTimeField(_("luotu"), default=clock.now, editable=False)
    revoked_at = models.DateTimeField(_("peruttu"), null=True, editable=False)
    last_used_at = models.DateTimeField(_("käytetty viimeksi"), null=True, editable=False)

    objects = SystemKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("rajapinnan avain")
        verbose_name_plural = _("rajapinnan avaimet")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.prefix}…"


class ApiCall(models.Model):
    """What was answered to a call that carried an idempotency key, so that the same call again is answered alike.

    `fingerprint` is the SHA-256 of method, path and body. The answer is kept for thirty days.
    """

    system = models.ForeignKey(ExternalSystem, on_delete=models.CASCADE, related_name="calls")
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64)
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.CASCADE, related_name="api_calls")
    answer = EncryptedTextField(null=True)
    location = models.CharField(max_length=200, blank=True)
    called_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        verbose_name = _("rajapinnan kutsu")
        verbose_name_plural = _("rajapinnan kutsut")
        constraints = [models.UniqueConstraint(fields=["system", "key"], name="api_call_once")]

    def __str__(self) -> str:
        return self.key


class WebhookDelivery(models.Model):
    """One thing that is told to a system: that a case changed, never what is in it. Each try has the same key."""

    class State(models.TextChoices):
        WAITING = "waiting", _("odottaa")
        SENT = "sent", _("lähetetty")
        FAILED = "failed", _("ei onnistunut")

    system = models.ForeignKey(
        ExternalSystem, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("ulkoinen järjestelmä")
    )
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="webhooks", verbose_name=_("asia"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.CharField(_("tapahtuma"), max_length=60)
    happened_at = models.DateTimeField(_("milloin"), default=clock.now)
    state = models.CharField(_("tila"), max_length=10, choices=State, default=State.WAITING)
    tries_count = models.PositiveSmallIntegerField(_("yrityksiä"), default=0)
    next_try_at = models.DateTimeField(_("seuraava yritys"), default=clock.now)
    sent_at = models.DateTimeField(_("lähetetty"), null=True, blank=True)
    last_error = models.CharField(_("viimeisin virhe"), max_length=200, blank=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("tieto toiselle järjestelmälle")
        verbose_name_plural = _("tiedot toisille järjestelmille")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["next_try_at"], name="webhook_due", condition=models.Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.event} {self.key}"

    @property
    def payload(self) -> dict[str, Any]:
        """What is told: nothing of a person. Needs `case`."""
        at = self.happened_at.isoformat()
        return {"type": self.event, "timestamp": at, "data": {"reference": self.case.reference}}
