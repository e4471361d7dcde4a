# SPDX-License-Identifier: EUPL-1.2
"""Logs: one JSON object a line, each with the id of its request, none with personal data.

A log is read by more people than the register it tells about. So a request is logged by the name of its page and not by
its address, exception messages pass the mask below, and only the fields listed in `JsonFormatter` are ever written.
"""

import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase

request_id: ContextVar[str] = ContextVar("request_id", default="")

_logger = logging.getLogger("portal.request")
_OUTSIDE_ID = re.compile(r"[A-Za-z0-9._-]{8,36}")
_PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # e-mail address
    r"|\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b"  # personal identity code
    r"|\bFI\d{2}(?: ?\d){14}\b"  # bank account
    r"|(?<![\w.-])(?:\+\d|0\d)(?:[ -]?\d){5,12}\b",  # telephone number
    re.IGNORECASE,
)
_DATABASE_DETAIL = re.compile(r"^(DETAIL|CONTEXT|LINE \d+): .*$", re.MULTILINE)  # quotes the values of the row

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RequestIdMiddleware:
    """Names the request (or takes the proxy's name for it), and writes one line when it has been answered."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        outside = request.headers.get("X-Request-ID", "")
        name = outside if _OUTSIDE_ID.fullmatch(outside) else uuid.uuid4().hex
        token = request_id.set(name)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = name
            page = request.resolver_match.view_name if request.resolver_match else None
            facts = {"method": request.method, "page": page, "status": response.status_code}
            _logger.info("request", extra=facts | {"ms": round((time.perf_counter() - started) * 1000)})
            return response
        finally:
            request_id.reset(token)


class JsonFormatter(logging.Formatter):
    FACTS = ("method", "page", "status", "ms")

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": mask(record.getMessage()),
        }
        if current := request_id.get():
            line["request_id"] = current
        line |= {fact: value for fact in self.FACTS if (value := getattr(record, fact, None)) is not None}
        if record.exc_info:
            line["exception"] = mask(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def mask(text: str) -> str:
    return _PERSONAL.sub("***", _DATABASE_DETAIL.sub(r"\1: ***", text))


def logging_config(*, readable: bool) -> dict[str, Any]:
    """Django's LOGGING. `readable` is for a developer's terminal."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "portal.logging.JsonFormatter"},
            "readable": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "readable" if readable else "json"}},
        "root": {"handlers": ["out"], "level": "INFO"},
        "loggers": {
            "portal.request": {"level": "WARNING" if readable else "INFO"},
            # Its "GET /path?query" lines would repeat what people typed.
            "django.server": {"handlers": ["out"] if readable else [], "level": "INFO", "propagate": False},
            "celery.app.trace": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
        },
    }
