# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with one case. Pure: the case's parties and the actor's mandates are at hand, nothing is asked.

Party: the applicant or beneficiary, or who may act for one today (guardian, mandate, role in the organisation),
       or whoever has shown the tracking code of an anonymous case, or the system that sent it for the party.
       A representative of the past has no right of its own: when the mandate ends, so does the view.
Chosen representative: whom a party has given a right to this one case (Hallintolaki 434/2003 12 §): to look, or to act
       for the party too. Gives the right to nobody else; it ends when the party, or the representative, ends it.
       A matter that is secret opens only to the strongly identified (Digipalvelulaki 306/2019 6 §).
Other party: reads the matter and its decisions and may ask for rectification (Hallintolaki 434/2003 11 §), but neither
       withdraws nor completes it; writes to the office in a thread of its own, and the owner's is not theirs.
Heard: sees that the case exists, what is asked of them and what was chosen to be shown with it, and writes to the
       office in a thread of its own; nothing else.
Handler, decision maker: staff of the case's unit, unless the matter is their own or of somebody for whom they act or
       have acted in it, or they have declared themselves disqualified (Hallintolaki 434/2003 27-28 §).
Clerk of the desk: sees that a customer's case exists and its status, files and answers for the customer, but reads no
       content.
Rule of the city: moves a case as a handler would, decides only where the case type allows it and a free rectification
       can be asked for (Hallintolaki 434/2003 53 e-f §). It sees and reads nothing by itself.
Main user and auditor: no case by virtue of the role.

`visible_to` in querysets.py gives the same answer as `can_view_case`; a test holds them together.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cases.remedies import REMEDIES, RemedyKind
from portal.accounts.actors import Assurance
from portal.accounts.models import Role

if TYPE_CHECKING:
    from cases.models import Case, Hearing, Party
    from cases.types.terms import Terms
    from portal.accounts.actors import Actor

type May = Callable[[Any, Any], bool]

STAFF_ROLES = (Role.HANDLER, Role.DECISION_MAKER)
# Who arranges the work of a unit.
LEADING_ROLES = (Role.DECISION_MAKER, Role.MAIN_USER)


def own_persons_of(actor: "Actor") -> set[int]:
    """The actor and whom the actor has chosen to act for. At the desk the customer only."""
    people = (actor.subject,) if actor.at_desk else (actor.person, actor.subject)
    return {person.pk for person in people if person}


def own_organisations_of(actor: "Actor") -> set[int]:
    return {actor.organisation.pk} if actor.organisation else set()


def holds_key(actor: "Actor", case: "Case") -> bool:
    """Has shown the tracking code, or is the system that sent the case through the interface: acts as the owner."""
    is_sender = actor.external_system is not None and actor.external_system == case.opened_by_id
    return is_sender or case.pk in actor.tracked_cases


def is_party(actor: "Actor", case: "Case") -> bool:
    return holds_key(actor, case) or bool(own_parties(actor, case))


def _parties_of(actor: "Actor", case: "Case", chosen: set[int | None]) -> list["Party"]:
    principals = [party for party in case.parties.all() if party.is_principal]
    persons, organisations = own_persons_of(actor), own_organisations_of(actor)
    own = [party for party in principals if party.person_id in persons or party.organisation_id in organisations]
    if own or actor.at_desk:
        return own
    # Only now, as reading the mandates may cost a query.
    return [
        party
        for party in principals
        if party.pk in chosen or (party.person_id, party.organisation_id) in actor.principals
    ]


def own_parties(actor: "Actor", case: "Case") -> list["Party"]:
    """Those parties of the case that the actor is, or may act for today, or may look for as chosen."""
    return _parties_of(actor, case, {party.represents_id for party in chosen_rights(actor, case)})


def acted_parties(actor: "Actor", case: "Case") -> list["Party"]:
    """Those of them that the actor may act for: without those who have let the actor only look."""
    return _parties_of(actor, case, {party.represents_id for party in chosen_rights(actor, case) if party.may_act})


