# SPDX-License-Identifier: EUPL-1.2
"""Refusals of the interface as problem details (RFC 9457), in the language that the caller asked for."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as BadShape

from portal.common.files import StorageAway
from portal.common.workflow import TransitionNotAllowed

MEDIA_TYPE = "application/problem+json"

_TITLES: dict[int, str | Promise] = {
    400: gettext_lazy("Pyyntö on väärää muotoa."),
    401: gettext_lazy("Avain puuttuu tai se ei ole voimassa."),
    403: gettext_lazy("Järjestelmällä ei ole oikeutta tähän."),
    404: gettext_lazy("Tällaista ei ole."),
    409: gettext_lazy("Asian tila ei salli tätä nyt."),
    413: gettext_lazy("Pyyntö on liian suuri."),
    415: gettext_lazy("Lähetä pyyntö JSON-muodossa."),
    422: gettext_lazy("Tiedoissa on virheitä."),
    429: gettext_lazy("Kutsuja on liian monta. Yritä hetken päästä uudelleen."),
    503: gettext_lazy("Palvelu ei ole nyt käytettävissä. Yritä hetken päästä uudelleen."),
}


class Wrong(Schema):
    """One error of the body. `pointer`: where, as JSON Pointer (RFC 6901)."""

    pointer: str
    detail: str


class Problem(Schema):
    """A refusal (RFC 9457). `detail` and the errors are for people, in the language of Accept-Language."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[Wrong] = []


class Refused(Exception):
    """Stops a call with this status. `detail` tells more than the title of the status."""

    def __init__(self, status: int, detail: str | Promise = "", **headers: str) -> None:
        self.code, self.detail = status, detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        super().__init__(status)


def problem(
    status: int,
    detail: str | Promise = "",
    errors: list[Wrong] | None = None,
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    title = str(_TITLES.get(status, HTTPStatus(status).phrase))
    body = Problem(title=title, status=status, detail=str(detail), errors=errors or [])
    return JsonResponse(body.model_dump(), status=status, content_type=MEDIA_TYPE, headers=headers)


def handle_problems(api: NinjaAPI) -> None:
    handlers: list[tuple[type[Exception], Any]] = [
        (AuthenticationError, _unknown),
        (HttpError, lambda _request, error: problem(error.status_code)),
        (Refused, lambda _request, error: problem(error.code, error.detail, headers=error.headers)),
        (PermissionDenied, lambda _request, _error: problem(403)),
        (Http404, lambda _request, _error: problem(404)),
        (TransitionNotAllowed, lambda _request, _error: problem(409)),
        (RequestDataTooBig, lambda _request, _error: problem(413)),
        (StorageAway, lambda _request, _error: problem(503)),
        (ValidationError, _wrong),
        (BadShape, _bad_shape),
    ]
    for kind, handler in handlers:
        api.add_exception_handler(kind, handler)


def _unknown(request: HttpRequest, _error: Exception) -> HttpResponse:
    """RFC 6750, 3: a key that was shown and refused is told apart from one that was not shown."""
    told = 'Bearer error="invalid_token"' if "Authorization" in request.headers else "Bearer"
    return problem(401, headers={"WWW-Authenticate": told})


def _wrong(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    by_place = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    errors = [Wrong(pointer=place, detail=text) for place, texts in by_place.items() for text in texts]
    return problem(422, errors=errors)


def _bad_shape(_request: HttpRequest, error: BadShape) -> HttpResponse:
    return problem(422, errors=[_of_shape(one) for one in error.errors])


def _of_shape(error: dict[str, Any]) -> Wrong:
    """Of pydantic's: ("body", "filing", "parties", 0, "name") is the place /parties/0/name of the body."""
    where, *place = error["loc"]
    steps = place[1:] if where == "body" else [where, *place]
    words = _("Tieto puuttuu.") if error["type"] == "missing" else f"{_('Arvo ei käy.')} ({error['msg']})"
    return Wrong(pointer="".join(f"/{step}" for step in steps), detail=words)
