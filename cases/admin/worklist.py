# SPDX-License-Identifier: EUPL-1.2
"""How the work queue is cut: the views at its side, the cards of deadlines and the filters above it.

Everything is a filter of Django's change list, so each cut is an address that can be bookmarked and sorted. A cut is
said once and read twice: as a condition of the database for the rows, and in Python for the numbers, which come from
one count of groups of cases. Only work is grouped: the archive grows for ever, so of it nobody counts more than
`MOST_COUNTED`.
"""

import datetime as dt
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Case as Choose
from django.db.models import Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields import BooleanField
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from cases.admin.colleagues import colleagues_of
from cases.models import Case, CaseType, Label, Message, Proposal
from cases.querysets import MOST_COUNTED, CaseQuerySet
from cases.workflow import OPEN, WAITING, Status
from portal.accounts.actors import Actor
from portal.accounts.models import User
from portal.common import clock
from portal.common.prepared import Prepared

DONE_DAYS = 30
# Open, but not only waiting for the end of the period of remedy.
TO_DO = OPEN - {Status.SERVED}
# The ball is with us, so the promise is running.
OURS = frozenset({Status.RECEIVED, Status.IN_PROGRESS})


class Group(NamedTuple):
    """Cases that no cut tells apart, and how many they are. `due` is a key of `_spans`, or nothing."""

    case_type_id: int
    status: str
    handler_id: int | None
    language: str
    due: str
    is_unread: bool
    is_done_lately: bool
    size: int


class Cut(NamedTuple):
    """A part of the cases that one handles: those for which all that is said holds."""

    key: str
    label: Any
    icon: str
    color: str = "lake"
    statuses: frozenset[str] | None = None
    is_mine: bool = False
    is_nobodys: bool = False
    due: str = ""
    is_unread: bool = False
    is_done_lately: bool = False
    # Few and found by an index: counted on their own, not in the groups.
    is_proposed: bool = False
    # These two come from the list boxes alone, which bring conditions of their own.
    case_type_id: int | None = None
    language: str = ""

    def condition(self, actor: Actor) -> Q:
        found = Q()
        if self.statuses is not None:
            found &= Q(status__in=self.statuses)
        if self.is_mine:
            found &= Q(handler=actor.user)
        if self.is_nobodys:
            found &= Q(handler__isnull=True)
        if self.due:
            found &= _spans(_sunday())[self.due]
        if self.is_unread:
            found &= Q(_unread())
        if self.is_done_lately:
            found &= _done_lately()
        if self.is_proposed:
            found &= Q(Exists(Proposal.objects.filter(case=OuterRef("pk"), ended_at=None)))
        if self.case_type_id is not None:
            found &= Q(case_type=self.case_type_id)
        if self.language:
            found &= Q(language=self.language)
        return found

    @property
    def is_work(self) -> bool:
        """Whether all that it holds is in the groups."""
        is_open = self.statuses is not None and self.statuses <= OPEN
        return is_open or self.is_unread or self.is_done_lately

    def holds(self, group: Group, actor: Actor) -> bool:
        return (
            (self.statuses is None or group.status in self.statuses)
            and (not self.is_mine or (actor.user is not None and group.handler_id == actor.user.pk))
            and (not self.is_nobodys or group.handler_id is None)
            and (not self.due or group.due == self.due)
            and (not self.is_unread or group.is_unread)
            and (not self.is_done_lately or group.is_done_lately)
            and (self.case_type_id is None or group.case_type_id == self.case_type_id)
            and (not self.language or group.language == self.language)
        )


def _sunday() -> dt.date:
    today = clock.today()
    return today + dt.timedelta(days=6 - today.weekday())


def _spans(sunday: dt.date) -> dict[str, Q]:
    """When the promise ends; no day is in two of them."""
    today = clock.today()
    return {
        "late": Q(due_on__lt=today),
        "today": Q(due_on=today),
        "week": Q(due_on__gt=today, due_on__lte=sunday),
    }


def _unread() -> Exists:
    return Exists(Message.objects.filter(case=OuterRef("pk"), from_party=True, seen_at__isnull=True))


def _done_lately() -> Q:
    return Q(closed_at__gte=clock.now() - dt.timedelta(days=DONE_DAYS))


