# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from cases.permissions import STAFF_ROLES, own_organisations_of, own_persons_of
from cases.workflow import OPEN, Status
from portal.accounts.actors import Assurance
from portal.accounts.models import Mandate
from portal.common import clock
from portal.common.crypto import keyed_hash
from portal.common.references import normalise_reference, normalise_tracking_code

if TYPE_CHECKING:
    from cases.models import Case
    from portal.accounts.actors import Actor
    from portal.accounts.models import Person


# What a line of the work queue tells, and what its bulk actions ask.
WORKLIST = (
    *("reference", "case_type__code", "case_type__name", "detail", "summary", "applicant_name", "language", "status"),
    *("received_at", "due_on", "last_event", "last_event_at", "version"),
    *("handler__username", "handler__first_name", "handler__last_name"),
)


# The archive grows for ever: nobody counts more of it than this.
MOST_COUNTED = 1000

# What a line of the customer's own list tells.
CITIZEN_LIST = (
    *("reference", "case_type__code", "case_type__name", "case_type__icon", "detail", "summary", "language", "status"),
    *("received_at", "due_on", "estimate_on", "transferred_to", "closed_at"),
)


# Of the parties of a case: who it is, and whether and by what that is kept from the others (cases/concealing.py).
_WHOSE: tuple[str, ...] = ("case", "role", "organisation", "removed_at", "represents", "may_act", "email", "phone")
_WHOSE += tuple(
    f"person__{name}"
    for name in ("id", "non_disclosure", "phone", "email", "street_address", "postal_code", "post_office")
)


class PartyQuerySet(models.QuerySet[Any]):
    def principals(self) -> "PartyQuerySet":
        return self.exclude(role="representative").filter(removed_at__isnull=True)

    def acted_by(self, actor: "Actor") -> "PartyQuerySet":
        """Parties that are the actor, or that the actor may act for today. One query: mandates are a part of it.

        Each way is a question of its own, answered by an index: their `or` would have every party of the town read.
        """
        ways = [Q(person__in=own_persons_of(actor)), Q(organisation__in=own_organisations_of(actor))]
        if actor.person and not actor.at_desk:
            mandates = Mandate.objects.valid().filter(delegate=actor.person)
            ways.append(Q(person__in=mandates.values("person")))
            ways.append(Q(organisation__in=mandates.values("organisation")))
            ways.append(Q(pk__in=self.model.objects.chosen(actor.person).values("represents")))
        first, *others = (self.model.objects.filter(way).order_by().values("pk") for way in ways)
        return self.principals().filter(pk__in=first.union(*others))

    def chosen(self, person: "Person") -> "PartyQuerySet":
        """The person as a representative whom a party has chosen for one case, those rights that are in force."""
        return self.filter(
            role="representative", person=person, removed_at__isnull=True, represents__removed_at__isnull=True
        ).exclude(represents=None)


