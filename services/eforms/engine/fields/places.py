# SPDX-License-Identifier: EUPL-1.2
"""Where: a postal address, or a place in the town."""

from collections.abc import Mapping
from typing import Any, override

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _

from portal.common.geometry import CHARACTERS_AT_MOST, Geometry, geometry_words, read_geometry
from portal.common.post_offices import post_office
from services.eforms.engine.fields.base import Facts, Kind, some_of

SHAPES = {"point": "Point", "area": "Polygon"}


class LenientField(forms.CharField):
    """Its question says whether it is missing: something else may do instead."""

    def validate(self, value: Any) -> None:
        pass


class Address(Kind):
    """Street, postal code and post office. The value is the three of them; the code may tell the post office."""

    parts = ("street", "code", "office")

    def inputs(self) -> dict[str, forms.Field]:
        common = self.common(_("Kirjoita katuosoite."))
        code = RegexValidator(r"^\d{5}$", _("Tarkista postinumero. Siinä on viisi numeroa."))
        missing = {"label": _("Postitoimipaikka"), "help_text": ""}
        fields = (
            forms.CharField(max_length=120, widget=_text("address-line1", 40), **common),
            self._part(_("Postinumero"), _("Kirjoita postinumero."), _text("postal-code", 5), [code]),
            LenientField(max_length=60, widget=_text("address-level2", 20), **common | missing),
        )
        return {f"{self.key}__{part}": field for part, field in zip(self.parts, fields, strict=True)}

    def _part(self, label: str, missing: str, widget: forms.Widget, validators: Any = ()) -> forms.Field:
        common = self.common(missing) | {"label": label, "help_text": ""}
        return forms.CharField(max_length=60, widget=widget, validators=validators, **common)

    @override
    def completed(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        office, code = f"{self.key}__office", typed.get(f"{self.key}__code")
        found = "" if typed.get(office) else post_office(str(code or ""))
        return {office: found} if found and office in typed else {}

    def value(self, cleaned: Mapping[str, Any]) -> Any:
        street, code, office = (cleaned.get(f"{self.key}__{part}") or "" for part in self.parts)
        found = (street, code, office or post_office(code))
        if any(found) and not all(found):
            part = self.parts[found.index("")]
            half = _("Täydennä osoite tai tyhjennä se kokonaan.")
            told = _("Kirjoita postitoimipaikka.") if part == "office" else half
            raise ValidationError({f"{self.key}__{part}": told})
        return found if any(found) else None

    def display(self, value: Any) -> str:
        street, code, office = value
        return f"{street}, {code} {office}"

    def typed(self, known: Any) -> dict[str, Any]:
        return {f"{self.key}__{part}": text for part, text in zip(self.parts, known, strict=True)}


class Location(Kind):
    """A place in the town in words and, when the form says `shapes`, on a map: a point or an area.

    The value is {"text": words, "geometry": GeoJSON or None}. Either of the two is enough.
    """

    rules = {"shapes": some_of(*SHAPES)}

    @property
    def shapes(self) -> list[str]:
        return list(self.rule("shapes", []))

    @property
    def geo_name(self) -> str:
        return f"{self.key}__geo"

    @override
    def inputs(self) -> dict[str, forms.Field]:
        common = self.common(self.missing())
        words = LenientField(max_length=200, widget=_text("off", 40), **common)
        if not self.shapes:
            return {self.key: words}
        # The hidden input is filled by the map; what is wrong in it is told beside the words.
        geo = forms.CharField(
            label=common["label"], required=False, widget=forms.HiddenInput(), max_length=CHARACTERS_AT_MOST
        )
        return {self.key: words, self.geo_name: geo}

    def missing(self) -> str:
        if self.shapes:
            return _("Merkitse paikka kartalle tai kirjoita sen osoite.")
        return _("Kirjoita paikan osoite tai kuvaile paikka.")

    @override
    def fit(self, inputs: Mapping[str, forms.Field], facts: Facts) -> None:
        words = inputs[self.key]
        words.required = words.widget.is_required = self.is_needed(facts)

    @override
    def value_in(self, cleaned: Mapping[str, Any], facts: Facts) -> Any:
        text, drawn = cleaned.get(self.key) or "", cleaned.get(self.geo_name) or ""
        geometry = self._geometry(drawn) if drawn else None
        if text or geometry:
            return {"text": text, "geometry": geometry}
        if self.is_needed(facts):
            raise ValidationError({self.key: self.missing()})
        return None

    def _geometry(self, drawn: str) -> Geometry:
        try:
            geometry = read_geometry(drawn)
        except ValidationError as error:
            raise ValidationError({self.key: error.messages}) from None
        if geometry["type"] not in [SHAPES[shape] for shape in self.shapes]:
            raise ValidationError({self.key: _("Tähän ei voi merkitä tällaista kohdetta. Merkitse paikka uudelleen.")})
        return geometry

    def display(self, value: Any) -> str:
        words = geometry_words(value["geometry"]) if value["geometry"] else ""
        return "\n".join(filter(None, [value["text"], words]))

    @override
    def brief(self, value: Any) -> str:
        return str(value["text"]) or self.display(value)

    @override
    def geometry(self, value: Any) -> Geometry | None:
        found: Geometry | None = value["geometry"]
        return found


def _text(autocomplete: str, size: int) -> forms.TextInput:
    attrs = {"autocomplete": autocomplete, "size": str(size)}
    return forms.TextInput(attrs | ({"inputmode": "numeric"} if autocomplete == "postal-code" else {}))
