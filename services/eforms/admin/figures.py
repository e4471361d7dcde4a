# SPDX-License-Identifier: EUPL-1.2
"""The tab Luvut: how long the form takes and where people stop, for who owns it. No answers, no names."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from services.eforms.admin.review import found, working
from services.eforms.admin.shell import shell
from services.eforms.figures import ENOUGH, SMALLEST, figures_of

FIGURES = "eforms_formdefinition_figures"


@require_GET
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    definition = found(request, slug)
    names = {
        "figures": figures_of(definition) if definition.published_versions else None,
        "smallest": SMALLEST,
        "enough": ENOUGH,
        **shell(request, definition, working(definition), FIGURES),
    }
    return render(request, "admin/eforms/designer/figures.html", names)
