# SPDX-License-Identifier: EUPL-1.2
"""What this room tells to the log. The log (portal.audit) stands above and names people, so it registers itself here.

In rooms above, call `portal.audit.log` straight.
"""

from typing import Any, Protocol

from django.db import models

from portal.accounts.actors import Actor
from portal.accounts.models import Person


class Log(Protocol):
    def record(self, event: str, *, about: models.Model, by: Actor, person: Person | None = None, **facts: Any) -> Any:
        """Append a change, in the caller's transaction."""

    def viewed(self, about: models.Model, *, by: Actor, person: Person | None = None, reason: str = "") -> Any:
        """Append a look at personal data."""


_logs: list[Log] = []


def register(log: Log) -> None:
    if log not in _logs:
        _logs.append(log)


def record(event: str, *, about: models.Model, by: Actor, person: Person | None = None, **facts: Any) -> None:
    for log in _logs:
        log.record(event, about=about, by=by, person=person, **facts)


def viewed(about: models.Model, *, by: Actor, person: Person | None = None, reason: str = "") -> None:
    for log in _logs:
        log.viewed(about, by=by, person=person, reason=reason)