VIEWS = (
    Cut("mine", _("Omat työt"), "PersonCircle", statuses=TO_DO, is_mine=True),
    Cut("new", _("Ilman käsittelijää"), "InboxDown", statuses=TO_DO, is_nobodys=True),
    Cut("unit", _("Yksikön jono"), "PersonGroup", statuses=TO_DO),
    Cut("proposed", _("Päätösesitykset"), "NotePencil", statuses=frozenset({Status.IN_PROGRESS}), is_proposed=True),
    Cut("waiting", _("Odottaa asiakasta"), "Hourglass", statuses=WAITING),
    Cut("messages", _("Uudet viestit"), "EnvelopeClosed", is_unread=True),
    Cut("served", _("Muutoksenhakuaika"), "Gavel", statuses=frozenset({Status.SERVED})),
    Cut("done", _("Valmiit 30 päivää"), "CheckmarkCircle", is_done_lately=True),
    Cut("all", _("Kaikki asiat"), "Folder"),
)
DEADLINES = (
    Cut("late", _("myöhässä"), "ExclamationmarkTriangleFill", "danger", statuses=OURS, due="late"),
    Cut("today", _("määräaika tänään"), "BellDot", "warning", statuses=OURS, due="today"),
    Cut("week", _("tällä viikolla"), "Clock", "warning", statuses=OURS, due="week"),
    Cut("paused", _("odottaa asiakasta"), "Pause", "info", statuses=WAITING),
)


def cut_named(cuts: tuple[Cut, ...], key: str) -> Cut | None:
    return next((cut for cut in cuts if cut.key == key), None)


def chosen_view(request: HttpRequest) -> Cut:
    """The view asked for. A search looks everywhere, otherwise the day starts from one's own work."""
    default = "all" if request.GET.get("q") else "mine"
    return cut_named(VIEWS, request.GET.get(ViewFilter.parameter_name, "")) or VIEWS[_place_of(default)]


def _place_of(key: str) -> int:
    return [cut.key for cut in VIEWS].index(key)


def _groups_of(actor: Actor, sunday: dt.date) -> QuerySet[Case]:
    """What is open, has ended lately, or ended before with a message that nobody has read: each found by an index."""
    handled = Case.objects.handled_by(actor)
    unread = Message.objects.filter(from_party=True, seen_at__isnull=True).order_by().values("case")
    open_ones, lately, before = (
        _grouped(cases, sunday)
        for cases in (
            handled.open(),
            handled.ended().filter(_done_lately()),
            handled.ended().exclude(_done_lately()).filter(pk__in=unread),
        )
    )
    return open_ones.union(lately, before, all=True).order_by()


def _grouped(cases: CaseQuerySet, sunday: dt.date) -> QuerySet[Case]:
    spans = [When(condition, then=Value(name)) for name, condition in _spans(sunday).items()]
    rows = cases.order_by().values_list(
        "case_type",
        "status",
        "handler",
        "language",
        Choose(*spans, default=Value("")),
        _unread(),
        ExpressionWrapper(_done_lately(), output_field=BooleanField()),
    )
    grouped: QuerySet[Case] = rows.annotate(size=Count("pk"))
    return grouped


def _types_of(actor: Actor) -> QuerySet[CaseType]:
    # One case of each kind by an index; what EXISTS says would be turned into a reading of all cases.
    one = Case.objects.handled_by(actor).filter(case_type=OuterRef("pk")).order_by().values("pk")[:1]
    return CaseType.objects.alias(one=Subquery(one)).filter(one__isnull=False).only("code", "name").order_by()


def count_some(cases: QuerySet[Case]) -> int:
    """How many there are; `MOST_COUNTED` + 1 stands for all the numbers above."""
    return cases.order_by()[: MOST_COUNTED + 1].count()


GROUPS = Prepared(_groups_of)
TYPES = Prepared(_types_of)


