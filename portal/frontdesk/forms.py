# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms import PhoneField
from portal.common import clock
from portal.common.crispy import Actions
from portal.common.hetu import clean_hetu
from portal.frontdesk.actions import NewCustomer
from portal.frontdesk.models import ContactMoment

Identification = ContactMoment.Identification
DOCUMENTS = {Identification.PASSPORT, Identification.ID_CARD, Identification.DRIVING_LICENCE}


def helper(*layout: object, tag: bool = True) -> FormHelper:
    made = FormHelper()
    made.form_tag = tag
    made.layout = Layout(*layout)
    return made


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Etsi asiakas nimellä, henkilötunnuksella, puhelimella tai asianumerolla"),
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"required": _("Kirjoita nimi, henkilötunnus, puhelinnumero tai asianumero.")},
    )


class OpenForm(forms.Form):
    """Why the customer's data is opened, and how we know who it is."""

    channel = forms.ChoiceField(
        label=_("Tapa"), choices=ContactMoment.Channel.choices, widget=forms.RadioSelect, initial="visit"
    )
    identification = forms.ChoiceField(
        label=_("Miten tunnistit asiakkaan?"),
        choices=Identification.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Valitse, miten tunnistit asiakkaan.")},
    )
    reason = forms.CharField(
        label=_("Miksi avaat asiakkaan tiedot?"),
        help_text=_("Asiakas näkee syyn katselulokistaan."),
        max_length=200,
        min_length=4,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Kirjoita syy, esimerkiksi: asiakas kysyy hakemuksensa tilaa."),
            "min_length": _("Kirjoita syy muutamalla sanalla."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("channel", "identification", "reason", Actions(_("Avaa asiakkaan tiedot")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("channel") == "phone" and cleaned.get("identification") in DOCUMENTS:
            self.add_error("identification", _("Puhelimessa et voi nähdä asiakirjaa. Valitse toinen tapa."))
        return cleaned


class TakeDraftForm(OpenForm):
    """The code that the customer shows, and how we know who the customer is. The code itself is the reason."""

    code = forms.CharField(
        label=_("Asiakkaan koodi"),
        help_text=_("8 merkkiä, esimerkiksi ABCD-2345. Koodi toimii kerran."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "size": 12}),
        error_messages={"required": _("Kirjoita koodi, jonka asiakas näkee.")},
    )
    reason = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("code", "channel", "identification", Actions(_("Avaa luonnos")))


class CloseForm(forms.Form):
    topic = forms.CharField(
        label=_("Aihe"), max_length=120, error_messages={"required": _("Kirjoita, mitä asiakas kysyi.")}
    )
    note = forms.CharField(
        label=_("Muistiinpano"),
        help_text=_("Näkyy muille palveluneuvojille ja pyydettäessä asiakkaalle."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    outcome = forms.ChoiceField(
        label=_("Lopputulos"),
        choices=ContactMoment.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Valitse lopputulos.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="close")
        self.helper = helper("topic", "note", "outcome", tag=False)


class NewCustomerForm(forms.Form):
    given_names = forms.CharField(label=_("Etunimet"), max_length=120)
    surname = forms.CharField(label=_("Sukunimi"), max_length=80)
    hetu = forms.CharField(
        label=_("Henkilötunnus"),
        help_text=_("Vain, jos näet sen asiakirjasta. Sen avulla tiedot yhdistyvät, kun asiakas kirjautuu itse."),
        max_length=14,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 14}),
    )
    birth_date = forms.DateField(
        label=_("Syntymäaika"), help_text=_("Jos henkilötunnusta ei ole. Muodossa 14.8.1991."), required=False
    )
    phone = PhoneField(label=_("Puhelin"), required=False)
    email = forms.EmailField(label=_("Sähköposti"), required=False)
    street_address = forms.CharField(label=_("Katuosoite"), max_length=120, required=False)
    postal_code = forms.RegexField(
        label=_("Postinumero"),
        regex=r"^\d{5}$",
        required=False,
        widget=forms.TextInput(attrs={"size": 6, "inputmode": "numeric"}),
        error_messages={"invalid": _("Postinumerossa on viisi numeroa.")},
    )
    post_office = forms.CharField(label=_("Postitoimipaikka"), max_length=60, required=False)
    language = forms.ChoiceField(label=_("Asiointikieli"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(
            Row("given_names", "surname"),
            Row("hetu", "birth_date"),
            Row("phone", "email"),
            "street_address",
            Row("postal_code", "post_office"),
            "language",
            Actions(_("Lisää asiakas")),
        )

    def clean_hetu(self) -> str:
        text = self.cleaned_data["hetu"]
        return clean_hetu(text) if text else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        born = cleaned.get("birth_date")
        if born and born > clock.today():
            self.add_error("birth_date", ValidationError(_("Syntymäaika on tulevaisuudessa. Tarkista vuosi.")))
        if not self.errors and not cleaned.get("hetu") and not born:
            self.add_error("birth_date", ValidationError(_("Kirjoita henkilötunnus tai syntymäaika.")))
        return cleaned

    def new_customer(self) -> NewCustomer:
        return NewCustomer(**self.cleaned_data)
