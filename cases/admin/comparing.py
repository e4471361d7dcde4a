# SPDX-License-Identifier: EUPL-1.2
"""Two filings of the same people side by side, what has changed in one, and a warning of what may be the same twice."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.db.models import Q
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from cases.admin import content
from cases.admin.case_page import case_of, page_of
from cases.concealing import is_concealed_from, shown_content
from cases.models import Case, Party
from cases.story import rows_of
from portal.accounts.access import ActorRequest
from portal.accounts.actors import Actor
from portal.audit.log import viewed
from portal.common.texts import LocalizedText, localized

# Another filing of the same kind within this time may be the same one sent twice.
NEAR = dt.timedelta(days=30)
MOST_ALIKE = 10
_SHOWN = ("reference", "case_type__code", "case_type__name", "detail", "status", "received_at")

# (words, icon, colour): the kind of a difference is told by all three.
CHANGED = (_("Muuttunut"), "Pencil", "warning")
ADDED = (_("Uusi"), "Plus", "info")
REMOVED = (_("Puuttuu nyt"), "CircleSlash", "danger")


class Alike(NamedTuple):
    """Other cases of the same kind and of the same people, as far as one handles them."""

    duplicates: list[Case]
    previous: Case | None


class Difference(NamedTuple):
    label: LocalizedText
    earlier: str
    now: str
    kind: tuple[Any, str, str]


class Comparison(NamedTuple):
    differences: list[Difference]
    same_count: int


def alike_of(case: Case, actor: Actor) -> Alike:
    """One query at most, as the parties of the case are at hand."""
    owners = [party for party in case.parties.all() if party.is_owner]
    persons = [party.person_id for party in owners if party.person_id]
    organisations = [party.organisation_id for party in owners if party.organisation_id]
    if not persons and not organisations:
        return Alike([], None)
    # Each way by its own index, as in `PartyQuerySet.acted_by`.
    of_persons, of_organisations = (
        Party.objects.principals().filter(way).order_by().values("case")
        for way in (Q(person__in=persons), Q(organisation__in=organisations))
    )
    same = Case.objects.handled_by(actor).exclude(pk=case.pk).filter(case_type=case.case_type_id)
    found = same.filter(pk__in=of_persons.union(of_organisations)).select_related("case_type").only(*_SHOWN)
    others = list(found.order_by("-received_at", "-pk")[:MOST_ALIKE])
    near = [other for other in others if _is_near(case, other)]
    return Alike(near, next((other for other in others if other.received_at < case.received_at), None))


def _is_near(case: Case, other: Case) -> bool:
    """Both are open, or they came within a month of each other; what an ended case was is told by its own history."""
    both_open = not case.is_ended and not case.is_served and not other.is_ended and not other.is_served
    return both_open or abs(case.received_at - other.received_at) <= NEAR


def compared(earlier: Case, now: Case, actor: Actor) -> Comparison:
    """By the key of each question. What is kept from the reader in either is not compared at all."""
    before, after = _answers(earlier, actor), _answers(now, actor)
    pairs = [(key, before.get(key), after.get(key)) for key in [*after, *(key for key in before if key not in after)]]
    differences = [_difference(one, other) for _key, one, other in pairs if (one and one[1]) != (other and other[1])]
    return Comparison(differences, sum(one is not None and one == other for _key, one, other in pairs))


def _difference(one: tuple[LocalizedText, str] | None, other: tuple[LocalizedText, str] | None) -> Difference:
    kind = ADDED if one is None else REMOVED if other is None else CHANGED
    label = (other or one or (localized(""), ""))[0]
    return Difference(label, one[1] if one else "", other[1] if other else "", kind)


def _answers(case: Case, actor: Actor) -> dict[str, tuple[LocalizedText, str]]:
    rows = (row for part in shown_content(case, actor) for row in part.get("rows", ()) if not row.get("concealed"))
    return {row["key"]: (localized(row.get("label")), _text(row)) for row in rows if row.get("key")}


def _text(row: dict[str, Any]) -> str:
    lines = ("; ".join(f"{label}: {value}" for label, value in cells) for cells in rows_of(row))
    return "\n".join(lines) or str(row.get("value", ""))


def changed_in(case: Case, actor: Actor) -> list[Difference]:
    """Answers that were otherwise in the registers or in the last sending."""
    rows: Iterable[dict[str, Any]] = (row for part in shown_content(case, actor) for row in part.get("rows", ()))
    return [
        Difference(localized(row.get("label")), str(row["changed_from"]), _text(row), CHANGED)
        for row in rows
        if row.get("changed_from")
    ]


def changes(request: ActorRequest, reference: str) -> HttpResponse:
    """What has changed in one case: answers, and what came when more was asked."""
    case = case_of(request, reference)
    _note_look(case, request.actor)
    found = {"differences": changed_in(case, request.actor), "requests": content.requests_of(case)}
    return page_of(request, "changes", case, **found)


def compare(request: ActorRequest, reference: str, other: str) -> HttpResponse:
    """Beside another case; both are looked at, and the customer of each can read that."""
    case, earlier = case_of(request, reference), case_of(request, other)
    for one in (case, earlier):
        _note_look(one, request.actor)
    if earlier.received_at > case.received_at:
        case, earlier = earlier, case
    concealed = any(is_concealed_from(request.actor, one) for one in (case, earlier))
    found = {"earlier": earlier, "comparison": compared(earlier, case, request.actor), "is_concealed": concealed}
    return page_of(request, "compare", case, **found)


def _note_look(case: Case, actor: Actor) -> None:
    person = next((party.person for party in case.parties.all() if party.person), None)
    viewed(case, by=actor, person=person)


def comparing_urls(site: AdminSite) -> list[URLPattern]:
    return [
        path("<str:reference>/changes/", site.admin_view(changes), name="cases_case_changes"),
        path("<str:reference>/compare/<str:other>/", site.admin_view(compare), name="cases_case_compare"),
    ]
