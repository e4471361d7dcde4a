# SPDX-License-Identifier: EUPL-1.2
"""The process of a case type as a graph: the statuses that it tells of and the moves between them.

The moves are the workflow's (cases/workflow.py); a case type chooses which statuses it tells of, and what it allows
(a remedy, an answer instead of a decision) decides which moves there are.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cases.remedies import REMEDIES, RemedyKind
from cases.workflow import BEFORE_DECISION, ENDED, TRANSITIONS, Status, Verb


class Move(NamedTuple):
    verb: str
    source: Status
    target: Status


def moves_of(content: Mapping[str, Any]) -> list[Move]:
    """What may happen in such a case, from status to status."""
    remedy = REMEDIES[RemedyKind(content["remedy"]["kind"])]
    answers = content.get("may_close_as_answered", False)
    moves = []
    for row in TRANSITIONS:
        # Putting back undoes a press of a button; it is no step of a process.
        if row.target is None or row.verb == Verb.PUT_BACK:
            continue
        for source in row.sources:
            move = Move(row.verb, Status(source), Status(row.target))
            contests = row.verb == Verb.CONTEST and not remedy.is_rectification
            closes_early = row.verb == Verb.CLOSE and source in BEFORE_DECISION and not answers
            if not contests and not closes_early:
                moves.append(move)
    return moves


def reachable(content: Mapping[str, Any], within: set[Status] | None = None) -> set[Status]:
    """Where a case of the type can come from its arrival, by the statuses `within`."""
    allowed = set(Status) if within is None else within
    moves, found, new = moves_of(content), {Status.RECEIVED}, {Status.RECEIVED}
    while new:
        new = {move.target for move in moves if move.source in new and move.target in allowed} - found
        found |= new
    return found


def unreachable(content: Mapping[str, Any]) -> set[str]:
    """Steps to which no way leads by the steps that are told of."""
    chosen = {Status(step["status"]) for step in content.get("steps", ())}
    return {str(status) for status in chosen - reachable(content, within=chosen)}


def dead_ends(content: Mapping[str, Any]) -> list[str]:
    """Steps after which nothing more is told, though the case goes on: no move leads to another step."""
    chosen = {Status(step["status"]) for step in content.get("steps", ())}
    goes_on = {move.source for move in moves_of(content) if move.target in chosen and move.target != move.source}
    return sorted(map(str, chosen - goes_on - ENDED))
