# SPDX-License-Identifier: EUPL-1.2
"""Questions that repeat as rows: children, vehicles, costs."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar, override

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.common.texts import localized
from services.eforms.engine.definition import Question
from services.eforms.engine.fields.base import Facts, Kind, Values, kind_of, must, one_of, texts, whole_number

ROWS_AT_MOST = 100
ROW_ID = re.compile(r"\d{1,4}")
# These stand alone: a row of rows, files and signatures would be more than a page can show.
NOT_IN_ROWS = frozenset({"group", "attachment", "signature", "stop", "location"})

row_count = must(
    lambda value: not whole_number(value) and 1 <= value <= ROWS_AT_MOST,
    f"must be a whole number from 1 to {ROWS_AT_MOST}",
    type="integer",
    minimum=1,
    maximum=ROWS_AT_MOST,
)


def read_rows(text: Any) -> list[str]:
    """The ids of rows in their order, from what the page sent: "0,2,3"."""
    found = text.split(",") if isinstance(text, str) else []
    return list(dict.fromkeys(row for row in found if ROW_ID.fullmatch(row)))[: ROWS_AT_MOST + 1]


def lead(question: Question) -> str:
    """The label before its answer. A question keeps its own mark."""
    label = str(question.label)
    return label if label.endswith(("?", ":", "!", ".")) else f"{label}:"


class Group(Kind):
    """Some questions asked once for each row. The value is a list of dictionaries by the questions' own keys."""

    rules = {"min": whole_number, "max": row_count, "look": one_of("cards", "table"), "item": texts}
    has_fields: ClassVar[bool] = True
    has_rows: ClassVar[bool] = True

    @property
    def rows_name(self) -> str:
        return f"{self.key}__rows"

    @property
    def low(self) -> int:
        return max(int(self.rule("min", 0)), 0 if self.question.optional else 1)

    @property
    def high(self) -> int:
        return int(self.rule("max", 20))

    @cached_property
    def row_ids(self) -> list[str]:
        typed = self.answers.get(self.rows_name)
        return [str(number) for number in range(self.low)] if typed is None else read_rows(typed)

    @cached_property
    def kinds(self) -> dict[str, dict[str, Kind]]:
        """The questions of each row, by row and by their own key."""
        return {row: {one.key: self._of_row(row, one) for one in self.question.fields} for row in self.row_ids}

    def _of_row(self, row: str, question: Question) -> Kind:
        named = replace(question, key=f"{self.key}__{row}__{question.key}")
        return kind_of(named, self.situation, self.answers)

    @property
    def item_name(self) -> str:
        return str(localized(self.rule("item"))) or _("Rivi")

    def item(self, number: int) -> str:
        """What one row is called: "Lapsi 2"."""
        return f"{self.item_name} {number}"

    @override
    def inputs(self) -> dict[str, forms.Field]:
        rows = forms.CharField(label=str(self.question.label), required=False, widget=forms.HiddenInput())
        rows.target = f"div_id_{self.key}"  # type: ignore[attr-defined]  # where an error of the whole group leads
        return {self.rows_name: rows, **{name: f for one in self.row_inputs.values() for name, f in one.items()}}

    @cached_property
    def row_inputs(self) -> dict[str, dict[str, forms.Field]]:
        """The inputs of each question of each row, by `<group>__<row>__<key>`."""
        found = {}
        for number, kinds in enumerate(self.kinds.values(), 1):
            for kind in kinds.values():
                found[kind.key] = kind.inputs()
                for one in found[kind.key].values():
                    one.full_label = f"{self.item(number)}: {one.label}"  # type: ignore[attr-defined]  # template pack
        return found

    @property
    def rows_text(self) -> str:
        return ",".join(self.row_ids)

    def next_row(self, rows: list[str]) -> str:
        """A new id beside these: one that no row of this question has had, so that what was removed stays removed."""
        start = f"{self.key}__"
        used = [name.removeprefix(start).split("__")[0] for name in self.answers if name.startswith(start)]
        return str(max([-1, *(int(row) for row in (*used, *rows) if row.isdigit())]) + 1)

    @override
    def fit(self, inputs: Mapping[str, forms.Field], facts: Facts) -> None:
        """Each question of a row fits itself."""

    @override
    def check(self, value: Any, values: Values) -> None:
        few, many = _("Lisää vielä: tarvitaan vähintään %(count)d."), _("Poista joitakin: enintään %(count)d.")
        if len(value) < self.low:
            raise ValidationError({self.rows_name: few % {"count": self.low}})
        if len(value) > self.high:
            raise ValidationError({self.rows_name: many % {"count": self.high}})

    def missing(self) -> str:
        return _("Lisää ainakin yksi.")

    @override
    def completed(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        kinds = [kind for kinds in self.kinds.values() for kind in kinds.values()]
        return {name: text for kind in kinds for name, text in kind.completed(typed).items()}

    @override
    def display(self, value: Any) -> str:
        lines = [", ".join(f"{lead(question)} {words}" for question, words in row) for row in self.rows(value)]
        return "\n".join(f"{self.item(number)}. {line}" for number, line in enumerate(lines, 1))

    @override
    def rows(self, value: Any) -> list[list[tuple[Question, str]]]:
        return [
            [
                (one, kinds[one.key].display(row[one.key]))
                for one in self.question.fields
                if row.get(one.key) is not None
            ]
            for kinds, row in zip(self.kinds.values(), value, strict=True)
        ]
