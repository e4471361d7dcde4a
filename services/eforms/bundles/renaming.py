# SPDX-License-Identifier: EUPL-1.2
"""A part of a definition with its references renamed: conditions, formulas, limits and tables keep pointing right."""

from collections.abc import Mapping
from typing import Any

Names = Mapping[str, str]


def renamed(part: Any, questions: Names, tables: Names) -> Any:
    """A copy. Keys of a question, a step or a table themselves are not references; merging.py gives them."""
    if isinstance(part, list):
        return [renamed(one, questions, tables) for one in part]
    if not isinstance(part, Mapping):
        return part
    # Inside a group the keys of its own row come first.
    own = {one["key"] for one in part["fields"]} if "type" in part and "fields" in part else set()
    inner = {old: new for old, new in questions.items() if old not in own}
    return {name: _reference(name, value, inner, tables) for name, value in part.items()}


def _reference(name: str, value: Any, questions: Names, tables: Names) -> Any:
    if isinstance(value, str) and name in ("field", "count_of"):
        return questions.get(value, value)
    if isinstance(value, str) and name == "sum_of":
        group, _dot, column = value.partition(".")
        return f"{questions.get(group, group)}.{column}"
    if isinstance(value, str) and name == "table":
        return tables.get(value, value)
    return renamed(value, questions, tables)
