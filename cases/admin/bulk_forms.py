# SPDX-License-Identifier: EUPL-1.2
"""What is asked once for many cases."""

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.admin.forms import SUPPLEMENT_DAYS, AsksForMissing, long_text
from cases.admin.handing import receivers, with_load
from cases.admin.teamwork_forms import LABEL_LETTERS
from cases.models import BulkJob, Case, Decision, Label
from portal.accounts.actors import Actor
from portal.accounts.models import Unit
from portal.common import clock

LANGUAGES = [("fi", _("suomi")), ("sv", _("ruotsi")), ("en", _("englanti"))]
OUTCOMES = [
    (value, label)
    for value, label in Decision.Outcome.choices
    if value not in (Decision.Outcome.DISMISSED, Decision.Outcome.RETURNED)
]
WRITTEN = ("summary", "reasons", "law_sections")


class BulkForm(forms.Form):
    """Shared by the kinds of jobs. `first`: a case of the job, from which the usual answers are guessed."""

    def __init__(self, job: BulkJob, actor: Actor, data: Any = None) -> None:
        self.actor = actor
        item = job.items.select_related("case__case_type__unit", "case__type_version").first()
        assert item
        super().__init__(data, initial={**self.first_guess(item.case), **(job.answers or {})})
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.prepare()

    def first_guess(self, _first: Case) -> dict[str, Any]:
        return {}

    def prepare(self) -> None:
        """Choices that depend on the actor."""

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def answers(self) -> dict[str, Any]:
        """As `BulkJob.answers` keeps them."""
        return dict(self.cleaned_data)

    def told(self) -> list[list[str]]:
        """[question, answer] for people, without what was left empty."""
        lines = [[str(field.label), _answer(field)] for field in self]
        return [line for line in lines if line[1]]


def _answer(bound: forms.BoundField) -> str:
    value, field = bound.value(), bound.field
    if isinstance(field, forms.BooleanField):
        return gettext("Kyllä") if value else gettext("Ei")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        names = {str(key): str(label) for key, label in choices}
        return ", ".join(names.get(str(one), "") for one in (value if isinstance(value, list) else [value]))
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk=value).first() or "") if field.queryset is not None else ""
    return str(value or "")


def _note() -> forms.CharField:
    help_text = _("Jää muistiinpanoksi jokaiseen asiaan. Ei näy asiakkaalle.")
    return long_text(_("Viesti"), rows=3, limit=2000, required=False, help_text=help_text)


class AssignMany(BulkForm):
    handler = forms.ChoiceField(label=_("Kenelle annat asiat?"), help_text=_("Hän saa yhden tiedon kaikista asioista."))
    note = _note()

    def prepare(self) -> None:
        found = [(str(user.pk), with_load(user, load)) for user, load in receivers(self.actor)]
        self.choose("handler", [("", gettext("Valitse")), *found])

    def answers(self) -> dict[str, Any]:
        return super().answers() | {"handler": int(self.cleaned_data["handler"])}


class ReleaseMany(BulkForm):
    note = _note()


class HandOverMany(BulkForm):
    unit = forms.ModelChoiceField(label=_("Mihin yksikköön?"), queryset=Unit.objects.all(), empty_label=_("Valitse"))
    reason = long_text(_("Miksi asiat kuuluvat sinne?"), rows=3, limit=500)

    def answers(self) -> dict[str, Any]:
        return super().answers() | {"unit": self.cleaned_data["unit"].pk}


class LabelMany(BulkForm):
    names = forms.MultipleChoiceField(label=_("Tunnisteet"), widget=forms.CheckboxSelectMultiple, required=False)
    new = forms.CharField(
        label=_("Uusi tunniste"),
        max_length=LABEL_LETTERS,
        required=False,
        help_text=_("Älä kirjoita tunnisteeseen henkilön nimeä."),
    )

    def prepare(self) -> None:
        known = Label.objects.of_handlers(self.actor).names()
        self.choose("names", [(name, name) for name in known])
        if not known:
            del self.fields["names"]

    def clean(self) -> None:
        if not any(self.cleaned_data.get(name) for name in ("names", "new")):
            raise ValidationError(_("Valitse tai kirjoita tunniste."))

    def answers(self) -> dict[str, Any]:
        return {"names": [*self.cleaned_data.get("names", []), *filter(None, [self.cleaned_data["new"].strip()])]}


