# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from portal.common.texts import LocalizedTextField
from services.catalogue.models.channel import Connection, ServiceChannel


class OpeningHours(models.Model):
    """One span of opening, or one closing. The rules that read these rows are in `hours.py`."""

    class Kind(models.TextChoices):
        WEEKLY = "weekly", _("viikoittain")
        EXCEPTIONAL = "exceptional", _("poikkeus")
        OVER_MIDNIGHT = "over_midnight", _("yli keskiyön")

    channel = models.ForeignKey(ServiceChannel, null=True, blank=True, on_delete=models.CASCADE, related_name="hours")
    connection = models.ForeignKey(Connection, null=True, blank=True, on_delete=models.CASCADE, related_name="hours")
    kind = models.CharField(_("laji"), max_length=15, choices=Kind, default=Kind.WEEKLY)
    first_on = models.DateField(_("alkaen"), null=True, blank=True)
    last_on = models.DateField(_("viimeinen päivä"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("viikonpäivä"), choices=WEEKDAYS.items(), null=True, blank=True)
    last_weekday = models.PositiveSmallIntegerField(
        _("viikonpäivään asti"),
        choices=WEEKDAYS.items(),
        null=True,
        blank=True,
        help_text=_("Päivä, jona aukiolo päättyy, kun se jatkuu yli keskiyön."),
    )
    opens_at = models.TimeField(_("avataan"), null=True, blank=True)
    closes_at = models.TimeField(_("suljetaan"), null=True, blank=True)
    is_closed = models.BooleanField(_("suljettu"), default=False)
    is_always_open = models.BooleanField(_("aina auki"), default=False)
    by_appointment = models.BooleanField(_("ajanvarauksella"), default=False)
    note = LocalizedTextField(_("lisätieto"), blank=True)

    class Meta:
        verbose_name = _("aukioloaika")
        verbose_name_plural = _("aukioloajat")
        ordering = ["weekday", "opens_at", "first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="hours_have_one_owner",
                condition=models.Q(channel__isnull=False, connection__isnull=True)
                | models.Q(channel__isnull=True, connection__isnull=False),
            ),
            models.CheckConstraint(
                name="hours_say_something",
                condition=models.Q(is_closed=True)
                | models.Q(is_always_open=True)
                | models.Q(opens_at__isnull=False, closes_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.opens_at or ''}–{self.closes_at or ''}"
