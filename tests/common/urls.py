# SPDX-License-Identifier: EUPL-1.2
"""A few addresses, so that the look is tested without the rest of the portal."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


catalogue = [path("palvelut/", nothing, name="list"), path("palvelut/venepaikat/", nothing, name="service")]
urlpatterns = [path("", include((catalogue, "catalogue")))]
