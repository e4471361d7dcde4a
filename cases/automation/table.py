# SPDX-License-Identifier: EUPL-1.2
"""The rows of a rule: {"if": condition, "then": {"act": …}, "because": {"fi": …}}. The first that holds. Pure.

if: {"all": [test, …]} of plain tests (portal/common/rules/conditions.py), or None: always. What is joined by "or" is a
row of its own, so that the table reads as a table.
then: {"act": "route", "unit": code} · {"act": "prioritise", "days": 3} · {"act": "remind"}
{"act": "ask", "items": ["…"], "days": 14, "consequence": "…"} · {"act": "close", "answer": {"fi": "…"}}
{"act": "propose", "outcome": "granted"} · {"act": "decide", "outcome": "granted"}
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.models import CaseType, Decision, Rule
from cases.permissions import may_be_decided_automatically
from portal.common.rules.conditions import condition_problem, holds
from portal.common.rules.facts import Facts
from portal.common.texts import LocalizedText, localized

Act = Rule.Act
OUTCOMES = (Decision.Outcome.GRANTED, Decision.Outcome.PARTLY_GRANTED, Decision.Outcome.REJECTED)
DAYS_AT_MOST = 365


@dataclass(frozen=True, slots=True)
class Row:
    """`index` counts from zero. `then` without the act's name."""

    index: int
    condition: Mapping[str, Any] | None
    act: Rule.Act
    then: Mapping[str, Any]
    because: LocalizedText

    @property
    def outcome(self) -> str:
        """What tells it apart from other outcomes: "remind", "decide:granted", "route:perusopetus"."""
        return ":".join(filter(None, (self.act.value, self.then.get("outcome") or self.then.get("unit"))))


def rows_of(rows: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Of rows in which `problems` finds nothing."""
    return [
        Row(index, row["if"], Act(row["then"]["act"]), row["then"], localized(row["because"]))
        for index, row in enumerate(rows)
    ]


def first_that_holds(rows: Sequence[Mapping[str, Any]], facts: Facts) -> Row | None:
    return next((row for row in rows_of(rows) if holds(row.condition, facts)), None)


def problems(rows: Any, case_type: CaseType, unit_codes: Collection[str]) -> list[str]:
    """What is wrong in the rows, each with the number of its row as people count."""
    if not isinstance(rows, list) or not rows:
        return [_("Säännössä on oltava ainakin yksi rivi.")]
    return [
        _("Rivi %(row)s: %(problem)s") % {"row": number, "problem": problem}
        for number, row in enumerate(rows, start=1)
        for problem in _row_problems(row, case_type, unit_codes)
    ]


def _row_problems(row: Any, case_type: CaseType, unit_codes: Collection[str]) -> Iterator[str]:
    if not isinstance(row, dict) or set(row) != {"if", "then", "because"}:
        yield _('rivillä on oltava "if", "then" ja "because".')
        return
    yield from _condition_problems(row["if"])
    if not isinstance(row["because"], dict) or not str(row["because"].get("fi", "")).strip():
        yield _("kirjoita, miksi rivi toimii näin.")
    then = row["then"]
    if not isinstance(then, dict) or then.get("act") not in Act.values:
        yield _("valitse, mitä tehdään.")
        return
    yield from _then_problems(then, case_type, unit_codes)


def _condition_problems(condition: Any) -> Iterator[str]:
    if condition is None:
        return
    tests = condition.get("all") if isinstance(condition, dict) and set(condition) == {"all"} else None
    if not isinstance(tests, list) or not tests:
        yield _("ehtojen on oltava luettelona.")
        return
    for test in tests:
        is_plain = isinstance(test, dict) and not {"all", "any", "not"} & set(test)
        if problem := condition_problem(test) if is_plain else "must be a plain test":
            yield _("ehto ei kelpaa (%(problem)s).") % {"problem": problem}


def _then_problems(then: Mapping[str, Any], case_type: CaseType, unit_codes: Collection[str]) -> Iterator[str]:
    act = Act(then["act"])
    if act == Act.ROUTE and then.get("unit") not in unit_codes:
        yield _("valitse yksikkö.")
    if act in (Act.PRIORITISE, Act.ASK) and not _is_days(then.get("days")):
        yield _("kirjoita, montako päivää.")
    if act == Act.ASK and not (then.get("items") and str(then.get("consequence", "")).strip()):
        yield _("kirjoita, mitä pyydetään ja mitä muuten tapahtuu.")
    if act == Act.CLOSE:
        yield from _close_problems(then, case_type)
    if act in (Act.PROPOSE, Act.DECIDE):
        yield from _decision_problems(act, then, case_type)


def _is_days(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= DAYS_AT_MOST


def _close_problems(then: Mapping[str, Any], case_type: CaseType) -> Iterator[str]:
    if not case_type.may_close_as_answered:
        yield _("tätä asiatyyppiä ei päätetä vastaamalla.")
    if not str((then.get("answer") or {}).get("fi", "")).strip():
        yield _("kirjoita vastaus asiakkaalle.")


def _decision_problems(act: Rule.Act, then: Mapping[str, Any], case_type: CaseType) -> Iterator[str]:
    outcome = then.get("outcome")
    if outcome not in OUTCOMES:
        yield _("valitse lopputulos.")
    elif not (case_type.decision_texts or {}).get(outcome):
        yield _("asiatyypillä ei ole päätöspohjaa tälle lopputulokselle.")
    if act == Act.DECIDE and not case_type.automatic_decisions:
        yield _("asiatyypin asiaa ei saa ratkaista automaattisesti.")
    elif act == Act.DECIDE and not may_be_decided_automatically(case_type.terms):
        yield _("automaattiseen päätökseen on voitava vaatia oikaisua (hallintolaki 53 f §).")
