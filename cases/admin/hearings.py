# SPDX-License-Identifier: EUPL-1.2
"""Hearing and statements on the staff's side: whom to ask, writing down an answer, and what other units ask of ours."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.actions.hearing import Question, give_statement, record_statement
from cases.admin.forms import CaseForm, long_text
from cases.forms import StatementForm
from cases.hearing_views import file_of
from cases.locking import lock_case
from cases.models import Case, Document, Hearing
from cases.permissions import STAFF_ROLES
from portal.accounts.access import ActorRequest
from portal.accounts.actors import Actor
from portal.accounts.models import Unit
from portal.audit.log import viewed
from portal.common import clock
from portal.common.workflow import require

HEARING_DAYS = 14
HEARD_BY_STAFF = (Hearing.Way.PHONE, Hearing.Way.PAPER, Hearing.Way.VISIT)


class HearForm(CaseForm):
    whom = forms.ChoiceField(label=_("Keneltä kysytään?"))
    name = forms.CharField(label=_("Ulkopuolisen nimi"), max_length=160, required=False)
    email = forms.EmailField(
        label=_("Ulkopuolisen sähköposti"),
        required=False,
        help_text=_("Hän saa oman linkin, jolla näkee vain alla valitut asiakirjat."),
    )
    text = long_text(_("Mitä kysytään?"), rows=5, limit=5000)
    documents = forms.ModelMultipleChoiceField(
        label=_("Mitkä asiakirjat näytetään?"),
        queryset=Document.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    due_on = forms.DateField(label=_("Mihin mennessä?"), widget=forms.DateInput, help_text=_("Muodossa pp.kk.vvvv."))
    consequence = long_text(
        _("Mitä tapahtuu, jos vastausta ei tule?"), rows=2, limit=300, help_text=_("Hallintolaki 36 §.")
    )

    def first_guess(self, _case: Case) -> dict[str, Any]:
        return {
            "due_on": clock.today() + dt.timedelta(days=HEARING_DAYS),
            "consequence": gettext("Ratkaisemme asian ilman vastausta."),
        }

    def prepare(self) -> None:
        self.people = {f"party-{party.pk}": party for party in self.case.parties.all() if party.is_principal}
        self.units = {f"unit-{unit.pk}": unit for unit in Unit.objects.exclude(pk=self.case.unit_id)}
        parties = [(key, f"{party.display_name} ({party.get_role_display()})") for key, party in self.people.items()]
        whom, documents = self.fields["whom"], self.fields["documents"]
        assert isinstance(whom, forms.ChoiceField)
        assert isinstance(documents, forms.ModelMultipleChoiceField)
        whom.choices = [
            ("", gettext("Valitse")),
            (gettext("Osapuoli"), parties),
            (gettext("Ulkopuolinen"), [("outside", gettext("Alla nimetty lausunnon antaja"))]),
            (gettext("Toinen yksikkö"), [(key, str(unit)) for key, unit in self.units.items()]),
        ]
        documents.queryset = Document.objects.for_party().filter(case=self.case)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("whom") == "outside" and not (given.get("name") and given.get("email")):
            self.add_error("email", gettext("Kirjoita ulkopuolisen nimi ja sähköposti."))
        return given

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        whom = given.pop("whom")
        outside = {name: given.pop(name) for name in ("name", "email")}
        asked = outside if whom == "outside" else {"party": self.people.get(whom), "unit": self.units.get(whom)}
        return {"question": Question(**given, **asked)}


class RecordStatementForm(CaseForm):
    hearing = forms.ChoiceField(label=_("Kenen vastaus?"))
    way = forms.ChoiceField(label=_("Miten vastaus tuli?"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Vastaajan nimi"), max_length=160, required=False, help_text=_("Jos eri kuin se, jolta kysyttiin.")
    )
    answer = long_text(_("Vastaus"), rows=8, limit=20000, help_text=_("Hallintolaki 42 §."))

    def prepare(self) -> None:
        self.open = {str(hearing.pk): hearing for hearing in self.case.hearings.all() if hearing.is_open}
        hearing, way = self.fields["hearing"], self.fields["way"]
        assert isinstance(hearing, forms.ChoiceField)
        assert isinstance(way, forms.ChoiceField)
        hearing.choices = [("", gettext("Valitse")), *((key, one.asked) for key, one in self.open.items())]
        way.choices = [(value.value, value.label.capitalize()) for value in HEARD_BY_STAFF]


def record_for_case(case_id: int, *, actor: Actor, expected_version: int, hearing: str, **answer: str) -> None:
    """One of the case's hearings through its own action, which asks for no version."""
    lock_case(case_id, expected_version=expected_version)
    record_statement(int(hearing), actor=actor, **answer)


# ---- what other units ask of ours


def asked_of_us(request: ActorRequest) -> HttpResponse:
    """Requests for a statement to one's units; the open ones first."""
    require(condition=request.actor.has_role(*STAFF_ROLES), verb="hearings")
    asked = Hearing.objects.asked_of_units(request.actor).select_related("case__case_type", "case__unit", "unit")
    context = {"open": asked.open(), "done": asked.exclude(ended_at=None).order_by("-ended_at")[:50]}
    return render(request, "admin/cases/hearings.html", context)


def asked_one(request: ActorRequest, key: UUID) -> HttpResponse:
    hearing = _asked(request, key)
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        give_statement(hearing.pk, actor=request.actor, **form.cleaned_data)
        messages.success(request, gettext("Lausunto on annettu."))
        return redirect("admin:cases_case_hearings")
    viewed(hearing.case, by=request.actor, reason=gettext("lausuntopyyntö"))
    return render(request, "admin/cases/hearing.html", {"hearing": hearing, "form": form})


def asked_document(request: ActorRequest, key: UUID, public_id: UUID) -> FileResponse:
    document = get_object_or_404(_asked(request, key).documents, public_id=public_id)
    viewed(document, by=request.actor, reason=gettext("lausuntopyyntö"))
    return file_of(document)


def _asked(request: ActorRequest, key: UUID) -> Hearing:
    asked = Hearing.objects.asked_of_units(request.actor).select_related("case__case_type", "case__unit", "unit")
    found: Hearing = get_object_or_404(asked, key=key)
    return found
