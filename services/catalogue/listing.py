# SPDX-License-Identifier: EUPL-1.2
"""A list of services with filters and counts. A municipality has hundreds of services, not millions: one light query
reads them all, and filters, counts and the Finnish alphabet are plain Python. Only the cards of the page shown are
then read in full."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.looks import channel_look
from services.catalogue.models import Organization, Sector, Service, ServiceClass, TargetGroup
from services.catalogue.search import Results
from services.catalogue.sorting import sort_key

PER_PAGE = 20
CITY = "city"
MAX_LEVELS = 5  # of organisations above one another
PARAMS = ("q", "group", "audience", "channel", "organiser", "sort", "page")
SORTS = {
    "fit": gettext_lazy("Osuvin ensin"),
    "popular": gettext_lazy("Käytetyin ensin"),
    "name": gettext_lazy("Aakkosissa"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    is_chosen: bool
    remove_url: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    legend: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Listing:
    page: Page[int]
    services: list[Service]
    facets: list[Facet]
    groups: list[Choice]
    sorts: list[Choice]
    total: int
    reset_url: str

    @property
    def chosen(self) -> list[Choice]:
        return [choice for facet in self.facets for choice in facet.choices if choice.is_chosen]


@dataclass(slots=True)
class _Rows:
    """The light rows of a list and the values of each by which it can be filtered."""

    services: list[Any]
    organizations: dict[int, Organization] = field(default_factory=dict)

    def values(self, row: Any, name: str) -> set[str]:
        if name == "audience":
            return {*row.audiences, *("KR2" for code in row.audiences if code.startswith("KR2"))}
        if name == "channel":
            return set(row.channel_kinds)
        if name == "organiser":
            return {self.organiser_of(row)}
        return {code.partition(".")[0] for code in row.classes}

    def organiser_of(self, row: Any) -> str:
        """The city as one, anybody else by the organisation on top."""
        organization = self.organizations.get(row.organiser_id or 0)
        if organization is None or not organization.is_external:
            return CITY
        for _level in range(MAX_LEVELS):
            organization = self.organizations.get(organization.parent_id or 0, organization)
        return str(organization.pk)


def listing(params: QueryDict, *, sector: Sector | None = None, found: Results | None = None) -> Listing:
    """The page of a list: all services, those of a sector, or those that a search found."""
    services = Service.objects.published().for_facets()
    if sector:
        services = services.filter(sector=sector)
    if found:
        services = services.filter(pk__in=found.service_ids)
    rows = _Rows(list(services), {one.pk: one for one in Organization.objects.only("name", "is_external", "parent")})
    chosen = {name: set(params.getlist(name)) for name in ("audience", "channel", "organiser", "group")}
    kept = [one for one in rows.services if _passes(rows, one, chosen)]
    sort = params.get("sort") if params.get("sort") in SORTS else ("fit" if found else "name")
    ordered = sorted(kept, key=_order(str(sort), found))
    page = Paginator([one.pk for one in ordered], PER_PAGE).get_page(params.get("page"))
    cards = Service.objects.for_cards().in_bulk(list(page.object_list))
    return Listing(
        page=page,
        services=[cards[pk] for pk in page.object_list if pk in cards],
        facets=_facets(rows, chosen, params),
        groups=_groups(rows, chosen, params) if sector else [],
        sorts=[Choice(value, str(name), 0, value == sort) for value, name in SORTS.items() if value != "fit" or found],
        total=len(kept),
        reset_url=_url(params, drop=("audience", "channel", "organiser", "page")),
    )


def _passes(rows: _Rows, service: Any, chosen: dict[str, set[str]], *, but: str = "") -> bool:
    return all(not wanted or wanted & rows.values(service, name) for name, wanted in chosen.items() if name != but)


def _order(sort: str, found: Results | None) -> Callable[[Any], Any]:
    if sort == "fit" and found:
        rank = {pk: number for number, pk in enumerate(found.service_ids)}
        return lambda service: rank[service.pk]
    if sort == "popular":
        return lambda service: (-service.popularity, sort_key(str(service.name)))
    return lambda service: sort_key(str(service.name))


def _facets(rows: _Rows, chosen: dict[str, set[str]], params: QueryDict) -> list[Facet]:
    audiences = {group.code: str(group.name) for group in TargetGroup.objects.exclude(code__in=("KR1", "KR3"))}
    return [
        _facet(rows, chosen, params, "audience", _("Kenelle"), audiences.get),
        _facet(rows, chosen, params, "channel", _("Miten haluat asioida"), lambda kind: str(channel_look(kind).text)),
        _facet(rows, chosen, params, "organiser", _("Kuka palvelun järjestää"), lambda key: _organiser_name(rows, key)),
    ]


def _facet(
    rows: _Rows,
    chosen: dict[str, set[str]],
    params: QueryDict,
    name: str,
    legend: str,
    label: Callable[[str], str | None],
) -> Facet:
    """Counts tell how many there would be with the other filters as they are."""
    others = (one for one in rows.services if _passes(rows, one, chosen, but=name))
    counts = Counter(value for one in others for value in rows.values(one, name))
    counts.update(dict.fromkeys(chosen[name] - set(counts), 0))
    choices = [
        Choice(value, text, count, value in chosen[name], _url(params, drop=("page",), without=(name, value)))
        for value, count in counts.most_common()
        if (text := label(value))
    ]
    return Facet(name, legend, choices[:8])


def _organiser_name(rows: _Rows, key: str) -> str | None:
    if key == CITY:
        return _("Kaupunki")
    organization = rows.organizations.get(int(key)) if key.isdigit() else None
    return str(organization.name) if organization else None


def _groups(rows: _Rows, chosen: dict[str, set[str]], params: QueryDict) -> list[Choice]:
    """Sub-groups of a sector: its top service classes, the biggest first, with links."""
    names = {one.code: str(one.name) for one in ServiceClass.objects.filter(parent__isnull=True)}
    others = [one for one in rows.services if _passes(rows, one, chosen, but="group")]
    counts = Counter(value for one in others for value in rows.values(one, "group"))
    everything = Choice("", _("Kaikki"), len(others), not chosen["group"], _url(params, drop=("group", "page")))
    return [everything] + [
        Choice(code, names[code], count, code in chosen["group"], _url(params, drop=("page",), replace=("group", code)))
        for code, count in counts.most_common(8)
        if code in names
    ]


def _url(
    params: QueryDict,
    *,
    drop: Iterable[str] = (),
    without: tuple[str, str] | None = None,
    replace: tuple[str, str] | None = None,
) -> str:
    query = params.copy()
    for name in drop:
        query.pop(name, None)
    if without:
        query.setlist(without[0], [value for value in query.getlist(without[0]) if value != without[1]])
    if replace:
        query[replace[0]] = replace[1]
    return f"?{query.urlencode()}"
