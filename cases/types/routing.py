# SPDX-License-Identifier: EUPL-1.2
"""Who receives a case: the first routing row whose conditions hold, otherwise the unit of the type."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q

from cases.types.terms import Condition, Terms
from cases.workflow import OPEN
from portal.accounts.models import Unit

_POSTAL_CODE = re.compile(r"\b\d{5}\b")
Loads = Callable[[Sequence[str]], Mapping[str, int]]


def open_cases(codes: Sequence[str]) -> dict[str, int]:
    """Unit code → how many cases are open there. Units that do not exist are left out."""
    is_open = Q(cases__status__in=OPEN)
    counted = Unit.objects.filter(code__in=codes).annotate(load=Count("cases", filter=is_open)).order_by("code")
    return dict(counted.values_list("code", "load"))


def answers_in(content: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Key of a question → its answer as it was shown when sent."""
    return {row["key"]: str(row.get("value", "")) for part in content for row in part.get("rows", ()) if "key" in row}


def unit_code(terms: Terms, content: Iterable[Mapping[str, Any]], loads: Loads = open_cases) -> str:
    """The code of the unit that receives a case with these answers. Reads loads only when a row asks for them."""
    answers = answers_in(content)
    for rule in terms.rules:
        if all(_holds(condition, answers, terms, loads) for condition in rule.conditions):
            return _least_loaded(rule.units, loads) or terms.unit
    return terms.unit


def _holds(condition: Condition, answers: Mapping[str, str], terms: Terms, loads: Loads) -> bool:
    if condition.test == "load_over":
        return loads([terms.unit]).get(terms.unit, 0) > condition.limit
    answer = answers.get(condition.answer, "").casefold().strip()
    if condition.test == "area":
        return any(code.startswith(condition.values) for code in _POSTAL_CODE.findall(answer))
    if condition.test == "service_point":
        return any(answer.startswith(value) for value in condition.values)
    # Several choices are shown with commas between.
    return answer in condition.values or any(part.strip() in condition.values for part in answer.split(","))


def _least_loaded(units: Sequence[str], loads: Loads) -> str:
    """A unit that has been closed since receives nothing."""
    known = loads(units)
    return min((code for code in units if code in known), key=lambda code: known[code], default="")


def receiver_of(terms: Terms, content: Iterable[Mapping[str, Any]], otherwise: Unit) -> Unit:
    """The unit itself; `otherwise` is that of the type."""
    code = unit_code(terms, content)
    return otherwise if code == otherwise.code else Unit.objects.filter(code=code).first() or otherwise
