# SPDX-License-Identifier: EUPL-1.2
"""The one function that moves a status."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from portal.common.workflow import Transition, TransitionNotAllowed, allowed, move

TABLE = (
    Transition("open", frozenset({"shut"}), "ajar", lambda actor, _door: actor == "porter", "door.opened"),
    Transition("knock", frozenset({"shut", "ajar"}), None, lambda _actor, _door: True, "door.knocked"),
)


class Door:
    def __init__(self, status: str) -> None:
        self.status = status
        self.log: list[tuple[str, str, str]] = []

    @property
    def transitions(self) -> Sequence[Transition]:
        return TABLE

    def log_move(self, transition: Transition, source: str, *, actor: Any, reason: str) -> None:
        self.log.append((transition.verb, source, f"{reason}{actor}"))


def test_move_follows_the_row_and_writes_history() -> None:
    door = Door("shut")

    row = move(door, "open", actor="porter", reason="for a guest, by the ")

    assert (door.status, row.event) == ("ajar", "door.opened")
    assert door.log == [("open", "shut", "for a guest, by the porter")]


def test_move_without_target_keeps_the_status_and_writes_history() -> None:
    door = Door("ajar")

    move(door, "knock", actor="guest")

    assert (door.status, door.log) == ("ajar", [("knock", "ajar", "guest")])


def test_who_may_not_is_refused_before_the_state_is_told() -> None:
    door = Door("ajar")

    with pytest.raises(PermissionDenied):
        move(door, "open", actor="guest")

    assert door.log == []


def test_who_may_is_told_that_the_state_is_wrong() -> None:
    door = Door("ajar")

    with pytest.raises(TransitionNotAllowed):
        move(door, "open", actor="porter")

    assert (door.status, door.log) == ("ajar", [])


def test_allowed_lists_what_would_succeed() -> None:
    assert [row.verb for row in allowed(Door("shut"), "porter")] == ["open", "knock"]
    assert [row.verb for row in allowed(Door("shut"), "guest")] == ["knock"]
    assert [row.verb for row in allowed(Door("ajar"), "porter")] == ["knock"]
