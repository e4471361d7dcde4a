# SPDX-License-Identifier: EUPL-1.2
"""How staff arrange their work: of the office, for the office."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.absence import Absence
from cases.models.acted import Acted
from cases.models.case import Case, StatusChange
from cases.permissions import STAFF_ROLES
from portal.accounts.models import Unit, User
from portal.common import clock
from portal.notifications.models import Notification

if TYPE_CHECKING:
    from portal.accounts.actors import Actor


class QueueViewQuerySet(models.QuerySet["QueueView"]):
    def visible_to(self, actor: "Actor") -> "QueueViewQuerySet":
        """One's own, and those that are shared with a unit where one handles cases."""
        units = actor.units_with(*STAFF_ROLES)
        shared = models.Q(unit__isnull=False) if units is None else models.Q(unit__in=units)
        return self.filter(models.Q(owner=actor.user) | shared).select_related("unit")


class QueueView(models.Model):
    """A way to look at the work queue, kept under a name: what it shows, in which order and with which columns."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="queue_views", verbose_name=_("omistaja"))
    name = models.CharField(_("nimi"), max_length=60)
    query = models.CharField(_("rajaukset"), max_length=500, help_text=_("Työjonon osoitteen kyselyosa."))
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="queue_views",
        verbose_name=_("mille yksikölle näkyy"),
    )
    is_start = models.BooleanField(_("aloitusnäkymä"), default=False)
    kept_at = models.DateTimeField(default=clock.now, editable=False)

    objects = QueueViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("jonon näkymä")
        verbose_name_plural = _("jonon näkymät")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="queue_view_name_once"),
            models.UniqueConstraint(fields=["owner"], name="queue_view_one_start", condition=models.Q(is_start=True)),
        ]

    def __str__(self) -> str:
        return self.name


class LabelQuerySet(models.QuerySet["Label"]):
    def of_handlers(self, actor: "Actor") -> "LabelQuerySet":
        """Of the units where one handles cases."""
        units = actor.units_with(*STAFF_ROLES)
        return self if units is None else self.filter(unit__in=units)

    def names(self) -> list[str]:
        """Each once, though several units have it."""
        return list(self.order_by("name").values_list("name", flat=True).distinct())


class Label(models.Model):
    """A word by which a unit groups its cases. Of the office: a party never sees it."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="labels", verbose_name=_("yksikkö"))
    name = models.CharField(_("nimi"), max_length=40)
    cases = models.ManyToManyField(Case, blank=True, related_name="labels", verbose_name=_("asiat"))

    objects = LabelQuerySet.as_manager()

    class Meta:
        verbose_name = _("tunniste")
        verbose_name_plural = _("tunnisteet")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="label_once_in_unit")]

    def __str__(self) -> str:
        return self.name


class FollowingQuerySet(models.QuerySet["Following"]):
    def with_news(self) -> "FollowingQuerySet":
        """Those whose case has moved since they were told."""
        news = StatusChange.objects.filter(case=models.OuterRef("case"), pk__gt=models.OuterRef("told_change"))
        return self.filter(models.Exists(news))

    def ids(self) -> list[int]:
        return list(self.values_list("pk", flat=True))


class Following(models.Model):
    """Somebody of the staff wants to know when a case moves."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="followings", verbose_name=_("asia"))
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="followings", verbose_name=_("seuraaja"))
    since = models.DateTimeField(_("alkaen"), default=clock.now)
    told_change = models.BigIntegerField(default=0, editable=False, help_text=_("Viimeisin kerrottu tilan muutos."))

    objects = FollowingQuerySet.as_manager()

    class Meta:
        verbose_name = _("seuraaminen")
        verbose_name_plural = _("seuraamiset")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="followed_once")]

    def __str__(self) -> str:
        return f"{self.case} {self.user}"


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> "TaskQuerySet":
        return self.filter(done_at__isnull=True)

    def of_worker(self, actor: "Actor") -> "TaskQuerySet":
        """The open tasks given to one, or to whom one stands in for, in the cases that one may handle today; the most
        urgent first."""
        away = Absence.objects.in_force().filter(substitute=actor.user).values("user")
        given = models.Q(assignee=actor.user) | models.Q(assignee__in=away)
        own = self.open().filter(given, case__in=Case.objects.handled_by(actor))
        return own.select_related("case__case_type", "assignee").order_by(models.F("due_on").asc(nulls_last=True), "pk")

    def to_remind(self, today: dt.date) -> "TaskQuerySet":
        """Late, and its worker has not been told so."""
        told = Notification.objects.filter(event=TASK_LATE, about_type="cases.task", about_id=models.OuterRef("pk"))
        return self.open().filter(~models.Exists(told), due_on__lt=today)

    def ids(self) -> list[int]:
        return list(self.values_list("pk", flat=True))


# What is told is the row that keeps it from being told again.
TASK_LATE = "case.task_late"


class Task(Acted):
    """Something to be done in a case: who does it and by when."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks", verbose_name=_("asia"))
    text = models.CharField(_("mitä tehdään"), max_length=200)
    assignee = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("kuka tekee"))
    due_on = models.DateField(_("mihin mennessä"), null=True, blank=True)
    given_at = models.DateTimeField(_("annettu"), default=clock.now)
    done_at = models.DateTimeField(_("tehty"), null=True, blank=True)
    done_by = models.CharField(_("kuka teki"), max_length=160, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("tehtävä")
        verbose_name_plural = _("tehtävät")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["assignee", "due_on"], name="task_open", condition=models.Q(done_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_late(self) -> bool:
        return self.done_at is None and self.due_on is not None and self.due_on < clock.today()
