# SPDX-License-Identifier: EUPL-1.2
"""Break-glass: a handler opens what a non-disclosure order hides, with a reason, for half an hour, seen by others."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.concealing import marked_persons
from cases.locking import lock_case
from cases.models import Disclosure
from cases.models.acted import acted
from cases.models.disclosure import OPEN_FOR
from cases.notifications import tell_supervisors
from cases.permissions import can_disclose_contacts
from portal.accounts.actors import Actor
from portal.audit.log import record, viewed
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed, require


@transaction.atomic
def disclose_contacts(case_id: int, *, actor: Actor, reason: str) -> Disclosure:
    """Open the contact data of the protected persons of the case to this actor alone.

    Each of them finds the look and its reason in their log, and the supervisors of the unit are told at once. While it
    is open, asking again gives the same. Raises TransitionNotAllowed when nobody in the case is protected.
    """
    case = lock_case(case_id)
    require(condition=can_disclose_contacts(actor, case), verb="disclose_contacts")
    marked = marked_persons(case)
    if not marked:
        raise TransitionNotAllowed(case, "disclose_contacts")
    existing: Disclosure | None = case.disclosures.open_to(actor).first()
    if existing:
        return existing
    if not reason.strip():
        raise ValidationError({"reason": _("Kirjoita, mihin tarvitset tiedon.")})
    assert actor.user
    opened_at, by = clock.now(), acted(actor)
    opened = Disclosure.objects.create(
        case=case, user=actor.user, reason=reason.strip()[:200], opened_at=opened_at, ends_at=opened_at + OPEN_FOR, **by
    )
    for person in marked:
        viewed(case, by=actor, person=person, reason=_("Turvakielto avattiin: %(reason)s") % {"reason": reason})
        record("case.contacts_disclosed", about=case, by=actor, person=person)
    tell_supervisors(case, "case.contacts_disclosed", actor=actor, who=actor.display_name)
    return opened
