# SPDX-License-Identifier: EUPL-1.2
"""Small questions that a page asks while it is filled."""

from django.http import HttpResponse

from portal.accounts.access import ActorRequest, public
from portal.common.post_offices import post_office as office_of


@public
def post_office(request: ActorRequest) -> HttpResponse:
    """The post office of `?koodi=87100` as plain text; empty when it is not known."""
    found = office_of(request.GET.get("koodi", ""))
    response = HttpResponse(found, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
