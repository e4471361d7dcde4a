# SPDX-License-Identifier: EUPL-1.2
"""Where: a postal address, or a place in the town."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _

from services.eforms.engine.fields.base import Kind


class Address(Kind):
    """Street, postal code and post office. The value is the three of them."""

    parts = ("street", "code", "office")

    def inputs(self) -> dict[str, forms.Field]:
        common = self.common(_("Kirjoita katuosoite."))
        code = RegexValidator(r"^\d{5}$", _("Tarkista postinumero. Siinä on viisi numeroa."))
        fields = (
            forms.CharField(max_length=120, widget=_text("address-line1", 40), **common),
            self._part(_("Postinumero"), _("Kirjoita postinumero."), _text("postal-code", 5), [code]),
            self._part(_("Postitoimipaikka"), _("Kirjoita postitoimipaikka."), _text("address-level2", 20)),
        )
        return {f"{self.key}__{part}": field for part, field in zip(self.parts, fields, strict=True)}

    def _part(self, label: str, missing: str, widget: forms.Widget, validators: Any = ()) -> forms.Field:
        common = self.common(missing) | {"label": label, "help_text": ""}
        return forms.CharField(max_length=60, widget=widget, validators=validators, **common)

    def value(self, cleaned: Mapping[str, Any]) -> Any:
        found = tuple(cleaned.get(f"{self.key}__{part}") or "" for part in self.parts)
        if any(found) and not all(found):
            missing = self.parts[found.index("")]
            raise ValidationError({f"{self.key}__{missing}": _("Täydennä osoite tai tyhjennä se kokonaan.")})
        return found if any(found) else None

    def display(self, value: Any) -> str:
        street, code, office = value
        return f"{street}, {code} {office}"

    def typed(self, known: Any) -> dict[str, Any]:
        return {f"{self.key}__{part}": text for part, text in zip(self.parts, known, strict=True)}


class Location(Kind):
    """A place in the town, in words."""

    def form_field(self) -> forms.Field:
        common = self.common(_("Kirjoita paikan osoite tai kuvaile paikka."))
        return forms.CharField(max_length=200, widget=_text("off", 40), **common)


def _text(autocomplete: str, size: int) -> forms.TextInput:
    attrs = {"autocomplete": autocomplete, "size": str(size)}
    return forms.TextInput(attrs | ({"inputmode": "numeric"} if autocomplete == "postal-code" else {}))
