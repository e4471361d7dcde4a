# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, path
from django.views.decorators.csp import csp_override

from services.eforms.admin.designer import beginning, changing, handling, preview, translations, workbench
from services.eforms.admin.designer.policies import FRAMING_CSP

# (address below the form's slug, name, view)
_PAGES: tuple[tuple[str, str, Any], ...] = (
    # suunnittelu/: the questions
    ("suunnittelu/", "design", workbench.design),
    ("suunnittelu/aloita/", "design_begin", beginning.begin),
    ("suunnittelu/hylkaa/", "design_discard", beginning.discard),
    ("suunnittelu/muuta/", "design_change", changing.change),
    ("suunnittelu/lisaa/", "design_add", changing.add),
    ("suunnittelu/siirra/", "design_move", changing.move),
    ("suunnittelu/monista/", "design_duplicate", changing.duplicate),
    ("suunnittelu/jaa/", "design_divide", changing.divide),
    ("suunnittelu/yhdista/", "design_join", changing.join),
    ("suunnittelu/poista/", "design_remove", changing.remove),
    ("suunnittelu/kumoa/", "design_undo", changing.undo),
    # kasittely/: the form itself and its decision tables
    ("kasittely/", "handling", handling.handling),
    ("kasittely/tallenna/", "handling_save", handling.handling_save),
    ("kasittely/taulukot/lisaa/", "table_add", handling.table_add),
    ("kasittely/taulukot/<slug:key>/tallenna/", "table_save", handling.table_save),
    ("kasittely/taulukot/<slug:key>/poista/", "table_remove", handling.table_remove),
    ("kasittely/taulukot/<slug:key>/<int:number>/<slug:direction>/", "table_move", handling.table_move),
    # kaannokset/: every text in each language
    ("kaannokset/", "translations", translations.translations),
    ("kaannokset/tallenna/", "translations_save", translations.translations_save),
)


def urls() -> list[URLPattern]:
    """The designer's own addresses below those of the forms in the staff site."""
    guarded = admin.site.admin_view
    shown = path("<slug:slug>/suunnittelu/esikatselu/", guarded(preview.preview), name="eforms_formdefinition_preview")
    pages = [
        path(f"<slug:slug>/{address}", csp_override(FRAMING_CSP)(guarded(view)), name=f"eforms_formdefinition_{name}")
        for address, name, view in _PAGES
    ]
    return [*pages, shown]
