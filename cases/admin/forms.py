# SPDX-License-Identifier: EUPL-1.2
"""What a verb asks of the handler. Each form knows the version of the case that its page was drawn from."""

import datetime as dt
import re
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.actions.deciding import DecisionText, contact_of
from cases.actions.supplementing import Missing
from cases.admin.colleagues import colleagues_of
from cases.models import Case, Decision, Proposal, ServiceOfDecision, TextModule
from cases.threads import reachable_besides
from cases.wording import filled
from portal.accounts.actors import Actor
from portal.accounts.models import Unit, User
from portal.common import clock

SUPPLEMENT_DAYS = 14


def long_text(label: Any, *, rows: int, limit: int, **kwargs: Any) -> forms.CharField:
    """A text area. The limit is checked, but staff need no counter of characters."""
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), validators=[MaxLengthValidator(limit)], **kwargs
    )


def words_of(text: Decision | Proposal) -> dict[str, str]:
    """What a decision and a proposal say alike."""
    return {name: getattr(text, name) for name in ("outcome", "summary", "reasons", "law_sections")}


class CaseForm(forms.Form):
    """Nothing to ask: the press of the button is enough."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    own_prefix: str | None = None

    def __init__(self, case: Case, actor: Actor, data: Any = None) -> None:
        self.case, self.actor = case, actor
        first = {"version": case.version, **self.first_guess(case)}
        super().__init__(data, initial=first, prefix=self.own_prefix)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.prepare()

    def first_guess(self, _case: Case) -> dict[str, Any]:
        return {}

    def prepare(self) -> None:
        """Choices that depend on the case or the actor."""

    def start_from(self, given: Any) -> None:
        """Answers that the address of the page suggests."""

    def facts(self) -> dict[str, Any]:
        """The clean answers as the action wants them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def typed(self) -> list[tuple[Any, str]]:
        """(label, what the person wrote), for a page that cannot use it any more."""
        pairs = [(field.label, str(field.value() or "")) for field in self.visible_fields()]
        return [(label, value) for label, value in pairs if value]


class ReadyTexts(CaseForm):
    """Has ready texts at hand. `places`: part of the text module → the field that it is put into."""

    places: dict[str, str] = {}

    @cached_property
    def text_modules(self) -> list[TextModule]:
        """Those that suit a part of this form, by part."""
        found = sorted(TextModule.objects.for_case(self.case), key=lambda one: (one.get_part_display(), one.name))
        return [module for module in found if self.places.get(module.part) in self.fields]

    def insert(self, key: str) -> bool:
        """Put a ready text after what has been written; false when there is no such text."""
        module = next((one for one in self.text_modules if str(one.pk) == key), None)
        if module is None:
            return False
        text = filled(module.text.get(self.case.language) or module.text.get("fi", ""), self.case)
        place = self.places[module.part]
        written = str(self.initial.get(place) or "").rstrip()
        break_by = "\n" if module.part in ("law_sections", "contact") else "\n\n"
        self.initial[place] = break_by.join(filter(None, (written, text)))
        return True


class WritingForm(ReadyTexts):
    """Writes a decision."""

    places = {name: name for name in ("summary", "reasons", "law_sections", "contact")}
    contact = forms.CharField(
        label=_("Lisätietoja antaa"),
        max_length=200,
        required=False,
        help_text=_("Nimi ja puhelinnumero tai sähköpostiosoite."),
    )

    def first_guess(self, case: Case) -> dict[str, Any]:
        return {"contact": contact_of(case, actor=self.actor)}


class AsksForMissing(forms.Form):
    """What a request for the missing reads: one thing a line, and a day to come."""

    def clean_items(self) -> list[str]:
        lines = (line.strip(" -•\t") for line in self.cleaned_data["items"].splitlines())
        return [line for line in lines if line]

    def clean_due_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["due_on"]
        if day <= clock.today():
            raise ValidationError(_("Päivä on jo mennyt. Valitse huominen tai myöhempi päivä."))
        return day


class SupplementForm(AsksForMissing, ReadyTexts):
    places = {"supplement": "text"}
    items = long_text(
        _("Mitä puuttuu?"), rows=4, limit=2000, help_text=_("Kirjoita jokainen puuttuva tieto omalle riville.")
    )
    text = long_text(_("Lisäohje asiakkaalle"), rows=3, limit=2000, required=False)
    due_on = forms.DateField(
        label=_("Mihin mennessä?"), widget=forms.DateInput, help_text=_("Muodossa pp.kk.vvvv. Anna riittävästi aikaa.")
    )
    consequence = long_text(
        _("Mitä tapahtuu, jos tietoja ei tule?"),
        rows=2,
        limit=300,
        help_text=_("Asiakas näkee tämän. Hallintolaki 33 §."),
    )

    def first_guess(self, case: Case) -> dict[str, Any]:
        return {
            "due_on": clock.today() + dt.timedelta(days=case.terms.supplement_days or SUPPLEMENT_DAYS),
            "consequence": gettext("Ratkaisemme asian niillä tiedoilla, jotka meillä on."),
        }

    def facts(self) -> dict[str, Any]:
        return {"missing": Missing(**super().facts())}


