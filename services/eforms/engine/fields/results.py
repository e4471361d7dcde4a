# SPDX-License-Identifier: EUPL-1.2
"""What is shown and not typed: a result counted from answers, and a stop where one cannot go on."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, override

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.common.rules.checks import Rule, decimals, is_texts
from portal.common.rules.expressions import formula_problem, result, rounded
from services.eforms.engine.fields.base import Facts, Kind, one_of, plain_text
from services.eforms.engine.fields.days import plain_day
from services.eforms.engine.fields.numbers import number_text


class Calculated(Kind):
    """A number, a sum of money or a day from earlier answers; nothing while something that it needs is missing."""

    rules = {
        "formula": Rule(formula_problem, {"$ref": "#/$defs/formula"}),
        "as": one_of("number", "money", "date"),
        "decimals": decimals,
        "unit": plain_text,
    }
    needs: ClassVar[tuple[str, ...]] = ("formula", "as")
    is_asked: ClassVar[bool] = False

    @override
    def inputs(self) -> dict[str, forms.Field]:
        return {}

    @override
    def value_in(self, cleaned: Mapping[str, Any], facts: Facts) -> Any:
        value = result(self.rule("formula"), facts)
        return rounded(value, self.decimals) if isinstance(value, Decimal) else value

    @property
    def decimals(self) -> int:
        return 2 if self.rule("as") == "money" else int(self.rule("decimals", 0))

    @override
    def display(self, value: Any) -> str:
        if isinstance(value, dt.date):
            return plain_day(value)
        return number_text(value, self.decimals, "€" if self.rule("as") == "money" else str(self.rule("unit", "")))


SAFE_LINKS = ("/", "https://", "tel:", "mailto:")


def _link(value: Any) -> str:
    is_link = isinstance(value, Mapping) and set(value) == {"href", "label"} and is_texts(value["label"])
    is_safe = is_link and isinstance(value["href"], str) and value["href"].startswith(SAFE_LINKS)
    return "" if is_safe else 'must be {"href": "/… or https://…, tel: or mailto:", "label": texts}'


class Stop(Kind):
    """A panel that ends the way: its label and help say why, its link shows where to go instead."""

    rules = {
        "link": Rule(
            _link,
            {
                "type": "object",
                "properties": {"href": {"type": "string"}, "label": {"$ref": "#/$defs/texts"}},
                "required": ["href", "label"],
                "additionalProperties": False,
            },
        ),
        "tone": one_of("info", "warning", "danger"),
    }
    is_asked: ClassVar[bool] = False

    @override
    def inputs(self) -> dict[str, forms.Field]:
        """Nothing is typed; the input is there for the mistake that the page tells."""
        held = forms.CharField(
            label=str(self.question.label), required=False, disabled=True, widget=forms.HiddenInput()
        )
        held.target = f"div_id_{self.key}"  # type: ignore[attr-defined]  # where the error leads
        return {self.key: held}

    @override
    def value(self, cleaned: Mapping[str, Any]) -> Any:
        raise ValidationError(_("Et voi jatkaa tästä eteenpäin. Lue ohje."))
