# SPDX-License-Identifier: EUPL-1.2
"""The tab Käsittely ja määräajat: who, when and how many; what the case type says; the decision tables."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.models import Role, Unit
from services.eforms.actions.designing import StaleVersion, change_version
from services.eforms.admin.designer.boxes import Box, LinesBox, TextsBox, box_for
from services.eforms.admin.designer.workbench import problem_texts, revision_of, stale_text
from services.eforms.admin.shell import actor_of, found_form, found_version, shell
from services.eforms.designing.changes import change_form
from services.eforms.designing.parts import Json, NoSuchPart, Refused
from services.eforms.designing.tables import GIVES, Grid, add_table, change_table, move_row, remove_table
from services.eforms.engine.validation import BadDefinition
from services.eforms.engine.vocabulary import FORM_RULES
from services.eforms.models import FormVersion

TAB = "eforms_formdefinition_handling"
_LONG = ("intro", "promise", "important")
_LINES = ("needs", "next")
_FIRST = ("kind", "who", "assurance", "quota", "renew", "minutes")
_TEXTS = ("intro", "needs", "promise", "next", "summary", "important")


class Settings:
    """What the form itself says, as boxes."""

    def __init__(self, content: Json, data: Any = None) -> None:
        self.content = content
        self.boxes = [_box(name) for name in (*_FIRST, *_TEXTS)]
        fields: dict[str, forms.Field] = {}
        for box in self.boxes:
            fields.update(box.fields(content.get(box.name)))
        window = content.get("window", {})
        for name, label in (("opens_at", _("Haku alkaa")), ("closes_at", _("Haku päättyy"))):
            widget = forms.TextInput({"type": "datetime-local"})
            initial = window.get(name, "")[:16]
            fields[name] = forms.CharField(label=label, required=False, widget=widget, initial=initial)
        self.form: forms.Form = type("SettingsForm", (forms.Form,), fields)(data, auto_id="asetus_%s")

    def bound(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        kept = {box.name: box.fields(self.content.get(box.name)) for box in self.boxes}
        return [self.form[name] for box in names for name in kept[box] if not name.endswith(("-sv", "-en"))]

    @property
    def first(self) -> list[forms.BoundField]:
        return self.bound(_FIRST)

    @property
    def texts(self) -> list[forms.BoundField]:
        return self.bound(_TEXTS)

    @property
    def window(self) -> list[forms.BoundField]:
        return [self.form["opens_at"], self.form["closes_at"]]

    def properties(self) -> Json | None:
        if not self.form.is_valid():
            return None
        found: Json = {}
        for box in self.boxes:
            try:
                found[box.name] = box.read(_with_other_languages(box, self.form.cleaned_data, self.content))
            except ValidationError as error:
                for name, told in error.message_dict.items():
                    self.form.add_error(name, told)
        window = {name: self.form.cleaned_data[name] for name in ("opens_at", "closes_at")}
        found["window"] = {name: value for name, value in window.items() if value} or None
        return found if self.form.is_valid() else None


def _box(name: str) -> Box:
    if name in _LINES:
        return LinesBox(name, FORM_RULES[name], prefix="")
    if name in _LONG or name == "summary":
        return TextsBox(name, FORM_RULES[name], prefix="", long=name in _LONG)
    box = box_for(name, FORM_RULES[name])
    box.input = name
    return box


def _with_other_languages(box: Box, cleaned: Json, content: Json) -> Json:
    """Swedish and English are written on their own tab; here they stay as they are."""
    if not isinstance(box, TextsBox) or not cleaned.get(f"{box.input}-fi"):
        return cleaned
    kept = {f"{box.input}-{language}": text for language, text in content.get(box.name, {}).items()}
    return {**cleaned, **kept, f"{box.input}-fi": cleaned[f"{box.input}-fi"]}


# ---- the page


@require_GET
def handling(request: HttpRequest, slug: str) -> HttpResponse:
    definition = found_form(request, slug)
    version = definition.working_version
    if version is None:
        return render(request, "admin/eforms/designer/begin.html", shell(request, definition, version, TAB))
    version.definition = definition
    return page(request, version)


def page(
    request: HttpRequest,
    version: FormVersion,
    *,
    settings: Settings | None = None,
    typed: Grid | None = None,
    problems: list[str] | None = None,
) -> HttpResponse:
    definition, units = version.definition, units_to_choose()
    grids = [Grid(version.content, table["key"], units) for table in version.content.get("tables", ())]
    names = shell(request, definition, version, TAB) | {
        "settings": settings or Settings(version.content),
        "grids": [typed if typed and typed.key == grid.key else grid for grid in grids],
        "gives": GIVES.items(),
        "problems": problems or [],
        "case_type": definition.case_type,
        "case_type_url": _case_type_url(request, version),
    }
    status = 409 if problems or settings or (typed and not typed.is_sound) else 200
    return render(request, "admin/eforms/designer/handling.html", names, status=status)


def units_to_choose() -> list[tuple[str, str]]:
    return [(unit.code, str(unit)) for unit in Unit.objects.order_by("code")]


def _case_type_url(request: HttpRequest, version: FormVersion) -> str:
    """Case types are the main user's to change."""
    if not actor_of(request).has_role(Role.MAIN_USER):
        return ""
    return reverse("admin:cases_casetype_change", args=[version.definition.case_type_id])