def chosen_rights(actor: "Actor", case: "Case") -> list["Party"]:
    """The actor as a representative whom parties of this case have chosen, those rights that are in force."""
    if actor.person is None or actor.at_desk:
        return []
    return [party for party in case.parties.all() if party.is_chosen and party.person_id == actor.person.pk]


def is_only_chosen(actor: "Actor", case: "Case") -> bool:
    """In the case by the choice of a party alone: neither in the own right nor by a mandate."""
    return bool(chosen_rights(actor, case)) and not _parties_of(actor, case, set())


def is_owner(actor: "Actor", case: "Case") -> bool:
    """Whose matter it is: the applicant or the beneficiary, or who acts or looks for them."""
    return holds_key(actor, case) or any(party.is_owner for party in own_parties(actor, case))


def acts_for_owner(actor: "Actor", case: "Case") -> bool:
    return holds_key(actor, case) or any(party.is_owner for party in acted_parties(actor, case))


def is_concerned(actor: "Actor", case: "Case") -> bool:
    """A party in the meaning of the law (Hallintolaki 434/2003 11 §): the owner or another, not who is only heard."""
    return holds_key(actor, case) or any(party.role != "heard" for party in own_parties(actor, case))


def represents(actor: "Actor", case: "Case") -> bool:
    """Filed it for somebody, whether or not the mandate still holds."""
    own = actor.person.pk if actor.person else None
    filed = (party.person_id for party in case.parties.all() if party.role == "representative")
    return own is not None and own in filed


def is_identified_for(actor: "Actor", case: "Case") -> bool:
    """Sure enough of who it is for this matter."""
    return is_sure_of_person(actor, case) or not case.case_type.is_secret


def is_sure_of_person(actor: "Actor", case: "Case") -> bool:
    """A tracking code proves by itself, and at the desk the clerk answers for it."""
    return actor.assurance >= Assurance.STRONG or actor.at_desk or holds_key(actor, case)


def may_act_as_party(actor: "Actor", case: "Case") -> bool:
    """Act for the owner of the matter."""
    return acts_for_owner(actor, case) and is_identified_for(actor, case)


def is_disqualified(actor: "Actor", case: "Case") -> bool:
    own = actor.user.pk if actor.user else None
    return own is not None and any(declared.user_id == own for declared in case.disqualifications.all())


def can_view_case(actor: "Actor", case: "Case") -> bool:
    """That the case exists, and where it is."""
    return can_handle_case(actor, case) or is_party(actor, case)


def can_read_case(actor: "Actor", case: "Case") -> bool:
    """Its content: answers, documents, messages."""
    reads_as_party = not actor.at_desk and is_concerned(actor, case) and is_identified_for(actor, case)
    return can_handle_case(actor, case) or reads_as_party


def can_handle_case(actor: "Actor", case: "Case") -> bool:
    works_here = not actor.at_desk and actor.has_role(*STAFF_ROLES, unit_id=case.unit_id)
    is_own = works_here and (is_party(actor, case) or represents(actor, case))
    return works_here and not is_own and not is_disqualified(actor, case)


def can_disclose_contacts(actor: "Actor", case: "Case") -> bool:
    """Who handles the case may open what a non-disclosure order hides in it; the machinery and the desk may not."""
    return can_handle_case(actor, case) and actor.user is not None


def can_export_case(actor: "Actor", case: "Case") -> bool:
    """Who handles the case may hand the whole of it on, for instance to an archive; the machinery does not."""
    return can_handle_case(actor, case) and actor.user is not None


def can_hold_cases(actor: "Actor") -> bool:
    """Who keeps the retention: without seeing any content."""
    return actor.has_role(Role.MAIN_USER)


def can_keep_systems(actor: "Actor") -> bool:
    """Which other systems may open cases, and their keys."""
    return actor.has_role(Role.MAIN_USER)


