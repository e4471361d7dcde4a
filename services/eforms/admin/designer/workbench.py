# SPDX-License-Identifier: EUPL-1.2
"""The tab Kysymykset: the structure, the preview and the boxes of the part that is open; each button is one change."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from portal.common.dates import time_text
from services.eforms.actions.designing import StaleVersion, change_version, undo_change
from services.eforms.admin.designer.panel import Panel
from services.eforms.admin.review import panel_comments
from services.eforms.admin.shell import actor_of, found_form, found_version, shell
from services.eforms.designing import changes, moving
from services.eforms.designing.looking import broken_by
from services.eforms.designing.parts import (
    Json,
    NoSuchPart,
    Refused,
    field_keys,
    find,
    free_key,
    name_of,
    spots,
    step_of,
)
from services.eforms.designing.types import new_field, offered, type_name
from services.eforms.engine.validation import BadDefinition
from services.eforms.models import FormVersion
from services.eforms.permissions import can_edit_form
from services.eforms.reviewing.checks.sound import place_of, problem_text
from services.eforms.reviewing.places import places

DEVICES = ("puhelin", "tietokone")
LANGUAGES = {"fi": gettext_lazy("suomi"), "sv": gettext_lazy("ruotsi"), "en": gettext_lazy("englanti")}
TAB = "eforms_formdefinition_design"


@dataclass(slots=True)
class Place:
    """What is open on the page, and what it has to tell."""

    part: str
    device: str = "puhelin"
    language: str = "fi"
    told: str = ""  # said in the live region
    problems: list[str] = field(default_factory=list)
    is_saved: bool = True
    focus: str = ""  # "panel" or "tree": where the keyboard goes on
    panel: Panel | None = None

    @property
    def query(self) -> str:
        return urlencode({"osa": self.part, "laite": self.device, "kieli": self.language})


def place_in(content: Json, data: Any) -> Place:
    """From an address or a sent form. A part that is gone gives way to the first question."""
    device = data.get("laite") if data.get("laite") in DEVICES else DEVICES[0]
    language = data.get("kieli") if data.get("kieli") in LANGUAGES else "fi"
    return Place(_known_part(content, data.get("osa", "")), device, language)


def _known_part(content: Json, wanted: str) -> str:
    names = [name for name, _spot in spots(content)]
    for name in (wanted, f"field:{wanted}", f"step:{wanted}"):
        if name in names:
            return name
    return next(name for name in names if name.startswith("field:"))


# ---- the page


@require_GET
def design(request: HttpRequest, slug: str) -> HttpResponse:
    definition = found_form(request, slug)
    version = definition.working_version
    names = shell(request, definition, version, TAB)
    if version is None:
        return render(request, "admin/eforms/designer/begin.html", names)
    version.definition = definition
    place = place_in(version.content, request.GET)
    if "paneeli" in request.GET:
        place.focus = "panel"
    template = "_workbench" if _is_part(request) else "design"
    return render(request, f"admin/eforms/designer/{template}.html", names | bench(request, version, place))


def _is_part(request: HttpRequest) -> bool:
    """htmx wants the workbench alone; when it restores a page that one went back to, the whole of it."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def bench(request: HttpRequest, version: FormVersion, place: Place) -> dict[str, Any]:
    """The context of _workbench.html."""
    content = version.content
    here = find(content, place.part)
    return {
        "version": version,
        "definition": version.definition,
        "place": place,
        "panel": place.panel or Panel(content, place.part),
        "tree": tree_of(content, place, version.definition.comments.counts()),
        **panel_comments(version.definition, place.part),
        "current_step": step_of(content, place.part),
        "may_edit_now": can_edit_form(actor_of(request), version.definition),
        "type_menu": offered(inside_rows=_is_in_rows(place.part, here.part)),
        "can_undo": version.undo is not None,
        "languages": LANGUAGES.items(),
        "preview_url": preview_url(version, place),
    }


def _is_in_rows(address: str, part: Json) -> bool:
    return "." in address or part.get("type") == "group"


def preview_url(version: FormVersion, place: Place) -> str:
    address = reverse("admin:eforms_formdefinition_preview", args=[version.definition.slug])
    step = step_of(version.content, place.part)
    query = urlencode({"vaihe": step, "kieli": place.language, "versio": version.revision})
    kind, _colon, key = place.part.partition(":")
    return f"{address}?{query}" + (f"#div_id_{key}" if kind == "field" else "")


