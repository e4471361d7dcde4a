# SPDX-License-Identifier: EUPL-1.2
"""The right side of the designer: what one step, section or question is, as boxes; and the boxes read back."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from services.eforms.admin.designer.boxes import Box, TextsBox, box_for
from services.eforms.admin.designer.options import Options
from services.eforms.designing.formulas import Formula
from services.eforms.designing.parts import Json, find, name_of
from services.eforms.designing.rules import Rules, subjects
from services.eforms.designing.types import converted, offered, type_name
from services.eforms.engine.fields import KINDS
from services.eforms.engine.prefill import SOURCES, source_problem

# Properties with an editor of their own, or none.
_ELSEWHERE = frozenset({"fields", "formula", "options"})
_SOURCE_NAMES = {
    "person.name": "Väestötietojärjestelmä: nimi",
    "person.birth_date": "Väestötietojärjestelmä: syntymäaika",
    "person.hetu": "Väestötietojärjestelmä: henkilötunnus",
    "person.address": "Väestötietojärjestelmä: osoite",
    "person.municipality": "Väestötietojärjestelmä: kotikunta",
    "person.age": "Väestötietojärjestelmä: ikä",
    "person.email": "Omat tiedot: sähköposti",
    "person.phone": "Omat tiedot: puhelin",
    "organisation.name": "Yritys tai järjestö: nimi",
    "organisation.business_id": "Yritys tai järjestö: Y-tunnus",
    "organisation.email": "Yritys tai järjestö: sähköposti",
    "organisation.phone": "Yritys tai järjestö: puhelin",
    "organisation.address": "Yritys tai järjestö: osoite",
    "organisation.acting": "Yritys tai järjestö: asioiko sen puolesta",
    "service.name": "Palvelu: nimi",
}


class Panel:
    """Made for showing (`data` None) or from what was sent (a QueryDict)."""

    def __init__(self, content: Json, address: str, data: Any = None) -> None:
        self.content, self.address, self.data = content, address, data
        self.part = find(content, address).part
        self.kind = address.partition(":")[0]
        self.name = name_of(self.part)
        self.boxes = self._boxes()
        self.form = self._form()
        self.subjects = subjects(content, address)
        self.rules = {name: self._rules(name) for name in self._rule_names()}
        self.formula = self._formula() if self.type_code == "calculated" else None
        self.options = Options(self.part, data, content, self.subjects) if self.has_options else None

    # ---- what there is

    @property
    def is_field(self) -> bool:
        return self.kind == "field"

    @property
    def type_code(self) -> str:
        return str(self.part.get("type", ""))

    @property
    def type_name(self) -> Any:
        return type_name(self.type_code)

    @property
    def has_options(self) -> bool:
        return self.is_field and self.type_code in KINDS and KINDS[self.type_code].has_options

    @property
    def is_asked(self) -> bool:
        return self.is_field and self.type_code in KINDS and KINDS[self.type_code].is_asked

    @property
    def is_in_rows(self) -> bool:
        return "." in self.address

    def _rule_names(self) -> list[str]:
        return ["show_if", *(["required_if"] if self.is_asked else [])]

    def _rules(self, name: str) -> Rules:
        if self.data is not None:
            return Rules.typed(self.data, name, self.content, known=self.subjects)
        return Rules.read(self.part.get(name), self.content, known=self.subjects)

    def _formula(self) -> Formula:
        if self.data is not None:
            return Formula.typed(self.data, "formula", self.content, self.address)
        return Formula.read(self.part.get("formula"), self.content, self.address)

    def _boxes(self) -> dict[str, list[Box]]:
        """The boxes by their place on the page: main, own (of the type), more."""
        if self.kind == "step":
            return {"main": [TextsBox("title", label=_("Vaiheen otsikko"), prefix="")], "own": [], "more": []}
        if self.kind == "section":
            title = TextsBox("title", label=_("Osion otsikko"), prefix="")
            return {"main": [title, TextsBox("help", label=_("Ohje"), prefix="", long=True)], "own": [], "more": []}
        label = _("Kysymys") if self.is_asked else _("Otsikko")
        main: list[Box] = [TextsBox("label", label=label, prefix=""), self._help()]
        rules = KINDS[self.type_code].rules if self.type_code in KINDS else {}
        return {
            "main": main,
            "own": [box_for(n, check) for n, check in rules.items() if n not in _ELSEWHERE],
            "more": [],
        }

    def _help(self) -> TextsBox:
        return TextsBox("help", label=_("Ohje") if self.is_asked else _("Teksti"), prefix="", long=True)

    def _form(self) -> forms.Form:
        fields: dict[str, forms.Field] = {}
        for boxes in self.boxes.values():
            for box in boxes:
                fields.update(box.fields(self.part.get(box.name)))
        fields.update(self._common())
        form: forms.Form = type("PartForm", (forms.Form,), fields)(self.data, auto_id="osa_%s")
        return form

    def _common(self) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        if self.kind != "section":
            told = _("Näkyy vain tekijöille ja käsittelyssä. Muutos päivittää ehdot, jotka katsovat tätä.")
            fields["key"] = forms.CharField(
                label=_("Tunnus"), help_text=told, initial=self.part["key"], max_length=59, required=True
            )
        if not self.is_field:
            return fields
        menu = offered(inside_rows=self.is_in_rows)
        types = [(name, [(line.type, line.name) for line in lines]) for name, lines in menu]
        fields["type"] = forms.ChoiceField(label=_("Tyyppi"), choices=types, initial=self.type_code)
        if self.is_asked:
            fields["required"] = forms.BooleanField(
                label=_("Pakollinen, kun näkyy"), required=False, initial=not self.part.get("optional", False)
            )
            fields.update({} if self.is_in_rows else self._known_fields())
        return fields

    def _known_fields(self) -> dict[str, forms.Field]:
        now = self.part.get("prefill", "")
        usable = [name for name in sorted(SOURCES) if not source_problem(name, self.type_code)]
        names = [*usable, *([now] if now and now not in usable else [])]
        sources = [("", _("Ei esitäyttöä")), *((name, _SOURCE_NAMES.get(name, name)) for name in names)]
        return {
            "prefill": forms.ChoiceField(label=_("Mistä tieto haetaan?"), choices=sources, initial=now, required=False),
            "editable": forms.BooleanField(
                label=_("Asiakas voi muuttaa tietoa"), required=False, initial=not self.part.get("locked", False)
            ),
            "from_query": forms.BooleanField(
                label=_("Linkki voi täyttää tämän"), required=False, initial=self.part.get("from_query", False)
            ),
            "renew": forms.BooleanField(
                label=_("Saa tuoda edelliseltä kerralta"), required=False, initial=self.part.get("renew", True)
            ),
        }

    # ---- for the template

    def bound(self, place: str, *, other_languages: bool | None = None) -> list[forms.BoundField]:
        """The inputs of the boxes; only the Finnish or only the other languages when asked."""
        names = [name for box in self.boxes[place] for name in box.fields(self.part.get(box.name))]
        foreign = [name for name in names if name.endswith(("-sv", "-en"))]
        if other_languages is not None:
            names = foreign if other_languages else [name for name in names if name not in foreign]
        return [self.form[name] for name in names]

    @property
    def main(self) -> list[forms.BoundField]:
        return self.bound("main", other_languages=False)

    @property
    def translations(self) -> list[forms.BoundField]:
        return self.bound("main", other_languages=True)

    @property
    def own(self) -> list[forms.BoundField]:
        return self.bound("own")

    @property
    def prefill_inputs(self) -> list[forms.BoundField]:
        return [self.form[name] for name in ("prefill", "editable", "from_query", "renew") if name in self.form.fields]

    @property
    def shown_rules(self) -> list[tuple[str, Rules]]:
        """When it is required is asked only of what is not required always."""
        is_required = "required" in self.form.fields and bool(self.form["required"].value())
        return [(name, rules) for name, rules in self.rules.items() if name == "show_if" or not is_required]

    @property
    def untranslated(self) -> bool:
        return any(not bound.value() for bound in self.translations if self.form[f"{bound.name[:-3]}-fi"].value())

    # ---- reading back

    def properties(self) -> Json | None:
        """What the boxes say as properties (None takes one away); None when something is wrong in them."""
        if not self.form.is_valid():
            return None
        found: Json = {}
        for box in (box for boxes in self.boxes.values() for box in boxes):
            try:
                found[box.name] = box.read(self.form.cleaned_data)
            except ValidationError as error:
                for name, told in error.message_dict.items():
                    self.form.add_error(name, told)
        found.update({name: rules.condition() for name, rules in self.rules.items()})
        found.update(self._common_properties())
        self._read_parts(found)
        sound = self.form.is_valid() and all(rules.is_sound for rules in self.rules.values())
        sound = sound and not (self.formula and self.formula.error) and (not self.options or self.options.is_sound)
        return self._of_type(found) if sound else None

    def forgive(self) -> None:
        """Leave out what is wrong: the person is still writing."""
        self.form.errors.clear()
        for rules in self.rules.values():
            rules.forgive()
        if self.formula:
            self.formula.error = ""
        if self.options:
            self.options.forgive()

    def _common_properties(self) -> Json:
        cleaned = self.form.cleaned_data
        found: Json = {"key": cleaned["key"]} if "key" in cleaned else {}
        if self.is_asked:
            found["optional"] = None if cleaned["required"] else True
            if found["optional"] is None:
                found["required_if"] = None
        if "prefill" in cleaned:
            found["prefill"] = cleaned["prefill"] or None
            found["locked"] = True if cleaned["prefill"] and not cleaned["editable"] else None
            found["from_query"] = cleaned["from_query"] or None
            found["renew"] = None if cleaned["renew"] else False
        return found

    def _read_parts(self, found: Json) -> None:
        needed = {"step": "title", "field": "label"}.get(self.kind)
        if needed and not found.get(needed):
            self.form.add_error(f"{needed}-fi", _("Kirjoita teksti."))
        if self.formula:
            found["formula"] = self.formula.expression()
        if self.options and not found.get("list"):
            found["options"] = self.options.read()
        elif self.options:
            found["options"] = None

    def _of_type(self, found: Json) -> Json:
        chosen = self.form.cleaned_data.get("type", self.type_code)
        if not self.is_field or chosen == self.type_code:
            return found
        as_now = {**self.part, **{name: value for name, value in found.items() if value is not None}}
        kept = {name: value for name, value in found.items() if name in ("label", "help", "show_if", "optional", "key")}
        return {**{name: None for name in found if name not in kept}, **kept, **converted(as_now, chosen)}
