# SPDX-License-Identifier: EUPL-1.2
"""Other parties and the heard: who comes into a case besides those whose matter it is."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.locking import lock_case
from cases.models import Case, Party
from cases.permissions import can_handle_case
from portal.accounts.actors import Actor
from portal.accounts.models import Organisation, Person
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed, require

BESIDES = (Party.Role.OTHER, Party.Role.HEARD)


@dataclass(frozen=True, slots=True)
class Comer:
    """Who comes in, by register or by name and address. `role` is one of BESIDES."""

    role: str
    name: str = ""
    email: str = ""
    person: Person | None = None
    organisation: Organisation | None = None


@transaction.atomic
def add_party(case_id: int, *, actor: Actor, comer: Comer, reason: str, expected_version: int | None = None) -> Party:
    """Bring in another party (sees the matter) or somebody to be heard (sees what is asked), for a stated reason."""
    case = lock_case(case_id, expected_version=expected_version)
    require(condition=can_handle_case(actor, case), verb="add_party")
    if case.is_ended:
        raise TransitionNotAllowed(case, "add_party")
    if comer.role not in BESIDES or not (comer.person or comer.organisation or comer.name):
        raise ValidationError(_("Kerro, kuka osapuoli on."))
    if _is_in(case, comer):
        raise ValidationError(_("Hän on jo asian osapuoli."))
    party = Party.objects.create(
        case=case,
        role=comer.role,
        person=comer.person,
        organisation=comer.organisation,
        name=(comer.name or str(comer.person or comer.organisation or ""))[:160],
        email=comer.email,
    )
    case.touch("case.party_added")
    record("case.party_added", about=case, by=actor, party=party.pk, role=party.role, reason=reason)
    return party


def _is_in(case: Case, comer: Comer) -> bool:
    here = case.parties.filter(removed_at=None).exclude(role=Party.Role.REPRESENTATIVE)
    if comer.person:
        return here.filter(person=comer.person).exists()
    if comer.organisation:
        return here.filter(organisation=comer.organisation).exists()
    return False


@transaction.atomic
def remove_party(party_id: int, *, actor: Actor, reason: str) -> Party:
    """Take out whom a handler brought in; the view ends at once, what they said stays.

    Raises PermissionDenied for the owners of the matter, and ValidationError while an answer is waited for.
    """
    party = Party.objects.get(pk=party_id)
    case = lock_case(party.case_id)
    require(condition=can_handle_case(actor, case) and party.role in BESIDES, verb="remove_party")
    if party.removed_at:
        return party
    if party.hearings.open().exists():
        raise ValidationError(_("Häneltä odotetaan vastausta. Päätä kuuleminen ensin."))
    party.removed_at = clock.now()
    party.save(update_fields=["removed_at"])
    case.touch("case.party_removed")
    record("case.party_removed", about=case, by=actor, party=party.pk, reason=reason)
    return party
