# SPDX-License-Identifier: EUPL-1.2
"""Words, addresses of mail and telephone, and the codes of people, companies and bank accounts."""

import re
from collections.abc import Callable
from typing import Any, ClassVar

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator
from django.utils.translation import gettext as _
from stdnum import iban
from stdnum.exceptions import ValidationError as InvalidNumber
from stdnum.fi import ytunnus

from portal.common.hetu import clean_hetu, mask_hetu
from portal.common.phones import keep_phone, read_phone, show_phone
from services.eforms.engine.fields.base import Kind, plain_text, whole_number


class CheckedField(forms.CharField):
    """A text that a function makes clean or refuses."""

    def __init__(self, check: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.check = check

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return self.check(text) if text else ""


class Text(Kind):
    rules = {"max_length": whole_number, "autocomplete": plain_text}
    default_length: ClassVar[int] = 200

    def form_field(self) -> forms.Field:
        common = self.common(_("Tämä kohta on tyhjä. Kirjoita vastaus."))
        length = self.rule("max_length", self.default_length)
        field = forms.CharField(max_length=length, widget=self.widget(), **common)
        for validator in field.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = _(
                    "Lyhennä tekstiä. Tilaa on %(limit_value)d merkille, nyt niitä on %(show_value)d."
                )
        return field

    def widget(self) -> forms.Widget:
        autocomplete = self.rule("autocomplete")
        return forms.TextInput({"autocomplete": autocomplete} if autocomplete else {})


class LongText(Text):
    rules = {"max_length": whole_number, "rows": whole_number}
    default_length = 2000

    def widget(self) -> forms.Widget:
        return forms.Textarea({"rows": self.rule("rows", 4)})


class CheckedText(Kind):
    """A short text with a form of its own. What is missing and what is wrong are told with an example."""

    attrs: ClassVar[dict[str, str]] = {}

    def missing(self) -> str:
        raise NotImplementedError

    def clean(self, text: str) -> str:
        raise NotImplementedError

    def form_field(self) -> forms.Field:
        return CheckedField(
            self.clean, max_length=200, widget=forms.TextInput(self.attrs), **self.common(self.missing())
        )


class Email(CheckedText):
    attrs = {"type": "email", "autocomplete": "email"}

    def missing(self) -> str:
        return _("Kirjoita sähköpostiosoite, esimerkiksi nimi@esimerkki.fi.")

    def clean(self, text: str) -> str:
        EmailValidator(_("Tarkista sähköpostiosoite. Se on muotoa nimi@esimerkki.fi."))(text)
        return text


class Phone(CheckedText):
    attrs = {"type": "tel", "autocomplete": "tel", "size": "18"}

    def missing(self) -> str:
        return _("Kirjoita puhelinnumero, esimerkiksi 040 123 4567.")

    def clean(self, text: str) -> str:
        wrong = ValidationError(_("Tarkista puhelinnumero. Kirjoita se muodossa 040 123 4567 tai +358 40 123 4567."))
        number = read_phone(text)
        if number is None or not phonenumbers.is_possible_number(number):
            raise wrong
        return keep_phone(number)

    def display(self, value: Any) -> str:
        return show_phone(value)

    def typed(self, known: Any) -> dict[str, Any]:
        return {self.key: show_phone(known)}


class Hetu(CheckedText):
    """An identity code. Answers are encrypted at rest; on pages and in what is sent the code is masked."""

    attrs = {"autocomplete": "off", "size": "13", "spellcheck": "false"}

    def missing(self) -> str:
        return _("Kirjoita henkilötunnus, esimerkiksi 131052-308T.")

    def clean(self, text: str) -> str:
        return clean_hetu(text)

    def display(self, value: Any) -> str:
        return mask_hetu(value)


class BusinessId(CheckedText):
    attrs = {"autocomplete": "off", "size": "11"}

    def missing(self) -> str:
        return _("Kirjoita Y-tunnus, esimerkiksi 1234567-1.")

    def clean(self, text: str) -> str:
        try:
            code = ytunnus.validate(text)
        except InvalidNumber:
            raise ValidationError(_("Tarkista Y-tunnus. Se on muotoa 1234567-1.")) from None
        return f"{code[:7]}-{code[7]}"


class Iban(CheckedText):
    attrs = {"autocomplete": "off", "size": "26", "spellcheck": "false"}

    def missing(self) -> str:
        return _("Kirjoita tilinumero, esimerkiksi FI21 1234 5600 0007 85.")

    def clean(self, text: str) -> str:
        try:
            return str(iban.validate(text))
        except InvalidNumber:
            raise ValidationError(_("Tarkista tilinumero. Se on muotoa FI21 1234 5600 0007 85.")) from None

    def display(self, value: Any) -> str:
        return str(iban.format(value))


class VehiclePlate(CheckedText):
    attrs = {"autocomplete": "off", "size": "9"}

    def missing(self) -> str:
        return _("Kirjoita rekisterinumero, esimerkiksi ABC-123.")

    def clean(self, text: str) -> str:
        match = re.fullmatch(r"([A-ZÅÄÖ]{1,3})-?(\d{1,3})", re.sub(r"\s", "", text.upper()))
        if not match:
            raise ValidationError(_("Tarkista rekisterinumero. Se on muotoa ABC-123."))
        return "-".join(match.groups())
