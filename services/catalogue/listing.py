# SPDX-License-Identifier: EUPL-1.2
"""A list of services with filters and counts: plain Python over the light lines of all services (see `published`).
Only the cards of the page shown are then read in full."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.looks import channel_look
from portal.common.texts import LocalizedText
from services.catalogue.models import Sector, ServiceClass
from services.catalogue.published import CITY, Line, Published
from services.catalogue.search import Results
from services.catalogue.sorting import sort_key

PER_PAGE = 20
MOST_CHOICES = 8  # of one filter
FILTERS = ("audience", "channel", "area", "organiser")
PARAMS = ("q", "group", *FILTERS, "sort", "page")
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
    cards: list[SafeString]
    facets: list[Facet]
    groups: list[Choice]
    sorts: list[Choice]
    total: int
    reset_url: str

    @property
    def chosen(self) -> list[Choice]:
        return [choice for facet in self.facets for choice in facet.choices if choice.is_chosen]


def listing(
    params: QueryDict, catalogue: Published, *, sector: Sector | None = None, found: Results | None = None
) -> Listing:
    """The page of a list: all services, those of a sector, or those that a search found."""
    lines = _lines(catalogue, sector, found)
    chosen = {name: set(params.getlist(name)) for name in (*FILTERS, "group")}
    kept = [one for one in lines if _passes(one, chosen)]
    sort = params.get("sort") if params.get("sort") in SORTS else ("fit" if found else "name")
    page = Paginator([one.pk for one in sorted(kept, key=_order(str(sort), found))], PER_PAGE)
    shown = page.get_page(params.get("page"))
    return Listing(
        page=shown,
        cards=catalogue.cards(shown.object_list),
        facets=_facets(catalogue, lines, chosen, params),
        groups=_groups(lines, chosen, params) if sector else [],
        sorts=[Choice(value, str(name), 0, value == sort) for value, name in SORTS.items() if value != "fit" or found],
        total=len(kept),
        reset_url=_url(params, drop=(*FILTERS, "page")),
    )


def _lines(catalogue: Published, sector: Sector | None, found: Results | None) -> list[Line]:
    services = catalogue.services
    lines = services.values() if found is None else (services[pk] for pk in found.service_ids if pk in services)
    return [one for one in lines if sector is None or one.sector_id == sector.pk]


def _passes(line: Line, chosen: dict[str, set[str]], *, but: str = "") -> bool:
    return all(not wanted or wanted & line.values[name] for name, wanted in chosen.items() if name != but)


def _order(sort: str, found: Results | None) -> Callable[[Line], Any]:
    if sort == "fit" and found:
        rank = {pk: number for number, pk in enumerate(found.service_ids)}
        return lambda line: rank[line.pk]
    if sort == "popular":
        return lambda line: (-line.popularity, sort_key(str(line.name)))
    return lambda line: sort_key(str(line.name))


def _facets(catalogue: Published, lines: list[Line], chosen: dict[str, set[str]], params: QueryDict) -> list[Facet]:
    labels: dict[str, tuple[str, Callable[[str], str | None]]] = {
        "audience": (_("Kenelle"), lambda code: _text(catalogue.audiences.get(code))),
        "channel": (_("Miten haluat asioida"), lambda kind: str(channel_look(kind).text)),
        "area": (_("Missä palvelu on"), str),
        "organiser": (_("Kuka palvelun järjestää"), lambda key: _organiser_name(catalogue, key)),
    }
    return [
        Facet(name, legend, _choices(lines, chosen, params, name, label)) for name, (legend, label) in labels.items()
    ]


def _choices(
    lines: list[Line],
    chosen: dict[str, set[str]],
    params: QueryDict,
    name: str,
    label: Callable[[str], str | None],
) -> list[Choice]:
    """Counts tell how many there would be with the other filters as they are."""
    counts = Counter(value for one in lines if _passes(one, chosen, but=name) for value in one.values[name])
    counts.update(dict.fromkeys(chosen[name] - set(counts), 0))
    most_first = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    named = ((value, text, count) for value, count in most_first if (text := label(value)))
    return [
        Choice(value, text, count, value in chosen[name], _remove_url(params, chosen, name, value))
        for value, text, count in islice(named, MOST_CHOICES)
    ]


def _remove_url(params: QueryDict, chosen: dict[str, set[str]], name: str, value: str) -> str:
    return _url(params, drop=("page",), without=(name, value)) if value in chosen[name] else ""


def _text(name: LocalizedText | None) -> str | None:
    return None if name is None else str(name)


def _organiser_name(catalogue: Published, key: str) -> str | None:
    if key == CITY:
        return _("Kaupunki")
    organization = catalogue.organizations.get(int(key)) if key.isdigit() else None
    return str(organization.name) if organization else None


def _groups(lines: list[Line], chosen: dict[str, set[str]], params: QueryDict) -> list[Choice]:
    """Sub-groups of a sector: its top service classes, the biggest first, with links."""
    names = {one.code: str(one.name) for one in ServiceClass.objects.filter(parent__isnull=True)}
    others = [one for one in lines if _passes(one, chosen, but="group")]
    counts = Counter(value for one in others for value in one.values["group"])
    everything = Choice("", _("Kaikki"), len(others), not chosen["group"], _url(params, drop=("group", "page")))
    return [everything] + [
        Choice(code, names[code], count, code in chosen["group"], _url(params, drop=("page",), replace=("group", code)))
        for code, count in counts.most_common(MOST_CHOICES)
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
