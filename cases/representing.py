# SPDX-License-Identifier: EUPL-1.2
"""Whether somebody may take up a right to a case that was offered, and what the pages tell of such rights."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from cases.models import Case, Representation
from cases.permissions import (
    can_choose_representative,
    can_end_representation,
    chosen_rights,
    given_parties,
    is_only_chosen,
    own_parties,
)
from portal.accounts.actors import Actor, Assurance


class OfferRefusal(StrEnum):
    OVER = "over"
    LOG_IN = "log_in"
    IDENTIFY = "identify"
    OWN = "own"
    HAS = "has"


class OfferRefused(Exception):
    def __init__(self, refusal: OfferRefusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.value)


def offer_refusal(offer: Representation, *, actor: Actor) -> OfferRefusal | None:
    """One reason at a time. Nobody takes a right for another: not at the desk, not by a mandate."""
    if offer.state != Representation.State.OFFERED or offer.party.removed_at:
        return OfferRefusal.OVER
    if actor.person is None or actor.at_desk:
        return OfferRefusal.LOG_IN
    if actor.assurance < Assurance.STRONG:
        return OfferRefusal.IDENTIFY
    if given_parties(actor, offer.case):
        return OfferRefusal.OWN
    is_chosen = any(party.represents_id == offer.party_id for party in chosen_rights(actor, offer.case))
    return OfferRefusal.HAS if is_chosen else None


def refusal_words(refusal: OfferRefusal) -> str:
    return {
        OfferRefusal.OVER: _("Linkki ei ole enää voimassa. Pyydä lähettäjältä tarvittaessa uusi."),
        OfferRefusal.LOG_IN: _("Kirjaudu ensin omilla tunnuksillasi."),
        OfferRefusal.IDENTIFY: _("Tunnistaudu ensin vahvasti, esimerkiksi pankkitunnuksilla."),
        OfferRefusal.OWN: _("Olet jo itse tämän asian osapuoli. Linkki on tarkoitettu toiselle ihmiselle."),
        OfferRefusal.HAS: _("Sinulla on jo oikeus tähän asiaan. Löydät sen omalta sivultasi."),
    }[refusal]


def in_their_place(actor: Actor, case: Case) -> Actor:
    """Who is here as a chosen representative acts and looks as one, and is written down so."""
    if not is_only_chosen(actor, case):
        return actor
    return actor.representing(own_parties(actor, case)[0].display_name)


# ---- what the case page shows


@dataclass(frozen=True, slots=True)
class Shares:
    """`given`: rights that the reader may end, offered or in force. `own`: the reader's own right."""

    given: list[Representation]
    own: Representation | None
    may_give: bool


def shares_of(case: Case, actor: Actor) -> Shares:
    current = [one for one in case.representations.all() if one.is_current]
    own = actor.person.pk if actor.person and not actor.at_desk else None
    mine = [one for one in current if one.representative and one.representative.person_id == own]
    given = [one for one in current if one not in mine and may_end(one, actor)]
    return Shares(given, mine[0] if mine else None, can_choose_representative(actor, case))


def may_end(right: Representation, actor: Actor) -> bool:
    person_id = right.representative.person_id if right.representative else None
    return can_end_representation(actor, right.case, party_id=right.party_id, person_id=person_id)