class ResumeForm(CaseForm):
    reason = long_text(
        _("Miksi käsittely jatkuu?"),
        rows=3,
        limit=500,
        help_text=_("Asiakas näkee tämän. Esimerkiksi: Määräaika on päättynyt."),
    )


class CloseForm(CaseForm):
    reason = long_text(_("Miten asia päättyi?"), rows=4, limit=500, help_text=_("Asiakas näkee tämän."))

    def prepare(self) -> None:
        self.fields["reason"].required = not self.case.is_served


class HandOverForm(CaseForm):
    unit = forms.ModelChoiceField(label=_("Mihin yksikköön?"), queryset=Unit.objects.none(), empty_label=_("Valitse"))
    reason = long_text(_("Miksi asia kuuluu sinne?"), rows=3, limit=500)

    def prepare(self) -> None:
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.exclude(pk=self.case.unit_id)


class TransferForm(CaseForm):
    authority = forms.CharField(
        label=_("Mille viranomaiselle?"), max_length=160, help_text=_("Esimerkiksi Kainuun hyvinvointialue.")
    )
    reason = long_text(_("Miksi asia kuuluu sinne?"), rows=3, limit=500, help_text=_("Asiakas näkee tämän."))


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


class DecisionForm(WritingForm):
    outcome = forms.ChoiceField(label=_("Lopputulos"), widget=forms.RadioSelect)
    summary = long_text(
        _("Päätös selkeästi"),
        rows=4,
        limit=3000,
        help_text=_("Mitä asiakas saa tai ei saa ja mistä alkaen. Asiakas lukee tämän ensin."),
    )
    reasons = long_text(
        _("Perustelut"), rows=6, limit=10000, help_text=_("Mitkä seikat vaikuttivat. Hallintolaki 45 §.")
    )
    law_sections = long_text(_("Sovelletut säännökset"), rows=3, limit=2000, help_text=_("Yksi säännös riville."))
    field_order: tuple[str, ...] = ("version", "outcome", "summary", "reasons", "law_sections", "contact")

    def first_guess(self, case: Case) -> dict[str, Any]:
        """What has been proposed, if something has."""
        proposal = next((one for one in case.proposals.all() if one.is_open), None)
        words = words_of(proposal) if proposal else {"law_sections": case.terms.law_sections}
        return super().first_guess(case) | words

    def prepare(self) -> None:
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = [(value, label) for value, label in Decision.Outcome.choices if self._may_end_in(value)]

    def _may_end_in(self, outcome: str) -> bool:
        """Dismissal has a button of its own, and only a rectification returns something."""
        if outcome == Decision.Outcome.RETURNED:
            return any(link.kind == "rectifies" for link in self.case.links.all())
        return outcome != Decision.Outcome.DISMISSED

    @property
    def models(self) -> list[tuple[str, Any]]:
        """(outcome, its name) of the texts that the case type has ready."""
        ready = self.case.terms.decision_texts
        return [(value, label) for value, label in Decision.Outcome.choices if value in ready]

    def start_from(self, given: Any) -> None:
        """Begin with the ready texts of an outcome, in the language of the matter."""
        texts = self.case.terms.decision_texts.get(given.get("model", ""), {})
        if texts:
            words = {name: text.get(self.case.language) or text.get("fi", "") for name, text in texts.items()}
            self.initial.update({"outcome": given["model"], **words})

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


class MessageForm(ReadyTexts):
    own_prefix = "message"
    places = {"message": "text"}
    whom = forms.ChoiceField(label=_("Kenelle?"), required=False)
    text = long_text(_("Viesti asiakkaalle"), rows=4, limit=5000)

    def prepare(self) -> None:
        """Whom to choose is asked only when the matter has other parties or heard who can sign in."""
        super().prepare()
        self.besides = {str(party.pk): party for party in reachable_besides(self.case)}
        whom = self.fields["whom"]
        assert isinstance(whom, forms.ChoiceField)
        named = [(key, f"{party.display_name} ({party.get_role_display()})") for key, party in self.besides.items()]
        whom.choices = [("", gettext("Asiakkaalle, jonka asia tämä on")), *named]
        if not self.besides:
            del self.fields["whom"]

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        to = self.besides.get(facts.pop("whom", ""))
        return {**facts, "to": to}


class NoteForm(CaseForm):
    own_prefix: str | None = "note"
    text = long_text(
        _("Uusi muistiinpano"),
        rows=2,
        limit=5000,
        help_text=_("Mainitse kollega kirjoittamalla @ ja nimi, esimerkiksi @Kari Huotari. Hän saa siitä tiedon."),
    )

    def facts(self) -> dict[str, Any]:
        """The names are looked up only when something was written."""
        given = super().facts()
        colleagues = colleagues_of(self.actor, self.case.unit) if "@" in given["text"] else []
        return given | {"mentioned": mentioned_in(given["text"], colleagues)}


def mentioned_in(text: str, colleagues: list[User]) -> list[User]:
    """Whose name or user name stands after an @. The longest name wins: @Kari Huotarinen is not Kari Huotari."""
    names = {name.casefold(): user for user in colleagues for name in (user.display_name, user.username)}
    if not names:
        return []
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = re.findall(rf"@({longest_first})(?!\w)", text.casefold())
    return [user for user in colleagues if any(names[name] is user for name in found)]
