# SPDX-License-Identifier: EUPL-1.2
"""What stops a definition that comes from elsewhere, each with its path and in words."""

from typing import Any

from services.eforms.engine.validation import problems_of
from services.eforms.reviewing.checks.lists import empty_lists
from services.eforms.reviewing.checks.sound import problem_text
from services.eforms.reviewing.places import places


def import_problems(content: Any) -> list[str]:
    """`path: reason in words` of all that stops the content from becoming a version here."""
    if wrong := [f"{path}: {problem_text(path, reason)}" for path, reason in problems_of(content)]:
        return wrong
    return [f"{place.path}.list: {reason}" for place, reason in empty_lists(places(content))]