class CaseQuerySet(models.QuerySet[Any]):
    # --- whose ---
    def visible_to(self, actor: "Actor") -> "CaseQuerySet":
        """Own matters and the unit's. The same answer as `permissions.can_view_case`."""
        mine = _is_party(actor)
        return self.filter(mine | _handled_by(actor) if actor.is_staff else mine)

    def handled_by(self, actor: "Actor") -> "CaseQuerySet":
        """What the actor may work on as staff: the units' cases without the own ones. The staff pages start here."""
        return self.filter(_handled_by(actor))

    def of_customer(self, actor: "Actor") -> "CaseQuerySet":
        """What the citizen's pages list: one's own matters, or those of whom one has chosen to act for."""
        if actor.organisation:
            return self.filter(Exists(_parties().filter(case=OuterRef("pk"), organisation=actor.organisation)))
        if actor.customer is None:
            return self.none()
        if actor.subject or actor.person is None:
            return self.of_person(actor.customer)
        return self._own_or_chosen(actor.person)

    def _own_or_chosen(self, person: "Person") -> "CaseQuerySet":
        """`to_act` tells of a case where one has been chosen as a representative whether one may act; else None."""
        from cases.models import Party

        own, chosen = _parties().filter(person=person), Party.objects.chosen(person)
        may_act = chosen.filter(case=OuterRef("pk")).order_by("-may_act").values("may_act")[:1]
        theirs = own.order_by().values("case").union(chosen.order_by().values("case"))
        found: CaseQuerySet = self.filter(pk__in=theirs).annotate(to_act=models.Subquery(may_act))
        return found

    def of_person(self, person: "Person") -> "CaseQuerySet":
        return self.filter(Exists(_parties().filter(case=OuterRef("pk"), person=person)))

    def of_same_parties(self, case: "Case") -> "CaseQuerySet":
        """Other matters of the same people and organisations."""
        of_case = _parties().filter(case=case)
        same = Q(person__in=of_case.values("person")) | Q(organisation__in=of_case.values("organisation"))
        return self.exclude(pk=case.pk).filter(Exists(_parties().filter(same, case=OuterRef("pk"))))

    def changed_after(self, at: dt.datetime, pk: int = 0) -> "CaseQuerySet":
        """What has changed at that moment or after it, the oldest change first; of one moment those after the row."""
        later = Q(last_event_at__gt=at) | Q(last_event_at=at, pk__gt=pk)
        changed: CaseQuerySet = self.filter(later).select_related("case_type").order_by("last_event_at", "pk")
        return changed

    def with_tracking_code(self, reference: str, code: str) -> "CaseQuerySet":
        """The case that the slip of paper opens; nothing when either half is wrong."""
        found, code = normalise_reference(reference), normalise_tracking_code(code)
        return self.filter(reference=found, tracking_hash=keyed_hash(code)) if found and code else self.none()

    def matching(self, words: str, *, actor: "Actor") -> "CaseQuerySet":
        """The customer's own search. Whom it concerns is searched only by those who are told it (cases/naming.py)."""
        if not words:
            return self
        language = (get_language() or "fi").partition("-")[0]
        found = Q(reference__icontains=words) | Q(**{f"case_type__name__{language}__icontains": words})
        if actor.assurance >= Assurance.STRONG:
            found |= Q(detail__icontains=words) | Q(summary__icontains=words)
        return self.filter(found)

    # --- which ---
    def open(self) -> "CaseQuerySet":
        return self.filter(status__in=OPEN)

    def ended(self) -> "CaseQuerySet":
        return self.exclude(status__in=OPEN)

    def to_point_at(self) -> "CaseQuerySet":
        """Any case, by its number alone: a main user shows a stray mail to it without seeing anything of it."""
        return self.only("pk", "reference")

    def undecided(self) -> "CaseQuerySet":
        return self.filter(status__in=(Status.RECEIVED, Status.IN_PROGRESS))

    def waiting_for_customer(self) -> "CaseQuerySet":
        return self.filter(status=Status.WAITING_CUSTOMER)

    def overdue(self) -> "CaseQuerySet":
        """Past the promise while the ball is with us."""
        return self.undecided().filter(due_on__lt=clock.today())

    def to_warn(self, until: dt.date) -> "CaseQuerySet":
        """The promised day is near, and the office has not been warned of this day."""
        near = self.undecided().filter(due_on__gte=clock.today(), due_on__lte=until)
        return near.exclude(warned_of__isnull=False, warned_of=F("due_on"))

    def slipped(self) -> "CaseQuerySet":
        """Past the day that the party knows, and the party has not been told of it."""
        waiting: CaseQuerySet = self.undecided().alias(ready_by=Coalesce("estimate_on", "due_on"))
        told = Q(slip_told_of__isnull=False, slip_told_of=F("ready_by"))
        return waiting.filter(ready_by__lt=clock.today()).exclude(told)

    def own_work(self, actor: "Actor") -> "CaseQuerySet":
        """What one is handling, the most urgent first."""
        return self.open().exclude(status=Status.SERVED).filter(handler=actor.user).most_urgent_first()

    def appeal_over(self, today: dt.date) -> "CaseQuerySet":
        """Served, and nobody can seek a remedy any more. Without a remedy the deemed day ends the matter."""
        from cases.models import ServiceOfDecision

        last_day = Coalesce("remedy_last_day", "deemed_on")
        runs = Q(ends_on__gte=today) | Q(waits=True)
        running = ServiceOfDecision.objects.alias(ends_on=last_day).filter(runs, decision__case=OuterRef("pk"))
        return self.filter(~Exists(running), status=Status.SERVED)

    def ids(self) -> list[int]:
        return list(self.values_list("pk", flat=True))

    def to_resume(self, today: dt.date) -> "CaseQuerySet":
        """On a pause that has come to its day."""
        return self.filter(status=Status.SUSPENDED, suspended_until__lte=today)

    def unassigned(self) -> "CaseQuerySet":
        return self.filter(handler__isnull=True)

    def most_urgent_first(self) -> "CaseQuerySet":
        return self.order_by(F("due_on").asc(nulls_last=True), "received_at", "pk")

    # --- with what a page needs ---
    def locked(self, pk: int) -> Any:
        """The case for one change, ours until the transaction ends.

        Unit and handler are not joined: PostgreSQL reads the locked row again after a wait, but not the rows beside
        it, so a handler who came while we waited would look like nobody.
        """
        return self.select_for_update(of=("self",)).select_related("case_type").get(pk=pk)

    def with_labels(self) -> "CaseQuerySet":
        """`label_names`: the words by which the unit groups the case."""
        from cases.models import Label

        names = ArraySubquery(Label.objects.filter(cases=OuterRef("pk")).values("name"))
        labelled: CaseQuerySet = self.annotate(label_names=names)
        return labelled

    def for_worklist(self) -> Any:
        from cases.models import Message, Proposal

        unread = Message.objects.filter(case=OuterRef("pk"), from_party=True, seen_at__isnull=True)
        proposed = Proposal.objects.filter(case=OuterRef("pk"), ended_at__isnull=True)
        return (
            self.select_related("case_type", "handler")
            .only(*WORKLIST)
            .annotate(has_unread=Exists(unread), has_proposal=Exists(proposed))
            .with_labels()
        )

    def for_citizen_list(self) -> "CaseQuerySet":
        from cases.models import SupplementRequest

        asked = SupplementRequest.objects.open().only("case", "items", "consequence", "due_on", "ended_at")
        waiting = Prefetch("supplement_requests", asked)
        listed = self.select_related("case_type").only(*CITIZEN_LIST).prefetch_related(waiting)
        return listed.order_by("-received_at")

    def for_own_list(self) -> "CaseQuerySet":
        """What waits for the customer first, then the newest."""
        waits = ExpressionWrapper(Q(status=Status.WAITING_CUSTOMER), output_field=models.BooleanField())
        return self.for_citizen_list().order_by(waits.desc(), "-received_at", "-pk")

    def for_frontdesk(self) -> "CaseQuerySet":
        """Status only: no content, no summary, no messages."""
        return self.for_citizen_list().defer("summary")

    def for_party_page(self) -> "CaseQuerySet":
        """One case as its party reads it, in one query for each common kind of thing. The rest: `cases.rare`."""
        from cases.models import Decision, Party, ServiceOfDecision

        # Of the person nobody asks more here than who it is, and what to keep from the others.
        whose = Party.objects.select_related("person").only(*_WHOSE)
        return self.select_related("case_type__handling_time", "type_version", "unit", "handler").prefetch_related(
            Prefetch("parties", whose),
            "changes",
            "messages",
            "documents",
            Prefetch("decisions", Decision.objects.select_related("document", "unit")),
            Prefetch("decisions__services", ServiceOfDecision.objects.told()),
        )

    def for_case_page(self) -> "CaseQuerySet":
        """What every case has, in one query for each kind of thing; each document once. The rest: `cases.rare`."""
        from cases.models import Decision, Party, ServiceOfDecision

        return (
            self.with_labels()
            .select_related("case_type__unit", "type_version", "unit", "handler")
            .prefetch_related(
                Prefetch("parties", Party.objects.select_related("person", "organisation")),
                "changes",
                "messages",
                "documents",
                Prefetch(
                    "decisions",
                    Decision.objects.select_related("document").prefetch_related(
                        Prefetch("services", ServiceOfDecision.objects.told())
                    ),
                ),
            )
        )


