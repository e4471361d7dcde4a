# SPDX-License-Identifier: EUPL-1.2
"""What is asked in a case and still open, and how it ends when the case moves on. Parts of actions, never one alone."""

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from cases.models import Case, Hearing, Proposal
from portal.common import clock
from portal.common.crypto import keyed_hash

if TYPE_CHECKING:
    from cases.actions.deciding import DecisionText


LINK_DAYS = 90


def new_token(hearing: Hearing) -> str:
    """The secret of a new link, told only now: the row keeps its keyed hash. An older link dies. Not saved."""
    token = secrets.token_urlsafe(32)
    hearing.token_hash = keyed_hash(token)
    hearing.token_until = max(clock.today(), hearing.due_on) + dt.timedelta(days=LINK_DAYS)
    return token


def end_waiting(case: Case) -> None:
    """Nobody is asked for anything any more: requests, hearings, their links and the open proposal end."""
    case.supplement_requests.open().end()
    case.hearings.open().update(ended_at=clock.now(), token_hash="")
    case.proposals.filter(ended_at=None).update(ended_at=clock.now(), result=Proposal.Result.LAPSED)


def close_proposal(case: Case, text: "DecisionText") -> None:
    """The open proposal, if there is one, is over: decided as it was, or changed."""
    proposal = case.proposals.filter(ended_at=None).first()
    if proposal is None:
        return
    parts = ("outcome", "summary", "reasons", "law_sections")
    is_same = all(getattr(proposal, part).split() == getattr(text, part).split() for part in parts)
    proposal.result = Proposal.Result.ACCEPTED if is_same else Proposal.Result.CHANGED
    proposal.ended_at = clock.now()
    proposal.save()
