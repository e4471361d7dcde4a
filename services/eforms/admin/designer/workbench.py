# SPDX-License-Identifier: EUPL-1.2
"""The tab Kysymykset: the structure, the preview and the boxes of the part that is open; each button is one change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from portal.common.dates import time_text
from services.eforms.actions.designing import StaleVersion, change_version
from services.eforms.admin.designer.panel import Panel
from services.eforms.admin.designer.samples import NAMES
from services.eforms.admin.review import panel_comments
from services.eforms.admin.shell import actor_of, found_form, shell
from services.eforms.designing.parts import (
    Json,
    NoSuchPart,
    Refused,
    name_of,
    spots,
    step_of,
)
from services.eforms.designing.types import offered, type_name
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
    person: str = ""  # whom the preview is looked at as (samples.py)
    told: str = ""  # said in the live region
    problems: list[str] = field(default_factory=list)
    is_saved: bool = True
    focus: str = ""  # "panel" or "tree": where the keyboard goes on
    panel: Panel | None = None

    @property
    def query(self) -> str:
        return urlencode({"osa": self.part, "laite": self.device, "kieli": self.language, "henkilo": self.person})


def place_in(content: Json, data: Any) -> Place:
    """From an address or a sent form. A part that is gone gives way to the first question."""
    device = data.get("laite") if data.get("laite") in DEVICES else DEVICES[0]
    language = data.get("kieli") if data.get("kieli") in LANGUAGES else "fi"
    person = data.get("henkilo") if data.get("henkilo") in NAMES else ""
    return Place(known_part(content, data.get("osa", "")), device, language, person)


def known_part(content: Json, wanted: str) -> str:
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
    template = "_workbench" if is_part(request) else "design"
    return render(request, f"admin/eforms/designer/{template}.html", names | bench(request, version, place))


def is_part(request: HttpRequest) -> bool:
    """htmx wants the workbench alone; when it restores a page that one went back to, the whole of it."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def bench(request: HttpRequest, version: FormVersion, place: Place) -> dict[str, Any]:
    """The context of _workbench.html."""
    content = version.content
    return {
        "version": version,
        "definition": version.definition,
        "place": place,
        "panel": place.panel or Panel(content, place.part),
        "tree": tree_of(content, place, version.definition.comments.counts()),
        **panel_comments(version.definition, place.part),
        "current_step": step_of(content, place.part),
        "may_edit_now": can_edit_form(actor_of(request), version.definition),
        "type_menu": offered(inside_rows="." in place.part),
        "can_undo": version.undo is not None,
        "languages": LANGUAGES.items(),
        "people": NAMES.items(),
        "preview_url": preview_url(version, place),
        "preview_at": preview_at(place),
    }


def preview_url(version: FormVersion, place: Place) -> str:
    address = reverse("admin:eforms_formdefinition_preview", args=[version.definition.slug])
    step = step_of(version.content, place.part)
    query = urlencode({"vaihe": step, "kieli": place.language, "henkilo": place.person, "versio": version.revision})
    return f"{address}?{query}"


def preview_at(place: Place) -> str:
    """The id of the open question in the preview. Not a fragment of its address: that scrolls the designer as well."""
    kind, _colon, key = place.part.partition(":")
    return f"div_id_{key}" if kind == "field" else ""


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
    kept = {"laite": place.device, "kieli": place.language, "henkilo": place.person}
    for address, spot in spots(content):
        query = urlencode(kept | {"osa": address, "paneeli": ""})
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
    if is_part(request):
        return _part(request, version, place)
    if place.problems or not place.is_saved:
        names = shell(request, version.definition, version, TAB) | bench(request, version, place)
        status = 409 if place.problems else 200
        return render(request, "admin/eforms/designer/design.html", names, status=status)
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
        place.part, place.focus = known_part(version.content, place.part), "panel"
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
