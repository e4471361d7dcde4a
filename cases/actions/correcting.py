# SPDX-License-Identifier: EUPL-1.2
"""An error in a made decision (Hallintolaki 434/2003 50-53 §): a new version takes its place, the old one stays."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.deciding import DecisionText, make_decision
from cases.locking import lock_case
from cases.models import Decision
from cases.remedies import last_day_to_correct
from cases.workflow import Verb
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.dates import as_day
from portal.common.workflow import move


@dataclass(frozen=True, slots=True)
class Correction:
    """`error`: one of Decision.Error. `is_fair`: an error of facts is corrected for the party's good, with the party's
    consent, or when it is obvious and the party's own doing."""

    error: str
    reason: str
    is_fair: bool = False


@transaction.atomic
def correct_decision(
    case_id: int, *, actor: Actor, correction: Correction, text: DecisionText, expected_version: int | None = None
) -> Decision:
    """Decide again in the place of the erroneous decision. The new one is served, and only then told to the parties.

    Raises ValidationError when the law does not allow the correction (see `_refusal`).
    """
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.CORRECT)
    move(case, Verb.CORRECT, actor=actor, reason=correction.reason)
    wrong = case.decisions.latest("pk")
    refusal = _refusal(wrong, correction, text.outcome)
    if refusal:
        raise ValidationError(refusal)
    right = make_decision(
        case, text, actor=actor, corrects=wrong, error=correction.error, correction_reason=correction.reason
    )
    record("case.corrected", about=case, by=actor, error=correction.error, section=right.section)
    return right


def _refusal(wrong: Decision, correction: Correction, outcome: str) -> str:
    """Why the law does not allow it, or nothing (Hallintolaki 434/2003 50-52 §)."""
    if clock.today() > last_day_to_correct(as_day(wrong.decided_at)):
        return _("Päätöksestä on yli viisi vuotta, joten sitä ei voi enää korjata.")
    if correction.error == Decision.Error.TYPING and outcome != wrong.outcome:
        return _("Lopputulos muuttuisi, joten tämä ei ole kirjoitusvirhe. Valitse asiavirhe.")
    if correction.error == Decision.Error.FACTS and not correction.is_fair:
        return _("Asiavirheen saa korjata vain, kun jokin mainituista ehdoista täyttyy.")
    return ""
