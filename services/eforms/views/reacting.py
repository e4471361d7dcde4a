# SPDX-License-Identifier: EUPL-1.2
"""A step that changes while it is filled: questions that answers bring, results, and rows that come and go."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from portal.accounts.access import ActorRequest
from services.eforms.actions.drafting import EditedElsewhere
from services.eforms.engine.definition import Step
from services.eforms.engine.fields.groups import Group, read_rows
from services.eforms.filling import filling_after, filling_of
from services.eforms.models import Draft
from services.eforms.views.access import step_action, step_url
from services.eforms.views.filling import edited_elsewhere, keep_typed, kept_and_redirected
from services.eforms.views.pages import questions_of


@step_action
def react(request: ActorRequest, draft: Draft, step: Step) -> HttpResponse:
    """Keep what has been typed, and the questions as they are after it. The page takes what changed."""
    before = filling_of(draft)
    try:
        draft = keep_typed(request, draft, step, filling=before)
    except EditedElsewhere:
        return edited_elsewhere()
    form = filling_after(before, draft).blank(step)
    return render(request, "eforms/_questions.html", {**questions_of(request, draft, form), "step": step})


@step_action
def row_add(request: ActorRequest, draft: Draft, step: Step, field: str) -> HttpResponse:
    group, rows = _group(draft, step, field), _rows(request, draft, step, field)
    if len(rows) >= group.high:
        return kept_and_redirected(request, draft, step, to=lambda _filling: _at(draft, step, field))
    row = group.next_row(rows)
    changes = {group.rows_name: ",".join([*rows, row])}
    there = _at(draft, step, f"{field}__{row}")
    return kept_and_redirected(request, draft, step, to=lambda _filling: there, changes=changes)


@step_action
def row_remove(request: ActorRequest, draft: Draft, step: Step, field: str, row: str) -> HttpResponse:
    """Also its answers go: what somebody took away is not kept. Removing twice is the same as once."""
    group, rows = _group(draft, step, field), _rows(request, draft, step, field)
    changes: dict[str, Any] = {name: "" for name in draft.answers if name.startswith(f"{field}__{row}__")}
    changes[group.rows_name] = ",".join(one for one in rows if one != row)
    return kept_and_redirected(request, draft, step, to=lambda _filling: _at(draft, step, field), changes=changes)


def _group(draft: Draft, step: Step, field: str) -> Group:
    kind = filling_of(draft).read(step).kinds.get(field)
    if not isinstance(kind, Group):
        raise Http404
    return kind


def _rows(request: ActorRequest, draft: Draft, step: Step, field: str) -> list[str]:
    """The rows that the page has."""
    group = _group(draft, step, field)
    posted = request.POST.get(group.rows_name)
    return group.row_ids if posted is None else read_rows(posted)


def _at(draft: Draft, step: Step, place: str) -> str:
    """The step with the focus in a row or at the button of a group."""
    return f"{step_url(draft, step)}?rivi={place}"
