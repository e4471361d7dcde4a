# SPDX-License-Identifier: EUPL-1.2
"""What the verbs of waiting, dismissing and correcting ask of the handler."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.actions.correcting import Correction
from cases.actions.deciding import DecisionText
from cases.admin.forms import CaseForm, DecisionForm, WritingForm, long_text, words_of
from cases.models import Case, DeadlineExtension, Decision, Disqualification
from portal.common import clock

SUSPEND_DAYS = 30


class ReasonForm(CaseForm):
    """Only why."""

    reason = long_text(_("Miksi?"), rows=3, limit=500, help_text=_("Asiakas näkee tämän."))


class SuspendForm(CaseForm):
    until = forms.DateField(
        label=_("Mihin päivään asti?"),
        widget=forms.DateInput,
        help_text=_("Muodossa pp.kk.vvvv. Käsittely jatkuu sinä päivänä itsestään."),
    )
    reason = long_text(
        _("Miksi käsittely on tauolla?"),
        rows=3,
        limit=500,
        help_text=_("Asiakas näkee tämän. Esimerkiksi: Odotamme kaavan vahvistumista."),
    )

    def first_guess(self, _case: Case) -> dict[str, Any]:
        return {"until": clock.today() + dt.timedelta(days=SUSPEND_DAYS)}

    def clean_until(self) -> dt.date:
        day: dt.date = self.cleaned_data["until"]
        if day <= clock.today():
            raise ValidationError(_("Päivä on jo mennyt. Valitse huominen tai myöhempi päivä."))
        return day


class DismissForm(WritingForm):
    summary = long_text(
        _("Päätös selkeästi"),
        rows=3,
        limit=3000,
        help_text=_("Esimerkiksi: Emme tutki hakemustasi, koska se tuli myöhässä."),
    )
    reasons = long_text(
        _("Perustelut"), rows=5, limit=10000, help_text=_("Miksi asiaa ei voi tutkia. Hallintolaki 45 §.")
    )
    law_sections = long_text(_("Sovelletut säännökset"), rows=2, limit=2000, help_text=_("Yksi säännös riville."))
    field_order = ("version", "summary", "reasons", "law_sections", "contact")

    def facts(self) -> dict[str, Any]:
        return {"text": DecisionText(Decision.Outcome.DISMISSED, **super().facts())}


class CorrectForm(DecisionForm):
    """The whole decision again, with the error put right."""

    error = forms.ChoiceField(
        label=_("Millainen virhe päätöksessä on?"),
        choices=Decision.Error.choices,
        widget=forms.RadioSelect,
        help_text=_("Kirjoitusvirheen korjaus ei muuta ratkaisua eikä muutoksenhakuaikaa."),
    )
    correction_reason = long_text(
        _("Mitä korjataan ja miksi?"), rows=3, limit=500, help_text=_("Tulee korjattuun päätökseen. Asiakas näkee sen.")
    )
    is_fair = forms.BooleanField(
        label=_(
            "Asiavirhe: korjaus on asianosaisen eduksi, hän suostuu siihen, tai virhe on ilmeinen ja hänestä johtuva"
        ),
        required=False,
    )
    field_order = ("version", "error", "correction_reason", "is_fair", *DecisionForm.field_order[1:])

    def first_guess(self, case: Case) -> dict[str, Any]:
        wrong = case.decisions.latest("pk")
        return words_of(wrong) | {"contact": wrong.contact}

    @property
    def models(self) -> list[tuple[str, Any]]:
        return []

    def facts(self) -> dict[str, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        correction = Correction(given.pop("error"), given.pop("correction_reason"), is_fair=given.pop("is_fair"))
        return {"correction": correction, "text": DecisionText(**given)}


class ProposeForm(DecisionForm):
    """The decision as it is proposed; begins with what was sent back."""

    def first_guess(self, case: Case) -> dict[str, Any]:
        earlier = case.proposals.last()
        return super().first_guess(case) | (words_of(earlier) if earlier else {})

    def prepare(self) -> None:
        """Who tells more is said by the maker of the decision."""
        super().prepare()
        del self.fields["contact"]


class SendBackForm(CaseForm):
    note = long_text(_("Mitä pitää muuttaa?"), rows=3, limit=500, help_text=_("Valmistelija näkee tämän."))


class DisqualifyForm(CaseForm):
    ground = forms.ChoiceField(
        label=_("Miksi et voi käsitellä asiaa?"),
        choices=Disqualification.Ground.choices,
        widget=forms.RadioSelect,
    )
    reason = long_text(
        _("Selitys"), rows=2, limit=500, required=False, help_text=_("Vain pääkäyttäjä näkee perusteen ja selityksen.")
    )


class ExtendForm(CaseForm):
    ground = forms.ChoiceField(
        label=_("Miksi kaksi viikkoa ei riitä?"), choices=DeadlineExtension.Ground.choices, widget=forms.RadioSelect
    )
    reason = long_text(_("Selitys"), rows=2, limit=300, help_text=_("Esimerkiksi: Asiakirjoja on 300 sivua."))
