# SPDX-License-Identifier: EUPL-1.2
"""The tab Kokeile: fill it yourself, or run it through with what was really sent."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.models import Case
from portal.notifications.tasks import enqueue
from services.eforms.actions.rehearsing import AT_ONCE, continue_rehearsal, start_rehearsal
from services.eforms.admin.review import found, working
from services.eforms.admin.shell import actor_of, shell
from services.eforms.models import FormDefinition, Rehearsal, Submission
from services.eforms.permissions import can_review_form
from services.eforms.reviewing.places import places
from services.eforms.reviewing.rehearsal import KIND_WORDS, STOPPING, Kind, summary_of
from services.eforms.tasks import rehearse

TRIAL = "eforms_formdefinition_trial"


class TrialForm(forms.Form):
    wanted = forms.TypedChoiceField(
        label=_("Kuinka monella viimeisimmällä lähetyksellä?"),
        coerce=int,
        choices=[(number, number) for number in (20, 50, 100, 200)],
    )


@require_http_methods(["GET", "POST"])
def trial(request: HttpRequest, slug: str) -> HttpResponse:
    definition = found(request, slug)
    version, form = working(definition), TrialForm(request.POST or None)
    if request.method == "POST" and version and form.is_valid():
        return redirect("admin:eforms_formdefinition_rehearsal", slug, _begin(request, version.pk, form))
    names = shell(request, definition, version, TRIAL)
    names |= {
        "trial_form": form,
        "sent_count": Submission.objects.of_form(definition).count(),
        "may_rehearse": can_review_form(actor_of(request), definition),
        "preview_url": reverse("admin:eforms_formdefinition_preview", args=[slug]),
        "rehearsals": version.rehearsals.select_related("by")[:10] if version else [],
    }
    return render(request, "admin/eforms/review/trial.html", names)


def _begin(request: HttpRequest, version_id: int, form: TrialForm) -> int:
    """A few are gone through at once; for more a worker is called, and the page tells how far it is."""
    rehearsal = start_rehearsal(version_id, actor=actor_of(request), **form.cleaned_data)
    if rehearsal.wanted <= AT_ONCE:
        continue_rehearsal(rehearsal.pk, actor=actor_of(request))
    else:
        transaction.on_commit(lambda: enqueue(rehearse, rehearsal.pk))
    return rehearsal.pk


@require_GET
def rehearsal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    definition = found(request, slug)
    done: Rehearsal = get_object_or_404(Rehearsal.objects.filter(version__definition=definition), pk=pk)
    names = shell(request, definition, working(definition), TRIAL) | outcome_of(request, definition, done)
    page = "_outcome" if getattr(request, "htmx", None) else "rehearsal"
    return render(request, f"admin/eforms/review/{page}.html", names)


def outcome_of(request: HttpRequest, definition: FormDefinition, done: Rehearsal) -> dict[str, Any]:
    """References only of the cases that the actor handles; the others are counted."""
    labels = {part.key: part.where for part in places(done.version.content)}
    for earlier in definition.published_versions:
        labels = {part.key: part.where for part in places(earlier.content)} | labels
    mine = Case.objects.handled_by(actor_of(request)).filter(pk__in=[row["case"] for row in done.result])
    references = dict(mine.values_list("pk", "reference"))
    shown = [
        (references[row["case"]], [_words(Kind(kind), key, labels) for kind, key in row["differences"]])
        for row in done.result
        if row["case"] in references
    ]
    stopped = [row for row in done.result if any(kind in STOPPING for kind, _key in row["differences"])]
    return {
        "rehearsal": done,
        "summary": [(_words(kind, key, labels), count) for kind, key, count in summary_of(done.result)],
        "shown": shown,
        "hidden_count": len(done.result) - len(shown),
        "same_count": done.done - len(done.result),
        "stopped_count": len(stopped),
        "is_stale": done.version.published_at is None and done.revision != done.version.revision,
    }


def _words(kind: Kind, key: str, labels: dict[str, str]) -> tuple[str, str]:
    return str(KIND_WORDS[kind]), labels.get(key, key)
