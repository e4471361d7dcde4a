# SPDX-License-Identifier: EUPL-1.2
"""How the work queue is cut: the views at its side, the cards of deadlines and the filters above it.

Everything is a filter of Django's change list, so each cut is an address that can be bookmarked and sorted.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CaseType, Message
from cases.workflow import OPEN, Status
from portal.accounts.actors import Actor
from portal.common import clock

DONE_DAYS = 30


class Cut(NamedTuple):
    """A part of the cases that one handles: what it is called, its icon and the condition."""

    key: str
    label: Any
    icon: str
    condition: Callable[[Actor], Q]
    color: str = "lake"


def _to_do(_actor: Actor) -> Q:
    """Open, but not only waiting for the end of the period of remedy."""
    return Q(status__in=OPEN - {Status.SERVED})


def _mine(actor: Actor) -> Q:
    return _to_do(actor) & Q(handler=actor.user)


def _unassigned(actor: Actor) -> Q:
    return _to_do(actor) & Q(handler__isnull=True)


def _served(_actor: Actor) -> Q:
    return Q(status=Status.SERVED)


def _unread(_actor: Actor) -> Q:
    return Q(Exists(Message.objects.filter(case=OuterRef("pk"), from_party=True, seen_at__isnull=True)))


def _done(_actor: Actor) -> Q:
    return Q(closed_at__gte=clock.now() - dt.timedelta(days=DONE_DAYS))


def _ours() -> Q:
    """The ball is with us, so the promise is running."""
    return Q(status__in=(Status.RECEIVED, Status.IN_PROGRESS))


def _late(_actor: Actor) -> Q:
    return _ours() & Q(due_on__lt=clock.today())


def _today(_actor: Actor) -> Q:
    return _ours() & Q(due_on=clock.today())


def _this_week(_actor: Actor) -> Q:
    today = clock.today()
    return _ours() & Q(due_on__gt=today, due_on__lte=today + dt.timedelta(days=6 - today.weekday()))


def _waiting(_actor: Actor) -> Q:
    return Q(status__in=(Status.WAITING_CUSTOMER, Status.WAITING_HEARING))


VIEWS = (
    Cut("mine", _("Omat työt"), "PersonCircle", _mine),
    Cut("new", _("Ilman käsittelijää"), "InboxDown", _unassigned),
    Cut("unit", _("Yksikön jono"), "PersonGroup", _to_do),
    Cut("waiting", _("Odottaa asiakasta"), "Hourglass", _waiting),
    Cut("messages", _("Uudet viestit"), "EnvelopeClosed", _unread),
    Cut("served", _("Muutoksenhakuaika"), "Gavel", _served),
    Cut("done", _("Valmiit 30 päivää"), "CheckmarkCircle", _done),
    Cut("all", _("Kaikki asiat"), "Folder", lambda _actor: Q()),
)
DEADLINES = (
    Cut("late", _("myöhässä"), "ExclamationmarkTriangleFill", _late, "danger"),
    Cut("today", _("määräaika tänään"), "BellDot", _today, "warning"),
    Cut("week", _("tällä viikolla"), "Clock", _this_week, "warning"),
    Cut("paused", _("odottaa asiakasta"), "Pause", _waiting, "info"),
)


def cut_named(cuts: tuple[Cut, ...], key: str) -> Cut | None:
    return next((cut for cut in cuts if cut.key == key), None)


def chosen_view(request: HttpRequest) -> Cut:
    """The view asked for. A search looks everywhere, otherwise the day starts from one's own work."""
    default = "all" if request.GET.get("q") else "mine"
    return cut_named(VIEWS, request.GET.get(ViewFilter.parameter_name, "")) or VIEWS[_place_of(default)]


def _place_of(key: str) -> int:
    return [cut.key for cut in VIEWS].index(key)


def counts(actor: Actor, view: Cut) -> dict[str, int]:
    """How many cases are in each view, and by deadline in the chosen view: one query."""
    asked = {cut.key: cut.condition(actor) for cut in VIEWS}
    asked |= {f"deadline_{cut.key}": view.condition(actor) & cut.condition(actor) for cut in DEADLINES}
    found: dict[str, int] = Case.objects.handled_by(actor).aggregate(
        **{key: Count("pk", filter=condition) if condition else Count("pk") for key, condition in asked.items()}
    )
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


class CaseTypeFilter(ListBox):
    title = _("Asiatyyppi")
    parameter_name = "tyyppi"

    def lookups(self, request: HttpRequest, _model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        handled = Case.objects.handled_by(request.actor).values("case_type")  # type: ignore[attr-defined]
        types = CaseType.objects.filter(pk__in=handled).only("code", "name")
        return sorted(((kind.code, str(kind)) for kind in types), key=lambda choice: choice[1].casefold())

    def condition(self, _actor: Actor, value: str) -> Q:
        return Q(case_type__code=value)


class StatusFilter(ListBox):
    title = _("Tila")
    parameter_name = "tila"

    def lookups(self, request: HttpRequest, _model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        unreached = (Status.WAITING_HEARING, Status.DISMISSED, Status.RECTIFICATION_PENDING)
        return [(status.value, status.label) for status in Status if status not in unreached]

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
