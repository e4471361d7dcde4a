# SPDX-License-Identifier: EUPL-1.2
"""Rows and outcomes of rules in plain words, for the public page, the editor and the timeline."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.automation.facts import KNOWN, plain_facts
from cases.automation.table import Act, Row, rows_of
from cases.automation.vocabulary import Labels
from cases.models import Decision, RuleVersion
from portal.common.rules.conditions import operator_of, parts_of, subject_of
from portal.common.texts import LocalizedText, localized

OPERATORS: dict[str, Any] = {
    "is": gettext_lazy("on"),
    "is_not": gettext_lazy("ei ole"),
    "in": gettext_lazy("on jokin näistä"),
    "not_in": gettext_lazy("ei ole mikään näistä"),
    "more": gettext_lazy("on enemmän kuin"),
    "less": gettext_lazy("on vähemmän kuin"),
    "before": gettext_lazy("on ennen päivää"),
    "after": gettext_lazy("on jälkeen päivän"),
    "filled": gettext_lazy("on annettu"),
    "empty": gettext_lazy("puuttuu"),
}
OUTCOMES_WITHOUT_ROW: dict[str, Any] = {
    "": gettext_lazy("ei mitään: asia jää ihmiselle"),
    "left": gettext_lazy("sääntö ei voinut, asia jäi ihmiselle"),
}


def decision_words(outcome: str) -> str:
    return str(Decision.Outcome(outcome).label) if outcome in Decision.Outcome.values else outcome


def outcome_words(outcome: str) -> str:
    """Of Row.outcome, such as "tee päätös: Myönnetty"."""
    if outcome not in OUTCOMES_WITHOUT_ROW:
        act, _separator, what = outcome.partition(":")
        return ": ".join(filter(None, (str(Act(act).label), decision_words(what))))
    return str(OUTCOMES_WITHOUT_ROW[outcome])


def act_words(row: Row) -> str:
    """What the row does, such as "Pyydä puuttuvat tiedot: kuva tunnuksesta"."""
    then = row.then
    return {
        Act.ROUTE: lambda: _("Ohjaa yksikköön: %(unit)s") % {"unit": then["unit"]},
        Act.PRIORITISE: lambda: _("Kiirehdi: valmis %(days)s päivässä") % {"days": then["days"]},
        Act.ASK: lambda: _("Pyydä puuttuvat tiedot: %(items)s") % {"items": ", ".join(then["items"])},
        Act.PROPOSE: lambda: _("Valmistele päätösesitys: %(outcome)s") % {"outcome": decision_words(then["outcome"])},
        Act.DECIDE: lambda: _("Tee päätös: %(outcome)s") % {"outcome": decision_words(then["outcome"])},
        Act.CLOSE: lambda: _("Vastaa ja päätä asia"),
        Act.REMIND: lambda: _("Muistuta käsittelijää"),
    }[row.act]()


def condition_words(condition: Mapping[str, Any] | None, labels: Labels) -> list[str]:
    """One line for each plain test of the condition."""
    if condition is None:
        return [_("aina")]
    return [_test_words(part, labels) for part in parts_of(condition)]


def subject_words(test: Mapping[str, Any], labels: Labels) -> str:
    """What the test looks at."""
    subject = subject_of(test)
    key = str(test[subject])
    return str(KNOWN[key][0]) if subject == "known" and key in KNOWN else _called(key, labels)


def _test_words(test: Mapping[str, Any], labels: Labels) -> str:
    subject, name = subject_of(test), operator_of(test)
    label, wanted = subject_words(test, labels), test[name]
    if name == "filled":
        return f"{label} {OPERATORS['filled' if wanted else 'empty']}"
    values = wanted if isinstance(wanted, list) else [wanted]
    shown = ", ".join(_called(f"{test[subject]}={one}", labels, str(one)) for one in values)
    return f"{label}: {OPERATORS.get(name, name)} {shown}"


def _called(name: str, labels: Labels, otherwise: str = "") -> str:
    return str(localized(labels.get(name))) or otherwise or name


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row in plain words. `conditions`: all must hold."""

    number: int
    conditions: list[str]
    act: str
    because: LocalizedText


def rows_in_words(version: RuleVersion) -> list[RowWords]:
    return [
        RowWords(row.index + 1, condition_words(row.condition, version.labels), act_words(row), row.because)
        for row in rows_of(version.rows)
    ]


def facts_in_words(kept: Mapping[str, Any], labels: Labels) -> list[tuple[str, str]]:
    """(what, value) of what a run saw."""
    known = {f"known.{name}": str(label) for name, (label, _is_number) in KNOWN.items()}
    return [
        (known.get(key) or _called(key, labels), _called(f"{key}={value}", labels, value))
        for key, value in plain_facts(kept)
    ]
