# SPDX-License-Identifier: EUPL-1.2
"""The format of form definitions, for the programs of others."""

from django.http import JsonResponse
from django.views.decorators.cache import cache_control

from portal.accounts.access import ActorRequest, public
from services.eforms.engine.schema import form_schema as schema


@public
@cache_control(public=True, max_age=3600)
def form_schema(request: ActorRequest) -> JsonResponse:
    response = JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Type"] = "application/schema+json"
    return response
