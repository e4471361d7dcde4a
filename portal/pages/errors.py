# SPDX-License-Identifier: EUPL-1.2
"""Pages for when something is wrong. The 500 page stands alone: nothing may be assumed to work then."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.accounts.access import ActorRequest, public
from services.eforms.views.kept import TOKEN, stale_page


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


@public
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


@public
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    page = Path(settings.BASE_DIR / "templates" / "500.html").read_text(encoding="utf-8")
    return HttpResponse(page, status=500)


@public
def csrf_failure(request: ActorRequest, reason: str = "") -> HttpResponse:
    """The session has ended while a form was open: show what was typed, so that nothing is lost."""
    match = request.resolver_match
    if match and match.app_name == "eforms" and "step_key" in match.kwargs:
        return stale_page(request, match.kwargs["key"])
    typed = [value for name, value in request.POST.items() if value and "password" not in name and name != TOKEN]
    kept = [(_("Kohta %(number)s") % {"number": number}, value) for number, value in enumerate(typed, 1)]
    return render(request, "csrf_failure.html", {"kept": kept}, status=403)
