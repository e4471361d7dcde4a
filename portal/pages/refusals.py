# SPDX-License-Identifier: EUPL-1.2
"""A refusal that no view needs to know: the thing has moved on since the page was drawn."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.common.workflow import TransitionNotAllowed


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, TransitionNotAllowed):
            return render(request, "409.html", {"obj": exception.obj}, status=409)
        return None
