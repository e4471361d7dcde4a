# SPDX-License-Identifier: EUPL-1.2
"""What a page of a draft sent when its session had ended: shown in words, and put into the draft after the log-in.

It is kept encrypted in the session of the browser, which lives through a log-in, and only whoever the page was drawn
for gets it back. A page whose CSRF token is too old keeps nothing by itself: another site could have sent it. It shows
what came and a button that sends it again.
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from portal.accounts.access import ActorRequest
from portal.accounts.actors import Actor
from portal.common.crypto import decrypt, encrypt, keyed_hash
from services.eforms.engine.definition import Step
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling, StepForm, as_posted
from services.eforms.models import Draft

SESSION_KEY = "eforms_kept"
KEPT_STEPS = 3
MOST_CHARACTERS = 100_000  # of one page
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 — the name of an input


def filler_mark(draft: Draft, actor: Actor) -> str:
    """For whom a page is drawn; it comes back with what is typed on it."""
    who = actor.person.pk if actor.person and not actor.at_desk else ""
    return keyed_hash(f"{draft.key}:{who}")


def keep_page(request: ActorRequest, step_key: str, key: UUID) -> None:
    """Remember what was typed until the person is in again. The newest few pages are kept."""
    text = json.dumps({name: values for name, values in request.POST.lists() if name != TOKEN})
    if len(text) <= MOST_CHARACTERS:
        kept = {name: one for name, one in _kept(request).items() if name != f"{key}:{step_key}"}
        newest = [*kept.items(), (f"{key}:{step_key}", encrypt(text).decode())][-KEPT_STEPS:]
        request.session[SESSION_KEY] = dict(newest)


def kept_page(request: ActorRequest, draft: Draft, step: Step) -> QueryDict | None:
    """What this person typed into the step before the session ended."""
    token = _kept(request).get(f"{draft.key}:{step.key}")
    if token is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in json.loads(decrypt(token.encode())).items():
        data.setlist(name, values)
    is_same = constant_time_compare(data.get("filler", ""), filler_mark(draft, request.actor))
    return data if is_same else None


def forget_page(request: ActorRequest, draft: Draft, step: Step) -> None:
    """It is in the draft now."""
    name = f"{draft.key}:{step.key}"
    if name in _kept(request):
        request.session[SESSION_KEY] = {key: one for key, one in _kept(request).items() if key != name}


def _kept(request: ActorRequest) -> dict[str, str]:
    kept: dict[str, str] = request.session.get(SESSION_KEY, {})
    return kept


def signed_out_page(request: ActorRequest, key: UUID, *, log_in: str) -> HttpResponse:
    """The session has ended: `log_in` is where one gets in again; from there one comes back to the same step."""
    draft, step = _draft_and_step(request, key)
    if step:
        keep_page(request, step.key, key)
    names: dict[str, Any] = {"kept": list(_typed(draft, step, request.POST)) if draft and step else []}
    if draft and draft.is_anonymous:  # nobody can get it back: it belonged to the session
        names |= {"open_url": draft.definition.start_url, "open_words": _("Aloita lomake uudelleen")}
    else:
        back = reverse("eforms:step", args=[key, step.key]) if step else request.path
        names |= {"open_url": f"{log_in}?{urlencode({'next': back})}", "open_words": _("Kirjaudu ja jatka")}
        names["comes_back"] = step is not None
    return render(request, "csrf_failure.html", names, status=403)


def someone_elses_page(request: ActorRequest, key: UUID) -> HttpResponse | None:
    """Another person has logged in meanwhile. What was typed on the page stays on it; nothing of the draft is told."""
    draft, step = _draft_and_step(request, key)
    kept = list(_typed(draft, step, request.POST)) if draft and step else []
    if not kept or not request.POST.get("filler"):
        return None
    names = {"kept": kept, "another": True, **_again(request)}
    return render(request, "csrf_failure.html", names, status=403)


def stale_page(request: ActorRequest, key: UUID) -> HttpResponse:
    """The CSRF token of the page is too old."""
    draft, step = _draft_and_step(request, key)
    names: dict[str, Any] = {"kept": list(_typed(draft, step, request.POST)) if draft and step else []}
    if step:
        names |= _again(request)
    return render(request, "csrf_failure.html", names, status=403)


def _again(request: ActorRequest) -> dict[str, Any]:
    """The same once more, by a press of the person's own."""
    inputs = [(name, one) for name, values in request.POST.lists() for one in values if name != TOKEN]
    return {"again_url": request.path, "inputs": inputs}


def _draft_and_step(request: ActorRequest, key: UUID) -> tuple[Draft | None, Step | None]:
    """Of the draft only its form is used here: whoever asks has not shown a right to more."""
    draft = Draft.objects.select_related("version__definition").filter(key=key).first()
    match = request.resolver_match
    step_key = match.kwargs.get("step_key") if match else None
    return draft, draft.version.form.step(step_key) if draft and step_key else None


def _typed(draft: Draft, step: Step, data: QueryDict) -> Iterator[tuple[str, str]]:
    """(label, what was typed) by what the page itself sent, in words."""
    filling = Filling(draft.version.form, data.dict(), Situation())
    form: StepForm = as_posted(filling.blank(step), data)
    for name, field in form.fields.items():
        values = [value for value in data.getlist(name) if value]
        if values and field.label and not field.widget.is_hidden:
            yield str(field.label), ", ".join(_in_words(field, value) for value in values)


def _in_words(field: forms.Field, value: str) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Kyllä")
    choices = getattr(field, "choices", None)
    return str(dict(choices).get(value, value)) if choices else value
