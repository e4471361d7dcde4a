# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from services.eforms.actions.inviting import Invited
from services.eforms.engine.definition import Step


class PageForm(forms.Form):
    """From which page an answer comes. A page that was tampered with is treated as the oldest one."""

    window = forms.CharField(max_length=40, required=False)
    revision = forms.IntegerField(min_value=0, required=False)


class RemarkForm(forms.Form):
    """What is wrong in a known answer, for the handler. Empty takes the remark away."""

    text = forms.CharField(
        label=_("Mikä tiedossa on väärin?"),
        error_messages={"required": _("Kirjoita, mikä tiedossa on väärin.")},
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, remark: str) -> None:
        super().__init__(data, initial={"text": remark})
        self.fields["text"].required = not remark


class SendForm(forms.Form):
    """What the person promises when sending, and what the page showed."""

    confirmed = forms.BooleanField(
        label=_("Vakuutan, että antamani tiedot ovat oikein."),
        error_messages={"required": _("Vakuuta ensin, että tiedot ovat oikein.")},
    )
    digest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput())


class CodeForm(forms.Form):
    """The short code of a draft. Autocomplete is off: it works once."""

    code = forms.CharField(
        label=_("Koodi"),
        help_text=_("8 merkkiä, esimerkiksi ABCD-2345."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": 12}
        ),
        error_messages={"required": _("Kirjoita koodi.")},
    )


class InviteForm(forms.Form):
    """Whom the owner asks to fill along."""

    name = forms.CharField(
        label=_("Kutsuttavan nimi"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Kirjoita kutsuttavan nimi.")},
    )
    email = forms.EmailField(
        label=_("Kutsuttavan sähköposti"),
        help_text=_("Lähetämme linkin tähän osoitteeseen."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Kirjoita sähköpostiosoite.")},
    )
    language = forms.ChoiceField(label=_("Kutsun kieli"), choices=settings.LANGUAGES)
    steps = forms.MultipleChoiceField(
        label=_("Mitä vaiheita kutsuttu saa täyttää?"),
        help_text=_("Jos et valitse mitään, hän saa täyttää kaikki. Hän näkee aina koko lomakkeen."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, steps: Iterable[Step], language: str = "fi") -> None:
        super().__init__(data, initial={"language": language})
        choices = [(step.key, str(step.title)) for step in steps]
        self.fields["steps"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            del self.fields["steps"]

    def invited(self) -> Invited:
        given = self.cleaned_data
        return Invited(given["name"], given["email"], given["language"], tuple(given.get("steps", ())))


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Miksi et allekirjoita?"),
        help_text=_("Lähettäjä näkee tämän."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Kerro lyhyesti, miksi et allekirjoita.")},
    )
