# SPDX-License-Identifier: EUPL-1.2
"""Numbers and sums of money, typed as people type them: 1 200,50."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from services.eforms.engine.definition import Question
from services.eforms.engine.fields.base import Kind
from services.eforms.engine.situation import Situation

LIMIT = Decimal(10) ** 12


class TypedNumberField(forms.CharField):
    def __init__(self, *, decimals: int, low: Decimal | None, high: Decimal | None, unit: str, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.decimals, self.low, self.high, self.unit = decimals, low, high, unit

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number = self._number(text)
        if self.low is not None and number < self.low:
            low = number_text(self.low, self.decimals, self.unit)
            raise ValidationError(_("Luku on liian pieni. Pienin sallittu on %(low)s.") % {"low": low})
        if self.high is not None and number > self.high:
            high = number_text(self.high, self.decimals, self.unit)
            raise ValidationError(_("Luku on liian suuri. Suurin sallittu on %(high)s.") % {"high": high})
        return number

    def _number(self, text: str) -> Decimal:
        plain = re.sub(r"[\s€−]", lambda hit: "-" if hit[0] == "−" else "", text).replace(",", ".")
        example = "1 200,50" if self.decimals else "1200"
        wrong = ValidationError(_("Kirjoita luku numeroina, esimerkiksi %(example)s.") % {"example": example})
        if not re.fullmatch(r"-?\d+(\.\d+)?", plain):
            raise wrong
        try:
            number = Decimal(plain)
        except InvalidOperation:
            raise wrong from None
        if abs(number) > LIMIT:
            raise wrong
        if number != round(number, self.decimals):
            raise ValidationError(_("Kirjoita enintään %(decimals)d desimaalia.") % {"decimals": self.decimals})
        return number


def number_text(number: Decimal, decimals: int = 0, unit: str = "") -> str:
    """`1 200,50 €` with no-break spaces; a whole sum without its zeros."""
    places = 0 if number == number.to_integral_value() else decimals
    text = f"{number:,.{places}f}".replace(",", "\u00a0").replace(".", ",")
    return f"{text}\u00a0{unit}" if unit else text


class Number(Kind):
    rules = frozenset({"min", "max", "decimals", "unit"})

    def form_field(self, question: Question, situation: Situation) -> forms.Field:
        decimals, unit = self.decimals(question), self.unit(question)
        inputmode = "decimal" if decimals else "numeric"
        field = TypedNumberField(
            decimals=decimals,
            unit=unit,
            low=_limit(question.rules.get("min", self.lowest)),
            high=_limit(question.rules.get("max")),
            widget=forms.TextInput({"inputmode": inputmode, "autocomplete": "off", "size": "10"}),
            **self.common(question, self.missing()),
        )
        field.affix = unit  # type: ignore[attr-defined]  # read by the template pack
        return field

    lowest: int | None = None

    def missing(self) -> str:
        return _("Tämä kohta on tyhjä. Kirjoita luku.")

    def decimals(self, question: Question) -> int:
        return int(question.rules.get("decimals", 0))

    def unit(self, question: Question) -> str:
        return str(question.rules.get("unit", ""))

    def display(self, question: Question, value: Any, situation: Situation) -> str:
        return number_text(value, self.decimals(question), self.unit(question))

    def problems(self, rules: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name in ("min", "max", "decimals"):
            if name in rules and (not isinstance(rules[name], int | float) or isinstance(rules[name], bool)):
                yield name, "must be a number"
        low, high = rules.get("min"), rules.get("max")
        if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
            yield "min", "is greater than max"


def _limit(raw: Any) -> Decimal | None:
    return None if raw is None else Decimal(str(raw))


class Money(Number):
    rules = frozenset({"min", "max"})
    lowest = 0

    def missing(self) -> str:
        return _("Tämä kohta on tyhjä. Kirjoita summa euroina, esimerkiksi 1 200,50.")

    def decimals(self, question: Question) -> int:
        return 2

    def unit(self, question: Question) -> str:
        return "€"
