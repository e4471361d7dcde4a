# SPDX-License-Identifier: EUPL-1.2
"""The publish gate: what is wrong in a version, where, and what to do about it, in plain Finnish.

`block` refuses publishing; `warn` is published knowingly, with a reason.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cases.models import CaseType
from services.eforms.models import FormVersion
from services.eforms.reviewing.checks import handling, language, lists, sound, structure
from services.eforms.reviewing.places import Place, places


class Severity(StrEnum):
    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """`key` is the question or step to open in the designer; empty when the whole form is meant."""

    severity: Severity
    path: str
    where: str
    reason: str
    key: str = ""

    @property
    def is_block(self) -> bool:
        return self.severity == Severity.BLOCK


Check = Callable[[Sequence[Place]], Iterable[tuple[Place, str]]]

# Check → how much it weighs. The order is that of the page.
CHECKS: tuple[tuple[Severity, Check], ...] = (
    (Severity.BLOCK, sound.problems),
    (Severity.BLOCK, lists.empty_lists),
    (Severity.BLOCK, structure.same_label_twice),
    (Severity.WARN, sound.dead_rules),
    (Severity.WARN, language.missing_languages),
    (Severity.WARN, language.hard_texts),
    (Severity.WARN, structure.label_is_no_question),
    (Severity.WARN, structure.label_is_long),
    (Severity.WARN, structure.help_is_missing),
    (Severity.WARN, structure.long_steps),
    (Severity.WARN, structure.untitled_sections),
    (Severity.WARN, structure.vague_links),
    (Severity.WARN, structure.colour_alone),
    (Severity.WARN, structure.heavy_attachments),
    (Severity.WARN, structure.nobody_to_answer),
)


def findings(version: FormVersion) -> list[Finding]:
    """Everything that the version should hear before it is published; what stops it comes first."""
    parts = places(version.content)
    found = [_finding(severity, place, reason) for severity, check in CHECKS for place, reason in check(parts)]
    found += _of_case_type(version.definition.case_type, parts)
    return sorted(found, key=lambda finding: not finding.is_block)


def _of_case_type(case_type: CaseType, parts: Sequence[Place]) -> Iterator[Finding]:
    return (_finding(Severity.BLOCK, place, reason) for place, reason in handling.problems(case_type, parts))


def _finding(severity: Severity, place: Place, reason: str) -> Finding:
    return Finding(severity, place.path, place.where, reason, place.key)
