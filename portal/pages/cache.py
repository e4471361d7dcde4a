# SPDX-License-Identifier: EUPL-1.2
"""Whole pages for visitors, kept ready to send.

Which: GET and HEAD without a session cookie, when the view says `Cache-Control: public`. Whoever is signed in always
gets a fresh page, marked private. What is not for everybody is not stored by the browser either: on a shared
computer the Back button shows nothing after a log-out.

The key is the address (which decides the language) with known parameters only, and the minute: `Avoinna klo 16 asti`
changes on the minute, so no page outlives it. Beside each page stands the catalogue's stamp of when it was made; any
change of the catalogue or of a notice renews the stamp, and the page no longer counts. A hit costs one round trip to
the store and no compression: the page is kept as it was sent, as Brotli or as gzip.
"""

import gzip
import hashlib
from collections.abc import Callable
from typing import Any

import brotli
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from portal.common import clock
from services.catalogue import stamp as stamps
from services.catalogue.listing import PARAMS

SECONDS = 120
MAX_ADDRESS = 300
KNOWN_PARAMS = frozenset(PARAMS)
ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=5)),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
# These belong to one answer, not to the page.
_NOT_KEPT = {"x-request-id", "set-cookie", "date", "content-length"}


class PageCacheMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self._private(self.get_response(request))
        encoding = _encoding(request)
        if encoding is None or not _is_cacheable(request):
            return self.get_response(request)
        key = _key(request)
        found = cache.get_many([stamps.KEY, f"{key}:{encoding}"])
        stamp, kept = found.get(stamps.KEY), found.get(f"{key}:{encoding}")
        if kept and kept["stamp"] == stamp:
            return _answer(request, kept)
        response = self.get_response(request)
        if not _is_keepable(response):
            return response
        # The stamp was read before the page was made: a change in between makes the page too old, never too new.
        kept = _packed(response, str(stamp or stamps.stamp()), encoding)
        cache.set(f"{key}:{encoding}", kept, SECONDS)
        return _answer(request, kept)

    @staticmethod
    def _private(response: HttpResponse) -> HttpResponse:
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
        if "public" in response.headers.get("Cache-Control", ""):
            del response.headers["Cache-Control"]
            patch_cache_control(response, private=True, no_cache=True)
            patch_vary_headers(response, ["Cookie"])
        return response


def _encoding(request: HttpRequest) -> str | None:
    """The best of ours that the browser takes. Who takes none is served without the cache: that is nobody's browser."""
    accepted = request.headers.get("Accept-Encoding", "").lower()
    names = {part.partition(";")[0].strip() for part in accepted.split(",") if "q=0" not in part.replace(" ", "")}
    return next((name for name in ENCODINGS if name in names), None)


def _is_cacheable(request: HttpRequest) -> bool:
    """Unknown parameters are not kept: nobody can fill the store with one page under endless addresses."""
    return (
        request.method in ("GET", "HEAD")
        and len(request.get_full_path()) <= MAX_ADDRESS
        and request.GET.keys() <= KNOWN_PARAMS
        and "HX-Request" not in request.headers
    )


def _key(request: HttpRequest) -> str:
    address = f"{request.get_host()}{request.get_full_path()} {clock.now():%d%H%M}"
    return f"page:{hashlib.sha256(address.encode()).hexdigest()[:32]}"


def _is_keepable(response: HttpResponse) -> bool:
    policy = response.headers.get("Content-Security-Policy", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and "public" in response.headers.get("Cache-Control", "")
        and "'nonce-" not in policy  # a nonce is for one answer
        and b"csrfmiddlewaretoken" not in response.content  # so is a token
    )


def _packed(response: HttpResponse, stamp: str, encoding: str) -> dict[str, Any]:
    """Packed as this browser asks. The other way is packed when somebody asks for it: few do, and searches are many."""
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    headers = {name: value for name, value in response.headers.items() if name.lower() not in _NOT_KEPT}
    digest = hashlib.sha256(response.content).hexdigest()[:20]
    return {
        "stamp": stamp,
        "body": ENCODINGS[encoding](response.content),
        "headers": {**headers, "Content-Encoding": encoding, "ETag": f'"{digest}-{encoding}"'},
    }


def _answer(request: HttpRequest, kept: dict[str, Any]) -> HttpResponse:
    etag = kept["headers"]["ETag"]
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponse
    if "*" in asked or etag in {tag.removeprefix("W/") for tag in asked}:
        response = HttpResponseNotModified()
        for name in ("ETag", "Cache-Control", "Vary"):
            response.headers[name] = kept["headers"][name]
        return response
    response = HttpResponse(kept["body"] if request.method == "GET" else b"")
    for name, value in kept["headers"].items():
        response.headers[name] = value
    response.headers["Content-Length"] = str(len(kept["body"]))
    return response
