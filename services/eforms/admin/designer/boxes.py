# SPDX-License-Identifier: EUPL-1.2
"""A property of a definition as boxes of a page: made from its rule's JSON Schema, read back into JSON."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.common.rules.checks import Check, schema_of
from services.eforms.designing.rules import day_text, plain_number, read_day, read_number
from services.eforms.lists import names_of_lists

LANGUAGES = [code for code, _name in settings.LANGUAGES]

LABELS = {
    "max_length": gettext_lazy("Enintään merkkejä"),
    "rows": gettext_lazy("Rivejä näkyvissä"),
    "autocomplete": gettext_lazy("Selaimen täydennys (esimerkiksi name)"),
    "min": gettext_lazy("Vähintään"),
    "max": gettext_lazy("Enintään"),
    "decimals": gettext_lazy("Desimaaleja"),
    "unit": gettext_lazy("Yksikkö"),
    "message": gettext_lazy("Mitä sanotaan, kun vastaus ei käy"),
    "max_days": gettext_lazy("Enintään päiviä"),
    "look": gettext_lazy("Ulkoasu"),
    "types": gettext_lazy("Sallitut tiedostot"),
    "max_files": gettext_lazy("Enintään tiedostoja"),
    "max_mb": gettext_lazy("Enintään megatavuja tiedostoa kohti"),
    "max_pages": gettext_lazy("Enintään sivuja (PDF)"),
    "capture": gettext_lazy("Tarjoa kameraa puhelimessa"),
    "tone": gettext_lazy("Sävy"),
    "other": gettext_lazy("Tarjoa vaihtoehto ”joku muu”"),
    "slugs": gettext_lazy("Vain nämä toimipisteet (tunnukset pilkulla erotettuna)"),
    "step": gettext_lazy("Väli minuutteina"),
    "item": gettext_lazy("Yhden rivin nimi (esimerkiksi Lapsi)"),
    "as": gettext_lazy("Tuloksen laji"),
    "shapes": gettext_lazy("Kartalle voi merkitä"),
    "list": gettext_lazy("Vaihtoehdot luettelosta"),
    "link": gettext_lazy("Linkki, jolla pääsee eteenpäin"),
    "kind": gettext_lazy("Mikä lomake on?"),
    "who": gettext_lazy("Kenen puolesta voi täyttää?"),
    "assurance": gettext_lazy("Miten täyttäjä tunnistautuu?"),
    "quota": gettext_lazy("Montako lähetystä otetaan vastaan?"),
    "minutes": gettext_lazy("Montako minuuttia täyttäminen vie?"),
    "renew": gettext_lazy("Voi aloittaa viime kerran tiedoilla"),
    "intro": gettext_lazy("Mitä varten lomake on?"),
    "needs": gettext_lazy("Mitä täyttäjä tarvitsee? Yksi asia riville."),
    "promise": gettext_lazy("Milloin täyttäjä saa vastauksen?"),
    "next": gettext_lazy("Mitä lähettämisen jälkeen tapahtuu? Yksi asia riville."),
    "summary": gettext_lazy("Käsittelijän rivi, jossa {tunnus} on vastaus"),
    "important": gettext_lazy("Miksi vanhan luonnoksen täyttäjän kannattaa siirtyä tähän versioon?"),
}
CHOICES = {
    "radio": gettext_lazy("valintapallot"),
    "select": gettext_lazy("alasvetovalikko"),
    "cards": gettext_lazy("kortit"),
    "table": gettext_lazy("taulukko"),
    "info": gettext_lazy("tieto"),
    "warning": gettext_lazy("varoitus"),
    "success": gettext_lazy("hyvä uutinen"),
    "number": gettext_lazy("luku"),
    "money": gettext_lazy("euroa"),
    "date": gettext_lazy("päivä"),
    "point": gettext_lazy("piste"),
    "area": gettext_lazy("alue"),
    "application": gettext_lazy("hakemus"),
    "notice": pgettext_lazy("kind of form", "ilmoitus"),
    "request": gettext_lazy("pyyntö"),
    "order": gettext_lazy("tilaus"),
    "registration": gettext_lazy("ilmoittautuminen"),
    "consent": gettext_lazy("suostumus"),
    "self": gettext_lazy("omasta puolesta"),
    "child": gettext_lazy("oman lapsen puolesta"),
    "person": gettext_lazy("toisen aikuisen puolesta valtuudella"),
    "organisation": gettext_lazy("yrityksen tai järjestön puolesta"),
    "staff": gettext_lazy("vain kaupungin työntekijä (sisäinen lomake)"),
    "none": gettext_lazy("ei tunnistautumista"),
    "weak": gettext_lazy("OmaKajaani-tunnus riittää"),
    "strong": gettext_lazy("vahva tunnistautuminen"),
}


class Box:
    """One property. Its inputs in the form of the panel: `prop-min`, or `label-fi`, `label-sv`, `label-en`."""

    def __init__(self, name: str, check: Check | None = None, *, label: Any = "", prefix: str = "prop-") -> None:
        self.name, self.check, self.label = name, check, label or LABELS.get(name, name)
        self.input = f"{prefix}{name}"

    def fields(self, value: Any) -> dict[str, forms.Field]:
        field = self.field()
        field.required, field.label, field.initial = False, self.label, self.shown(value)
        return {self.input: field}

    def field(self) -> forms.Field:
        return forms.CharField()

    def shown(self, value: Any) -> Any:
        return value

    def read(self, cleaned: Mapping[str, Any]) -> Any:
        """The property's value, or None when it is left out. Raises ValidationError."""
        value = self.value(cleaned.get(self.input))
        if value is not None and self.check and (reason := self.check(value)):
            raise ValidationError({self.input: self.refusal(reason)})
        return value

    def value(self, typed: Any) -> Any:
        return typed or None

    def refusal(self, reason: str) -> str:
        return _("Tämä ei käy: %(reason)s") % {"reason": reason}


