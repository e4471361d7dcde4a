# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted, acted
from cases.models.case_type import CaseType, CaseTypeVersion
from cases.querysets import CaseQuerySet, PartyQuerySet
from cases.systems import TOLD_EVENTS
from cases.types.terms import Terms
from cases.workflow import ENDED, OPEN, TRANSITIONS, WAITING, Status
from portal.accounts.actors import Actor
from portal.accounts.models import Organisation, Person, Unit, User
from portal.common import clock
from portal.common.dates import as_day
from portal.common.workflow import Transition

APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class Case(Acted):
    """A matter pending. The columns of `Acted` tell who filed it (the clerk too, when filed at the desk)."""

    Status = Status

    # Known only to who opens an anonymous case, and only then.
    plain_tracking_code = ""
    # Told by the query of one's own list: may the reader act as a chosen representative; None when it is an own matter.
    to_act: bool | None = None

    reference = models.CharField(_("asianumero"), max_length=24, unique=True, editable=False)
    # The opener's key: opening twice with the same key gives the same case.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case_type = models.ForeignKey(
        CaseType, on_delete=models.PROTECT, related_name="cases", verbose_name=_("asiatyyppi")
    )
    # Nothing in a case that was written before case types had versions; then the type's own columns tell.
    type_version = models.ForeignKey(
        CaseTypeVersion,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name=_("asiatyypin versio"),
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cases", verbose_name=_("yksikkö"))
    handler = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="cases", verbose_name=_("käsittelijä")
    )
    status = models.CharField(_("tila"), max_length=24, choices=Status, default=Status.RECEIVED)
    detail = models.CharField(
        _("tarkenne"), max_length=160, blank=True, help_text=_("Erottaa samanlaiset asiat, esimerkiksi lapsen nimi.")
    )
    summary = models.CharField(_("tiivistelmä"), max_length=300, blank=True)
    # [{"title": {"fi": …}, "rows": [{"key", "label", "value", "source", "changed_from"}]}], exactly as it was seen.
    content: models.JSONField[Any, Any] = models.JSONField(_("sisältö"), default=list, blank=True)
    applicant_name = models.CharField(_("asiakas"), max_length=160, blank=True)
    contact_email = models.EmailField(_("sähköposti"), blank=True)
    contact_phone = models.CharField(_("puhelin"), max_length=30, blank=True)
    language = models.CharField(_("asiointikieli"), max_length=5, default="fi")
    # The system that sent it through the interface and follows it there (cases/models/system.py).
    opened_by = models.ForeignKey(
        "cases.ExternalSystem",
        null=True,
        blank=True,
        editable=False,
        db_index=False,  # case_of_system
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name=_("ulkoinen järjestelmä"),
    )
    tracking_hash = models.CharField(max_length=64, blank=True, editable=False)
    received_at = models.DateTimeField(
        _("saapunut"), default=clock.now, help_text=_("Vireilletulo. Odotus tai siirto ei muuta sitä.")
    )
    due_on = models.DateField(
        _("luvattu viimeistään"),
        null=True,
        blank=True,
        help_text=_("Siirtyy ajalla, jonka odotamme asiakasta."),
    )
    estimate_on = models.DateField(
        _("käsittelijän arvio"), null=True, blank=True, help_text=_("Käsittelijän kertoma uusi arvio valmistumisesta.")
    )
    alarmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The promised day of which the office has been warned before it passes.
    warned_of = models.DateField(null=True, blank=True, editable=False)
    # The day that was told to the party as passed, so that each estimate that slips is told once.
    slip_told_of = models.DateField(null=True, blank=True, editable=False)
    suspended_until = models.DateField(_("tauolla asti"), null=True, blank=True)
    closed_at = models.DateTimeField(_("päättynyt"), null=True, blank=True)
    transferred_to = models.CharField(_("siirretty"), max_length=160, blank=True)
    last_event = models.CharField(_("viimeisin tapahtuma"), max_length=60, default="case.received")
    last_event_at = models.DateTimeField(_("viimeisin tapahtuma"), default=clock.now)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("asia")
        verbose_name_plural = _("asiat")
        ordering = ["-received_at"]
        indexes = [
            models.Index(fields=["unit", "status", "due_on"], name="case_queue"),
            # As the queries say it: PostgreSQL does not know that an open case has no time of closing.
            models.Index(
                fields=["handler", "due_on"], name="case_own_work", condition=models.Q(status__in=sorted(OPEN))
            ),
            models.Index(fields=["due_on", "received_at", "-id"], name="case_by_urgency"),
            # With the id a count reads the index alone.
            models.Index(fields=["unit", "case_type"], include=["id"], name="case_kinds"),
            models.Index(fields=["unit", "-closed_at"], name="case_done", condition=~models.Q(closed_at=None)),
            models.Index(fields=["-received_at", "-id"], name="case_register"),
            models.Index(
                fields=["opened_by", "last_event_at", "id"], name="case_of_system", condition=~models.Q(opened_by=None)
            ),
            GinIndex(OpClass(Upper("applicant_name"), "gin_trgm_ops"), name="case_applicant_search"),
            GinIndex(OpClass(Upper("reference"), "gin_trgm_ops"), name="case_reference_search"),
            GinIndex(OpClass(Upper("detail"), "gin_trgm_ops"), name="case_detail_search"),
        ]
        constraints = [
            models.CheckConstraint(name="case_status_known", condition=models.Q(status__in=Status.values)),
            models.CheckConstraint(
                name="case_ended_has_closing_time",
                condition=models.Q(status__in=sorted(ENDED), closed_at__isnull=False)
                | models.Q(status__in=sorted(OPEN), closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="case_suspended_has_day",
                condition=models.Q(status=Status.SUSPENDED, suspended_until__isnull=False)
                | (~models.Q(status=Status.SUSPENDED) & models.Q(suspended_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="case_transferred_has_target",
                condition=~models.Q(status=Status.TRANSFERRED) | ~models.Q(transferred_to=""),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("cases:citizen-case", args=[self.reference])

    @property
    def title(self) -> str:
        """What the matter is, in the language of the page."""
        return ", ".join(filter(None, (str(self.case_type), self.detail)))

    @property
    def terms(self) -> Terms:
        """What holds in this case: the terms that it began with, whatever its type says today.

        Publicity and retention are not among them: they follow the law of the day, as the type's columns tell.
        """
        return self.type_version.terms if self.type_version else self.case_type.terms

    @property
    def register_number(self) -> str:
        """The number in the register of matters (Tiedonhallintalaki 906/2019 26 §)."""
        _prefix, year, number, _check = self.reference.split("-")
        return f"{settings.REGISTER_PREFIX}-{year}-{int(number)}"

    @property
    def is_served(self) -> bool:
        return self.status == Status.SERVED

    @property
    def is_waiting(self) -> bool:
        """The ball is with the customer or a third party: the service clock stands."""
        return self.status in WAITING

    @property
    def is_ended(self) -> bool:
        return self.status in ENDED

    @property
    def ready_by(self) -> dt.date | None:
        """The honest estimate: the handler's own, otherwise the promise."""
        return self.estimate_on or self.due_on

    @property
    def is_reachable_electronically(self) -> bool:
        """Somebody of the parties uses the portal: the consent that ordinary e-service asks for (13/2003 19 §)."""
        return bool(self.tracking_hash) or any(
            party.person and party.person.user_id for party in self.parties.select_related("person")
        )

    @property
    def _waits_for_us(self) -> bool:
        return self.status in (Status.RECEIVED, Status.IN_PROGRESS)

    @property
    def is_late(self) -> bool:
        return self._waits_for_us and self.due_on is not None and self.due_on < clock.today()

    @property
    def has_slipped(self) -> bool:
        """The day that the party knows has passed while the ball is with us."""
        return self._waits_for_us and self.ready_by is not None and self.ready_by < clock.today()

    def _end_pause(self) -> None:
        """Move the promise by the days that the matter stood still, as the history tells. The days of an information
        request are the law's, which stop for nothing (JulkL 621/1999 14 §)."""
        began = self.changes.filter(target__in=WAITING).exclude(source__in=WAITING).last()
        if began and self.due_on and not self.case_type.is_information_request:
            self.due_on += clock.today() - as_day(began.at)
        self.suspended_until = None

    # --- the workflow's side (portal.common.workflow.HasWorkflow) ---
    @property
    def transitions(self) -> Sequence[Transition]:
        return TRANSITIONS

    def log_move(self, transition: Transition, source: str, *, actor: Actor, reason: str) -> None:
        StatusChange.objects.create(
            case=self, verb=transition.verb, source=source, reason=reason, target=self.status, **acted(actor)
        )
        if source in WAITING and not self.is_waiting:
            self._end_pause()
        self.closed_at = clock.now() if self.is_ended else None
        self.touch(transition.event)

    def touch(self, event: str) -> None:
        """Save after a change: what happened last, and a new version for those who look at the old one. The system
        that opened the case is told after the commit, from a row."""
        self.last_event, self.last_event_at = event, clock.now()
        self.version += 1
        self.save()
        if self.opened_by and self.opened_by.webhook_url and event in TOLD_EVENTS:
            self.webhooks.create(system=self.opened_by, event=event)


OWNERS = ("applicant", "beneficiary")


class Party(models.Model):
    """Whose matter it is and who acts in it. Somebody without an account is a name and an address."""

    class Role(models.TextChoices):
        APPLICANT = "applicant", _("hakija")
        BENEFICIARY = "beneficiary", _("kenen asia")
        REPRESENTATIVE = "representative", _("edustaja")
        OTHER = "other", _("muu asianosainen")
        HEARD = "heard", _("kuultava")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties", verbose_name=_("asia"))
    role = models.CharField(_("osa asiassa"), max_length=15, choices=Role)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="parties", verbose_name=_("henkilö")
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parties",
        verbose_name=_("organisaatio"),
    )
    name = models.CharField(_("nimi"), max_length=160, blank=True)
    email = models.EmailField(_("sähköposti"), blank=True)
    phone = models.CharField(_("puhelin"), max_length=30, blank=True)
    removed_at = models.DateTimeField(_("poistettu"), null=True, blank=True)
    # Of a representative who was chosen for this case alone, not by a mandate in the registers.
    represents = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="representatives",
        verbose_name=_("kenen asiamies"),
    )
    may_act = models.BooleanField(_("saa toimia puolesta"), default=False)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("osapuoli")
        verbose_name_plural = _("osapuolet")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="party_person_or_organisation",
                condition=models.Q(person__isnull=True) | models.Q(organisation__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["case", "role", "person"],
                name="party_person_once",
                condition=models.Q(person__isnull=False, removed_at__isnull=True, represents__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["represents", "person"],
                name="party_chosen_once",
                condition=models.Q(represents__isnull=False, removed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="party_chosen_is_representative",
                condition=models.Q(represents__isnull=True, may_act=False)
                | models.Q(represents__isnull=False, role="representative", person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_principal(self) -> bool:
        """A party in the own right, unlike a representative, whose right is the mandate of the day."""
        return self.role != self.Role.REPRESENTATIVE and self.removed_at is None

    @property
    def is_chosen(self) -> bool:
        """A representative by the choice of a party, the right in force."""
        return self.represents_id is not None and self.removed_at is None

    @property
    def is_owner(self) -> bool:
        """Whose matter it is; other parties and the heard are there besides."""
        return self.role in OWNERS and self.removed_at is None

    @property
    def display_name(self) -> str:
        return self.name or str(self.person or self.organisation or _("Nimetön asiakas"))


class StatusChange(Acted):
    """One move of the workflow. The rows are the history and the only source of *since when*."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="changes", verbose_name=_("asia"))
    verb = models.CharField(_("toimi"), max_length=24)
    source = models.CharField(_("mistä"), max_length=24, blank=True)
    target = models.CharField(_("mihin"), max_length=24, choices=Status)
    at = models.DateTimeField(_("aika"), default=clock.now)
    reason = models.CharField(_("syy"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("tilan muutos")
        verbose_name_plural = _("tilan muutokset")
        ordering = ["pk"]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.verb}: {self.source} → {self.target}"
