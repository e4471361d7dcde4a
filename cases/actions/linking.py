# SPDX-License-Identifier: EUPL-1.2
"""What one case is to another: related, a part of a whole, or a duplicate that goes on in the other."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.locking import StaleCase, lock_case
from cases.models import Case, CaseLink
from cases.models.acted import acted
from cases.notifications import tell_parties
from cases.pending import end_waiting
from cases.permissions import can_handle_case
from cases.workflow import BEFORE_DECISION, Verb
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common.workflow import TransitionNotAllowed, move, require

BY_HAND = (CaseLink.Kind.RELATED, CaseLink.Kind.PART)


@transaction.atomic
def link_cases(case_id: int, *, actor: Actor, target: Case, kind: str, expected_version: int | None = None) -> CaseLink:
    """Note that the case is related to another, or a part of it. Idempotent.

    Raises PermissionDenied unless the actor handles both, ValidationError for itself or a ring of parts.
    """
    case = lock_case(case_id, expected_version=expected_version)
    require(condition=can_handle_case(actor, case) and can_handle_case(actor, target), verb="link")
    if kind not in BY_HAND or case == target:
        raise ValidationError(_("Valitse toinen asia."))
    if kind == CaseLink.Kind.PART and case.pk in _wholes_of(target):
        raise ValidationError(_("Toinen asia on jo tämän asian osa."))
    if kind == CaseLink.Kind.PART and case.links.filter(kind=kind).exclude(target=target).exists():
        raise ValidationError(_("Asia on jo toisen asian osa."))
    link, is_new = CaseLink.objects.get_or_create(case=case, target=target, kind=kind, defaults=acted(actor))
    if is_new:
        case.touch("case.linked")
        record("case.linked", about=case, by=actor, target=target.reference, kind=kind)
    return link


def link_renewed(case: Case, *, actor: Actor, earlier: Case) -> None:
    """Note that the matter began with the answers of an earlier one. For the sending, in its transaction."""
    CaseLink.objects.create(case=case, target=earlier, kind=CaseLink.Kind.RELATED, **acted(actor))
    record("case.linked", about=case, by=actor, target=earlier.reference, kind=CaseLink.Kind.RELATED)


def _wholes_of(case: Case) -> set[int]:
    """The case, what it is a part of, what that is a part of, and so on."""
    found, current = {case.pk}, case
    while link := current.links.filter(kind=CaseLink.Kind.PART).select_related("target").first():
        current = link.target
        found.add(current.pk)
    return found


@transaction.atomic
def unlink_cases(link_id: int, *, actor: Actor) -> None:
    """Take back a link made by hand. What is merged or rectifies stays: the history rests on it."""
    link = CaseLink.objects.get(pk=link_id)
    case = lock_case(link.case_id)
    require(condition=can_handle_case(actor, case) and link.kind in BY_HAND, verb="unlink")
    record("case.unlinked", about=case, by=actor, target=link.target.reference, kind=link.kind)
    link.delete()
    case.touch("case.unlinked")


@transaction.atomic
def merge_case(
    case_id: int, *, actor: Actor, target: Case, reason: str = "", expected_version: int | None = None
) -> Case:
    """Close a duplicate; the matter goes on in the target. What was written and sent stays readable in both.

    Raises PermissionDenied unless the actor handles both, and ValidationError when they are not of the same people.
    """
    # The lower id first, whichever way round they are merged.
    locked = {pk: lock_case(pk, verb=Verb.MERGE) for pk in sorted({case_id, target.pk})}
    case, whole = locked[case_id], locked[target.pk]
    if expected_version is not None and case.version != expected_version:
        raise StaleCase(case, Verb.MERGE)
    require(condition=can_handle_case(actor, whole), verb=Verb.MERGE)
    move(case, Verb.MERGE, actor=actor, reason=" ".join(filter(None, (whole.reference, reason))))
    if case == whole or not Case.objects.of_same_parties(case).filter(pk=whole.pk).exists():
        raise ValidationError(_("Vain saman asiakkaan asiat voi yhdistää."))
    if whole.status not in BEFORE_DECISION:
        raise TransitionNotAllowed(whole, Verb.MERGE)
    end_waiting(case)
    CaseLink.objects.create(case=case, target=whole, kind=CaseLink.Kind.MERGED, **acted(actor))
    whole.touch("case.merged_here")
    record("case.merged", about=case, by=actor, target=whole.reference)
    record("case.merged_here", about=whole, by=actor, merged=case.reference)
    tell_parties(case, "case.merged", target=whole.reference)
    return case