class NumberBox(Box):
    def field(self) -> forms.Field:
        return forms.CharField(widget=forms.TextInput({"inputmode": "decimal"}))

    def shown(self, value: Any) -> Any:
        return "" if value is None else plain_number(value)

    def value(self, typed: Any) -> Any:
        if not typed:
            return None
        number = read_number(typed)
        if number is None:
            raise ValidationError({self.input: _("Kirjoita luku.")})
        return number

    def refusal(self, _reason: str) -> str:
        return _("Kirjoita luku, joka sopii tähän: esimerkiksi 1 tai 20.")


class TickBox(Box):
    def field(self) -> forms.Field:
        return forms.BooleanField()


class ChoiceBox(Box):
    def field(self) -> forms.Field:
        enum = schema_of(self.check)["enum"] if self.check else ()
        choices = [("", _("Oletus")), *((str(value), CHOICES.get(str(value), value)) for value in enum)]
        return forms.ChoiceField(choices=choices)


class ListBox(Box):
    """One of the shared lists."""

    def field(self) -> forms.Field:
        return forms.ChoiceField(choices=[("", _("Omat vaihtoehdot")), *names_of_lists()])


class ManyBox(Box):
    """Some of known words, ticked."""

    def field(self) -> forms.Field:
        enum = schema_of(self.check)["items"]["enum"] if self.check else ()
        choices = [(str(value), CHOICES.get(str(value), value)) for value in enum]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple())


class WordsBox(Box):
    """A list of words with commas between."""

    def shown(self, value: Any) -> Any:
        return ", ".join(value or ())

    def value(self, typed: Any) -> Any:
        return [word for word in (part.strip() for part in (typed or "").split(",")) if word] or None


