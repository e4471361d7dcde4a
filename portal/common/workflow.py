# SPDX-License-Identifier: EUPL-1.2
"""How a thing with a status moves. Each app keeps a pure table of transitions; this module reads it.

`allowed(case, actor)` gives the transitions to draw as buttons; `move(case, Verb.DECIDE, actor=actor)` is the only
place in the house that assigns a status.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied


class TransitionNotAllowed(Exception):
    """The verb does not start from the thing's present status (somebody else may have been faster)."""

    def __init__(self, obj: Any, verb: str) -> None:
        self.obj, self.verb = obj, verb
        super().__init__(f"{verb} is not possible from {obj.status}")


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: who (`may`) can take a thing from `sources` to `target` by `verb`. `target` None keeps the status."""

    verb: str
    sources: frozenset[str]
    target: str | None
    may: Callable[[Any, Any], bool]
    event: str


class HasWorkflow(Protocol):
    status: str

    @property
    def transitions(self) -> Sequence[Transition]: ...

    def log_move(self, transition: Transition, source: str, *, actor: Any, reason: str) -> None:
        """Append the status-change row and save the thing."""


def find(obj: HasWorkflow, verb: str) -> Transition:
    return next(row for row in obj.transitions if row.verb == verb)


def allowed(obj: HasWorkflow, actor: Any) -> list[Transition]:
    return [row for row in obj.transitions if obj.status in row.sources and row.may(actor, obj)]


def move(obj: HasWorkflow, verb: str, *, actor: Any, reason: str = "") -> Transition:
    """Take the thing along the verb's row, inside the caller's transaction and lock.

    Raises PermissionDenied when the actor may not do it in any state, and TransitionNotAllowed when the state is wrong.
    """
    row = find(obj, verb)
    if not row.may(actor, obj):
        raise PermissionDenied(verb)
    if obj.status not in row.sources:
        raise TransitionNotAllowed(obj, verb)
    source, obj.status = obj.status, row.target or obj.status
    obj.log_move(row, source, actor=actor, reason=reason)
    return row


def require(*, condition: bool, verb: str = "") -> None:
    """For verbs that are no move: stop unless the permission holds."""
    if not condition:
        raise PermissionDenied(verb)
