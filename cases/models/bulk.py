# SPDX-License-Identifier: EUPL-1.2
"""The same done to many cases: what was chosen, what is done, how far it is and what each case said to it."""

import datetime as dt
import uuid
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.permissions import STAFF_ROLES
from portal.accounts.actors import Actor, actor_for
from portal.accounts.models import Unit, User
from portal.common import clock

UNDO_WITHIN = dt.timedelta(minutes=10)


class State(models.TextChoices):
    """What became of one case."""

    WAITING = "waiting", _("odottaa")
    DONE = "done", _("tehty")
    REFUSED = "refused", _("ei tehty")
    UNDONE = "undone", _("peruttu")
    KEPT = "kept", _("ei voitu perua")


class BulkJobQuerySet(models.QuerySet["BulkJob"]):
    def visible_to(self, actor: Actor) -> "BulkJobQuerySet":
        """One's own, while one handles cases at all."""
        is_handler = actor.has_role(*STAFF_ROLES) and not actor.at_desk
        return self.filter(owner=actor.user) if is_handler and actor.user else self.none()

    def locked(self, pk: int) -> "BulkJob":
        """The job, ours until the transaction ends: two workers take its cases in turns, and a stop waits for one."""
        return self.select_for_update(of=("self",)).select_related("owner").get(pk=pk)

    def working(self) -> "BulkJobQuerySet":
        """What a worker has still to do: cases that wait, or cases that go back."""
        does = Q(started_at__isnull=False, ended_at=None)
        return self.filter(does | Q(undo_asked_at__isnull=False, undone_at=None))

    def left_behind(self) -> "BulkJobQuerySet":
        """Those that no worker has touched for a minute."""
        return self.working().filter(worked_at__lt=clock.now() - dt.timedelta(minutes=1))

    def ids(self) -> list[int]:
        return list(self.order_by("pk").values_list("pk", flat=True))

    def with_counts(self) -> "BulkJobQuerySet":
        counts = {f"{state}_count": Count("items", filter=Q(items__state=state)) for state in State.values}
        found: BulkJobQuerySet = self.annotate(item_count=Count("items"), **counts)
        return found

    def to_forget(self) -> "BulkJobQuerySet":
        """What was chosen but never begun yesterday, and what ended a month ago."""
        now = clock.now()
        is_old = Q(chosen_at__lt=now - dt.timedelta(days=1), started_at=None)
        return self.filter(is_old | Q(ended_at__lt=now - dt.timedelta(days=30)))


