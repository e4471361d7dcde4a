# SPDX-License-Identifier: EUPL-1.2
"""Who may fill which draft, and who may publish forms. Pure: no queries beyond the objects' own rows.

A draft belongs to the person who began it. A draft that a clerk began, or that was handed to the desk, belongs to the
desk session of that customer and to the customer. A draft of a visitor has no owner: whoever holds its key may fill it,
and the views only give the key back to the browser that began it. Whom the owner invited fills it along until it is
sent; sending, cancelling and inviting stay the owner's.
"""

from typing import TYPE_CHECKING

from cases.permissions import can_view_case
from portal.accounts.actors import Actor
from portal.accounts.models import Role

if TYPE_CHECKING:
    from services.eforms.models import Bundle, Draft, FieldBlock, FormDefinition


def can_publish_form(actor: Actor, definition: "FormDefinition") -> bool:
    """Take it into use, pause and retire it. Publishers of the unit; editors write and ask."""
    unit_id = definition.case_type.unit_id
    return actor.is_system or actor.has_role(Role.MAIN_USER) or actor.has_role(Role.PUBLISHER, unit_id=unit_id)


def can_publish_bundle(actor: Actor, _bundle: "Bundle") -> bool:
    """A bundle crosses units, so it belongs to those who answer for all of them."""
    return actor.is_system or actor.has_role(Role.MAIN_USER)


def can_review_form(actor: Actor, definition: "FormDefinition") -> bool:
    """Read what is being written, rehearse it and comment on it: those who write it and those who publish it."""
    return can_edit_form(actor, definition) or can_publish_form(actor, definition)


def can_edit_form(actor: Actor, definition: "FormDefinition") -> bool:
    """Write a version of it. Whether it comes into use is another's question: can_publish_form."""
    unit_id = definition.case_type.unit_id
    return actor.is_system or actor.has_role(Role.MAIN_USER) or actor.has_role(Role.EDITOR, unit_id=unit_id)


def can_own_draft(actor: Actor, draft: "Draft") -> bool:
    """Send it, throw it away, hand it on, invite others to it."""
    if draft.is_anonymous:
        return True
    if actor.at_desk and actor.subject:
        return draft.clerk_id is not None and draft.owner_id == actor.subject.pk
    if actor.at_desk:  # somebody who did not tell a name: only this clerk knows whose draft it is
        return draft.owner_id is None and actor.user is not None and draft.clerk_id == actor.user.pk
    if actor.person is None:
        return False
    began_at_desk_for_me = draft.clerk_id is not None and draft.owner_id == actor.person.pk
    return draft.person_id == actor.person.pk or began_at_desk_for_me


def can_follow_joint(actor: Actor, draft: "Draft") -> bool:
    """See the joint status of what was sent together: whoever may see any of its cases. Others are not shown there."""
    return any(can_view_case(actor, case) for case in draft.joint_cases)


def can_edit_block(actor: Actor, block: "FieldBlock") -> bool:
    """Blocks of a unit are its editors'; those of all belong to the editors of the whole city."""
    if actor.is_system or actor.has_role(Role.MAIN_USER):
        return True
    units = actor.units_with(Role.EDITOR)
    return units is None or (block.unit_id is not None and block.unit_id in units)


def can_fill_draft(actor: Actor, draft: "Draft") -> bool:
    return can_own_draft(actor, draft) or _steps_along(actor, draft) is not None


def can_fill_step(actor: Actor, draft: "Draft", step_key: str) -> bool:
    """The owner fills every step, a co-filler those that the invitation names."""
    if can_own_draft(actor, draft):
        return True
    steps = _steps_along(actor, draft)
    return steps is not None and (not steps or step_key in steps)


def _steps_along(actor: Actor, draft: "Draft") -> list[str] | None:
    """Keys of the steps that the actor has joined to fill, empty for all of them; None for somebody not invited."""
    if actor.person is None or actor.at_desk or draft.submitted_at:
        return None
    return draft.steps_of_joined(actor.person)
