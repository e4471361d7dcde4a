# SPDX-License-Identifier: EUPL-1.2
"""Who may fill which draft, and who may publish forms. Pure: no queries beyond the objects' own rows.

A draft belongs to the person who began it. A draft that a clerk began belongs to the desk session of that customer and
to the customer. A draft of a visitor has no owner: whoever holds its key may fill it, and the views only give the key
back to the browser that began it.
"""

from typing import TYPE_CHECKING

from portal.accounts.actors import Actor
from portal.accounts.models import Role

if TYPE_CHECKING:
    from services.eforms.models import Draft, FormDefinition


def can_publish_form(actor: Actor, definition: "FormDefinition") -> bool:
    """Take it into use, pause and retire it. Publishers of the unit; editors write and ask."""
    unit_id = definition.case_type.unit_id
    return actor.is_system or actor.has_role(Role.MAIN_USER) or actor.has_role(Role.PUBLISHER, unit_id=unit_id)


def can_review_form(actor: Actor, definition: "FormDefinition") -> bool:
    """Read what is being written, rehearse it and comment on it: those who write it and those who publish it."""
    return can_edit_form(actor, definition) or can_publish_form(actor, definition)


def can_edit_form(actor: Actor, definition: "FormDefinition") -> bool:
    """Write a version of it. Whether it comes into use is another's question: can_publish_form."""
    unit_id = definition.case_type.unit_id
    return actor.is_system or actor.has_role(Role.MAIN_USER) or actor.has_role(Role.EDITOR, unit_id=unit_id)


def can_fill_draft(actor: Actor, draft: "Draft") -> bool:
    if draft.is_anonymous:
        return True
    if actor.at_desk and actor.subject:
        return draft.clerk_id is not None and draft.subject_id == actor.subject.pk
    if actor.at_desk:  # somebody who did not tell a name: only this clerk knows whose draft it is
        return draft.subject_id is None and actor.user is not None and draft.clerk_id == actor.user.pk
    if actor.person is None:
        return False
    began_at_desk_for_me = draft.clerk_id is not None and draft.subject_id == actor.person.pk
    return draft.person_id == actor.person.pk or began_at_desk_for_me
