# SPDX-License-Identifier: EUPL-1.2
"""The picture of a process: where each status and each move of a case type stands. Whole pixels of the drawing.

The same moves are told as a numbered list; the numbers of the picture are those of the list. What may happen at any
time before the decision starts from the frame round those statuses, so that it is drawn once.
"""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from cases.types.process import Move, moves_of, reachable, unreachable
from cases.workflow import BEFORE_DECISION, ENDED, Status, Verb

WIDTH, HEIGHT = 1320, 420
_BOX = (152, 56)
_FRAME = (14, 124, 626, 230)

VERB_WORDS = {
    Verb.TAKE_UP: _("ota käsittelyyn"),
    Verb.REQUEST_SUPPLEMENT: _("pyydä lisätietoja"),
    Verb.ANSWER_SUPPLEMENT: _("asiakas vastaa"),
    Verb.HEAR: _("pyydä lausunto"),
    Verb.CONCLUDE_HEARING: _("lausunnot on saatu"),
    Verb.SUSPEND: _("laita tauolle"),
    Verb.RESUME: _("jatka käsittelyä"),
    Verb.DECIDE: _("tee päätös"),
    Verb.DISMISS: _("jätä tutkimatta"),
    Verb.SERVE: _("anna päätös tiedoksi"),
    Verb.CORRECT: _("korjaa päätös"),
    Verb.CONTEST: _("vaadi oikaisua"),
    Verb.UPHOLD: _("pidä päätös voimassa"),
    Verb.REPLACE: _("tee uusi päätös"),
    Verb.RETURN: _("palauta käsittelyyn"),
    Verb.CLOSE: _("päätä asia"),
    Verb.MERGE: _("yhdistä toiseen asiaan"),
    Verb.REOPEN: _("avaa uudelleen"),
    Verb.TRANSFER: _("siirrä toiselle viranomaiselle"),
    Verb.WITHDRAW: _("asiakas peruu"),
}
BEFORE = _("Milloin vain ennen päätöstä")

# Column and row.
_PLACES = {
    Status.WITHDRAWN: (0, 0),
    Status.TRANSFERRED: (1, 0),
    Status.DISMISSED: (3, 0),
    Status.RECEIVED: (0, 1),
    Status.IN_PROGRESS: (1, 1),
    Status.DECIDED: (3, 1),
    Status.SERVED: (4, 1),
    Status.CLOSED: (5, 1),
    Status.WAITING_CUSTOMER: (0, 2),
    Status.WAITING_HEARING: (1, 2),
    Status.SUSPENDED: (2, 2),
    Status.RECTIFICATION_PENDING: (4, 2),
}


class Point(NamedTuple):
    x: float
    y: float


def _at(column: float, row: float) -> Point:
    return Point(100 + column * 224, 46 + row * 130)


# Moves that would run through a box: towards where they bend.
_BENDS = {
    (Status.IN_PROGRESS, Status.CLOSED): _at(3, 1.75),
    (Status.CLOSED, Status.IN_PROGRESS): _at(3, 4.1),
    (Status.CLOSED, Status.DECIDED): _at(4, 0.35),
}
# What starts from the frame: from which point of it, and towards where it bends.
_FROM_FRAME = {
    Status.WITHDRAWN: (Point(70, 124), Point(76, 100)),
    Status.TRANSFERRED: (Point(324, 124), Point(324, 100)),
    Status.DISMISSED: (Point(600, 124), Point(640, 50)),
    Status.CLOSED: (Point(640, 138), Point(980, 70)),
}


