# SPDX-License-Identifier: EUPL-1.2
"""The buttons of the tab Kysymykset: each is one change of the version that is being written."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from services.eforms.actions.designing import StaleVersion, undo_change
from services.eforms.admin.designer.panel import Panel
from services.eforms.admin.designer.workbench import (
    TAB,
    Place,
    answer,
    apply,
    is_part,
    known_part,
    place_in,
    revision_of,
    stale_text,
)
from services.eforms.admin.shell import actor_of, found_form, shell
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
from services.eforms.designing.types import new_field, offered
from services.eforms.models import FormDefinition, FormVersion

View = Callable[[HttpRequest, FormVersion], HttpResponse]


def writing(view: View) -> Callable[..., HttpResponse]:
    """The view of a button: it gets the version that is being written. When somebody has published it or thrown it
    away meanwhile, that is told, and what was typed is shown."""

    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest, slug: str) -> HttpResponse:
        definition = found_form(request, slug)
        version = (
            FormVersion.objects.editable_by(actor_of(request)).for_designer().filter(definition=definition).first()
        )
        return view(request, version) if version else _gone(request, definition)

    return guarded


def _gone(request: HttpRequest, definition: FormDefinition) -> HttpResponse:
    names = shell(request, definition, None, TAB) | {"typed": _typed(request)}
    if is_part(request):
        return render(request, "admin/eforms/designer/_gone.html", names)
    return render(request, "admin/eforms/designer/begin.html", names, status=409)


@writing
def change(request: HttpRequest, version: FormVersion) -> HttpResponse:
    """Save the boxes of the part that is open."""
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


# The boxes where people write sentences.
_WRITTEN = ("label-", "title-", "help-", "option-", "prop-")


def _typed(request: HttpRequest) -> str:
    kept = [value for name, value in request.POST.items() if value and name.startswith(_WRITTEN)]
    return " · ".join(str(value) for value in kept)


def _renamed(address: str, properties: Json) -> str:
    kind, _colon, name = address.partition(":")
    if kind == "section" or not properties.get("key"):
        return address
    group = name.rpartition(".")[0]
    return f"{kind}:{f'{group}.' if group else ''}{properties['key']}"


@writing
def add(request: HttpRequest, version: FormVersion) -> HttpResponse:
    """Add a question of the chosen type after the part that is open, or a section, a step or an option."""
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
        return changes.add_field(
            content, place.part, new_field(wanted, key), inside=request.POST.get("minne") != "jalkeen"
        )

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


@writing
def move(request: HttpRequest, version: FormVersion) -> HttpResponse:
    """Move the part one place up (`suunta=ylos`) or down, or beside another (`kohde`, `jalkeen`)."""
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


@writing
def duplicate(request: HttpRequest, version: FormVersion) -> HttpResponse:
    place = place_in(version.content, request.POST)
    before = {name for name, _spot in spots(version.content)}

    def follow(content: Json) -> None:
        kind = place.part.partition(":")[0]
        names = [name for name, _spot in spots(content) if name not in before and name.startswith(f"{kind}:")]
        place.part = names[0] if names else place.part
        place.focus, place.told = "panel", _("Monistettu.")

    return apply(request, version, place, lambda content: changes.duplicate(content, place.part), follow)


@writing
def divide(request: HttpRequest, version: FormVersion) -> HttpResponse:
    """The question and those after it become a section of their own."""
    place = place_in(version.content, request.POST)

    def follow(_content: Json) -> None:
        place.told = _("Uusi osio alkaa tästä kysymyksestä.")

    return apply(request, version, place, lambda content: changes.split_section(content, place.part), follow)


@writing
def join(request: HttpRequest, version: FormVersion) -> HttpResponse:
    """The section continues the one before it."""
    place = place_in(version.content, request.POST)

    def follow(_content: Json) -> None:
        place.told = _("Osio liitettiin edelliseen.")

    return apply(request, version, place, lambda content: changes.join_section(content, place.part), follow)


@writing
def remove(request: HttpRequest, version: FormVersion) -> HttpResponse:
    """Remove the part. When something looks at it, a page first tells what and asks (`saannot`: remove those too)."""
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


@writing
def undo(request: HttpRequest, version: FormVersion) -> HttpResponse:
    place = place_in(version.content, request.POST)
    try:
        version = undo_change(version.pk, actor=actor_of(request), revision=revision_of(request))
        place.told = _("Viimeisin muutos on peruttu.")
    except StaleVersion as stale:
        version = stale.version
        place.problems.append(stale_text(version))
    place.part = known_part(version.content, place.part)
    return answer(request, version, place)
