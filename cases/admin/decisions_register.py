# SPDX-License-Identifier: EUPL-1.2
"""The register of decisions: a page at a time, and as a file."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from cases.models import CaseType, Decision
from cases.permissions import STAFF_ROLES
from cases.register.decisions import (
    AskedDecisions,
    decision_table,
    decisions_of,
    parties_in_words,
    units_of,
    years_of_decisions,
)
from cases.register.files import as_csv
from portal.accounts.access import ActorRequest
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import require

PER_PAGE = 50


class DecisionRegisterForm(forms.Form):
    """What to show. A wrong choice is as no choice: an old address still opens a page."""

    vuosi = forms.TypedChoiceField(label=_("Vuosi"), coerce=int, required=False)
    yksikko = forms.ChoiceField(label=_("Yksikkö"), required=False)
    tyyppi = forms.ChoiceField(label=_("Asiatyyppi"), required=False)
    lopputulos = forms.ChoiceField(
        label=_("Lopputulos"), choices=[("", _("Kaikki")), *Decision.Outcome.choices], required=False
    )

    def __init__(self, *args: object, actor: Actor, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        units = units_of(actor)
        kinds = CaseType.objects.filter(unit__in=units).order_by("code")
        self._choose("vuosi", [(str(year), str(year)) for year in years_of_decisions()])
        self._choose("yksikko", [("", _("Kaikki")), *((one.code, str(one)) for one in units)])
        self._choose("tyyppi", [("", _("Kaikki")), *((one.code, str(one)) for one in kinds)])
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.mark_optional = False
        self.helper.layout = Layout(Div(*self.fields, css_class="k-grid", data_min="2xs", data_gap="3"))

    def _choose(self, name: str, choices: list[tuple[str, object]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def asked(self) -> AskedDecisions:
        self.is_valid()
        given = self.cleaned_data
        year = given.get("vuosi") or clock.today().year
        return AskedDecisions(year, *(given.get(name) or "" for name in ("yksikko", "tyyppi", "lopputulos")))


def decision_register(request: ActorRequest) -> HttpResponse:
    """A page at a time, without counting them all: next is there when there is more."""
    require(condition=request.actor.has_role(*STAFF_ROLES), verb="register")
    form = DecisionRegisterForm(request.GET, actor=request.actor)
    given = request.GET.get("sivu", "1")
    number = max(int(given), 1) if given.isdecimal() and len(given) < 6 else 1
    start = (number - 1) * PER_PAGE
    found = list(decisions_of(form.asked(), request.actor)[start : start + PER_PAGE + 1])
    query = request.GET.copy()
    query.pop("sivu", None)
    context = {
        "form": form,
        "lines": [(decision, parties_in_words(decision)) for decision in found[:PER_PAGE]],
        "query": query.urlencode(),
        "previous": number - 1,
        "next": number + 1 if len(found) > PER_PAGE else 0,
    }
    return render(request, "admin/cases/decision_register.html", context)


def decision_register_csv(request: ActorRequest) -> HttpResponseBase:
    """The file leaves the portal's eyes: that it was taken is written down."""
    require(condition=request.actor.has_role(*STAFF_ROLES), verb="register")
    asked = DecisionRegisterForm(request.GET, actor=request.actor).asked()
    assert request.actor.user
    record("decision_register.exported", about=request.actor.user, by=request.actor, year=asked.year)
    return as_csv(decision_table(decisions_of(asked, request.actor).iterator(500)), f"paatokset-{asked.year}")


def decision_register_urls(site: AdminSite) -> list[URLPattern]:
    return [
        path("decisions/", site.admin_view(decision_register), name="cases_case_decisions"),
        path("decisions/csv/", site.admin_view(decision_register_csv), name="cases_case_decisions_csv"),
    ]