@dataclass(frozen=True, slots=True)
class Box:
    """One status. `lines`: (words, height). `kind`: told (the type has words of its own), end, plain, or lost (it has
    words, but nothing leads there)."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[str, int], ...]
    kind: str

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """Moves from a status (or the frame) to another. `path` is empty when it stays where it is."""

    number: int
    source: Any
    target: Any
    verbs: tuple[Any, ...]
    path: str
    x: int
    y: int

    @property
    def text_y(self) -> int:
        return self.y + 5


@dataclass(frozen=True, slots=True)
class Picture:
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    frame: tuple[int, int, int, int] = _FRAME
    width: int = WIDTH
    height: int = HEIGHT


def picture_of(content: Mapping[str, Any]) -> Picture:
    """Raises KeyError and ValueError when the content has not the shape of the schema."""
    told = {step["status"] for step in content.get("steps", ())}
    lost = unreachable(content)
    shown = [status for status in Status if status in reachable(content) or status in told]
    grouped = _grouped(moves_of(content))
    arrows = [
        _arrow(number, source, target, verbs, both_ways=(target, source) in grouped)
        for number, ((source, target), verbs) in enumerate(grouped.items(), start=1)
    ]
    return Picture(tuple(_box(status, _kind(status, told, lost)) for status in shown), tuple(arrows))


def _grouped(moves: list[Move]) -> dict[tuple[Status | None, Status], list[str]]:
    """(source, target) → verbs. No source: the frame, from which every status before the decision has the move."""
    alike: dict[tuple[str, Status], set[Status]] = {}
    for move in moves:
        alike.setdefault((move.verb, move.target), set()).add(move.source)
    grouped: dict[tuple[Status | None, Status], list[str]] = {}
    for move in moves:
        is_from_all = alike[move.verb, move.target] >= BEFORE_DECISION and move.source in BEFORE_DECISION
        verbs = grouped.setdefault((None if is_from_all else move.source, move.target), [])
        if move.verb not in verbs:
            verbs.append(move.verb)
    return grouped


def _kind(status: Status, told: set[str], lost: set[str]) -> str:
    if status in lost:
        return "lost"
    if status not in told:
        return "plain"
    return "end" if status in ENDED else "told"


def _box(status: Status, kind: str) -> Box:
    centre, (width, height) = _at(*_PLACES[status]), _BOX
    label = str(status.label)
    words = textwrap.wrap(label, 17)
    first = round(centre.y) + 5 - 9 * (len(words) - 1)
    lines = tuple((line, first + 18 * number) for number, line in enumerate(words))
    return Box(round(centre.x - width / 2), round(centre.y - height / 2), width, height, lines, kind)


def _arrow(number: int, source: Status | None, target: Status, verbs: list[str], *, both_ways: bool) -> Arrow:
    words = tuple(VERB_WORDS[Verb(verb)] for verb in verbs)
    names = (source.label if source else BEFORE, target.label)
    if source is target:
        return Arrow(number, *names, words, "", 0, 0)
    end = _at(*_PLACES[target])
    if source is None:
        start, bend = _FROM_FRAME[target]
    else:
        centre = _at(*_PLACES[source])
        bend = _BENDS.get((source, target)) or _beside(centre, end, 16 if both_ways else 0)
        start = _edge(centre, bend)
    stop = _edge(end, bend)
    badge = _middle(start, bend, stop)
    path = " ".join(
        f"{letter}{round(one.x)} {round(one.y)}" for letter, one in zip("MQ ", (start, bend, stop), strict=True)
    )
    return Arrow(number, *names, words, path, round(badge.x), round(badge.y))


def _beside(start: Point, end: Point, distance: float) -> Point:
    """The middle of the two, to the left of who walks: so the ways there and back do not lie on each other."""
    along, down = end.x - start.x, end.y - start.y
    length = (along**2 + down**2) ** 0.5
    middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    return Point(middle.x + 2 * distance * down / length, middle.y - 2 * distance * along / length)


def _edge(centre: Point, towards: Point) -> Point:
    """Where the line from the middle of a box leaves the box."""
    along, down = towards.x - centre.x, towards.y - centre.y
    share = min((size / 2 + 3) / abs(way) if way else 99.0 for size, way in zip(_BOX, (along, down), strict=True))
    return Point(centre.x + along * share, centre.y + down * share)


def _middle(start: Point, bend: Point, stop: Point) -> Point:
    return Point(*((first + 2 * second + third) / 4 for first, second, third in zip(start, bend, stop, strict=True)))
