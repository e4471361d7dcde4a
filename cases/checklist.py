# SPDX-License-Identifier: EUPL-1.2
"""What a filing was asked to hold and what of it came, and whose right to act nobody has checked.

The case keeps only what was answered. What was asked is known by the room above that asked it (a form); it registers
itself here.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from cases.models import Case
from portal.common.texts import LocalizedText


class State(StrEnum):
    ANSWERED = "answered"
    ATTACHED = "attached"
    MISSING = "missing"


class Line(NamedTuple):
    label: LocalizedText
    state: State
    answered: int = 0  # of how many questions, when the line is a whole step
    asked: int = 0


class Checklist(NamedTuple):
    lines: list[Line]
    unchecked: list[LocalizedText]  # questions in which somebody was named without a registered right


Maker = Callable[[Case], Checklist | None]
_makers: dict[Maker, tuple[str, ...]] = {}


def register(maker: Maker, *relations: str) -> None:
    """`relations`: what the maker reads of the case, for select_related."""
    _makers[maker] = relations


def relations() -> list[str]:
    return [relation for names in _makers.values() for relation in names]


def checklist_of(case: Case) -> Checklist | None:
    """Nothing for a case that no form opened."""
    return next((made for maker in _makers if (made := maker(case))), None)
