# SPDX-License-Identifier: EUPL-1.2
"""The interface has no cookies and no pages: its views are for systems alone, in the language that a call asks for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_GET

from cases.api.openapi import document_of
from cases.api.routes import api
from portal.accounts.access import ActorRequest, public

app_name = "api"


def _for_systems(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def called(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = get_language_from_request(request)
        with override(language):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        response.headers["Cache-Control"] = "no-store"
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        return response

    called.audience = "system"  # type: ignore[attr-defined]
    return called


@public
@require_GET
def openapi(_request: ActorRequest) -> HttpResponse:
    """What the interface is, as OpenAPI 3.1."""
    return JsonResponse(document_of(api, reverse("api:openapi").removesuffix("openapi.json")))


# One address has one view for all its methods; the library lists it once for each method.
_routes = {str(one.pattern): one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"}
urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    *(path(route, _for_systems(one.callback), name=one.name) for route, one in _routes.items()),
]
