# SPDX-License-Identifier: EUPL-1.2
"""Who else signs: their names and addresses. They sign later, each on a page of their own (actions/signing.py)."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from portal.common.texts import localized
from services.eforms.engine.fields.base import Facts, Kind, Values, must, texts
from services.eforms.engine.fields.groups import read_rows

SIGNERS_AT_MOST = 4
signer_count = must(
    lambda value: isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= SIGNERS_AT_MOST,
    f"must be a whole number from 1 to {SIGNERS_AT_MOST}",
    type="integer",
    minimum=1,
    maximum=SIGNERS_AT_MOST,
)


class Signature(Kind):
    """One to four people who sign before the form can be sent. The value is a list of {"name", "email"}.

    Each has a place on the page from the beginning, so nothing needs to be added; those beyond `min` may stay empty.
    """

    rules = {"min": signer_count, "max": signer_count, "item": texts}
    has_rows: ClassVar[bool] = True
    parts: ClassVar[tuple[str, ...]] = ("name", "email")

    @property
    def rows_name(self) -> str:
        return f"{self.key}__rows"

    @property
    def low(self) -> int:
        return int(self.rule("min", 1))

    @property
    def row_ids(self) -> list[str]:
        typed = self.answers.get(self.rows_name)
        rows = [] if typed is None else read_rows(typed)
        count = max(int(self.rule("max", SIGNERS_AT_MOST)), self.low)
        return (rows or [str(number) for number in range(count)])[:count]

    def item(self, number: int) -> str:
        name = str(localized(self.rule("item"))) or _("Allekirjoittaja")
        return f"{name} {number}" if len(self.row_ids) > 1 else name

    def names_of(self, row: str) -> list[str]:
        return [f"{self.key}__{row}__{part}" for part in self.parts]

    @override
    def inputs(self) -> dict[str, forms.Field]:
        rows = ",".join(self.row_ids)
        found: dict[str, forms.Field] = {
            self.rows_name: forms.CharField(required=False, widget=forms.HiddenInput(), initial=rows)
        }
        for number, row in enumerate(self.row_ids, 1):
            name, email = self.names_of(row)
            required = number <= self.low and not self.question.optional
            found[name] = self._name(number, required=required)
            found[email] = self._email(number, required=required)
        return found

    def _name(self, number: int, *, required: bool) -> forms.Field:
        label = _("%(signer)s: nimi") % {"signer": self.item(number)}
        missing = {"required": _("Kirjoita allekirjoittajan nimi.")}
        widget = forms.TextInput({"autocomplete": "off"})
        return forms.CharField(max_length=120, label=label, required=required, error_messages=missing, widget=widget)

    def _email(self, number: int, *, required: bool) -> forms.Field:
        label = _("%(signer)s: sähköposti") % {"signer": self.item(number)}
        missing = {"required": _("Kirjoita allekirjoittajan sähköpostiosoite. Lähetämme hänelle linkin.")}
        widget = forms.TextInput({"type": "email", "autocomplete": "off"})
        wrong = EmailValidator(_("Tarkista sähköpostiosoite. Se on muotoa nimi@esimerkki.fi."))
        return forms.CharField(
            max_length=200, label=label, required=required, error_messages=missing, widget=widget, validators=[wrong]
        )

    @override
    def fit(self, inputs: Mapping[str, forms.Field], facts: Facts) -> None:
        needed = self.is_needed(facts)
        for number, row in enumerate(self.row_ids, 1):
            for name in self.names_of(row):
                inputs[name].required = inputs[name].widget.is_required = needed and number <= self.low

    @override
    def value(self, cleaned: Mapping[str, Any]) -> list[dict[str, str]]:
        signers = []
        for row in self.row_ids:
            name, email = (cleaned.get(part) or "" for part in self.names_of(row))
            if bool(name) != bool(email):
                empty = self.names_of(row)[bool(name)]
                raise ValidationError({empty: _("Kirjoita sekä nimi että sähköposti.")})
            if name:
                signers.append({"name": name, "email": email})
        return signers

    @override
    def check(self, value: Any, values: Values) -> None:
        seen: set[str] = set()
        filled = [row for row in self.row_ids if str(self.answers.get(self.names_of(row)[1]) or "").strip()]
        for row, signer in zip(filled, value, strict=True):
            if signer["email"].lower() in seen:
                twice = _("Tämä osoite on jo toisella allekirjoittajalla. Jokainen tarvitsee oman.")
                raise ValidationError({self.names_of(row)[1]: twice})
            seen.add(signer["email"].lower())

    @override
    def display(self, value: Any) -> str:
        return "\n".join(f"{signer['name']} ({signer['email']})" for signer in value)
