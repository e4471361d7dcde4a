# SPDX-License-Identifier: EUPL-1.2
"""What staff write. Every form remembers which version of the feedback its page showed."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.models import Feedback
from portal.accounts.models import Unit


class WorkForm(forms.Form):
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, feedback: Feedback, name: str) -> None:
        super().__init__(data, initial=self.initial_of(feedback) | {"expected_version": feedback.version}, prefix=name)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields)

    def initial_of(self, feedback: Feedback) -> dict[str, Any]:  # noqa: ARG002 the others use it
        return {}


class AnswerForm(WorkForm):
    text = forms.CharField(
        label=_("Vastaus"),
        help_text=_("Puhuttele suoraan ja kerro, mitä tapahtuu ja milloin."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Kirjoita vastaus.")},
    )
    is_public = forms.BooleanField(
        label=_("Vastauksen saa näyttää julkisesti"),
        help_text=_("Älä mainitse nimiä, jos valitset tämän."),
        required=False,
    )

    def initial_of(self, feedback: Feedback) -> dict[str, Any]:
        return {"is_public": feedback.may_publish}


class RouteForm(WorkForm):
    unit = forms.ModelChoiceField(
        label=_("Yksikkö"),
        queryset=Unit.objects.all(),
        empty_label=_("Valitse yksikkö"),
        error_messages={"required": _("Valitse yksikkö, jolle palaute kuuluu.")},
    )
    reason = forms.CharField(label=_("Saate vastaanottajalle"), max_length=500, required=False)


class CloseForm(WorkForm):
    text = forms.CharField(
        label=_("Mitä tehtiin?"),
        help_text=_("Palautteen antaja näkee tämän."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReopenForm(WorkForm):
    reason = forms.CharField(
        label=_("Miksi palaute avataan uudelleen?"),
        max_length=500,
        error_messages={"required": _("Kirjoita syy.")},
    )


class PublishForm(WorkForm):
    title = forms.CharField(label=_("Otsikko"), max_length=120, error_messages={"required": _("Kirjoita otsikko.")})
    text = forms.CharField(
        label=_("Julkinen teksti"),
        help_text=_("Poista nimet ja muut tiedot, joista ihmisen voi tunnistaa."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Kirjoita teksti, jonka kaikki saavat lukea.")},
    )

    def initial_of(self, feedback: Feedback) -> dict[str, Any]:
        return {"title": feedback.title, "text": feedback.public_text or feedback.text}


class NoteForm(WorkForm):
    text = forms.CharField(
        label=_("Muistiinpano"),
        help_text=_("Vain henkilöstö näkee tämän."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Kirjoita muistiinpano.")},
    )