# ---- changes


def keep(request: HttpRequest, version: FormVersion, change: Callable[[Json], Json]) -> list[str]:
    """Make the change; what stops it, in words."""
    try:
        change_version(version.pk, actor=actor_of(request), revision=revision_of(request), change=change)
    except StaleVersion as stale:
        return [stale_text(stale.version)]
    except Refused as refused:
        return [str(refused)]
    except NoSuchPart:
        return [_("Taulukkoa ei enää ole.")]
    except BadDefinition as bad:
        return problem_texts(version.content, bad)
    return []


def _done(request: HttpRequest, version: FormVersion, told: str, anchor: str = "") -> HttpResponse:
    messages.success(request, told)
    return redirect(reverse(f"admin:{TAB}", args=[version.definition.slug]) + anchor)


@require_POST
def handling_save(request: HttpRequest, slug: str) -> HttpResponse:
    version = found_version(request, slug)
    settings = Settings(version.content, request.POST)
    properties = settings.properties()
    if properties is None:
        return page(request, version, settings=settings)
    if problems := keep(request, version, lambda content: change_form(content, properties)):
        version.refresh_from_db()
        return page(request, version, settings=settings, problems=problems)
    return _done(request, version, _("Tallennettu."))


@require_POST
def table_add(request: HttpRequest, slug: str) -> HttpResponse:
    version = found_version(request, slug)
    gives = request.POST.get("gives", "")
    if problems := keep(request, version, lambda content: add_table(content, gives, units_to_choose())):
        version.refresh_from_db()
        return page(request, version, problems=problems)
    return _done(request, version, _("Taulukko on lisätty."), "#taulukot")


@require_POST
def table_save(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Save the rows as typed."""
    return _table_saved(request, slug, key, lambda table: table)


@require_POST
def table_move(request: HttpRequest, slug: str, key: str, number: int, direction: str) -> HttpResponse:
    """Save the rows as typed, and move one of them up or down."""
    by = -1 if direction == "ylos" else 1
    return _table_saved(request, slug, key, lambda table: move_row(table, number, by))


def _table_saved(request: HttpRequest, slug: str, key: str, then: Callable[[Json], Json]) -> HttpResponse:
    version = found_version(request, slug)
    try:
        grid = Grid(version.content, key, units_to_choose(), request.POST)
    except NoSuchPart:
        raise Http404 from None
    table = grid.properties()
    if "piirra" in request.POST:
        grid.forgive()
        return page(request, version, typed=grid)
    if table is None:
        return page(request, version, typed=grid)
    if problems := keep(request, version, lambda content: change_table(content, key, then(table))):
        version.refresh_from_db()
        return page(request, version, typed=grid, problems=problems)
    return _done(request, version, _("Taulukko on tallennettu."), f"#taulukko-{key}")


@require_POST
def table_remove(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    version = found_version(request, slug)
    if problems := keep(request, version, lambda content: remove_table(content, key)):
        version.refresh_from_db()
        return page(request, version, problems=problems)
    return _done(request, version, _("Taulukko on poistettu. Voit perua sen Kysymykset-välilehdellä."))
