# SPDX-License-Identifier: EUPL-1.2
"""A party chooses a representative for one case: offer the right, accept it, decline it, end it (Hallintolaki 12 §)."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.locking import lock_case
from cases.models import Party, Representation
from cases.models.acted import acted
from cases.notifications import tell_giver, tell_representative
from cases.permissions import can_choose_representative, given_parties
from cases.representing import OfferRefusal, OfferRefused, may_end, offer_refusal
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import require

# The letters go to addresses that nobody has confirmed.
MOST_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Offer:
    name: str
    email: str
    may_act: bool = False
    language: str = "fi"


@transaction.atomic
def offer_representation(case_id: int, offer: Offer, *, actor: Actor) -> Representation:
    """Mail a link, good for 14 days and one acceptance. The same address again gets the same offer while it is open.

    Raises ValidationError when the right of so many is open or in force that no more are given.
    """
    case = lock_case(case_id)
    require(condition=can_choose_representative(actor, case), verb="offer_representation")
    party = given_parties(actor, case)[0]
    current = [one for one in case.representations.filter(party=party) if one.is_current]
    for earlier in current:
        if earlier.email.casefold() == offer.email.casefold():
            return earlier
    if len(current) >= MOST_OFFERED:
        raise ValidationError(_("Olet antanut oikeuden jo niin monelle kuin voit. Lopeta ensin jokin oikeus."))
    right: Representation = Representation.objects.create(
        case=case,
        party=party,
        name=offer.name,
        email=offer.email,
        may_act=offer.may_act,
        language=offer.language,
        **acted(actor),
    )
    record("case.representation_offered", about=case, by=actor, person=party.person, may_act=offer.may_act)
    tell_representative("case.representation_offered", right)
    return right


@transaction.atomic
def accept_representation(key: UUID, *, actor: Actor) -> Representation:
    """Take the right up: from now on the case is on the own page too. Raises OfferRefused."""
    right = _lock(key)
    if refusal := offer_refusal(right, actor=actor):
        raise OfferRefused(refusal)
    assert actor.person
    right.representative = Party.objects.create(
        case=right.case,
        role=Party.Role.REPRESENTATIVE,
        person=actor.person,
        name=actor.person.display_name[:160],
        represents=right.party,
        may_act=right.may_act,
    )
    right.accepted_at = clock.now()
    right.save(update_fields=["representative", "accepted_at"])
    right.case.touch("case.representation_accepted")
    record("case.representation_accepted", about=right.case, by=actor, person=right.party.person, right=right.pk)
    tell_giver("case.representation_accepted", right)
    return right


@transaction.atomic
def decline_representation(key: UUID, *, actor: Actor) -> Representation:
    """Whoever holds the link lets it go; nobody needs to be known for that. Raises OfferRefused when it is over."""
    right = _lock(key)
    if right.state != Representation.State.OFFERED:
        raise OfferRefused(OfferRefusal.OVER)
    right.declined_at = clock.now()
    right.save(update_fields=["declined_at"])
    record("case.representation_declined", about=right.case, by=actor, person=right.party.person, right=right.pk)
    tell_giver("case.representation_declined", right)
    return right


@transaction.atomic
def end_representation(key: UUID, *, actor: Actor) -> Representation:
    """Take the right away or give it up: the view ends at once and both are told. Idempotent."""
    right = _lock(key)
    require(condition=may_end(right, actor), verb="end_representation")
    if not right.is_current:
        return right
    was_accepted = right.representative is not None
    right.ended_at = clock.now()
    right.save(update_fields=["ended_at"])
    if right.representative:
        right.representative.removed_at = right.ended_at
        right.representative.save(update_fields=["removed_at"])
        right.case.touch("case.representation_ended")
    record("case.representation_ended", about=right.case, by=actor, person=right.party.person, right=right.pk)
    tell_representative("case.representation_ended", right)
    if was_accepted:
        tell_giver("case.representation_ended", right)
    return right


def _lock(key: UUID) -> Representation:
    """The right with its case, both ours until the transaction ends: the case first, as everywhere."""
    case = lock_case(Representation.objects.values_list("case_id", flat=True).get(key=key))
    right: Representation = Representation.objects.select_for_update(of=("self",)).get(key=key)
    right.case = case
    return right
