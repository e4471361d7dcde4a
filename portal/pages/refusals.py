# SPDX-License-Identifier: EUPL-1.2
"""Refusals that no view needs to know: the thing has moved on, there is no such page, files cannot be reached."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from portal.common.files import StorageAway
from portal.common.workflow import TransitionNotAllowed
from portal.pages.errors import page_not_found


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if settings.DEBUG and response.status_code == HTTPStatus.NOT_FOUND and is_page:
            # Who tries the demo sees what a resident would see, not Django's page for developers.
            return page_not_found(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, TransitionNotAllowed):
            return render(request, "409.html", {"obj": exception.obj}, status=409)
        if isinstance(exception, StorageAway):
            return render(request, "503.html", status=503)
        return None