class DayBox(Box):
    """A limit: a day, days from today, or JSON when it depends on another answer."""

    def fields(self, value: Any) -> dict[str, forms.Field]:
        made = super().fields(value)
        made[self.input].help_text = _("Esimerkiksi 31.1.2027, ”tänään” tai ”tänään + 14”.")
        return made

    def shown(self, value: Any) -> Any:
        return "" if value is None else day_text(value) or json.dumps(value, ensure_ascii=False)

    def value(self, typed: Any) -> Any:
        if not typed:
            return None
        if (limit := read_day(typed)) is not None:
            return limit
        try:
            return json.loads(typed)
        except ValueError:
            raise ValidationError({self.input: _("Kirjoita päivä, esimerkiksi 31.1.2027.")}) from None


class JsonBox(Box):
    """What we have no boxes for."""

    def field(self) -> forms.Field:
        return forms.CharField(widget=forms.Textarea({"rows": 3, "spellcheck": "false"}), help_text="JSON")

    def shown(self, value: Any) -> Any:
        return "" if value is None else json.dumps(value, ensure_ascii=False)

    def value(self, typed: Any) -> Any:
        try:
            return json.loads(typed) if typed else None
        except ValueError:
            raise ValidationError({self.input: _("Tämä ei ole JSON-muotoa.")}) from None


class TextsBox(Box):
    """A text in each language; the Finnish one stands first."""

    def __init__(
        self, name: str, check: Check | None = None, *, label: Any = "", prefix: str = "prop-", long: bool = False
    ) -> None:
        super().__init__(name, check, label=label, prefix=prefix)
        self.long = long

    def fields(self, value: Any) -> dict[str, forms.Field]:
        made: dict[str, forms.Field] = {}
        for language in LANGUAGES:
            attributes = {"lang": language, **({"rows": 3} if self.long else {})}
            widget: forms.Widget = forms.Textarea(attributes) if self.long else forms.TextInput(attributes)
            label = str(self.label) if language == "fi" else f"{self.label} ({_NAMES.get(language, language)})"
            made[f"{self.input}-{language}"] = forms.CharField(
                label=label, required=False, widget=widget, initial=(value or {}).get(language, "")
            )
        return made

    def read(self, cleaned: Mapping[str, Any]) -> Any:
        texts = {language: cleaned.get(f"{self.input}-{language}", "").strip() for language in LANGUAGES}
        texts = {language: text for language, text in texts.items() if text}
        if texts and "fi" not in texts:
            raise ValidationError({f"{self.input}-fi": _("Kirjoita ainakin suomenkielinen teksti.")})
        return texts or None


class LinesBox(Box):
    """A list of texts, a line each in Finnish. Other languages stay with a line that is still the same."""

    def field(self) -> forms.Field:
        return forms.CharField(widget=forms.Textarea({"rows": 4, "lang": "fi"}))

    def fields(self, value: Any) -> dict[str, forms.Field]:
        self.before = {texts.get("fi", ""): texts for texts in value or ()}
        return super().fields(value)

    def shown(self, value: Any) -> Any:
        return "\n".join(texts.get("fi", "") for texts in value or ())

    def value(self, typed: Any) -> Any:
        lines = [line.strip() for line in (typed or "").splitlines()]
        return [self.before.get(line, {"fi": line}) for line in lines if line] or None


_NAMES = {"sv": gettext_lazy("ruotsi"), "en": gettext_lazy("englanti")}


def box_for(name: str, check: Check) -> Box:
    """The boxes that the property's rule asks for."""
    if name == "list":
        return ListBox(name, check)
    schema = schema_of(check)
    items = schema.get("items", {})
    if schema.get("$ref", "").endswith("/texts"):
        return TextsBox(name, check)
    if schema.get("$ref", "").endswith("/day_limit"):
        return DayBox(name, check)
    if "enum" in schema:
        return ChoiceBox(name, check)
    if schema.get("type") == "array" and "enum" in items:
        return ManyBox(name, check)
    if schema.get("type") == "array" and items.get("type") == "string":
        return WordsBox(name, check)
    by_type = {"integer": NumberBox, "number": NumberBox, "boolean": TickBox, "string": Box}
    return by_type.get(schema.get("type", ""), JsonBox)(name, check)
