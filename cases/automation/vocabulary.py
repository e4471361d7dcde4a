# SPDX-License-Identifier: EUPL-1.2
"""What people call the questions and answers that rules weigh, learnt from the newest cases of the kind.

Nobody's answer leaves a case: of a question its label, of an answer only the words of one that a rule already names.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from cases.models import Case, CaseType
from portal.common.rules.conditions import operator_of, subject_of
from portal.common.texts import localized

_NEWEST = 50
Labels = dict[str, dict[str, str]]


def questions_of(case_type: CaseType) -> Labels:
    """Key of a question → its label by language."""
    return {row["key"]: dict(localized(row.get("label"))) for row in _answers(case_type)}


def labels_for(rows: Iterable[Mapping[str, Any]], case_type: CaseType) -> Labels:
    """For the questions and answers of the rows: "badge" and "badge=front" → words by language."""
    named = set(_named(rows))
    found: Labels = {}
    for row in _answers(case_type):
        if (key := row["key"]) in named:
            found[key] = dict(localized(row.get("label")))
        if isinstance(row["fact"], str) and (answer := f"{key}={row['fact']}") in named:
            found[answer] = {"fi": str(row.get("value", ""))}
    return found


def tests_of(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The plain tests of all the rows."""
    return [test for row in rows if row["if"] for test in row["if"]["all"]]


def _named(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for test in tests_of(rows):
        if subject_of(test) == "field":
            key, wanted = test["field"], test[operator_of(test)]
            yield key
            yield from (f"{key}={one}" for one in (wanted if isinstance(wanted, list) else [wanted]))


def _answers(case_type: CaseType) -> Iterable[dict[str, Any]]:
    newest = Case.objects.filter(case_type=case_type).order_by("-received_at").values_list("content", flat=True)
    for content in newest[:_NEWEST]:
        for part in content:
            yield from (row for row in part.get("rows", ()) if "fact" in row)
