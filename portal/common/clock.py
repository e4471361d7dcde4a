# SPDX-License-Identifier: EUPL-1.2
"""The only clock of the house. Instants are aware (UTC in the database); days are days in Helsinki."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_pretended: ContextVar[dt.datetime | None] = ContextVar("pretended", default=None)


def now() -> dt.datetime:
    return _pretended.get() or timezone.now()


def today() -> dt.date:
    return timezone.localdate(now())


def local(instant: dt.datetime) -> dt.datetime:
    """The instant as the wall clock in Finland shows it."""
    return timezone.localtime(instant)


@contextmanager
def pretend(instant: dt.datetime) -> Iterator[None]:
    """Act as if it were then. Only for writing the history of the demo town."""
    token = _pretended.set(instant)
    try:
        yield
    finally:
        _pretended.reset(token)
