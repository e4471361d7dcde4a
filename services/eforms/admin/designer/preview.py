# SPDX-License-Identifier: EUPL-1.2
"""The form as the citizen will meet it, drawn by the same templates. What is typed travels with the page and is kept
nowhere; nothing is sent."""

import json
import re
from functools import partial
from typing import Any
from urllib.parse import urlencode

from crispy_forms.utils import render_crispy_form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from portal.common.texts import LocalizedText
from services.eforms.admin.designer.policies import FRAMED_CSP
from services.eforms.admin.designer.samples import NAMES, sample_of
from services.eforms.admin.shell import found_version
from services.eforms.engine.content import content_of
from services.eforms.engine.definition import Form, Step
from services.eforms.engine.fields.groups import Group
from services.eforms.engine.prefill import prefill
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
        person = data.get("henkilo") if data.get("henkilo") in NAMES else ""
        names = {"language": language, "version": version, "person": person}
        return render(request, "admin/eforms/designer/preview.html", names | _shown(request, version, data))


def _shown(request: HttpRequest, version: FormVersion, data: Any) -> dict[str, Any]:
    form = version.form
    sources, situation = sample_of(data.get("henkilo", ""), version.definition.service)
    known, provenance = prefill(form, sources, situation)
    answers = _carried(data) if "answers" in data else known
    step = form.step(data.get("vaihe", "")) or form.steps[0]
    was_looking_over = data.get("vaihe") == LOOK_OVER
    focus = ""
    if request.method == "POST" and not was_looking_over:
        answers = answers | typed_in(Filling(form, answers, situation).blank(step), data)
        answers, focus = _with_rows(Filling(form, answers, situation), step, request.GET)
    filling = Filling(form, answers, situation)
    going = data.get("minne", "")
    if going == "edellinen":
        step = filling.steps[-1] if was_looking_over else _before(filling, step)
    elif going == "seuraava" and filling.read(step).is_valid():
        following = filling.after(step)
        if following is None:
            return _looked_over(form, filling, answers)
        return _step(version, filling, following, provenance)
    return _step(version, filling, step, provenance, told=going == "seuraava", focus=focus)


def _with_rows(filling: Filling, step: Step, query: Any) -> tuple[dict[str, Any], str]:
    """The answers with a row more (`lisaa=children`) or less (`poista=children&rivi=2`), and where the focus goes."""
    answers = dict(filling.answers)
    group = filling.read(step).kinds.get(query.get("lisaa") or query.get("poista") or "")
    if not isinstance(group, Group):
        return answers, ""
    rows = group.row_ids
    if "poista" in query:
        answers[group.rows_name] = ",".join(row for row in rows if row != query.get("rivi"))
        return answers, group.key
    row = group.next_row(rows)
    answers[group.rows_name] = ",".join([*rows, row] if len(rows) < group.high else rows)
    return answers, f"{group.key}__{row}"


def _carried(data: Any) -> dict[str, Any]:
    """The answers of the other steps, from the page itself."""
    try:
        answers = json.loads(data.get("answers") or "{}")
    except ValueError:
        return {}
    return answers if isinstance(answers, dict) else {}


def _before(filling: Filling, step: Step) -> Step:
    return (filling.before(step) if step in filling.steps else None) or step


def _step(
    version: FormVersion,
    filling: Filling,
    step: Step,
    provenance: dict[str, Any],
    *,
    told: bool = False,
    focus: str = "",
) -> dict[str, Any]:
    form: StepForm = filling.read(step) if told else filling.blank(step)
    number = filling.steps.index(step) + 1 if step in filling.steps else 0
    return {
        "step": step,
        "form": form,
        "questions": _questions(version, form, provenance, focus),
        "number": number,
        "total": len(filling.steps) + 1,
        "has_back": step in filling.steps and filling.before(step) is not None,
        "answers": json.dumps(filling.answers, ensure_ascii=False),
    }


def _questions(version: FormVersion, form: StepForm, provenance: dict[str, Any], focus: str) -> SafeString:
    """The questions by the templates of filling. What would go to a draft's own addresses stays on this page."""
    draft = Draft(version=version, answers=dict(form.data), provenance=provenance)
    helper = lay_out(form, draft, focus=focus)
    for field in form.fields.values():
        for name in ("upload", "source_link"):
            if hasattr(field, name):
                delattr(field, name)  # there is no draft where a file or a remark could go
    here = reverse("admin:eforms_formdefinition_preview", args=[version.definition.slug])
    return mark_safe(_ADDRESS.sub(partial(_own_address, here), render_crispy_form(form, helper)))  # noqa: S308


_ADDRESS = re.compile(r'formaction="[^"]*/luonnos/[0-9a-f-]{36}/[^/"]+/(?:rivit/([^/"]+)/(?:(\d+)/)?)?[^"]*"')


def _own_address(here: str, found: re.Match[str]) -> str:
    group, row = found.groups()
    if group is None:
        return f'formaction="{here}"'
    query = {"poista": group, "rivi": row} if row else {"lisaa": group}
    return f'formaction="{here}?{urlencode(query)}"'.replace("&", "&amp;")


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
