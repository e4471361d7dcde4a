# SPDX-License-Identifier: EUPL-1.2
"""What a verb asks of the handler. Each form knows the version of the case that its page was drawn from."""

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.actions.deciding import DecisionText
from cases.actions.supplementing import Missing
from cases.admin.colleagues import colleagues_of
from cases.models import Case, Decision, ServiceOfDecision
from portal.accounts.actors import Actor
from portal.accounts.models import Unit
from portal.common import clock

SUPPLEMENT_DAYS = 14


class CaseForm(forms.Form):
    """Nothing to ask: the press of the button is enough."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    own_prefix: str | None = None

    def __init__(self, case: Case, actor: Actor, data: Any = None) -> None:
        first = {"version": case.version, **self.first_guess(case)}
        super().__init__(data, initial=first, prefix=self.own_prefix)
        self.case, self.actor = case, actor
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.prepare()

    def first_guess(self, _case: Case) -> dict[str, Any]:
        return {}

    def prepare(self) -> None:
        """Choices that depend on the case or the actor."""

    def facts(self) -> dict[str, Any]:
        """The clean answers as the action wants them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def typed(self) -> list[tuple[Any, str]]:
        """(label, what the person wrote), for a page that cannot use it any more."""
        pairs = [(field.label, str(field.value() or "")) for field in self.visible_fields()]
        return [(label, value) for label, value in pairs if value]


class AssignForm(CaseForm):
    handler = forms.ChoiceField(label=_("Kenelle annat asian?"))

    def prepare(self) -> None:
        self.people = {str(user.pk): user for user in colleagues_of(self.actor, self.case.unit)}
        choices = [(key, user.display_name) for key, user in self.people.items() if user.pk != self.case.handler_id]
        self.fields["handler"] = forms.ChoiceField(
            label=_("Kenelle annat asian?"), choices=[("", gettext("Valitse")), *choices]
        )

    def facts(self) -> dict[str, Any]:
        return {"handler": self.people[self.cleaned_data["handler"]]}


class SupplementForm(CaseForm):
    items = forms.CharField(
        label=_("Mitä puuttuu?"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Yksi asia riville.")
    )
    text = forms.CharField(
        label=_("Lisäohje asiakkaalle"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )
    due_on = forms.DateField(
        label=_("Mihin mennessä?"), widget=forms.DateInput, help_text=_("Muodossa pp.kk.vvvv. Anna riittävästi aikaa.")
    )
    consequence = forms.CharField(
        label=_("Mitä tapahtuu, jos tietoja ei tule?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Asiakas näkee tämän. Hallintolaki 33 §."),
    )

    def first_guess(self, _case: Case) -> dict[str, Any]:
        return {
            "due_on": clock.today() + dt.timedelta(days=SUPPLEMENT_DAYS),
            "consequence": gettext("Ratkaisemme asian niillä tiedoilla, jotka meillä on."),
        }

    def clean_items(self) -> list[str]:
        return [line.strip(" -•\t") for line in self.cleaned_data["items"].splitlines() if line.strip(" -•\t")]

    def clean_due_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["due_on"]
        if day <= clock.today():
            raise ValidationError(_("Päivä on jo mennyt. Valitse huominen tai myöhempi päivä."))
        return day

    def facts(self) -> dict[str, Any]:
        return {"missing": Missing(**super().facts())}


class ReasonForm(CaseForm):
    reason = forms.CharField(label=_("Perustelu"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ResumeForm(ReasonForm):
    reason = forms.CharField(
        label=_("Miksi käsittely jatkuu?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Asiakas näkee tämän. Esimerkiksi: Määräaika on päättynyt."),
    )


class CloseForm(CaseForm):
    reason = forms.CharField(
        label=_("Miten asia päättyi?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Asiakas näkee tämän."),
    )

    def prepare(self) -> None:
        if self.case.is_served:
            self.fields["reason"].required = False


class HandOverForm(CaseForm):
    unit = forms.ModelChoiceField(label=_("Mihin yksikköön?"), queryset=Unit.objects.none(), empty_label=_("Valitse"))
    reason = forms.CharField(
        label=_("Miksi asia kuuluu sinne?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def prepare(self) -> None:
        self.fields["unit"].queryset = Unit.objects.exclude(pk=self.case.unit_id)  # type: ignore[attr-defined]


class TransferForm(CaseForm):
    authority = forms.CharField(
        label=_("Mille viranomaiselle?"), max_length=160, help_text=_("Esimerkiksi Kainuun hyvinvointialue.")
    )
    reason = forms.CharField(
        label=_("Miksi asia kuuluu sinne?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Asiakas näkee tämän."),
    )


class EstimateForm(CaseForm):
    ready_on = forms.DateField(
        label=_("Milloin asia on valmis?"), widget=forms.DateInput, help_text=_("Muodossa pp.kk.vvvv.")
    )

    def first_guess(self, case: Case) -> dict[str, Any]:
        return {"ready_on": case.ready_by}

    def clean_ready_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["ready_on"]
        if day < clock.today():
            raise ValidationError(_("Päivä on jo mennyt. Valitse tämä päivä tai myöhempi."))
        return day


class DecisionForm(CaseForm):
    outcome = forms.ChoiceField(label=_("Lopputulos"), choices=Decision.Outcome.choices, widget=forms.RadioSelect)
    summary = forms.CharField(
        label=_("Päätös selkeästi"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=3000,
        help_text=_("Mitä asiakas saa tai ei saa ja mistä alkaen. Asiakas lukee tämän ensin."),
    )
    reasons = forms.CharField(
        label=_("Perustelut"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10000,
        help_text=_("Mitkä seikat vaikuttivat. Hallintolaki 45 §."),
    )
    law_sections = forms.CharField(
        label=_("Sovelletut säännökset"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Yksi säännös riville.")
    )

    def first_guess(self, case: Case) -> dict[str, Any]:
        return {"law_sections": case.case_type.law_sections}

    def facts(self) -> dict[str, Any]:
        return {"text": DecisionText(**super().facts())}


class ServeForm(CaseForm):
    channel = forms.ChoiceField(
        label=_("Miten päätös annetaan tiedoksi?"),
        choices=ServiceOfDecision.Channel.choices,
        widget=forms.RadioSelect,
    )

    def first_guess(self, case: Case) -> dict[str, Any]:
        channels = ServiceOfDecision.Channel
        return {"channel": channels.ELECTRONIC if case.is_reachable_electronically else channels.LETTER}


class MessageForm(CaseForm):
    own_prefix = "message"
    text = forms.CharField(label=_("Viesti asiakkaalle"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


class NoteForm(CaseForm):
    own_prefix = "note"
    text = forms.CharField(label=_("Uusi muistiinpano"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))