class SupplementRequestQuerySet(models.QuerySet[Any]):
    def open(self) -> "SupplementRequestQuerySet":
        return self.filter(ended_at__isnull=True)

    def to_remind(self, until: dt.date) -> "SupplementRequestQuerySet":
        return self.filter(due_on__lte=until, due_on__gte=clock.today(), reminded_at__isnull=True)

    def to_alarm(self, today: dt.date) -> "SupplementRequestQuerySet":
        return self.filter(due_on__lt=today, alarmed_at__isnull=True)

    def ids(self) -> list[int]:
        return list(self.values_list("pk", flat=True))

    def locked(self, pk: int) -> Any:
        """The request if it still is in this set, locked; otherwise nothing."""
        return self.select_for_update().filter(pk=pk).first()

    def end(self) -> int:
        return self.update(ended_at=clock.now())


class HearingQuerySet(models.QuerySet[Any]):
    def open(self) -> "HearingQuerySet":
        return self.filter(ended_at__isnull=True)

    def of_token(self, token: str) -> "HearingQuerySet":
        """The open request that the link opens; nothing when it has been answered or is too old."""
        found = self.open().filter(token_hash=keyed_hash(token), token_until__gte=clock.today())
        return found.exclude(token_hash="").select_related("case__case_type", "case__unit", "party")

    def asked_of_units(self, actor: "Actor") -> "HearingQuerySet":
        """What other units ask of the units where the actor handles cases, the most urgent first."""
        units = actor.units_with(*STAFF_ROLES)
        own = self.filter(unit__isnull=False) if units is None else self.filter(unit__in=units)
        return own.none() if actor.at_desk else own.order_by("due_on", "pk")

    def to_remind(self, until: dt.date) -> "HearingQuerySet":
        return self.filter(due_on__lte=until, due_on__gte=clock.today(), reminded_at__isnull=True)

    def to_alarm(self, today: dt.date) -> "HearingQuerySet":
        return self.filter(due_on__lt=today, alarmed_at__isnull=True)

    def ids(self) -> list[int]:
        return list(self.values_list("pk", flat=True))

    def locked(self, pk: int) -> Any:
        """The request if it still is in this set, locked; otherwise nothing."""
        return self.select_for_update(of=("self",)).filter(pk=pk).first()


