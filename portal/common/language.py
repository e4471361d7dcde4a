# SPDX-License-Identifier: EUPL-1.2
"""The address alone decides the language: Finnish without a prefix, /sv/ and /en/ before the same paths.

Django's LocaleMiddleware would also look at cookies and headers, and pages that vary by them cannot be cached.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def path_in_language(path: str, code: str) -> str:
    """The same page in another language. No look at the URL patterns: only the prefix of the address differs."""
    current = translation.get_language_from_path(path)
    bare = path.removeprefix(f"/{current}") if path.startswith(f"/{current}/") else path
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"