class InOneLanguage(BulkForm):
    """Written once, so read only by customers who use that language."""

    language = forms.ChoiceField(
        label=_("Millä kielellä kirjoitat?"),
        choices=LANGUAGES,
        help_text=_("Asiat, joissa asiakas asioi muulla kielellä, jäävät tekemättä."),
    )

    def first_guess(self, first: Case) -> dict[str, Any]:
        return {"language": first.language}


class SupplementMany(AsksForMissing, InOneLanguage):
    items = long_text(
        _("Mitä puuttuu?"), rows=4, limit=2000, help_text=_("Kirjoita jokainen puuttuva tieto omalle riville.")
    )
    text = long_text(_("Lisäohje asiakkaalle"), rows=3, limit=2000, required=False)
    due_on = forms.DateField(label=_("Mihin mennessä?"), widget=forms.DateInput, help_text=_("Muodossa pp.kk.vvvv."))
    consequence = long_text(
        _("Mitä tapahtuu, jos tietoja ei tule?"),
        rows=2,
        limit=300,
        help_text=_("Asiakas näkee tämän. Hallintolaki 33 §."),
    )

    def first_guess(self, first: Case) -> dict[str, Any]:
        days = first.terms.supplement_days or SUPPLEMENT_DAYS
        consequence = gettext("Ratkaisemme asian niillä tiedoilla, jotka meillä on.")
        guess = {"due_on": clock.today() + dt.timedelta(days=days), "consequence": consequence}
        return super().first_guess(first) | guess

    def answers(self) -> dict[str, Any]:
        return super().answers() | {"due_on": self.cleaned_data["due_on"].isoformat()}


class DecideMany(InOneLanguage):
    outcome = forms.ChoiceField(label=_("Lopputulos"), choices=OUTCOMES, widget=forms.RadioSelect)
    words = forms.ChoiceField(
        label=_("Mistä päätösten tekstit tulevat?"),
        choices=[
            ("ready", _("Asiatyypin valmiista tekstistä, kunkin asiakkaan kielellä")),
            ("own", _("Kirjoitan tekstin tähän")),
        ],
        widget=forms.RadioSelect,
        initial="ready",
    )
    summary = long_text(
        _("Päätös selkeästi"),
        rows=4,
        limit=3000,
        required=False,
        help_text=_("Voit käyttää kohtia, jotka täyttyvät asian tiedoilla, esimerkiksi {asiakas} tai {asianumero}."),
    )
    reasons = long_text(_("Perustelut"), rows=6, limit=10000, required=False)
    law_sections = long_text(
        _("Sovelletut säännökset"), rows=3, limit=2000, required=False, help_text=_("Yksi säännös riville.")
    )
    contact = forms.CharField(
        label=_("Lisätietoja antaa"),
        max_length=200,
        required=False,
        help_text=_("Nimi ja puhelinnumero tai sähköpostiosoite. Jos jätät tyhjäksi, se olet sinä."),
    )
    is_served = forms.BooleanField(
        label=_("Anna päätökset heti tiedoksi"),
        required=False,
        help_text=_("Asiakas saa päätöksen heti. Tiedoksi annettua päätöstä ei voi perua."),
    )
    field_order = ("outcome", "words", "language", *WRITTEN, "contact", "is_served")

    def first_guess(self, first: Case) -> dict[str, Any]:
        return super().first_guess(first) | {"law_sections": first.terms.law_sections}

    def clean(self) -> None:
        if self.cleaned_data.get("words") != "own":
            return
        for name in WRITTEN:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, gettext("Täytä tämä kohta. Päätöstä ei voi tehdä ilman sitä."))

    def told(self) -> list[list[str]]:
        """The words of the case type differ by case, so they are not told here."""
        hidden = () if self.cleaned_data["words"] == "own" else ("language", *WRITTEN)
        labels = {str(self.fields[name].label) for name in hidden}
        return [line for line in super().told() if line[0] not in labels]


class CloseMany(InOneLanguage):
    reason = long_text(_("Miten asiat päättyivät?"), rows=4, limit=500, help_text=_("Asiakas näkee tämän."))


Kind = BulkJob.Kind
# What is not here asks nothing.
FORMS: dict[str, type[BulkForm]] = {
    Kind.ASSIGN: AssignMany,
    Kind.RELEASE: ReleaseMany,
    Kind.HAND_OVER: HandOverMany,
    Kind.LABEL: LabelMany,
    Kind.SUPPLEMENT: SupplementMany,
    Kind.DECIDE: DecideMany,
    Kind.CLOSE: CloseMany,
}
