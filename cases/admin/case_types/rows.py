# SPDX-License-Identifier: EUPL-1.2
"""The rows of a case type that there may be any number of: documents, routing rules; and the steps, one for a status.

Each form reads one piece of the content (`first`) and writes it back (`told`).
"""

import math
from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.types.diff import BUTTON_WORDS
from cases.workflow import Status
from portal.accounts.models import Unit
from portal.common.texts import LocalizedFormField

Piece = Mapping[str, Any]
# Answers may have commas in them.
BETWEEN = ";"


def shorten(field: forms.Field) -> None:
    """Text areas of three lines: there is one for each language."""
    for widget in getattr(field.widget, "widgets", ()):
        if isinstance(widget, forms.Textarea):
            widget.attrs["rows"] = 3


class RowForm(forms.Form):
    """A row that is empty, or is marked to go, is no part of the content."""

    can_go = True
    gone = forms.BooleanField(label=_("Poista tämä"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.mark_optional = False
        if not self.can_go or not (self.initial or self.is_bound):
            del self.fields["gone"]
        else:
            self.order_fields([*(name for name in self.fields if name != "gone"), "gone"])

    @classmethod
    def first(cls, _piece: Piece, _number: int) -> dict[str, Any]:
        raise NotImplementedError

    def told(self) -> dict[str, Any]:
        raise NotImplementedError

    @property
    def is_told(self) -> bool:
        return not self.cleaned_data.get("gone") and any(
            self.cleaned_data.get(name) for name in self.fields if name not in ("gone", "required", "place")
        )

    def place(self) -> float:
        """Where among the others the row is wanted: moved up it comes before who is there, moved down after."""
        was, wanted = self.initial.get("place", math.inf), self.cleaned_data.get("place") or math.inf
        return float(wanted - 0.5 if wanted < was else wanted + 0.5 if wanted > was else wanted)

    def show(self, path: str, reason: str) -> None:
        """Put what is wrong beside the field that `path` (the rest of it after the row) is about."""
        field = self.field_of(path)
        self.add_error(field if field in self.fields else None, reason)

    def field_of(self, path: str) -> str:
        return path.lstrip(".").partition(".")[0].partition("[")[0]


class DocumentForm(RowForm):
    name = LocalizedFormField(label=_("Liitteen nimi"), required=False)
    required = forms.BooleanField(label=_("Liite on pakollinen"), required=False)

    @classmethod
    def first(cls, piece: Piece, _number: int) -> dict[str, Any]:
        return {"name": piece.get("name"), "required": piece.get("required", True)}

    def told(self) -> dict[str, Any]:
        return {"name": dict(self.cleaned_data["name"]), "required": self.cleaned_data["required"]}


TESTS = [
    ("", _("ei ehtoa")),
    ("is", _("vastaus on")),
    ("area", _("postinumero alkaa")),
    ("service_point", _("toimipiste on")),
    ("load_over", _("avoimia asioita on yli")),
]


class RuleForm(RowForm):
    """A sentence: when these hold, the case goes to the least loaded of these units.

    There are as many places as the row has conditions and units, and one more.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conditions = self._count("if_{}_test", 2)
        self.units = self._count("to_{}", 2)
        units = [("", gettext("ei ketään")), *((unit.code, str(unit)) for unit in Unit.objects.all())]
        for number in range(self.conditions):
            label = gettext("Kun") if number == 0 else gettext("ja kun")
            self.fields[f"if_{number}_test"] = forms.ChoiceField(label=label, choices=TESTS, required=False)
            self.fields[f"if_{number}_answer"] = forms.CharField(
                label=gettext("Kysymyksen tunnus"),
                required=False,
                widget=forms.TextInput(attrs={"list": "kysymykset"}),
            )
            self.fields[f"if_{number}_values"] = forms.CharField(
                label=gettext("Arvot, välissä puolipiste"), required=False
            )
        for number in range(self.units):
            label = gettext("niin asian saa") if number == 0 else gettext("tai")
            chosen = self.initial.get(f"to_{number}")
            # A unit that is no more stays chosen, so that it can be seen and changed.
            lost = [(chosen, chosen)] if chosen and chosen not in dict(units) else []
            self.fields[f"to_{number}"] = forms.ChoiceField(label=label, choices=[*units, *lost], required=False)
        self.fields["place"] = forms.IntegerField(label=gettext("Monesko sääntö"), required=False, min_value=1)
        self.order_fields([*(name for name in self.fields if name not in ("place", "gone")), "place", "gone"])
        self.helper.layout = self._sentence()

    def _sentence(self) -> Layout:
        """Each condition on a line of its own, then who receives."""
        cells = [[f"if_{number}_{name}" for name in ("test", "answer", "values")] for number in range(self.conditions)]
        units = [f"to_{number}" for number in range(self.units)]
        rest: list[str] = [name for name in ("place", "gone") if name in self.fields]
        groups: list[list[str]] = [*cells, units, rest]
        lines = [Div(*names, css_class="k-grid", data_min="sm") for names in groups]
        return Layout(*lines)

    def _count(self, name: str, at_least: int) -> int:
        known = self.data if self.is_bound else self.initial
        count = 0
        while (self.add_prefix(name.format(count)) if self.is_bound else name.format(count)) in known:
            count += 1
        return max(1, count) if self.is_bound else max(at_least, count + 1)

    @classmethod
    def first(cls, piece: Piece, number: int) -> dict[str, Any]:
        found: dict[str, Any] = {"place": number}
        for place, cell in enumerate(piece.get("if", ())):
            test = next((name for name, _label in TESTS if name in cell), "")
            values = cell.get(test, ())
            found[f"if_{place}_test"] = test
            found[f"if_{place}_answer"] = cell.get("answer", "")
            found[f"if_{place}_values"] = str(values) if test == "load_over" else f"{BETWEEN} ".join(values)
        return found | {f"to_{place}": code for place, code in enumerate(piece.get("to", ()))}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for number in range(self.conditions):
            test, values = given.get(f"if_{number}_test"), given.get(f"if_{number}_values", "")
            if given.get(f"if_{number}_answer") and not test:
                self.add_error(f"if_{number}_test", gettext("Valitse, miten vastausta verrataan."))
            if test == "load_over" and not values.strip().isdecimal():
                self.add_error(f"if_{number}_values", gettext("Kirjoita luku."))
        return given

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        cells = [self._cell(number) for number in range(self.conditions) if given.get(f"if_{number}_test")]
        units = [given[f"to_{number}"] for number in range(self.units) if given.get(f"to_{number}")]
        return {"if": cells, "to": units}

    def _cell(self, number: int) -> dict[str, Any]:
        test, answer, text = (self.cleaned_data[f"if_{number}_{name}"] for name in ("test", "answer", "values"))
        if test == "load_over":
            return {"load_over": int(text)}
        return {"answer": answer, test: [value.strip() for value in text.split(BETWEEN) if value.strip()]}

    def field_of(self, path: str) -> str:
        """`.if[1].area[0]` is about the values of the second condition that is told."""
        name, _bracket, rest = path.lstrip(".").partition("[")
        number, _bracket, rest = rest.partition("]")
        if name == "to":
            return f"to_{number or 0}"
        told = [one for one in range(self.conditions) if self.cleaned_data.get(f"if_{one}_test")]
        place = told[int(number)] if number and int(number) < len(told) else 0
        return f"if_{place}_answer" if rest.startswith(".answer") else f"if_{place}_values"


class StepForm(RowForm):
    """The words of one status. Without them the party reads the common ones."""

    can_go = False
    now = LocalizedFormField(label=_("Mitä nyt tapahtuu"), required=False)
    next = LocalizedFormField(label=_("Mitä seuraavaksi"), required=False)
    button__act = forms.ChoiceField(
        label=_("Mitä painike tekee"), required=False, choices=[("", _("ei painiketta")), *BUTTON_WORDS.items()]
    )
    button__text = LocalizedFormField(label=_("Painikkeen teksti"), required=False)

    def __init__(self, status: Status, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = status

    @classmethod
    def first(cls, piece: Piece, _number: int) -> dict[str, Any]:
        button = piece.get("button") or {}
        return {
            "now": piece.get("now"),
            "next": piece.get("next"),
            "button__act": button.get("act", ""),
            "button__text": button.get("text"),
        }

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if any(given.get(name) for name in self.fields) and not given.get("now", {}).get("fi"):
            self.add_error("now", gettext("Kirjoita ainakin suomeksi, mitä nyt tapahtuu."))
        if given.get("button__act") and not given.get("button__text", {}).get("fi"):
            self.add_error("button__text", gettext("Kirjoita painikkeen teksti ainakin suomeksi."))
        if given.get("button__text") and not given.get("button__act"):
            self.add_error("button__act", gettext("Valitse, mitä painike tekee."))
        return given

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        step: dict[str, Any] = {"status": str(self.step), "now": dict(given["now"])}
        if given["next"]:
            step["next"] = dict(given["next"])
        if given["button__act"]:
            step["button"] = {"act": given["button__act"], "text": dict(given["button__text"])}
        return step

    def field_of(self, path: str) -> str:
        return path.lstrip(".").replace(".", "__") if path.startswith(".button") else super().field_of(path) or "now"
