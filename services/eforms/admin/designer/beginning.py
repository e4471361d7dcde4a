# SPDX-License-Identifier: EUPL-1.2
"""Begin a version, and throw one away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from services.eforms.actions.designing import StaleVersion, discard_version, start_version
from services.eforms.admin.designer.workbench import TAB, revision_of, stale_text
from services.eforms.admin.shell import actor_of, found_form, found_version, shell


@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    definition = found_form(request, slug)
    start_version(definition.pk, actor=actor_of(request))
    return redirect(f"admin:{TAB}", slug)


@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    version = found_version(request, slug)
    if request.method == "POST":
        try:
            discard_version(version.pk, actor=actor_of(request), revision=revision_of(request))
        except StaleVersion as stale:
            messages.warning(request, stale_text(stale.version))
        else:
            messages.success(request, _("Luonnos on poistettu. Julkaistu versio on ennallaan."))
        return redirect(f"admin:{TAB}", slug)
    names = shell(request, version.definition, version, TAB)
    return render(request, "admin/eforms/designer/discard.html", names)
