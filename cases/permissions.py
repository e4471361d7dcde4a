# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with one case. Pure: the case's parties and the actor's mandates are at hand, nothing is asked.

Party: the applicant or beneficiary, or who may act for one today (guardian, mandate, role in the organisation),
       or whoever has shown the tracking code of an anonymous case.
       A representative of the past has no right of its own: when the mandate ends, so does the view.
       A matter that is secret opens only to the strongly identified (Digipalvelulaki 306/2019 6 §).
Handler, decision maker: staff of the case's unit, unless the matter is their own or of somebody for whom they act or
       have acted in it (Hallintolaki 434/2003 27-28 §).
Clerk of the desk: sees that a customer's case exists and its status, files and answers for the customer, but reads no
       content.
Main user and auditor: no case by virtue of the role.

`visible_to` in querysets.py gives the same answer as `can_view_case`; a test holds them together.
"""

from typing import TYPE_CHECKING

from portal.accounts.actors import Assurance
from portal.accounts.models import Role

if TYPE_CHECKING:
    from cases.models import Case
    from portal.accounts.actors import Actor

STAFF_ROLES = (Role.HANDLER, Role.DECISION_MAKER)


def own_persons_of(actor: "Actor") -> set[int]:
    """The actor and whom the actor has chosen to act for. At the desk the customer only."""
    people = (actor.subject,) if actor.at_desk else (actor.person, actor.subject)
    return {person.pk for person in people if person}


def own_organisations_of(actor: "Actor") -> set[int]:
    return {actor.organisation.pk} if actor.organisation else set()


def is_party(actor: "Actor", case: "Case") -> bool:
    if case.pk in actor.tracked_cases:
        return True
    principals = [party for party in case.parties.all() if party.is_principal]
    persons, organisations = own_persons_of(actor), own_organisations_of(actor)
    if any(party.person_id in persons or party.organisation_id in organisations for party in principals):
        return True
    # Only now, as reading the mandates may cost a query.
    return not actor.at_desk and any(
        (party.person_id, party.organisation_id) in actor.principals for party in principals
    )


def represents(actor: "Actor", case: "Case") -> bool:
    """Filed it for somebody, whether or not the mandate still holds."""
    own = actor.person.pk if actor.person else None
    return own is not None and any(party.person_id == own and not party.is_principal for party in case.parties.all())


def is_identified_for(actor: "Actor", case: "Case") -> bool:
    """Sure enough of who it is. A tracking code proves by itself, and at the desk the clerk answers for it."""
    is_sure = actor.assurance >= Assurance.STRONG or actor.at_desk or case.pk in actor.tracked_cases
    return is_sure or not case.case_type.is_secret


def may_act_as_party(actor: "Actor", case: "Case") -> bool:
    return is_party(actor, case) and is_identified_for(actor, case)


def can_view_case(actor: "Actor", case: "Case") -> bool:
    """That the case exists, and where it is."""
    return can_handle_case(actor, case) or is_party(actor, case)


def can_read_case(actor: "Actor", case: "Case") -> bool:
    """Its content: answers, documents, messages."""
    return can_handle_case(actor, case) or (not actor.at_desk and may_act_as_party(actor, case))


def can_handle_case(actor: "Actor", case: "Case") -> bool:
    works_here = not actor.at_desk and actor.has_role(*STAFF_ROLES, unit_id=case.unit_id)
    return works_here and not is_party(actor, case) and not represents(actor, case)


def can_claim_case(actor: "Actor", case: "Case") -> bool:
    return can_handle_case(actor, case) and actor.user is not None and case.handler_id != actor.user.pk


def can_decide_case(actor: "Actor", case: "Case") -> bool:
    return can_handle_case(actor, case) and actor.has_role(Role.DECISION_MAKER, unit_id=case.unit_id)


def can_close_case(actor: "Actor", case: "Case") -> bool:
    """After the appeal period the clock closes; before a decision only what may be settled by an answer."""
    if case.is_served:
        return actor.is_system or can_handle_case(actor, case)
    return case.case_type.may_close_as_answered and can_handle_case(actor, case)


def can_answer_for_party(actor: "Actor", case: "Case") -> bool:
    return may_act_as_party(actor, case)


def can_withdraw_case(actor: "Actor", case: "Case") -> bool:
    return may_act_as_party(actor, case)


def can_write_message(actor: "Actor", case: "Case") -> bool:
    return may_act_as_party(actor, case) or can_handle_case(actor, case)


def can_add_note(actor: "Actor", case: "Case") -> bool:
    return can_handle_case(actor, case)
