# SPDX-License-Identifier: EUPL-1.2
"""What is asked of the handler about other cases and other people of a case."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.actions.linking import BY_HAND
from cases.actions.parties import BESIDES, Comer
from cases.actions.rectifying import Claim
from cases.admin.forms import CaseForm, long_text
from cases.models import Case, CaseLink, Party
from portal.accounts.models import Organisation, Person
from portal.common import clock
from portal.common.references import normalise_reference


class OtherCaseForm(CaseForm):
    """Another case by its number, among those that one handles."""

    reference = forms.CharField(label=_("Toisen asian asianumero"), max_length=40)

    def start_from(self, given: Any) -> None:
        self.initial["reference"] = given.get("reference", "")

    def clean_reference(self) -> Case:
        found = normalise_reference(self.cleaned_data["reference"])
        other: Case | None = (
            Case.objects.handled_by(self.actor).exclude(pk=self.case.pk).filter(reference=found).first()
        )
        if other is None:
            raise ValidationError(gettext("Asiaa ei löytynyt niistä asioista, joita voit käsitellä."))
        return other

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return {"target": given.pop("reference"), **given}


class LinkForm(OtherCaseForm):
    kind = forms.ChoiceField(
        label=_("Mikä tämä asia on toiselle?"),
        choices=[(kind.value, kind.label.capitalize()) for kind in BY_HAND],
        initial=CaseLink.Kind.RELATED,
        widget=forms.RadioSelect,
    )


class MergeForm(OtherCaseForm):
    reason = long_text(_("Miksi asiat yhdistetään?"), rows=2, limit=400, help_text=_("Asiakas näkee tämän."))


class AddPartyForm(CaseForm):
    role = forms.ChoiceField(
        label=_("Mikä hän on asiassa?"),
        choices=[
            (Party.Role.OTHER, _("Muu asianosainen: näkee asian, asiakirjat ja päätöksen")),
            (Party.Role.HEARD, _("Kuultava: näkee vain, mitä häneltä kysytään")),
        ],
        widget=forms.RadioSelect,
    )
    code = forms.CharField(
        label=_("Henkilötunnus tai Y-tunnus"),
        max_length=20,
        required=False,
        help_text=_("Näin hän näkee asian omilla sivuillaan. Muuten riittää nimi."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Nimi"), max_length=160, required=False)
    email = forms.EmailField(label=_("Sähköposti"), required=False)
    reason = long_text(_("Miksi hän on osapuoli?"), rows=2, limit=500)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        code = given.pop("code", "").strip().upper()
        given["person"] = Person.objects.with_hetu(code).first() if code else None
        given["organisation"] = Organisation.objects.filter(business_id=code).first() if code else None
        if code and not (given["person"] or given["organisation"]):
            self.add_error("code", gettext("Tunnuksella ei löytynyt ketään. Voit lisätä osapuolen nimellä."))
        elif not code and not given.get("name"):
            self.add_error("name", gettext("Kirjoita nimi tai tunnus."))
        return given

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        reason = given.pop("reason")
        return {"comer": Comer(**given), "reason": reason}


class RemovePartyForm(CaseForm):
    party = forms.ChoiceField(label=_("Kuka poistetaan?"))
    reason = long_text(_("Miksi?"), rows=2, limit=500)

    def prepare(self) -> None:
        besides = [party for party in self.case.parties.all() if party.role in BESIDES and party.removed_at is None]
        party = self.fields["party"]
        assert isinstance(party, forms.ChoiceField)
        party.choices = [("", gettext("Valitse")), *((str(one.pk), one.display_name) for one in besides)]


class ContestForm(CaseForm):
    """A claim that came on paper or by e-mail."""

    party = forms.ChoiceField(label=_("Kuka vaatii oikaisua?"), required=False)
    name = forms.CharField(label=_("Jonkun muun nimi"), max_length=160, required=False)
    arrived_on = forms.DateField(
        label=_("Minä päivänä vaatimus saapui?"), widget=forms.DateInput, help_text=_("Muodossa pp.kk.vvvv.")
    )
    demand = long_text(_("Mitä vaaditaan?"), rows=3, limit=5000)
    grounds = long_text(_("Perustelut"), rows=4, limit=20000)

    def first_guess(self, _case: Case) -> dict[str, Any]:
        return {"arrived_on": clock.today()}

    def prepare(self) -> None:
        self.people = {str(party.pk): party for party in self.case.parties.all() if party.is_principal}
        party = self.fields["party"]
        assert isinstance(party, forms.ChoiceField)
        names = [(key, one.display_name) for key, one in self.people.items() if one.role != Party.Role.HEARD]
        party.choices = [("", gettext("Joku muu, nimi alla")), *names]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("party") and not given.get("name"):
            self.add_error("name", gettext("Valitse osapuoli tai kirjoita nimi."))
        return given

    def clean_arrived_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["arrived_on"]
        if day > clock.today():
            raise ValidationError(_("Päivä on vasta tulossa."))
        return day

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        day = given.pop("arrived_on")
        given["party"] = self.people.get(given["party"])
        # Paper counts while the registry is open; noon of the day is the day, whatever the season.
        arrived_at = None if day == clock.today() else clock.local(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC))
        return {"claim": Claim(**given, arrived_at=arrived_at)}