class BulkJob(models.Model):
    """What is done to all the chosen cases, in the name and with the rights of who chose them."""

    class Kind(models.TextChoices):
        TAKE_UP = "take_up", _("Ota käsittelyyn")
        CLAIM = "claim", _("Ota itsellesi")
        ASSIGN = "assign", _("Anna käsittelijälle")
        RELEASE = "release", _("Palauta yksikön jonoon")
        HAND_OVER = "hand_over", _("Siirrä toiseen yksikköön")
        LABEL = "label", _("Lisää tunniste")
        SUPPLEMENT = "supplement", _("Pyydä tietoja")
        DECIDE = "decide", _("Tee päätös")
        SERVE = "serve", _("Anna päätös tiedoksi")
        CLOSE = "close", _("Päätä asia")

    UNDOABLE = frozenset({Kind.TAKE_UP, Kind.CLAIM, Kind.ASSIGN, Kind.RELEASE, Kind.LABEL})

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="bulk_jobs", verbose_name=_("tekijä"))
    kind = models.CharField(_("mitä tehdään"), max_length=20, choices=Kind)
    # What the action is given (cases/actions/bulk_work.py), and the same as [[question, answer]] for people.
    answers: models.JSONField[Any, Any] = models.JSONField(_("vastaukset"), null=True, blank=True)
    told: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    chosen_at = models.DateTimeField(_("valittu"), default=clock.now)
    started_at = models.DateTimeField(_("aloitettu"), null=True, blank=True)
    worked_at = models.DateTimeField(null=True, blank=True, help_text=_("Milloin työ viimeksi eteni."))
    stopped_at = models.DateTimeField(_("keskeytetty"), null=True, blank=True)
    ended_at = models.DateTimeField(_("päättynyt"), null=True, blank=True)
    undo_asked_at = models.DateTimeField(_("perumista pyydetty"), null=True, blank=True)
    undone_at = models.DateTimeField(_("peruttu"), null=True, blank=True)

    objects = BulkJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("joukkotoimi")
        verbose_name_plural = _("joukkotoimet")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["worked_at"],
                name="bulk_working",
                condition=Q(started_at__isnull=False, ended_at=None) | Q(undo_asked_at__isnull=False, undone_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(name="bulk_ends_after_start", condition=Q(ended_at=None) | ~Q(started_at=None)),
            models.CheckConstraint(name="bulk_undone_after_end", condition=Q(undo_asked_at=None) | ~Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.chosen_at:%Y-%m-%d}"

    @property
    def passed_count(self) -> int:
        """Of a job `with_counts`: the cases that have had their turn, of an undoing those that are through."""
        left = State.DONE if self.is_undoing else State.WAITING
        passed: int = vars(self)["item_count"] - vars(self)[f"{left}_count"]
        return passed

    @property
    def is_draft(self) -> bool:
        return self.started_at is None

    @property
    def is_undoing(self) -> bool:
        return self.undo_asked_at is not None and self.undone_at is None

    @property
    def is_working(self) -> bool:
        return (self.started_at is not None and self.ended_at is None) or self.is_undoing

    @property
    def is_undoable(self) -> bool:
        return self.kind in self.UNDOABLE

    @property
    def undo_until(self) -> dt.datetime | None:
        """The last moment at which all of it can be taken back; nothing when it cannot."""
        can = self.is_undoable and self.ended_at is not None and self.undo_asked_at is None
        return self.ended_at + UNDO_WITHIN if can and self.ended_at else None

    @property
    def may_undo(self) -> bool:
        return self.undo_until is not None and clock.now() <= self.undo_until

    @cached_property
    def receiver(self) -> Actor | None:
        """The colleague to whom the cases are given, as today's rights tell; nobody when they have left."""
        user = User.objects.filter(pk=self.answers["handler"], is_active=True).first()
        return actor_for(user) if user else None

    @cached_property
    def target_unit(self) -> Unit:
        """The unit to which the cases are handed over."""
        return Unit.objects.get(pk=self.answers["unit"])

    def next_item(self) -> "BulkItem | None":
        """The next that waits, or of an undoing the last that is not taken back."""
        items = self.items.select_related("case")
        if self.is_undoing:
            return items.filter(state=State.DONE).last()
        return items.filter(state=State.WAITING).first()


class BulkItem(models.Model):
    """One case of a job and what became of it."""

    State = State

    job = models.ForeignKey(BulkJob, on_delete=models.CASCADE, related_name="items", verbose_name=_("joukkotoimi"))
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="bulk_items", verbose_name=_("asia"))
    state = models.CharField(_("tila"), max_length=10, choices=State, default=State.WAITING)
    # Of the case as it was chosen, then as the job left it: whatever changes it in between is respected.
    case_version = models.PositiveIntegerField(editable=False)
    # What an undoing needs: {"handler": id or null} or {"labels": [names that were added]}.
    before: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    why = models.CharField(_("miksi ei"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("joukkotoimen asia")
        verbose_name_plural = _("joukkotoimen asiat")
        ordering = ["pk"]
        indexes = [models.Index(fields=["job", "state"], name="bulk_item_state")]
        constraints = [models.UniqueConstraint(fields=["job", "case"], name="bulk_case_once")]

    def __str__(self) -> str:
        return f"{self.case} {self.state}"
