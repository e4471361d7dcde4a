# SPDX-License-Identifier: EUPL-1.2
"""What the pages of one draft share: the stepper, the saved time, and a step with its form."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.accounts.access import ActorRequest
from portal.common.dates import time_text
from services.eforms.engine.definition import Step
from services.eforms.engine.prefill import ORGANISATION, PROFILE, REGISTER
from services.eforms.engine.reacting import reacts
from services.eforms.engine.steps import Filling, StepForm
from services.eforms.figures import typical_minutes
from services.eforms.joint import is_own_way
from services.eforms.layout import lay_out
from services.eforms.models import Draft, FormVersion
from services.eforms.signatures import open_round
from services.eforms.views.access import step_url
from services.eforms.views.kept import filler_mark


@dataclass(frozen=True, slots=True)
class Stage:
    """One line of the stepper."""

    title: object
    url: str
    is_current: bool
    is_done: bool


def stages_of(draft: Draft, filling: Filling, current: Step | None) -> list[Stage]:
    """The steps that apply; `current` None is the review page, which the template adds as the last line."""
    return [
        Stage(step.title, step_url(draft, step), step == current, step.key in draft.saves and filling.is_complete(step))
        for step in filling.steps
    ]


def newer_versions(draft: Draft) -> list[FormVersion]:
    """The newest version of the form, or of each form of a joint draft, that matters to who began with an older one."""
    if draft.is_joint:
        return _newer_of_joint(draft)
    # Known from the query of the page; after a saving the draft is another object.
    if draft.version.number == getattr(draft, "newest_number", None):
        return []
    newest = draft.definition.current_version
    return [newest] if draft.version_id != newest.pk and newest.form.important else []


def _newer_of_joint(draft: Draft) -> list[FormVersion]:
    """Nothing when a newer version can only be filled by itself: the draft then stays as it began."""
    changed = [part for part in draft.version.joint_parts.with_forms() if _is_older(part.version)]
    if any(is_own_way(part.version.definition) for part in changed):
        return []
    newest = [part.version.definition.current_version for part in changed]
    return [version for version in newest if version.form.important]


def _is_older(version: FormVersion) -> bool:
    return version.pk != version.definition.current_version.pk


def shared(draft: Draft, filling: Filling, current: Step | None) -> dict[str, Any]:
    stages = stages_of(draft, filling, current)
    number = next((index for index, stage in enumerate(stages, 1) if stage.is_current), len(stages) + 1)
    total = len(stages) + 1
    minutes = typical_minutes(draft.definition) or draft.version.form.minutes
    return {
        "draft": draft,
        "eform": draft.version.form,
        "stages": stages,
        "number": number,
        "total": total,
        "offers": newer_versions(draft),
        "signing": open_round(draft),
        "minutes_left": round(minutes * (total - number + 1) / total),
        "nav": "catalogue:list",
    }


def _prefilled_count(draft: Draft, form: StepForm) -> int:
    """Questions of this step, not boxes: an address of three boxes is one thing that was not asked."""
    known = (REGISTER, PROFILE, ORGANISATION)
    return sum(
        any(draft.provenance.get(name, {}).get("source") in known for name in inputs) for inputs in form.inputs.values()
    )


def step_page(
    request: ActorRequest,
    draft: Draft,
    filling: Filling,
    form: StepForm,
    *,
    elsewhere: Mapping[str, Any] | None = None,
    news: Iterable[str] = (),
) -> HttpResponse:
    """`elsewhere`: what another window saved into this step, by input; told beside what was typed here.

    `news`: the keys of questions that the latest answers brought to the page.
    """
    step = form.step
    before = filling.before(step)
    names = {
        **shared(draft, filling, step),
        **questions_of(request, draft, form, elsewhere=elsewhere, news=news),
        "step": step,
        "reacts": reacts(step),
        "has_files": form.is_multipart(),
        "prefilled_count": _prefilled_count(draft, form),
        "has_back": before is not None,
        "start_url": draft.definition.start_url,
    }
    return render(request, "eforms/step.html", names, status=409 if elsewhere else 200)


def questions_of(
    request: ActorRequest,
    draft: Draft,
    form: StepForm,
    *,
    elsewhere: Mapping[str, Any] | None = None,
    news: Iterable[str] = (),
) -> dict[str, Any]:
    """The part of the page that changes by the answers (_questions.html)."""
    told = {name: value for name, value in (elsewhere or {}).items() if name in form.fields}
    return {
        "draft": draft,
        "form": form,
        "helper": lay_out(form, draft, focus=request.GET.get("rivi", "")),
        # The window stays itself when its page comes back with mistakes: an automatic save of it that is still on its
        # way is then no other window's.
        "page_window": request.POST.get("window") or uuid.uuid4().hex,
        "filler": filler_mark(draft, request.actor),
        "elsewhere": [(form.fields[name].label, _shown(value)) for name, value in told.items()],
        "news": form.where(news),
        "saved": saved_text(draft),
    }


def saved_text(draft: Draft) -> str:
    return _("Luonnos tallentui %(time)s") % {"time": time_text(draft.saved_at)}


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
