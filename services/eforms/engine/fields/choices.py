# SPDX-License-Identifier: EUPL-1.2
"""Questions that are answered by choosing."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.common.texts import localized
from services.eforms.engine.fields.base import (
    Kind,
    Values,
    list_of_texts,
    one_of,
    texts,
    true_or_false,
    whole_number,
    yes_no_text,
)
from services.eforms.engine.fields.lists import Optioned, list_code

RADIOS_AT_MOST = 7
Choices = list[tuple[str, str]]


class Choice(Optioned):
    """One of the options: radio buttons, or a list when there are many."""

    rules = {"look": one_of("radio", "select"), "list": list_code}

    def choices(self) -> Choices:
        return [(option.value, str(option.label)) for option in self.options]

    def choice_help(self) -> dict[str, str]:
        return {option.value: str(option.help) for option in self.options if option.help}

    def missing(self) -> str:
        return _("Valitse yksi vaihtoehto.")

    def form_field(self) -> forms.Field:
        choices, common = self.choices(), self.common(self.missing())
        common["error_messages"]["invalid_choice"] = _("Tätä vaihtoehtoa ei enää ole. Valitse toinen.")
        look = self.rule("look", "radio" if len(choices) <= RADIOS_AT_MOST else "select")
        if look == "select":
            choices = [("", _("Valitse")), *choices]
        widget = forms.Select() if look == "select" else forms.RadioSelect()
        field = forms.ChoiceField(choices=choices, widget=widget, **common)
        help_texts = self.choice_help()
        field.choice_help, field.outlined = help_texts, bool(help_texts)  # type: ignore[attr-defined]  # template pack
        return field

    def display(self, value: Any) -> str:
        return dict(self.choices()).get(value, str(value))


class YesNo(Choice):
    rules = {}
    has_options = False

    def choices(self) -> Choices:
        return [("yes", yes_no_text(True)), ("no", yes_no_text(False))]  # noqa: FBT003


class MultiChoice(Optioned):
    """Any of the options; `min` and `max` limit how many."""

    rules = {"min": whole_number, "max": whole_number, "list": list_code}

    def form_field(self) -> forms.Field:
        common = self.common(_("Valitse ainakin yksi vaihtoehto."))
        common["error_messages"]["invalid_choice"] = _("Tätä vaihtoehtoa ei enää ole. Valitse toinen.")
        choices = [(option.value, str(option.label)) for option in self.options]
        field = forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple(), **common)
        help_texts = {option.value: str(option.help) for option in self.options if option.help}
        field.choice_help, field.outlined = help_texts, bool(help_texts)  # type: ignore[attr-defined]  # template pack
        return field

    @override
    def check(self, value: Any, values: Values) -> None:
        low, high = self.rule("min"), self.rule("max")
        if low and len(value) < low:
            raise ValidationError(_("Valitse vähintään %(count)d vaihtoehtoa.") % {"count": low})
        if high and len(value) > high:
            raise ValidationError(_("Valitse enintään %(count)d vaihtoehtoa.") % {"count": high})

    def display(self, value: Any) -> str:
        labels = {option.value: str(option.label) for option in self.options}
        return ", ".join(labels.get(item, item) for item in value)


class Consent(Kind):
    """One box that is ticked: a promise or a permission. An optional one may be left unticked."""

    rules = {"message": texts}

    def form_field(self) -> forms.Field:
        missing = str(localized(self.rule("message"))) or _("Rastita ruutu, niin pääset jatkamaan.")
        return forms.BooleanField(widget=forms.CheckboxInput({"value": "yes"}), **self.common(missing))

    def value(self, cleaned: Mapping[str, Any]) -> Any:
        ticked = cleaned.get(self.key)
        return None if ticked is None else ("yes" if ticked else "no")

    def display(self, value: Any) -> str:
        return yes_no_text(value == "yes")


class Explanation(Kind):
    """A text to be read between the questions."""

    rules = {"tone": one_of("info", "warning", "success")}
    is_asked: ClassVar[bool] = False

    def inputs(self) -> dict[str, forms.Field]:
        return {}

    @override
    def value(self, cleaned: Mapping[str, Any]) -> Any:
        return None


class ServicePoint(Choice):
    """A place of the city, from the catalogue."""

    rules = {
        "look": one_of("radio", "select"),
        "slugs": list_of_texts,
    }
    has_options = False

    def choices(self) -> Choices:
        points, slugs = self.situation.service_points, self.rule("slugs")
        return [(slug, name) for slug, name in points.items() if slugs is None or slug in slugs]

    def choice_help(self) -> dict[str, str]:
        return {}

    def missing(self) -> str:
        return _("Valitse palvelupiste.")


OTHER = "other"  # somebody who is not among those whom one may act for


class Represented(Choice):
    """Somebody whom the applicant may act for. With `other`, the questions that follow can name somebody else."""

    rules = {"other": true_or_false}
    has_options = False
    other_text: ClassVar[str] = ""

    def people(self) -> Choices:
        raise NotImplementedError

    def choices(self) -> Choices:
        other = [(OTHER, self.other_label())] if self.rule("other") else []
        return [*self.people(), *other]

    def other_label(self) -> str:
        raise NotImplementedError

    def common(self, missing: str) -> dict[str, Any]:
        words = super(Choice, self).common(missing)
        if not self.people():
            words["help_text"] = f"{words['help_text']} {self.nobody()}".strip()
        return words

    def nobody(self) -> str:
        raise NotImplementedError


class Child(Represented):
    """A child whose guardian the applicant is. The value is the child's public id."""

    def people(self) -> Choices:
        return [(key, child.display_name) for key, child in self.situation.children.items()]

    def choice_help(self) -> dict[str, str]:
        born = {key: child.birth_date for key, child in self.situation.children.items()}
        return {key: _("syntynyt %(day)s") % {"day": f"{d.day}.{d.month}.{d.year}"} for key, d in born.items() if d}

    def other_label(self) -> str:
        return _("Joku muu lapsi")

    def missing(self) -> str:
        return _("Valitse lapsi.")

    def nobody(self) -> str:
        return _("Emme löytäneet lapsia, joiden huoltaja olet.")

    def display(self, value: Any) -> str:
        born = self.choice_help().get(value)
        name = super(Represented, self).display(value)
        return f"{name}, {born}" if born else name


class OrganisationChoice(Represented):
    """An organisation that the applicant may act for. The value is its business id."""

    def people(self) -> Choices:
        return [(key, organisation.name) for key, organisation in self.situation.organisations.items()]

    def choice_help(self) -> dict[str, str]:
        return {key: _("Y-tunnus %(code)s") % {"code": key} for key in self.situation.organisations}

    def other_label(self) -> str:
        return _("Jokin muu järjestö tai yritys")

    def missing(self) -> str:
        return _("Valitse, minkä puolesta asioit.")

    def nobody(self) -> str:
        return _("Emme löytäneet järjestöjä tai yrityksiä, joiden puolesta voit asioida.")

    def display(self, value: Any) -> str:
        name = super(Represented, self).display(value)
        return f"{name} ({value})" if value in self.situation.organisations else name
