# SPDX-License-Identifier: EUPL-1.2
"""Numbers and sums of money, typed as people type them: 1 200,50."""

import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from services.eforms.engine.fields.base import Kind, number, plain_text, whole_number

LIMIT = Decimal(10) ** 12


class TypedNumberField(forms.CharField):
    def __init__(self, *, decimals: int, low: Decimal | None, high: Decimal | None, unit: str, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.decimals, self.low, self.high, self.affix = decimals, low, high, unit  # the template pack shows the affix

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        amount = self._number(text)
        if self.low is not None and amount < self.low:
            low = number_text(self.low, self.decimals, self.affix)
            raise ValidationError(_("Luku on liian pieni. Pienin sallittu on %(low)s.") % {"low": low})
        if self.high is not None and amount > self.high:
            high = number_text(self.high, self.decimals, self.affix)
            raise ValidationError(_("Luku on liian suuri. Suurin sallittu on %(high)s.") % {"high": high})
        return amount

    def _number(self, text: str) -> Decimal:
        plain = re.sub(r"[\s€]", "", text).replace("−", "-").replace(",", ".")
        example = "1 200,50" if self.decimals else "1200"
        wrong = ValidationError(_("Kirjoita luku numeroina, esimerkiksi %(example)s.") % {"example": example})
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain):
            raise wrong
        amount = Decimal(plain)
        if abs(amount) > LIMIT:
            raise wrong
        if amount != round(amount, self.decimals):
            raise ValidationError(_("Kirjoita enintään %(decimals)d desimaalia.") % {"decimals": self.decimals})
        return amount


def number_text(amount: Decimal, decimals: int = 0, unit: str = "") -> str:
    """`1 200,50 €` with no-break spaces; a whole sum without its zeros."""
    places = 0 if amount == amount.to_integral_value() else decimals
    text = f"{amount:,.{places}f}".replace(",", "\u00a0").replace(".", ",")
    return f"{text}\u00a0{unit}" if unit else text


class Number(Kind):
    rules = {"min": number, "max": number, "decimals": whole_number, "unit": plain_text}
    lowest: ClassVar[int | None] = None

    def form_field(self) -> forms.Field:
        low, high = self.rule("min", self.lowest), self.rule("max")
        inputmode = "decimal" if self.decimals else "numeric"
        return TypedNumberField(
            decimals=self.decimals,
            unit=self.unit,
            low=None if low is None else Decimal(str(low)),
            high=None if high is None else Decimal(str(high)),
            widget=forms.TextInput({"inputmode": inputmode, "autocomplete": "off", "size": "10"}),
            **self.common(self.missing()),
        )

    def missing(self) -> str:
        return _("Tämä kohta on tyhjä. Kirjoita luku.")

    @property
    def decimals(self) -> int:
        return int(self.rule("decimals", 0))

    @property
    def unit(self) -> str:
        return str(self.rule("unit", ""))

    def display(self, value: Any) -> str:
        return number_text(value, self.decimals, self.unit)


class Money(Number):
    rules = {"min": number, "max": number}
    lowest = 0
    decimals = 2
    unit = "€"

    def missing(self) -> str:
        return _("Tämä kohta on tyhjä. Kirjoita summa euroina, esimerkiksi 1 200,50.")
