# SPDX-License-Identifier: EUPL-1.2
"""What is asked when colleagues work together on a case."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.actions.messaging import Conversation
from cases.admin.colleagues import colleagues_of
from cases.admin.forms import CaseForm, NoteForm, long_text
from cases.models import Label, Note
from portal.common import clock

SPOKEN = (Note.Kind.PHONE, Note.Kind.VISIT)
LABEL_LETTERS = 40


class ConversationForm(NoteForm):
    """A call or a visit: with whom, when and what was told."""

    own_prefix = None
    kind = forms.ChoiceField(
        label=_("Mikä tämä oli?"),
        choices=[(kind.value, kind.label.capitalize()) for kind in SPOKEN],
        widget=forms.RadioSelect,
        initial=Note.Kind.PHONE,
    )
    with_whom = forms.CharField(label=_("Kenen kanssa?"), max_length=160)
    happened_on = forms.DateField(label=_("Milloin?"), widget=forms.DateInput, help_text=_("Muodossa pp.kk.vvvv."))
    text = long_text(
        _("Mitä kerrottiin tai havaittiin?"),
        rows=5,
        limit=5000,
        help_text=_("Kirjaa tiedot, jotka voivat vaikuttaa päätökseen. Hallintolaki 42 §."),
    )
    field_order = ("version", "kind", "with_whom", "happened_on", "text")

    def first_guess(self, case: Any) -> dict[str, Any]:
        return {"happened_on": clock.today(), "with_whom": case.applicant_name}

    def clean_happened_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["happened_on"]
        if day > clock.today():
            raise ValidationError(_("Päivä on tulevaisuudessa. Kirjaa vain se, mikä on jo tapahtunut."))
        return day

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        spoken = Conversation(*(given.pop(name) for name in ("kind", "with_whom", "happened_on")))
        return given | {"conversation": spoken}


class TaskForm(CaseForm):
    text = forms.CharField(label=_("Mitä pitää tehdä?"), max_length=200)
    assignee = forms.ChoiceField(label=_("Kuka tekee?"))
    due_on = forms.DateField(
        label=_("Mihin mennessä?"), widget=forms.DateInput, required=False, help_text=_("Muodossa pp.kk.vvvv.")
    )

    def first_guess(self, _case: Any) -> dict[str, Any]:
        return {"assignee": str(self.actor.user.pk) if self.actor.user else ""}

    def prepare(self) -> None:
        self.people = {str(user.pk): user for user in colleagues_of(self.actor, self.case.unit)}
        assignee = self.fields["assignee"]
        assert isinstance(assignee, forms.ChoiceField)
        assignee.choices = [(key, user.display_name) for key, user in self.people.items()]

    def clean_due_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["due_on"]
        if day and day < clock.today():
            raise ValidationError(_("Päivä on jo mennyt. Valitse tämä päivä tai myöhempi."))
        return day

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return given | {"assignee": self.people[given["assignee"]]}


class LabelsForm(CaseForm):
    chosen = forms.MultipleChoiceField(
        label=_("Yksikön tunnisteet"), widget=forms.CheckboxSelectMultiple, required=False
    )
    new = forms.CharField(
        label=_("Uudet tunnisteet"),
        max_length=200,
        required=False,
        help_text=_("Erota tunnisteet pilkulla. Älä kirjoita tunnisteeseen henkilön nimeä."),
    )

    def first_guess(self, case: Any) -> dict[str, Any]:
        return {"chosen": list(case.label_names)}

    def prepare(self) -> None:
        chosen = self.fields["chosen"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(label.name, label.name) for label in Label.objects.filter(unit=self.case.unit)]
        if not chosen.choices:
            del self.fields["chosen"]

    def clean_new(self) -> list[str]:
        names = [name.strip() for name in self.cleaned_data["new"].split(",") if name.strip()]
        if any(len(name) > LABEL_LETTERS for name in names):
            raise ValidationError(
                gettext("Yhdessä tunnisteessa voi olla enintään %(max)s merkkiä.") % {"max": LABEL_LETTERS}
            )
        return names

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return {"names": [*given.get("chosen", []), *given["new"]]}
