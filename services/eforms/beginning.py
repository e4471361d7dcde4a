# SPDX-License-Identifier: EUPL-1.2
"""What the start page tells before the first answer: how long it takes, who may, what it costs, what is left."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.common.rules.checks import is_number
from portal.common.texts import LocalizedText
from services.eforms.engine.definition import Form, Table
from services.eforms.engine.fields.numbers import number_text
from services.eforms.figures import typical_minutes
from services.eforms.models import FormDefinition
from services.eforms.rules import places_left

FEW_PLACES = 10


@dataclass(frozen=True, slots=True)
class Price:
    """One line of the fee table; `sum` in words. Without a reason it holds when nothing else does."""

    sum: str
    reason: LocalizedText


@dataclass(frozen=True, slots=True)
class Beginning:
    """`is_measured`: the minutes are the median of real fillings, not the city's estimate."""

    minutes: int
    is_measured: bool
    who: list[str]
    price: str
    prices: list[Price]
    places: int | None


def beginning_of(definition: FormDefinition, form: Form) -> Beginning:
    measured = typical_minutes(definition)
    places = places_left(definition, form)
    fees = form.table_giving("fee")
    return Beginning(
        minutes=measured or form.minutes,
        is_measured=measured is not None,
        who=_who(form),
        price=_price(fees) if fees else "",
        prices=_prices(fees) if fees else [],
        places=places if places is not None and places <= FEW_PLACES else None,
    )


def _who(form: Form) -> list[str]:
    words = {
        "self": _("omasta puolestasi"),
        "child": _("lapsesi puolesta"),
        "person": _("toisen aikuisen puolesta valtuudella"),
        "organisation": _("yrityksen tai yhdistyksen puolesta"),
        "staff": _("kaupungin työntekijänä"),
    }
    return [text for code, text in words.items() if code in form.who]


def _values(fees: Table) -> list[object]:
    return [*(row.value for row in fees.rows), *([] if fees.default is None else [fees.default])]


def _price(fees: Table) -> str:
    """`0–150 €` when the table has sums alone; a formula has no sum before the answers."""
    values = [Decimal(str(value)) for value in _values(fees) if is_number(value)]
    if len(values) < len(_values(fees)):
        return _("lasketaan vastauksistasi")
    low, high = min(values), max(values)
    if low == high:
        return number_text(low, 2, "€")
    return f"{number_text(low, 2, '')}–{number_text(high, 2, '€')}"


def _prices(fees: Table) -> list[Price]:
    return [Price(_sum(row.value), row.reason) for row in fees.rows if row.reason]


def _sum(value: object) -> str:
    return number_text(Decimal(str(value)), 2, "€") if is_number(value) else _("lasketaan vastauksistasi")
