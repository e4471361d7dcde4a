# SPDX-License-Identifier: EUPL-1.2
"""Who is away and who stands in: told by oneself, or by who leads the unit."""

import datetime as dt
from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from cases.actions.absences import end_absence, tell_absence
from cases.admin.colleagues import handlers_in
from cases.models import Absence
from cases.permissions import LEADING_ROLES, STAFF_ROLES, can_tell_absence
from portal.accounts.access import ActorRequest
from portal.accounts.actors import Actor, actor_for
from portal.accounts.models import User
from portal.common import clock
from portal.common.workflow import require

NAV = "admin:cases_case_changelist"


class AbsenceForm(forms.Form):
    user = forms.ChoiceField(label=gettext_lazy("Kuka on poissa?"))
    starts_on = forms.DateField(
        label=gettext_lazy("Ensimmäinen päivä"), widget=forms.DateInput, help_text=gettext_lazy("Muodossa pp.kk.vvvv.")
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Viimeinen päivä"), widget=forms.DateInput, help_text=gettext_lazy("Muodossa pp.kk.vvvv.")
    )
    substitute = forms.ChoiceField(
        label=gettext_lazy("Kuka sijaistaa?"),
        help_text=gettext_lazy("Sijaisen pitää käsitellä saman yksikön asioita. Hän ei saa uusia oikeuksia."),
    )

    def __init__(self, actor: Actor, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        units = actor.units_with(*STAFF_ROLES, *LEADING_ROLES)
        self.people = {str(user.pk): user for user in handlers_in(units)}
        led = {str(user.pk) for user in handlers_in(actor.units_with(*LEADING_ROLES))}
        own = str(actor.user.pk) if actor.user else ""
        names = [(key, user.display_name) for key, user in self.people.items()]
        self._choose("user", [(key, name) for key, name in names if key == own or key in led], own)
        self._choose("substitute", [("", _("Valitse")), *((key, name) for key, name in names if key != own or led)])

    def _choose(self, name: str, choices: list[tuple[str, str]], initial: str = "") -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices, field.initial = choices, initial

    def clean_starts_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["starts_on"]
        if day < clock.today():
            raise ValidationError(_("Päivä on jo mennyt. Valitse tämä päivä tai myöhempi."))
        return day

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        chosen: dict[str, User] = {name: self.people[given[name]] for name in ("user", "substitute")}
        return given | chosen


def absences(request: ActorRequest) -> HttpResponse:
    """GET lists those to come and asks for a new one; POST tells it."""
    require(condition=request.actor.has_role(*STAFF_ROLES, *LEADING_ROLES), verb="absences")
    form = AbsenceForm(request.actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = tell_absence(actor=request.actor, **form.facts())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Poissaolo on kirjattu. Tieto meni: %(name)s.") % {"name": told.substitute})
            return redirect("admin:cases_case_absences")
    context = {"nav": NAV, "form": form, "lines": _lines(request.actor)}
    return render(request, "admin/cases/case/absences.html", context)


def _lines(actor: Actor) -> list[tuple[Absence, bool]]:
    """Each with whether one may end it; one query tells whom one leads, whatever the number of rows."""
    led = {user.pk for user in handlers_in(actor.units_with(*LEADING_ROLES))}
    found = Absence.objects.visible_to(actor).not_ended()
    return [(one, one.user == actor.user or one.user_id in led) for one in found]


@require_POST
def absence_end(request: ActorRequest, key: UUID) -> HttpResponse:
    """Back before the day, or not away after all."""
    found = get_object_or_404(Absence.objects.visible_to(request.actor), key=key)
    require(condition=can_tell_absence(request.actor, actor_for(found.user)), verb="end_absence")
    end_absence(found.pk, actor=request.actor)
    messages.success(request, _("Poissaolo on päättynyt. Asiat palasivat."))
    return redirect("admin:cases_case_absences")


def absence_urls(site: AdminSite) -> list[URLPattern]:
    return [
        path("absences/", site.admin_view(absences), name="cases_case_absences"),
        path("absences/<uuid:key>/end/", site.admin_view(absence_end), name="cases_case_absence_end"),
    ]
