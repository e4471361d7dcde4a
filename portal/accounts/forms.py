# SPDX-License-Identifier: EUPL-1.2
"""Questions to people about themselves."""

from typing import Any

import phonenumbers
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.accounts.actions import register_person
from portal.accounts.actors import actor_for
from portal.accounts.models import Person, User
from portal.common.phones import keep_phone, read_phone, show_phone


class PhoneField(forms.CharField):
    """A telephone number: typed and shown the Finnish way, kept in E.164."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "size": 20})

    def prepare_value(self, value: Any) -> Any:
        return show_phone(value) if value else value

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        number = read_phone(text)
        if number is None or not phonenumbers.is_valid_number(number):
            raise forms.ValidationError(
                gettext("Tarkista puhelinnumero. Kirjoita se näin: 040 123 4567."), code="invalid"
            )
        return keep_phone(number)


class SignupNameForm(forms.Form):
    """What we ask beside allauth's e-mail and password when somebody signs up."""

    first_name = forms.CharField(
        label=_("Etunimi"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Sukunimi"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    field_order = ["first_name", "last_name", "email", "password1", "password2"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth in the transaction that creates the user."""
        user.language = request.LANGUAGE_CODE
        user.save(update_fields=["language"])
        register_person(user, actor=actor_for(user))


class ProfileForm(forms.ModelForm[Person]):
    """Contact data and choices, the person's own to change."""

    phone = PhoneField(label=_("Puhelin"), required=False, help_text=_("Esimerkiksi 040 123 4567"))
    language = forms.ChoiceField(
        label=_("Asiointikieli"), choices=settings.LANGUAGES, help_text=_("Tällä kielellä lähetämme ilmoitukset.")
    )
    appearance = forms.ChoiceField(
        label=_("Ulkoasu"), choices=User.Appearance.choices, widget=forms.RadioSelect, initial=User.Appearance.AUTO
    )
    email_notices = forms.BooleanField(
        label=_("Haluan ilmoitukset myös sähköpostiin"),
        required=False,
        help_text=_("Päätöksistä ja täydennyspyynnöistä kerromme aina sähköpostilla."),
    )

    class Meta:
        model = Person
        fields = ["email", "phone", "language", "email_notices"]
        labels = {"email": pgettext_lazy("kentän nimi", "Sähköposti")}
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "email", "size": 40})}
