# SPDX-License-Identifier: EUPL-1.2
"""What to tell (Notification, also the line in the person's inbox) and each way of telling it (Delivery)."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.common import clock
from portal.notifications.querysets import DeliveryQuerySet, NotificationQuerySet


class Notification(models.Model):
    """One thing told to one recipient: a person, or only an address when nobody signed in."""

    event = models.CharField(_("tapahtuma"), max_length=60)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="notifications", verbose_name=_("henkilö")
    )
    email = models.EmailField(_("sähköposti"), blank=True)
    language = models.CharField(_("kieli"), max_length=5, default="fi")
    title = models.CharField(_("otsikko"), max_length=200)
    body = models.TextField(_("teksti"))
    url = models.CharField(_("linkki"), max_length=300, blank=True)
    about_type = models.CharField(_("kohteen laji"), max_length=60)
    about_id = models.BigIntegerField(_("kohde"))
    context: models.JSONField[Any, Any] = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("luotu"), default=clock.now)
    seen_at = models.DateTimeField(_("luettu"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("ilmoitus")
        verbose_name_plural = _("ilmoitukset")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="notification_inbox"),
            models.Index(fields=["person"], name="notification_unseen", condition=models.Q(seen_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One notification on its way through one channel. The key is the same on every try, so a receiver sees one."""

    class State(models.TextChoices):
        WAITING = "waiting", _("odottaa")
        SENT = "sent", _("lähetetty")
        FAILED = "failed", _("ei onnistunut")

    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(_("kanava"), max_length=12)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("tila"), max_length=10, choices=State, default=State.WAITING)
    tries_count = models.PositiveSmallIntegerField(_("yrityksiä"), default=0)
    next_try_at = models.DateTimeField(_("seuraava yritys"), default=clock.now)
    sent_at = models.DateTimeField(_("lähetetty"), null=True, blank=True)
    last_error = models.CharField(_("viimeisin virhe"), max_length=200, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("toimitus")
        verbose_name_plural = _("toimitukset")
        constraints = [
            models.UniqueConstraint(fields=["notification", "channel"], name="delivery_once_per_channel"),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="delivery_due", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.notification_id}"
