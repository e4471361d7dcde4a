# SPDX-License-Identifier: EUPL-1.2
"""The form as the citizen will meet it, drawn by the same templates. What is typed travels with the page and is kept
nowhere; nothing is sent."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from portal.common.texts import LocalizedText
from services.eforms.admin.designer.policies import FRAMED_CSP
from services.eforms.admin.shell import found_version
from services.eforms.engine.content import content_of
from services.eforms.engine.definition import Form, Step
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling, StepForm, typed_in
from services.eforms.engine.tables import results
from services.eforms.layout import lay_out
from services.eforms.models import Draft, FormVersion

LOOK_OVER = "yhteenveto"


@csp_override(FRAMED_CSP)
@xframe_options_sameorigin
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    version = found_version(request, slug)
    data = request.POST if request.method == "POST" else request.GET
    language = data.get("kieli") if data.get("kieli") in ("fi", "sv", "en") else "fi"
    with override(language):
        names = {"language": language, "version": version}
        return render(request, "admin/eforms/designer/preview.html", names | _shown(request, version, data))


def _shown(request: HttpRequest, version: FormVersion, data: Any) -> dict[str, Any]:
    form = version.form
    answers = _carried(data)
    step = form.step(data.get("vaihe", "")) or form.steps[0]
    told = False
    if request.method == "POST" and data.get("vaihe") != LOOK_OVER:
        typed = typed_in(Filling(form, answers, Situation()).read(step).unchecked(), data)
        answers = answers | typed
    filling = Filling(form, answers, Situation())
    going = data.get("minne", "")
    if going == "edellinen":
        step = _before(filling, step) if data.get("vaihe") != LOOK_OVER else filling.steps[-1]
    elif going == "seuraava":
        if not filling.read(step).is_valid():
            told = True
        elif (following := filling.after(step)) is None:
            return _looked_over(form, filling, answers)
        else:
            step = following
    return _step(version, filling, step, answers, told=told)


def _carried(data: Any) -> dict[str, Any]:
    """The answers of the other steps, from the page itself."""
    try:
        answers = json.loads(data.get("answers") or "{}")
    except ValueError:
        return {}
    return answers if isinstance(answers, dict) else {}


def _before(filling: Filling, step: Step) -> Step:
    return (filling.before(step) if step in filling.steps else None) or step


def _step(version: FormVersion, filling: Filling, step: Step, answers: dict[str, Any], *, told: bool) -> dict[str, Any]:
    form: StepForm = filling.read(step) if told else filling.blank(step)
    number = filling.steps.index(step) + 1 if step in filling.steps else 0
    draft = Draft(version=version, answers=answers)
    return {
        "step": step,
        "form": form,
        "helper": lay_out(form, draft),
        "number": number,
        "total": len(filling.steps) + 1,
        "has_back": step in filling.steps and filling.before(step) is not None,
        "answers": json.dumps(answers, ensure_ascii=False),
    }


def _looked_over(form: Form, filling: Filling, answers: dict[str, Any]) -> dict[str, Any]:
    """The look over: what would be sent, and what the decision tables say."""
    parts = content_of(filling, {})
    for part in parts:
        part["title"] = LocalizedText(part["title"])
        for row in part["rows"]:
            row["label"] = LocalizedText(row["label"])
    told = [(form.tables[key].label, found) for key, found in results(form, filling).items()]
    return {
        "parts": parts,
        "results": told,
        "total": len(filling.steps) + 1,
        "answers": json.dumps(answers, ensure_ascii=False),
    }