def can_claim_case(actor: "Actor", case: "Case") -> bool:
    return can_handle_case(actor, case) and actor.user is not None and case.handler_id != actor.user.pk


def can_release_case(actor: "Actor", case: "Case") -> bool:
    """Back to the unit goes what somebody has."""
    return can_handle_case(actor, case) and case.handler_id is not None


def can_assign_case(actor: "Actor", case: "Case") -> bool:
    """Who handles it; the machinery for who is away, to whom may handle it (cases/actions/absences.py)."""
    return actor.is_system or can_handle_case(actor, case)


def leads(actor: "Actor", target: "Actor") -> bool:
    """Arranges the work of a unit where the other one handles cases."""
    led, theirs = actor.units_with(*LEADING_ROLES), target.units_with(*STAFF_ROLES)
    if led is None or theirs is None:
        return led is None and theirs != set()
    return bool(led & theirs)


def can_tell_absence(actor: "Actor", target: "Actor") -> bool:
    """One's own absence, or that of somebody in a unit that one leads."""
    if actor.at_desk or actor.user is None:
        return False
    is_own = target.user == actor.user and actor.has_role(*STAFF_ROLES)
    return is_own or leads(actor, target)


def can_declare_disqualification(actor: "Actor", case: "Case") -> bool:
    return can_handle_case(actor, case)


def can_decide_case(actor: "Actor", case: "Case") -> bool:
    is_maker = can_handle_case(actor, case) and actor.has_role(Role.DECISION_MAKER, unit_id=case.unit_id)
    return is_maker and not _made_what_is_contested(actor, case)


def _made_what_is_contested(actor: "Actor", case: "Case") -> bool:
    """Where the remedy goes to the body concerned, the official who decided does not decide again (Kuntalaki 134 §)."""
    own = actor.user.pk if actor.user else None
    contested = (link.decision for link in case.links.all() if link.decision)
    return any(one.by_user_id == own and REMEDIES[RemedyKind(one.remedy_kind)].by_others for one in contested)


def can_move_case(actor: "Actor", case: "Case") -> bool:
    """The handler, or a rule that has been switched on."""
    return actor.is_rule or can_handle_case(actor, case)


def can_make_decision(actor: "Actor", case: "Case") -> bool:
    if not actor.is_rule:
        return can_decide_case(actor, case)
    # What the case began with allows it, and so does what its kind of matter says today. A claim for a revised
    # decision is weighed by a person (53 f §).
    allowed = may_be_decided_automatically(case.terms) and may_be_decided_automatically(case.case_type.terms)
    return allowed and not any(link.kind == "rectifies" for link in case.links.all())


def may_be_decided_automatically(terms: "Terms") -> bool:
    """The city has allowed it for the kind of matter, and people can be asked for rectification, free of charge."""
    return terms.automatic_decisions and REMEDIES[RemedyKind(terms.remedy_kind)].is_rectification


def can_propose_decision(actor: "Actor", case: "Case") -> bool:
    return actor.is_system or can_move_case(actor, case)


def can_send_back_proposal(actor: "Actor", case: "Case") -> bool:
    return can_decide_case(actor, case) and any(proposal.is_open for proposal in case.proposals.all())


def can_correct_decision(actor: "Actor", case: "Case") -> bool:
    return can_decide_case(actor, case) and bool(case.decisions.all())


def can_publish_decision(actor: "Actor", case: "Case") -> bool:
    """The handler, where the decisions of the kind of case are published at all."""
    return can_handle_case(actor, case) and case.case_type.publishes_decisions


def can_contest_decision(actor: "Actor", case: "Case") -> bool:
    """A party asks for rectification; staff write down what came on paper."""
    is_concerned_itself = any(party.role != "heard" for party in acted_parties(actor, case))
    as_party = (holds_key(actor, case) or is_concerned_itself) and is_identified_for(actor, case)
    return as_party or can_handle_case(actor, case)