class DisclosureQuerySet(models.QuerySet[Any]):
    def open_to(self, actor: "Actor") -> "DisclosureQuerySet":
        """What the actor has opened and has still open."""
        return self.filter(user=actor.user, ends_at__gt=clock.now()) if actor.user else self.none()


class LegalHoldQuerySet(models.QuerySet[Any]):
    def in_force(self) -> "LegalHoldQuerySet":
        return self.filter(Q(until__isnull=True) | Q(until__gt=clock.today()))


class IncomingMailQuerySet(models.QuerySet[Any]):
    def held(self) -> "IncomingMailQuerySet":
        """What waits for a person to check it."""
        return self.filter(state="held")

    def visible_to(self, actor: "Actor") -> "IncomingMailQuerySet":
        """Of the cases that the actor handles; what belongs to no case is for who keeps the whole town's matters."""
        from cases.models import Case

        own = Q(case__in=Case.objects.handled_by(actor))
        units = actor.units_with(*STAFF_ROLES)
        sees_all = not actor.at_desk and (units is None or actor.has_role("main_user"))
        return self.filter(own | Q(case=None) if sees_all else own)

    def locked(self, key: Any) -> Any:
        return self.select_for_update(of=("self",)).get(key=key)


class DocumentQuerySet(models.QuerySet[Any]):
    def for_party(self) -> "DocumentQuerySet":
        """What the party sees: everything that has reached them or come from them."""
        return self.exclude(kind__in=self.model.STAFF_ONLY)


def _parties() -> PartyQuerySet:
    from cases.models import Party

    return Party.objects.principals()


def _is_party(actor: "Actor") -> Q:
    from cases.models import Party

    if actor.external_system is not None:
        return Q(opened_by=actor.external_system)
    is_party = Q(pk__in=Party.objects.acted_by(actor).order_by().values("case"))
    return is_party | Q(pk__in=actor.tracked_cases) if actor.tracked_cases else is_party


def _handled_by(actor: "Actor") -> Q:
    """Own matters are left out row by row: a list of them would have to be made before the first row is read."""
    from cases.models import Disqualification, Party

    handled = _in_units_of(actor) & ~Q(Exists(Party.objects.acted_by(actor).order_by().filter(case=OuterRef("pk"))))
    if actor.tracked_cases:
        handled &= ~Q(pk__in=actor.tracked_cases)
    if actor.user:
        declared = Disqualification.objects.filter(case=OuterRef("pk"), user=actor.user)
        handled &= ~Q(Exists(declared))
    if actor.person is None:
        return handled
    represented = Party.objects.filter(case=OuterRef("pk"), role="representative", person=actor.person)
    return handled & ~Q(Exists(represented))


def _in_units_of(actor: "Actor") -> Q:
    if actor.at_desk:
        return Q(pk__in=[])
    units = actor.units_with(*STAFF_ROLES)
    return Q() if units is None else Q(unit__in=units)
