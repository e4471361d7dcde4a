# SPDX-License-Identifier: EUPL-1.2
"""A customer hands a draft to the desk by a short code: it is opened in a desk session of that customer."""

from django.db import transaction

from portal.accounts.actors import Actor
from portal.common.workflow import require
from portal.frontdesk.actions import begin_unnamed_contact, open_customer
from portal.frontdesk.models import ContactMoment
from portal.frontdesk.permissions import can_serve_customers
from portal.frontdesk.session import actor_at_desk
from services.eforms.actions.sharing import draft_behind, hand_to_desk
from services.eforms.models import Draft, DraftPass


@transaction.atomic
def take_draft(
    code: str, *, actor: Actor, moment: ContactMoment | None, channel: str, identification: str, reason: str
) -> tuple[ContactMoment, Draft]:
    """Open the draft, and its customer when it has one, for the clerk. Raises CodeRefused.

    The contact moment that goes on is kept when it is of the same customer, or when the draft is nobody's.
    """
    require(condition=can_serve_customers(actor), verb="take_draft")
    owner = draft_behind(code, actor=actor, purpose=DraftPass.Purpose.DESK).owner
    if moment is None or moment.is_expired or (owner and moment.person != owner):
        if owner:
            facts = {"channel": channel, "identification": identification, "reason": reason}
            moment = open_customer(owner, actor=actor, **facts)
        else:
            moment = begin_unnamed_contact(actor=actor, channel=channel)
    return moment, hand_to_desk(code, actor=actor_at_desk(actor, moment))
