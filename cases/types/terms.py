# SPDX-License-Identifier: EUPL-1.2
"""What a version of a case type promises and rules, read from its content. Pure: asks the database nothing.

The format is told by schema.py and docs/case-types.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from portal.common.texts import LocalizedText, localized

FORMAT = 1


@dataclass(frozen=True, slots=True)
class StepWords:
    """What a party reads while the case is in this status. `button`: one of the acts of schema.BUTTONS, or nothing."""

    now: LocalizedText
    next: LocalizedText
    button: str = ""
    button_text: LocalizedText = field(default_factory=LocalizedText)


@dataclass(frozen=True, slots=True)
class Condition:
    """One cell of a routing row. `answer` is the key of a question; `values` are compared without regard to case.

    `test` is one of: `is` (the answer is one of the values), `area` (a postal code in the answer begins with one of
    them), `service_point` (the answer names one of the service points), `load_over` (the type's own unit has more open
    cases than this).
    """

    test: str
    values: tuple[str, ...] = ()
    answer: str = ""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """All the conditions must hold. Of several units the least loaded receives the case."""

    conditions: tuple[Condition, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequiredDocument:
    name: LocalizedText
    is_required: bool


@dataclass(frozen=True, slots=True)
class Fee:
    """Euros, VAT included where there is any."""

    amount: Decimal
    text: LocalizedText


@dataclass(frozen=True, slots=True)
class Terms:
    """Days are calendar days. `law_days` is the longest that an act allows, 0 when none sets a limit."""

    unit: str
    promise_days: int
    law_days: int
    supplement_days: int
    rules: tuple[RoutingRule, ...]
    steps: Mapping[str, StepWords]
    documents: tuple[RequiredDocument, ...]
    channels: frozenset[str]
    remedy_kind: str
    remedy_body: LocalizedText
    law_sections: str
    decision_texts: Mapping[str, Any]
    allows_anonymous: bool
    may_close_as_answered: bool
    automatic_decisions: bool
    fee: Fee | None


def terms_from(content: Mapping[str, Any]) -> Terms:
    """Raises KeyError when the content is not of the format; what is kept has been checked."""
    remedy, deadlines = content["remedy"], content["deadlines"]
    return Terms(
        unit=content["receiver"]["unit"],
        promise_days=deadlines["promise_days"],
        law_days=deadlines.get("law_days", 0),
        supplement_days=deadlines.get("supplement_days", 0),
        rules=tuple(_rule(rule) for rule in content["receiver"].get("rules", ())),
        steps={step["status"]: _words(step) for step in content.get("steps", ())},
        documents=tuple(
            RequiredDocument(localized(one["name"]), one.get("required", True)) for one in content.get("documents", ())
        ),
        channels=frozenset(content["channels"]),
        remedy_kind=remedy["kind"],
        remedy_body=localized(remedy.get("body")),
        law_sections=remedy.get("law_sections", ""),
        decision_texts=content.get("decision_texts", {}),
        allows_anonymous=content.get("anonymous", False),
        may_close_as_answered=content.get("may_close_as_answered", False),
        automatic_decisions=content.get("automatic_decisions", False),
        fee=_fee(content.get("fee")),
    )


def _words(step: Mapping[str, Any]) -> StepWords:
    button = step.get("button") or {}
    return StepWords(
        localized(step.get("now")), localized(step.get("next")), button.get("act", ""), localized(button.get("text"))
    )


def _rule(rule: Mapping[str, Any]) -> RoutingRule:
    return RoutingRule(tuple(_condition(one) for one in rule["if"]), tuple(rule["to"]))


def _condition(cell: Mapping[str, Any]) -> Condition:
    if "load_over" in cell:
        return Condition("load_over", limit=cell["load_over"])
    test = next(name for name in ("is", "area", "service_point") if name in cell)
    return Condition(test, _folded(cell[test]), cell["answer"])


def _folded(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value.strip().casefold() for value in values)


def _fee(fee: Mapping[str, Any] | None) -> Fee | None:
    return Fee(Decimal(fee["amount"]), localized(fee.get("text"))) if fee else None
