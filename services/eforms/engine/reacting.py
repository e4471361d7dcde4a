# SPDX-License-Identifier: EUPL-1.2
"""Whether a page has to ask the server what an answer changes on it.

What one box opens by a plain `is` or `in` the browser shows by itself. Everything else that looks at the same page
(sums, groups of conditions, formulas, options that come and go) is counted by the server when an answer changes.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from portal.common.rules.conditions import fields_in, opened_by, references_of
from portal.common.rules.expressions import references
from services.eforms.engine.definition import Question, Step


def reacts(step: Step) -> bool:
    here = {question.key for question in step.questions}
    here |= {inner.key for question in step.questions for inner in question.fields}
    return any(how == "table" or key in here for how, key in _looked_at(step))


def _looked_at(step: Step) -> Iterator[tuple[str, str]]:
    """(how, key) of what the server has to look at."""
    for section in step.sections:
        yield from _of_condition(section.show_if, quick=True)
        yield from _of_questions(section.questions)


def _of_questions(questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    for question in questions:
        yield from _of_condition(question.show_if, quick=True)
        yield from _of_condition(question.required_if)
        for option in question.options:
            yield from _of_condition(option.show_if)
        if "formula" in question.rules:
            yield from _named(references(question.rules["formula"]))
        yield from _of_questions(question.fields)


def _of_condition(condition: Any, *, quick: bool = False) -> Iterator[tuple[str, str]]:
    if condition is not None and not (quick and opened_by(condition)):
        yield from _named(references_of(condition))


def _named(found: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for how, key in found:
        yield from (("field", name) for name in fields_in(iter([(how, key)])))
        if how == "table":
            yield how, key
