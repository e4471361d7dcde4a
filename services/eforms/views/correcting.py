# SPDX-License-Identifier: EUPL-1.2
"""A known answer is wrong: who corrects it, and how the handler hears of it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.access import ActorRequest
from portal.accounts.actors import Actor
from services.eforms.actions.correcting import fetch_again, remark_on
from services.eforms.engine.definition import Question, Step
from services.eforms.engine.prefill import CORRECTABLE, known_answer, source_text
from services.eforms.filling import filling_of, sources_for
from services.eforms.forms import RemarkForm
from services.eforms.models import Draft
from services.eforms.views.access import step_action, step_url, step_view


@step_view
def wrong(request: ActorRequest, draft: Draft, step: Step, name: str) -> HttpResponse:
    question = _known_question(draft, step, name)
    data = request.POST if request.method == "POST" else None
    form = RemarkForm(data, remark=draft.remarks.get(question.key, ""))
    if request.method == "POST" and form.is_valid():
        remark_on(draft.key, question.key, actor=request.actor, text=form.cleaned_data["text"])
        messages.success(request, _("Huomautus on tallessa. Käsittelijä näkee sen, kun lähetät lomakkeen."))
        return redirect(_field_url(draft, step, name))
    return render(request, "eforms/wrong.html", _names(request.actor, draft, step, name, question) | {"form": form})


@step_action
def fetch(request: ActorRequest, draft: Draft, step: Step, name: str) -> HttpResponse:
    question = _known_question(draft, step, name)
    fetch_again(draft.key, question.key, actor=request.actor)
    messages.success(request, _("Tieto on haettu uudelleen."))
    return redirect(_field_url(draft, step, name))


def _known_question(draft: Draft, step: Step, name: str) -> Question:
    """The question of the step whose input this is, when its answer came from somewhere that can be corrected."""
    key = name.partition("__")[0]
    question = next((question for question in step.questions if question.key == key), None)
    if question is None or draft.provenance.get(name, {}).get("source") not in CORRECTABLE:
        raise Http404
    return question


def _names(actor: Actor, draft: Draft, step: Step, name: str, question: Question) -> dict[str, object]:
    known, filling = draft.provenance[name], filling_of(draft)
    kind = filling.blank(step).kinds[question.key]
    now, _provenance = known_answer(question, sources_for(draft, actor), filling.situation)
    page = reverse("eforms:wrong", args=[draft.key, step.key, name])
    return {
        "draft": draft,
        "step": step,
        "name": name,
        "question": question,
        "shown": _text(draft, kind.inputs()),
        "source": known["source"],
        "source_text": source_text(known["source"], known["at"], draft.version.form),
        "has_changed": any(draft.answers.get(one) != value for one, value in now.items()),
        "now": ", ".join(str(value) for value in now.values() if value),
        "field_url": _field_url(draft, step, name),
        "profile_url": f"{reverse('accounts:profile')}?{urlencode({'next': page})}",
    }


def _text(draft: Draft, names: object) -> str:
    assert isinstance(names, dict)
    return ", ".join(str(draft.answers[name]) for name in names if draft.answers.get(name))


def _field_url(draft: Draft, step: Step, name: str) -> str:
    return f"{step_url(draft, step)}#id_{name}"
