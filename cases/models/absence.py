# SPDX-License-Identifier: EUPL-1.2
"""Somebody of the staff is away, and a colleague takes their cases for the time."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case
from cases.permissions import LEADING_ROLES, STAFF_ROLES
from portal.accounts.models import User
from portal.common import clock

if TYPE_CHECKING:
    from portal.accounts.actors import Actor


class _Days(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def visible_to(self, actor: "Actor") -> "AbsenceQuerySet":
        """Those of the people of one's units, one's own and those in which one stands in."""
        units = actor.units_with(*STAFF_ROLES, *LEADING_ROLES)
        own = Q(user=actor.user) | Q(substitute=actor.user)
        found = self if units is None else self.filter(own | Q(user__role_grants__unit__in=units)).distinct()
        return found.select_related("user", "substitute")

    def not_ended(self) -> "AbsenceQuerySet":
        return self.filter(ended_at__isnull=True)

    def in_force(self) -> "AbsenceQuerySet":
        """Whose cases go to a substitute now."""
        return self.not_ended().filter(began_at__isnull=False, ends_on__gte=clock.today())

    def people_away(self) -> set[int]:
        """Ids of the users."""
        return set(self.in_force().values_list("user", flat=True))

    def overlapping(self, starts_on: dt.date, ends_on: dt.date) -> "AbsenceQuerySet":
        return self.not_ended().filter(starts_on__lte=ends_on, ends_on__gte=starts_on)

    def to_begin(self, today: dt.date) -> "AbsenceQuerySet":
        return self.not_ended().filter(began_at__isnull=True, starts_on__lte=today)

    def to_end(self, today: dt.date) -> "AbsenceQuerySet":
        return self.not_ended().filter(ends_on__lt=today)

    def locked(self, pk: int) -> "Absence":
        return self.select_for_update(of=("self",)).select_related("user", "substitute").get(pk=pk)

    def ids(self) -> list[int]:
        return list(self.order_by("pk").values_list("pk", flat=True))


class Absence(Acted):
    """From the first day to the last one; it may be ended before."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences", verbose_name=_("kuka on poissa"))
    substitute = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="substituted_absences", verbose_name=_("sijainen")
    )
    starts_on = models.DateField(_("ensimmäinen päivä"))
    ends_on = models.DateField(_("viimeinen päivä"))
    told_at = models.DateTimeField(_("ilmoitettu"), default=clock.now)
    began_at = models.DateTimeField(_("alkoi"), null=True, blank=True)
    ended_at = models.DateTimeField(_("päättyi"), null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("poissaolo")
        verbose_name_plural = _("poissaolot")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(name="absence_ends_after_start", condition=Q(ends_on__gte=models.F("starts_on"))),
            models.CheckConstraint(name="absence_by_another", condition=~Q(user=models.F("substitute"))),
            ExclusionConstraint(
                name="absence_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (
                        _Days("starts_on", "ends_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.days}"

    @property
    def days(self) -> str:
        """`1.–14.12.2026`, with the month and the year of the first day where they differ."""
        first, last = self.starts_on, self.ends_on
        start = f"{first.day}."
        if (first.year, first.month) != (last.year, last.month):
            start += f"{first.month}."
        if first.year != last.year:
            start += str(first.year)
        end = f"{last.day}.{last.month}.{last.year}"
        return end if first == last else f"{start}–{end}"

    @property
    def is_in_force(self) -> bool:
        return self.began_at is not None and self.ended_at is None


class StandInQuerySet(models.QuerySet["StandIn"]):
    def running(self) -> "StandInQuerySet":
        return self.filter(ended_at__isnull=True)

    def end(self) -> int:
        return self.update(ended_at=clock.now())


class StandIn(models.Model):
    """One case that is with a substitute, or with nobody when the substitute may not handle it. When the substitute
    is away in turn, a case has several: the latest tells who has it."""

    absence = models.ForeignKey(
        Absence, on_delete=models.CASCADE, related_name="stand_ins", verbose_name=_("poissaolo")
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stand_ins", verbose_name=_("asia"))
    given_to: models.ForeignKey[Any, Any] = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("kenellä")
    )
    since = models.DateTimeField(_("alkaen"), default=clock.now)
    ended_at = models.DateTimeField(_("päättyi"), null=True, blank=True)

    objects = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = _("sijaistettu asia")
        verbose_name_plural = _("sijaistetut asiat")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "absence"], name="stood_in_once", condition=Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.given_to}"