def can_settle_contested(actor: "Actor", case: "Case") -> bool:
    """Who decides the rectification, or takes it back, settles the case that it was about."""
    asked = [link.case for link in case.linked_from.all() if link.kind == "rectifies"]
    return any(can_handle_case(actor, one) or may_act_as_party(actor, one) for one in asked)


def can_resume_case(actor: "Actor", case: "Case") -> bool:
    """The handler; the clock when the day has come."""
    return can_handle_case(actor, case) or (actor.is_system and case.suspended_until is not None)


def can_reopen_case(actor: "Actor", case: "Case") -> bool:
    """A served decision is only corrected or rectified, and what was merged goes on elsewhere."""
    if not can_handle_case(actor, case):
        return False
    is_served = any(decision.services.all() for decision in case.decisions.all())
    return not is_served and not any(link.kind == "merged" for link in case.links.all())


def can_answer_hearing(actor: "Actor", hearing: "Hearing") -> bool:
    """Who was asked: the party, the other unit, or who came by the link. At the desk the customer only."""
    if hearing.pk in actor.asked_hearings:
        return True
    if hearing.party_id:
        return any(party.pk == hearing.party_id for party in acted_parties(actor, hearing.case))
    if hearing.unit_id is None or actor.at_desk:
        return False
    works_there = actor.has_role(*STAFF_ROLES, unit_id=hearing.unit_id)
    return works_there and not is_party(actor, hearing.case) and not is_disqualified(actor, hearing.case)


def can_record_statement(actor: "Actor", case: "Case") -> bool:
    """The handler (by phone, on paper), or who was asked and has not answered yet."""
    asked = (hearing for hearing in case.hearings.all() if hearing.is_open)
    return can_handle_case(actor, case) or any(can_answer_hearing(actor, hearing) for hearing in asked)


def can_close_case(actor: "Actor", case: "Case") -> bool:
    """After the appeal period the clock closes; before a decision only what may be settled by an answer."""
    if case.is_served:
        return actor.is_system or can_handle_case(actor, case)
    return can_move_case(actor, case) and case.terms.may_close_as_answered


def can_answer_for_party(actor: "Actor", case: "Case") -> bool:
    return may_act_as_party(actor, case)


def can_withdraw_case(actor: "Actor", case: "Case") -> bool:
    return may_act_as_party(actor, case)


def can_write_message(actor: "Actor", case: "Case") -> bool:
    """A party to the office, each in its own thread (cases/threads.py), whatever the status; the handler to them."""
    return _writes_as_party(actor, case) or can_handle_case(actor, case)


def _writes_as_party(actor: "Actor", case: "Case") -> bool:
    acts = holds_key(actor, case) or bool(acted_parties(actor, case))
    return acts and is_identified_for(actor, case)


def can_read_messages(actor: "Actor", case: "Case") -> bool:
    """Those of the own thread."""
    reads_as_party = not actor.at_desk and is_party(actor, case) and is_identified_for(actor, case)
    return can_handle_case(actor, case) or reads_as_party


def given_parties(actor: "Actor", case: "Case") -> list["Party"]:
    """Those parties for whom the actor may choose a representative: the own, and those of a mandate."""
    return [party for party in _parties_of(actor, case, set()) if party.role != "heard"]


def can_choose_representative(actor: "Actor", case: "Case") -> bool:
    """A right to somebody's matter is given by who is surely known, and not through the desk."""
    return not actor.at_desk and actor.assurance >= Assurance.STRONG and bool(given_parties(actor, case))


def can_end_representation(actor: "Actor", case: "Case", *, party_id: int, person_id: int | None) -> bool:
    """Whose right it is to give takes it away, and the representative gives it up."""
    if actor.at_desk:
        return False
    is_representative = actor.person is not None and actor.person.pk == person_id
    return is_representative or any(party.pk == party_id for party in given_parties(actor, case))


def can_add_note(actor: "Actor", case: "Case") -> bool:
    return can_handle_case(actor, case)
