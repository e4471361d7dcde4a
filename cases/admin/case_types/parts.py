# SPDX-License-Identifier: EUPL-1.2
"""The parts of a case type, each edited on a page of its own: its fields, its rows, and what they tell as content.

The name of a field is its path in the content with `__` for the dot, so that what the checks say finds its field.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.admin.case_types.rows import DocumentForm, RowForm, RuleForm, StepForm, shorten
from cases.models import CaseType, Decision
from cases.remedies import RemedyKind
from cases.types.checks import Problem
from cases.types.diff import CHANNEL_WORDS, FLAG_WORDS, PART_WORDS
from cases.workflow import Status
from portal.accounts.models import Unit
from portal.common.texts import LocalizedFormField

Content = Mapping[str, Any]
EMPTY_ROWS = 2
MOST_ROWS = 200
_ROW = re.compile(r"^(?P<rows>[a-z_.]+)\[(?P<number>\d+)\](?P<rest>.*)$")


class PartForm(forms.Form):
    """`seen`: the digest of the content that the page was drawn from."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, content: Content, data: Any = None, *, seen: str) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.prepare(content)
        for field in self.fields.values():
            shorten(field)
        self.initial = {name: _at(content, name) for name in self.fields} | {"seen": seen}

    def prepare(self, content: Content) -> None:
        """Fields and choices that depend on the content."""

    def told(self) -> dict[str, Any]:
        """The fields as content. What is empty is left out; of a part with nothing in it None is left."""
        content: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if name == "seen":
                continue
            first, *rest = name.split("__")
            place = content
            for step in (first, *rest)[:-1]:
                place = place.setdefault(step, {})
            if value is False or value not in (None, "", {}, []):
                place[name.split("__")[-1]] = _plain(value)
            elif not rest:
                content[name] = None
        return content

    def show(self, problem: Problem) -> bool:
        """Put a problem beside its field; false when no field is about it."""
        name = re.sub(r"\[.*", "", problem.path).replace(".", "__")
        while name and name not in self.fields:
            name = name.rpartition("__")[0]
        if name:
            self.add_error(name, problem.reason)
        return bool(name)


def _plain(value: Any) -> Any:
    """Browsers end lines in two characters; the content in one."""
    if isinstance(value, dict):
        return {name: _plain(text) for name, text in value.items()}
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _at(content: Content, name: str) -> Any:
    place: Any = content
    for step in name.split("__"):
        place = place.get(step) if isinstance(place, Mapping) else None
    return place


class MatterForm(PartForm):
    name = LocalizedFormField(label=_("Nimi"))
    text = LocalizedFormField(label=_("Kuvaus asiakkaalle"), long=True, required=False)
    icon = forms.CharField(label=_("Kuvake"), max_length=40, required=False)
    channels = forms.MultipleChoiceField(
        label=_("Miten asia voi tulla?"), choices=list(CHANNEL_WORDS.items()), widget=forms.CheckboxSelectMultiple
    )
    anonymous = forms.BooleanField(label=FLAG_WORDS["anonymous"], required=False)
    may_close_as_answered = forms.BooleanField(label=FLAG_WORDS["may_close_as_answered"], required=False)
    fee__amount = forms.CharField(
        label=_("Maksu euroina"), required=False, max_length=9, help_text=_("Esimerkiksi 54.00. Tyhjä: ei maksua.")
    )
    fee__text = LocalizedFormField(label=_("Maksun selitys"), required=False)

    def clean_fee__amount(self) -> str:
        return str(self.cleaned_data["fee__amount"]).strip().replace(",", ".")

    def told(self) -> dict[str, Any]:
        content = super().told()
        return content | {"fee": content.get("fee") or None}


