# SPDX-License-Identifier: EUPL-1.2
"""Views of the work queue that somebody has kept under a name. A view is an address of the queue."""

from typing import Any, NamedTuple
from uuid import UUID

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from cases.actions.arranging import keep_view, remove_view
from cases.admin import worklist
from cases.models import QueueView
from cases.permissions import STAFF_ROLES
from portal.accounts.access import ActorRequest
from portal.accounts.actors import Actor
from portal.accounts.models import Unit

QUEUE = "admin:cases_case_changelist"
# What a view keeps. Words that were searched for are mostly somebody's name, so they are not kept.
KEPT = ("nakyma", "tyyppi", "tila", "maara", "kieli", "tunniste", "o", "sarake")


class KeptView(NamedTuple):
    """A line beside the queue."""

    view: QueueView
    url: str
    size: int
    is_own: bool


def views_of(request: HttpRequest) -> list[QueueView]:
    """The same for all parts of the page."""
    if not hasattr(request, "queue_views"):
        actor: Actor = request.actor  # type: ignore[attr-defined]
        request.queue_views = list(QueueView.objects.visible_to(actor))  # type: ignore[attr-defined]
    found: list[QueueView] = request.queue_views  # type: ignore[attr-defined]
    return found


def kept_views(request: ActorRequest) -> list[KeptView]:
    """With the number of cases behind each; one's own first."""
    mine = worklist.worklist_of(request)
    lines = [
        KeptView(view, url_of(view), mine.count_asked(QueryDict(view.query)), view.owner_id == request.actor.user.pk)
        for view in views_of(request)
        if request.actor.user
    ]
    return sorted(lines, key=lambda line: not line.is_own)


def url_of(view: QueueView) -> str:
    return f"{reverse(QUEUE)}?{view.query}&oma={view.key}"


def start_url(request: ActorRequest) -> str:
    """Where the day starts, when one has chosen it."""
    own = (view for view in views_of(request) if view.is_start and request.actor.user == view.owner)
    return next((url_of(view) for view in own), "")


def chosen_kept(request: ActorRequest, lines: list[KeptView]) -> KeptView | None:
    return next((line for line in lines if str(line.view.key) == request.GET.get("oma")), None)


def kept_query(request: HttpRequest) -> str:
    """What a view would keep of this page."""
    asked = QueryDict(mutable=True)
    asked["nakyma"] = worklist.chosen_view(request).key
    for name in KEPT[1:]:
        values = [value for value in request.GET.getlist(name) if value]
        if values:
            asked.setlist(name, values)
    return asked.urlencode()


class KeepViewForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Näkymän nimi"), max_length=60)
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Kuka näkee näkymän?"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=gettext_lazy("Vain minä"),
    )
    is_start = forms.BooleanField(label=gettext_lazy("Avaa työjono tähän näkymään"), required=False)
    query = forms.CharField(max_length=500, widget=forms.HiddenInput)

    def __init__(self, actor: Actor, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, prefix="view", **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = units_of(actor)

    def clean_query(self) -> str:
        """Only what a view keeps."""
        given, kept = QueryDict(self.cleaned_data["query"]), QueryDict(mutable=True)
        for name in KEPT:
            if given.getlist(name):
                kept.setlist(name, given.getlist(name))
        return kept.urlencode()


def units_of(actor: Actor) -> Any:
    units = actor.units_with(*STAFF_ROLES)
    return Unit.objects.all() if units is None else Unit.objects.filter(pk__in=units)


@require_POST
def keep(request: ActorRequest) -> HttpResponse:
    form = KeepViewForm(request.actor, request.POST)
    if form.is_valid():
        try:
            view = keep_view(actor=request.actor, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Näkymä on tallessa."))
            return redirect(url_of(view))
    for texts in form.errors.values():
        messages.error(request, " ".join(map(str, texts)))
    return redirect(QUEUE)


@require_POST
def remove(request: ActorRequest, key: UUID) -> HttpResponse:
    remove_view(key, actor=request.actor)
    messages.success(request, _("Näkymä on poistettu."))
    return redirect(f"{reverse(QUEUE)}?nakyma=mine")