class Worklist:
    """What one handles, composed once and grouped once for the parts of one page."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.handled: CaseQuerySet = Case.objects.handled_by(actor)
        self._counted: dict[tuple[Cut, ...], int] = {}

    @cached_property
    def groups(self) -> list[Group]:
        return [Group(*row) for row in GROUPS(self.actor, _sunday())]

    @cached_property
    def case_types(self) -> list[CaseType]:
        """The kinds of the cases that one handles."""
        kinds: list[CaseType] = TYPES(self.actor)
        return kinds

    @cached_property
    def colleagues(self) -> list[User]:
        """Those who handle cases in the same units."""
        return colleagues_of(self.actor)

    def count(self, *cuts: Cut) -> int:
        """How many cases are in all of the cuts, as `count_some` tells where the groups do not."""
        if any(cut.is_work for cut in cuts) and not any(cut.is_proposed for cut in cuts):
            return sum(group.size for group in self.groups if all(cut.holds(group, self.actor) for cut in cuts))
        if cuts not in self._counted:
            conditions = [cut.condition(self.actor) for cut in cuts]
            self._counted[cuts] = count_some(self.handled.filter(*conditions))
        return self._counted[cuts]

    def count_asked(self, asked: QueryDict, view: Cut | None = None) -> int:
        """How many cases an address of the queue lists, when it searches for no words; `view` if it names none."""
        deadline, status, kind, language = (str(asked.get(name, "")) for name in ("maara", "tila", "tyyppi", "kieli"))
        boxes = Cut(
            "boxes",
            "",
            "",
            statuses=frozenset({status}) if status else None,
            case_type_id=self._id_of(kind) if kind else None,
            language=language,
        )
        view = cut_named(VIEWS, str(asked.get("nakyma", ""))) or view
        cuts = (view, cut_named(DEADLINES, deadline), boxes if status or kind or language else None)
        return self.count(*filter(None, cuts))

    def _id_of(self, code: str) -> int:
        """Of a kind of which one has no case: of nothing."""
        return next((kind.pk for kind in self.case_types if kind.code == code), 0)


def worklist_of(request: HttpRequest) -> Worklist:
    """The same for all parts of the page: its rows, its filters and its numbers."""
    if not hasattr(request, "worklist"):
        request.worklist = Worklist(request.actor)  # type: ignore[attr-defined]
    found: Worklist = request.worklist  # type: ignore[attr-defined]
    return found


class ListBox(SimpleListFilter):
    """A filter drawn as a list box; an empty choice is no choice."""

    template = "admin/cases/case/_filter.html"

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        return queryset.filter(self.condition(request.actor, value)) if value else queryset  # type: ignore[attr-defined]

    def condition(self, actor: Actor, value: str) -> Q:
        raise NotImplementedError


class ViewFilter(SimpleListFilter):
    title = _("näkymä")
    parameter_name = "nakyma"

    def lookups(self, request: HttpRequest, _model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [(cut.key, cut.label) for cut in VIEWS]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(chosen_view(request).condition(request.actor))  # type: ignore[attr-defined]


class Unfiltering(SimpleListFilter):
    """A part of the address that leaves the rows as they are."""

    title = ""

    def lookups(self, _request: HttpRequest, _model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return []

    def queryset(self, _request: HttpRequest, queryset: Any) -> Any:
        return queryset


class Columns(Unfiltering):
    """Which columns are shown: `sarake` as many times as wanted."""

    parameter_name = "sarake"


class Kept(Unfiltering):
    """Which kept view it is."""

    parameter_name = "oma"


class CaseTypeFilter(ListBox):
    title = _("Asiatyyppi")
    parameter_name = "tyyppi"

    def lookups(self, request: HttpRequest, _model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        kinds = worklist_of(request).case_types
        return sorted(((kind.code, str(kind)) for kind in kinds), key=lambda choice: choice[1].casefold())

    def condition(self, _actor: Actor, value: str) -> Q:
        return Q(case_type__code=value)


class StatusFilter(ListBox):
    title = _("Tila")
    parameter_name = "tila"

    def lookups(self, request: HttpRequest, _model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [(status.value, status.label) for status in Status]

    def condition(self, _actor: Actor, value: str) -> Q:
        return Q(status=value)


class DeadlineFilter(ListBox):
    title = _("Määräaika")
    parameter_name = "maara"

    def lookups(self, request: HttpRequest, _model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [(cut.key, cut.label) for cut in DEADLINES]

    def condition(self, actor: Actor, value: str) -> Q:
        cut = cut_named(DEADLINES, value)
        return cut.condition(actor) if cut else Q()


class LanguageFilter(ListBox):
    title = _("Kieli")
    parameter_name = "kieli"

    def lookups(self, request: HttpRequest, _model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [("fi", _("suomi")), ("sv", _("ruotsi")), ("en", _("englanti"))]

    def condition(self, _actor: Actor, value: str) -> Q:
        return Q(language=value)


class LabelFilter(ListBox):
    title = _("Tunniste")
    parameter_name = "tunniste"

    def lookups(self, request: HttpRequest, _model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        names = Label.objects.of_handlers(request.actor).names()  # type: ignore[attr-defined]
        return [(name, name) for name in names]

    def condition(self, actor: Actor, value: str) -> Q:
        return Q(labels__in=Label.objects.of_handlers(actor).filter(name=value))


class HandlerFilter(ListBox):
    """Who has the case; a word that is no name of a user for those that nobody has."""

    title = _("Käsittelijä")
    parameter_name = "kasittelija"
    NOBODY = "-"

    def lookups(self, request: HttpRequest, _model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        people = worklist_of(request).colleagues
        return [(self.NOBODY, _("Ei käsittelijää")), *((user.username, user.display_name) for user in people)]

    def condition(self, _actor: Actor, value: str) -> Q:
        return Q(handler__isnull=True) if value == self.NOBODY else Q(handler__username=value)