class HandlingForm(PartForm):
    receiver__unit = forms.ChoiceField(label=_("Kuka ottaa asian vastaan?"))
    deadlines__promise_days = forms.IntegerField(
        label=_("Luvattu käsittelyaika päivinä"), min_value=1, help_text=_("Hallintolaki 23 a §.")
    )
    deadlines__law_days = forms.IntegerField(
        label=_("Lain pisin aika päivinä"), min_value=1, required=False, help_text=_("Tyhjä: laki ei aseta rajaa.")
    )
    deadlines__supplement_days = forms.IntegerField(
        label=_("Lisätietojen määräaika päivinä"), min_value=1, required=False
    )

    def prepare(self, content: Content) -> None:
        unit = self.fields["receiver__unit"]
        assert isinstance(unit, forms.ChoiceField)
        codes = {one.code: str(one) for one in Unit.objects.all()}
        chosen = str(content.get("receiver", {}).get("unit", ""))
        unit.choices = list(({chosen: chosen} | codes if chosen else codes).items())


class StepsForm(PartForm):
    """Only rows."""


class DecidingForm(PartForm):
    remedy__kind = forms.ChoiceField(label=_("Muutoksenhaku"), choices=RemedyKind.choices)
    remedy__body = LocalizedFormField(label=_("Kenelle oikaisuvaatimus tai valitus osoitetaan?"), required=False)
    remedy__law_sections = forms.CharField(
        label=_("Sovellettavat säännökset"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Yksi säännös rivillä."),
    )
    automatic_decisions = forms.BooleanField(
        label=FLAG_WORDS["automatic_decisions"], required=False, help_text=_("Hallintolaki 53 e–53 g §.")
    )

    def prepare(self, content: Content) -> None:
        """A ready text for each outcome; parts that came from elsewhere are kept too."""
        for outcome in Decision.Outcome:
            told = content.get("decision_texts", {}).get(outcome.value, {})
            for part in [*PART_WORDS, *(name for name in told if name not in PART_WORDS)]:
                label = f"{outcome.label}: {PART_WORDS.get(part, part)}"
                self.fields[f"decision_texts__{outcome.value}__{part}"] = LocalizedFormField(
                    label=label, long=True, required=False
                )

    def told(self) -> dict[str, Any]:
        content = super().told()
        texts = {outcome: told for outcome, told in content.get("decision_texts", {}).items() if told}
        return content | {"decision_texts": texts}


class PublicityForm(PartForm):
    publicity__level = forms.ChoiceField(label=_("Julkisuus"), choices=CaseType.Publicity.choices)
    publicity__ground = forms.CharField(
        label=_("Salassapidon peruste"),
        max_length=160,
        required=False,
        help_text=_("Esimerkiksi JulkL 24 § 1 mom. 25 k."),
    )
    retention_years = forms.IntegerField(
        label=_("Säilytysaika vuosina"), min_value=0, help_text=_("Asian päättymisestä. 0: säilytetään pysyvästi.")
    )

    def told(self) -> dict[str, Any]:
        return {"publicity": {}, **super().told()}


class Part:
    """One page of the editor. `data` is what was posted, if something was."""

    slug = ""
    title: Any = ""
    form_class: type[PartForm] = PartForm
    template = "part.html"
    rows_at = ""

    def __init__(self, content: Content, data: Any = None, *, seen: str) -> None:
        self.content, self.data = content, data
        self.form = self.form_class(content, data, seen=seen)

    @cached_property
    def rows(self) -> Sequence[RowForm]:
        return ()

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *[row.is_valid() for row in self.rows]])

    @cached_property
    def told_rows(self) -> list[RowForm]:
        """Those that are part of the content, in its order."""
        told = [row for row in self.rows if row.is_told]
        return sorted(told, key=RowForm.place)

    def told(self) -> dict[str, Any]:
        return self.form.told()

    def show(self, problems: Sequence[Problem]) -> bool:
        """Put each problem beside its field. False when none is about this part."""
        shown = [self._show(problem) for problem in problems]
        return any(shown)

    def _show(self, problem: Problem) -> bool:
        found = _ROW.match(problem.path)
        if found and found["rows"] == self.rows_at and int(found["number"]) < len(self.told_rows):
            self.told_rows[int(found["number"])].show(found["rest"], problem.reason)
            return True
        return self.form.show(problem)