@dataclass(slots=True)
class Line:
    """One line of the structure."""

    address: str
    part: Json
    kind: str
    level: int
    is_open: bool
    url: str
    comments: int = 0  # still open
    lines: list["Line"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return name_of(self.part)

    @property
    def icon(self) -> str:
        return type_name(self.part.get("type", "")).icon

    @property
    def type_name(self) -> Any:
        return type_name(self.part.get("type", "")).name

    @property
    def has_rule(self) -> bool:
        return "show_if" in self.part

    @property
    def is_known(self) -> bool:
        return bool(self.part.get("prefill"))

    @property
    def count(self) -> int:
        return sum(1 + line.count for line in self.lines if line.kind == "field") + sum(
            line.count for line in self.lines if line.kind == "section"
        )


def tree_of(content: Json, place: Place, comments: Mapping[str, int]) -> list[Line]:
    lines: dict[str, Line] = {}
    for address, spot in spots(content):
        query = urlencode({"osa": address, "laite": place.device, "kieli": place.language, "paneeli": ""})
        level = lines[spot.owner].level + 1 if spot.owner else 0
        line = Line(address, spot.part, spot.kind, level, address == place.part, f"?{query}#ominaisuudet")
        line.comments = comments.get(spot.part["key"], 0) if spot.kind == "field" and "." not in address else 0
        lines[address] = line
        if spot.owner:
            lines[spot.owner].lines.append(line)
    return [line for line in lines.values() if line.kind == "step"]


# ---- one change


def answer(request: HttpRequest, version: FormVersion, place: Place) -> HttpResponse:
    """After a change: the workbench for htmx, otherwise the page anew; with problems, the page as it was typed."""
    if _is_part(request):
        return _part(request, version, place)
    if place.problems:
        names = shell(request, version.definition, version, TAB) | bench(request, version, place)
        return render(request, "admin/eforms/designer/design.html", names, status=409)
    if place.told:
        messages.success(request, place.told)
    address = reverse(f"admin:{TAB}", args=[version.definition.slug])
    return redirect(f"{address}?{place.query}")


def _part(request: HttpRequest, version: FormVersion, place: Place) -> HttpResponse:
    names = {"in_use": next(iter(version.definition.published_versions), None)} | bench(request, version, place)
    response = render(request, "admin/eforms/designer/_answer.html", names)
    address = reverse(f"admin:{TAB}", args=[version.definition.slug])
    response.headers["HX-Replace-Url"] = f"{address}?{place.query}"
    response.headers["X-Saved"] = (
        "yes" if place.is_saved and not place.problems else "no"
    )  # designer.js saves in the background
    return response


def revision_of(request: HttpRequest) -> int:
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdigit() else -1


def apply(
    request: HttpRequest,
    version: FormVersion,
    place: Place,
    change: Callable[[Json], Json],
    after: Callable[[Json], None] = lambda _content: None,
) -> HttpResponse:
    """Make the change and answer; what stops it is told in words. `after` looks at the new content."""
    try:
        version = change_version(version.pk, actor=actor_of(request), revision=revision_of(request), change=change)
        after(version.content)
    except StaleVersion as stale:
        version = stale.version
        place.problems.append(stale_text(version))
    except Refused as refused:
        place.problems.append(str(refused))
    except NoSuchPart:
        place.problems.append(_("Tätä osaa ei enää ole. Joku on poistanut tai nimennyt sen uudelleen."))
    except BadDefinition as bad:
        place.problems += problem_texts(version.content, bad)
    if place.problems:
        place.part, place.focus = _known_part(version.content, place.part), "panel"
    return answer(request, version, place)


def stale_text(version: FormVersion) -> str:
    if version.published_at:
        return _("Joku muu julkaisi tämän version. Aloita uusi versio.")
    facts = {
        "who": version.edited_by.display_name if version.edited_by else _("Joku muu"),
        "time": time_text(version.edited_at) if version.edited_at else "",
    }
    told = _(
        "%(who)s muutti lomaketta %(time)s, kun sinä muokkasit. Näet nyt uusimman. Tarkista ja tee muutos uudelleen."
    )
    return told % facts


def problem_texts(content: Json, bad: BadDefinition) -> list[str]:
    known = places(content)
    return [f"{place_of(path, known).where}: {problem_text(path, reason)}" for path, reason in bad.problems]


@require_POST
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the boxes of the part that is open."""
    version = found_version(request, slug)
    place = place_in(version.content, request.POST)
    address = request.POST.get("osa", "")
    try:
        panel = Panel(version.content, address, request.POST)
    except NoSuchPart:
        place.problems.append(
            _("Osaa, jota muokkasit, ei enää ole. Kirjoittamasi: %(typed)s") % {"typed": _typed(request)}
        )
        return answer(request, version, place)
    properties = panel.properties()
    if properties is None:
        return _unsaved(request, version, place, panel)

    def changed(content: Json) -> Json:
        return changes.change_part(content, address, properties)

    def follow(_content: Json) -> None:
        place.part = _renamed(address, properties)
        place.told = _("Tallennettu.")

    response = apply(request, version, place, changed, follow)
    return response if not place.problems else _kept(request, version, place)


def _unsaved(request: HttpRequest, version: FormVersion, place: Place, panel: Panel) -> HttpResponse:
    """As it was typed. While the page only draws the boxes that a choice brings (`piirra`), nothing is scolded yet."""
    place.panel = panel
    if "piirra" in request.POST:
        panel.forgive()
        place.is_saved = False
    else:
        place.focus = "panel"
        place.problems.append(_("Tarkista merkityt kohdat. Muutosta ei vielä tallennettu."))
    return answer(request, version, place)


def _kept(request: HttpRequest, version: FormVersion, place: Place) -> HttpResponse:
    """Not saved: what was typed stands in the boxes, what is there now beside it."""
    version.refresh_from_db()
    address = request.POST.get("osa", "")
    if place.part != address:
        place.problems.append(_("Kirjoittamasi: %(typed)s") % {"typed": _typed(request)})
        return answer(request, version, place)
    place.panel = Panel(version.content, address, request.POST)
    place.panel.form.is_valid()
    saved = Panel(version.content, address)
    for bound in saved.form:
        typed = request.POST.get(bound.html_name, "")
        now = bound.value()
        if isinstance(now, str) and now != typed:
            place.problems.append(
                _("%(label)s: tallennettuna on ”%(saved)s”, sinä kirjoitit ”%(typed)s”.")
                % {"label": bound.label, "saved": now, "typed": typed}
            )
    return answer(request, version, place)


def _typed(request: HttpRequest) -> str:
    hidden = ("csrfmiddlewaretoken", "revision", "osa", "laite", "kieli")
    kept = [value for name, value in request.POST.items() if value and name not in hidden and "-count" not in name]
    return " · ".join(str(value) for value in kept)


def _renamed(address: str, properties: Json) -> str:
    kind, _colon, name = address.partition(":")
    if kind == "section" or not properties.get("key"):
        return address
    group = name.rpartition(".")[0]
    return f"{kind}:{f'{group}.' if group else ''}{properties['key']}"


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a question of the chosen type after the part that is open, or a section, a step or an option."""
    version = found_version(request, slug)
    place = place_in(version.content, request.POST)
    wanted = request.POST.get("mita", "")
    before = {name for name, _spot in spots(version.content)}

    def added(content: Json) -> Json:
        if wanted == "step":
            return changes.add_step(content, f"step:{step_of(content, place.part)}")
        if wanted == "section":
            return changes.add_section(content, _section_or_step(content, place.part))
        if wanted == "option":
            return changes.add_option(content, place.part, {"fi": _("Uusi vaihtoehto")})
        if wanted not in {line.type for _name, lines in offered() for line in lines}:
            raise Refused(_("Valitse, mitä lisätään."))
        key = free_key(_taken_keys(content), wanted)
        return changes.add_field(content, place.part, new_field(wanted, key))

    def follow(content: Json) -> None:
        found = [name for name, _spot in spots(content) if name not in before]
        place.part = next((name for name in found if name.partition(":")[0] in (wanted, "field")), place.part)
        place.focus = "panel"
        place.told = _("Lisätty: %(name)s. Muokkaa sitä oikealla.") % {"name": name_of(find(content, place.part).part)}

    return apply(request, version, place, added, follow)


def _taken_keys(content: Json) -> set[str]:
    """Keys that a question added there must not have: also those of the rows, so that formulas stay readable."""
    return field_keys(content) | {name.rpartition(".")[2] for name, _spot in spots(content)}


def _section_or_step(content: Json, address: str) -> str:
    """The section that the part is or is in; a step takes the new section last."""
    while not address.startswith(("section:", "step:")):
        address = find(content, address).owner
    return address


@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Move the part one place up (`suunta=ylos`) or down, or beside another (`kohde`, `jalkeen`)."""
    version = found_version(request, slug)
    place = place_in(version.content, request.POST)
    address, goal = request.POST.get("osa", ""), request.POST.get("kohde", "")
    marked: dict[str, Any] = {}

    def moved(content: Json) -> Json:
        marked["part"] = find(content, address).part
        if goal:
            return moving.move_beside(content, address, goal, after="jalkeen" in request.POST)
        by = moving.UP if request.POST.get("suunta") == "ylos" else moving.DOWN
        return moving.move(content, address, by)

    def follow(content: Json) -> None:
        place.part = next(name for name, spot in spots(content) if spot.part == marked["part"])
        place.told, place.focus = moved_text(content, place.part), request.POST.get("kohdistus", "")

    return apply(request, version, place, moved, follow)


def moved_text(content: Json, address: str) -> str:
    spot = find(content, address)
    facts = {"name": name_of(spot.part), "place": spot.index + 1, "count": len(spot.siblings)}
    if spot.kind == "step":
        return _("”%(name)s” siirretty: vaihe %(place)d/%(count)d.") % facts
    step = find(content, f"step:{step_of(content, address)}").part
    told = _("”%(name)s” siirretty: %(step)s, paikka %(place)d/%(count)d.")
    return told % {**facts, "step": name_of(step)}


@require_POST
def duplicate(request: HttpRequest, slug: str) -> HttpResponse:
    version = found_version(request, slug)
    place = place_in(version.content, request.POST)
    before = {name for name, _spot in spots(version.content)}

    def follow(content: Json) -> None:
        kind = place.part.partition(":")[0]
        names = [name for name, _spot in spots(content) if name not in before and name.startswith(f"{kind}:")]
        place.part = names[0] if names else place.part
        place.focus, place.told = "panel", _("Monistettu.")

    return apply(request, version, place, lambda content: changes.duplicate(content, place.part), follow)


@require_POST
def divide(request: HttpRequest, slug: str) -> HttpResponse:
    """The question and those after it become a section of their own."""
    version = found_version(request, slug)
    place = place_in(version.content, request.POST)

    def follow(_content: Json) -> None:
        place.told = _("Uusi osio alkaa tästä kysymyksestä.")

    return apply(request, version, place, lambda content: changes.split_section(content, place.part), follow)


@require_POST
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """The section continues the one before it."""
    version = found_version(request, slug)
    place = place_in(version.content, request.POST)

    def follow(_content: Json) -> None:
        place.told = _("Osio liitettiin edelliseen.")

    return apply(request, version, place, lambda content: changes.join_section(content, place.part), follow)


@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove the part. When something looks at it, a page first tells what and asks (`saannot`: remove those too)."""
    version = found_version(request, slug)
    place = place_in(version.content, request.POST)
    address = place.part
    part = find(version.content, address).part
    told = broken_by(version.content, part)
    if told and "saannot" not in request.POST:
        names = shell(request, version.definition, version, TAB)
        names |= {"place": place, "broken": told, "name": name_of(part)}
        return render(request, "admin/eforms/designer/remove.html", names)
    names_before = [name for name, _spot in spots(version.content)]

    def follow(content: Json) -> None:
        place.part = _neighbour(content, names_before, address)
        place.focus, place.told = "tree", _("Poistettu: %(name)s. Voit perua poiston.") % {"name": name_of(part)}

    return apply(request, version, place, lambda content: changes.remove(content, address, with_rules=True), follow)


def _neighbour(content: Json, before: list[str], address: str) -> str:
    left = {name for name, _spot in spots(content)}
    index = before.index(address)
    near: Iterator[str] = (name for name in [*reversed(before[:index]), *before[index:]] if name in left)
    return next(near)


@require_POST
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    version = found_version(request, slug)
    place = place_in(version.content, request.POST)
    try:
        version = undo_change(version.pk, actor=actor_of(request), revision=revision_of(request))
        place.told = _("Viimeisin muutos on peruttu.")
    except StaleVersion as stale:
        version = stale.version
        place.problems.append(stale_text(version))
    place.part = _known_part(version.content, place.part)
    return answer(request, version, place)
