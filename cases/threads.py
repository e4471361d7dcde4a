# SPDX-License-Identifier: EUPL-1.2
"""Whose words are whose: the owners of a matter have one thread with the office, each other party and heard its own.

Pure: reads the parties and messages that are at hand.
"""

from cases.models import Case, Message, Party
from cases.permissions import acted_parties, acts_for_owner, can_handle_case, can_read_messages, is_owner, own_parties
from portal.accounts.actors import Actor


def messages_for(actor: Actor, case: Case) -> list[Message]:
    """The messages that the actor may read, the oldest first: the handler all of them."""
    messages = list(case.messages.all())
    if can_handle_case(actor, case):
        return messages
    if not can_read_messages(actor, case):
        return []
    threads: set[int | None] = {party.pk for party in own_parties(actor, case) if not party.is_owner}
    if is_owner(actor, case):
        threads.add(None)
    return [message for message in messages if message.party_id in threads]


def thread_to_write(actor: Actor, case: Case) -> Party | None:
    """In whose thread a party writes; None is that of the owners, whose matter it is."""
    if acts_for_owner(actor, case):
        return None
    return next(party for party in acted_parties(actor, case) if not party.is_owner)


def reachable_besides(case: Case) -> list[Party]:
    """Other parties and the heard to whom the office may write: those who can sign in to read it."""
    besides = (party for party in case.parties.all() if party.is_principal and not party.is_owner)
    return [party for party in besides if party.person_id or party.organisation_id]