class ListedPart(Part):
    """With rows of one kind, and a few empty ones at the end for new ones."""

    row_class: type[RowForm] = RowForm
    rows_title: Any = ""
    rows_lead: Any = ""
    row_title: Any = ""
    is_wide = False

    def pieces(self) -> Sequence[Content]:
        raise NotImplementedError

    @cached_property
    def rows(self) -> Sequence[RowForm]:
        """As many as were drawn: of what was posted no row is lost, though others have come or gone meanwhile."""
        firsts = [self.row_class.first(piece, number) for number, piece in enumerate(self.pieces(), start=1)]
        count = len(firsts) + EMPTY_ROWS if self.data is None else self._drawn()
        firsts = [*firsts, *[{}] * count][:count]
        return [
            self.row_class(self.data, initial=first, prefix=f"rivi-{number}") for number, first in enumerate(firsts)
        ]

    def _drawn(self) -> int:
        told = str(self.data.get("rivit", ""))
        return min(int(told), MOST_ROWS) if told.isdecimal() else 0


class MatterPart(ListedPart):
    slug, title, form_class = "asia", _("Asia ja hakeminen"), MatterForm
    template, rows_title = "rows.html", _("Liitteet, jotka asiaan tarvitaan")
    row_title = _("Liite")
    row_class, rows_at = DocumentForm, "documents"

    def pieces(self) -> Sequence[Content]:
        return list(self.content.get("documents", ()))

    def told(self) -> dict[str, Any]:
        return super().told() | {"documents": [row.told() for row in self.told_rows]}


class HandlingPart(ListedPart):
    slug, title, form_class = "kasittely", _("Käsittelijä ja ajat"), HandlingForm
    template, rows_title = "rows.html", _("Ohjaussäännöt")
    row_title, is_wide = _("Sääntö"), True
    rows_lead = _(
        "Ensimmäinen sääntö, jonka kaikki ehdot täyttyvät, ratkaisee. Jos mikään ei täyty, asian saa yllä valittu "
        "yksikkö. Monesta yksiköstä asian saa se, jolla on vähiten avoimia asioita."
    )
    row_class, rows_at = RuleForm, "receiver.rules"

    def pieces(self) -> Sequence[Content]:
        return list(self.content.get("receiver", {}).get("rules", ()))

    def told(self) -> dict[str, Any]:
        told = super().told()
        return told | {"receiver": {**told["receiver"], "rules": [row.told() for row in self.told_rows]}}


class StepsPart(Part):
    slug, title, form_class = "vaiheet", _("Vaiheet asiakkaalle"), StepsForm
    template = "steps.html"
    rows_at = "steps"

    @cached_property
    def rows(self) -> Sequence[StepForm]:
        told = {step.get("status"): step for step in self.content.get("steps", ())}
        # In the order of the content, so that a step that was not touched stays where it is.
        statuses = sorted(Status, key=lambda status: list(told).index(status) if status in told else len(told))
        return [
            StepForm(status, self.data, initial=StepForm.first(told.get(status, {}), 0), prefix=str(status))
            for status in statuses
        ]

    def told(self) -> dict[str, Any]:
        return {"steps": [row.told() for row in self.told_rows]}


class DecidingPart(Part):
    slug, title, form_class = "paatos", _("Päätös ja muutoksenhaku"), DecidingForm


class PublicityPart(Part):
    slug, title, form_class = "julkisuus", _("Julkisuus ja säilytys"), PublicityForm


PARTS: dict[str, type[Part]] = {
    part.slug: part for part in (MatterPart, HandlingPart, StepsPart, DecidingPart, PublicityPart)
}
