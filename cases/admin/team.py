# SPDX-License-Identifier: EUPL-1.2
"""The load of a team: how much each person of the units that one leads has, of what kind, and who is away.

Numbers only, so a main user reads them without seeing a case; who handles cases there goes on into the queue.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from cases.admin.colleagues import handlers_in
from cases.admin.worklist import DEADLINES, VIEWS, Cut, HandlerFilter, cut_named
from cases.models import Absence, Case
from cases.permissions import LEADING_ROLES, STAFF_ROLES
from portal.accounts.access import ActorRequest
from portal.accounts.actors import Actor
from portal.accounts.models import User
from portal.common.workflow import require

NAV = "admin:cases_case_changelist"
# Each is a number of cases and an address of the queue: the view, and the deadline in it.
COLUMNS = (
    ("unit", "", _("Työn alla")),
    *(("unit", cut.key, cut.label) for cut in DEADLINES),
    ("done", "", _("Valmiit 30 päivää")),
)


class Line(NamedTuple):
    """One person; nobody for the cases that no one has."""

    user: User | None
    absence: Absence | None
    numbers: list[tuple[Any, int, str]]  # what, how many, address of these cases or nothing


def team(request: ActorRequest) -> HttpResponse:
    """Five questions, whatever the number of people."""
    actor = request.actor
    require(condition=actor.has_role(*LEADING_ROLES), verb="team")
    units = actor.units_with(*LEADING_ROLES)
    counted = _counted(actor, units)
    people = {user.pk: user for user in handlers_in(units)}
    # Who has cases here, though the role has ended: these wait for nobody.
    people |= User.objects.in_bulk([pk for pk in counted if pk is not None and pk not in people])
    away = {one.user_id: one for one in Absence.objects.in_force().select_related("substitute")}
    leads_in = actor.has_role(*STAFF_ROLES)
    lines = [_line(user, away, counted, with_links=leads_in) for user in (None, *_by_name(people.values()))]
    return render(request, "admin/cases/case/team.html", {"nav": NAV, "lines": lines, "columns": COLUMNS})


def _by_name(people: Iterable[User]) -> list[User]:
    return sorted(people, key=lambda user: (user.last_name, user.first_name))


def _counted(actor: Actor, units: set[int] | None) -> dict[int | None, list[int]]:
    """Id of the handler → a number for each of COLUMNS."""
    cases = Case.objects.all() if units is None else Case.objects.filter(unit__in=units)
    counts = {f"n{index}": Count("pk", filter=_condition(actor, *column)) for index, column in enumerate(COLUMNS)}
    unit, done = _cut(VIEWS, "unit"), _cut(VIEWS, "done")
    found: dict[int | None, list[int]] = {}
    # Work and what has been done lately: each found by an index of its own.
    for part in (cases.filter(unit.condition(actor)), cases.ended().filter(done.condition(actor))):
        rows: QuerySet[Any, Any] = part.order_by().values("handler").annotate(**counts)
        for row in rows:
            earlier = found.get(row["handler"], [0] * len(COLUMNS))
            found[row["handler"]] = [was + row[name] for was, name in zip(earlier, counts, strict=True)]
    return found


def _condition(actor: Actor, view: str, deadline: str, _label: Any) -> Q:
    cut = cut_named(DEADLINES, deadline)
    return _cut(VIEWS, view).condition(actor) & (cut.condition(actor) if cut else Q())


def _cut(cuts: tuple[Cut, ...], key: str) -> Cut:
    found = cut_named(cuts, key)
    assert found
    return found


def _line(
    user: User | None, away: dict[int, Absence], counted: dict[int | None, list[int]], *, with_links: bool
) -> Line:
    key = user.pk if user else None
    numbers = counted.get(key, [0] * len(COLUMNS))
    cells = [
        (label, number, _url(user, view, deadline) if with_links and number else "")
        for (view, deadline, label), number in zip(COLUMNS, numbers, strict=True)
    ]
    return Line(user, away.get(user.pk) if user else None, cells)


def _url(user: User | None, view: str, deadline: str) -> str:
    """Of the queue. It lists the units where one handles cases, which may be fewer than one leads."""
    query = QueryDict(mutable=True)
    query["nakyma"] = view
    query[HandlerFilter.parameter_name] = user.username if user else HandlerFilter.NOBODY
    if deadline:
        query["maara"] = deadline
    return f"{reverse(NAV)}?{query.urlencode()}"


def team_urls(site: AdminSite) -> list[URLPattern]:
    return [path("team/", site.admin_view(team), name="cases_case_team")]
