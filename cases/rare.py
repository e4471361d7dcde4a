# SPDX-License-Identifier: EUPL-1.2
"""Rows that most cases have none of. The query of the case itself tells which kinds there are; only these are read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from cases.models import (
    AutomationRun,
    Case,
    CaseLink,
    Disqualification,
    Following,
    Hearing,
    Note,
    Proposal,
    Representation,
    StandIn,
    SupplementRequest,
    Task,
)
from cases.querysets import CaseQuerySet
from portal.common.prepared import put_at_hand

# Name on the case → (which key of the rows points to it, the rows with what a page reads of them).
_RARE: dict[str, tuple[str, QuerySet[Any]]] = {
    "supplement_requests": ("case", SupplementRequest.objects.all()),
    "hearings": ("case", Hearing.objects.prefetch_related("answers")),
    "proposals": ("case", Proposal.objects.all()),
    "disqualifications": ("case", Disqualification.objects.all()),
    "representations": ("case", Representation.objects.select_related("party__person", "representative__person")),
    "links": ("case", CaseLink.objects.select_related("target__case_type", "decision")),
    "automation_runs": ("case", AutomationRun.objects.select_related("version__rule")),
    "notes": ("case", Note.objects.all()),
    "tasks": ("case", Task.objects.select_related("assignee")),
    "followings": ("case", Following.objects.all()),
    "stand_ins": ("case", StandIn.objects.running().select_related("absence__user", "given_to")),
    "linked_from": ("target", CaseLink.objects.select_related("case__case_type")),
}


def noting_rare(cases: CaseQuerySet, names: Iterable[str] = _RARE) -> CaseQuerySet:
    """Let each case know which of these rare kinds it has."""
    there_are = {}
    for name in names:
        key, rows = _RARE[name]
        there_are[f"has_{name}"] = Exists(rows.model._default_manager.filter(**{key: OuterRef("pk")}))
    noting: CaseQuerySet = cases.annotate(**there_are)
    return noting


def has_any(case: Case, *names: str) -> bool:
    """Of a case of `noting_rare`."""
    return any(getattr(case, f"has_{name}") for name in names)


def read_rare(case: Case, names: Iterable[str] = _RARE) -> None:
    """Have the rare rows at hand: one query for each kind that a case of `noting_rare` has, none for the others."""
    for name in names:
        _key, rows = _RARE[name]
        if has_any(case, name):
            prefetch_related_objects([case], Prefetch(name, rows.all()))
        else:
            put_at_hand([case], name, ())
