# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a piece of feedback.

Anybody gives, and reads what is published. The giver reads and reopens their own. Handlers and decision makers of the
unit work on it; the clerks of the desk work on what waits for a unit and route it. Nobody handles their own feedback.
"""

from typing import TYPE_CHECKING

from portal.accounts.actors import Actor, Role
from portal.accounts.models import Person

if TYPE_CHECKING:
    from feedback.models import Feedback

HANDLING_ROLES = (Role.HANDLER, Role.DECISION_MAKER, Role.FRONTDESK)


def giver(actor: Actor) -> Person | None:
    """Whose feedback it becomes: one's own also while acting for a child or a company, the customer's at the desk."""
    return actor.subject if actor.at_desk else actor.person


def is_giver(actor: Actor, feedback: "Feedback") -> bool:
    """The person who gave it, or somebody who proved by the tracking code or a signed link that they did."""
    own = actor.person is not None and feedback.person_id == actor.person.pk
    return own or feedback.proved_by_giver


def can_handle_feedback(actor: Actor, feedback: "Feedback") -> bool:
    in_unit = actor.has_role(*HANDLING_ROLES, unit_id=feedback.unit_id)
    return in_unit and not is_giver(actor, feedback)


def can_publish_feedback(actor: Actor, feedback: "Feedback") -> bool:
    return feedback.may_publish and can_handle_feedback(actor, feedback)


def can_hide_feedback(actor: Actor, feedback: "Feedback") -> bool:
    return feedback.is_published and can_handle_feedback(actor, feedback)


def can_reopen_feedback(actor: Actor, feedback: "Feedback") -> bool:
    return is_giver(actor, feedback) or can_handle_feedback(actor, feedback)


def can_read_feedback(actor: Actor, feedback: "Feedback") -> bool:
    """All that was written between the giver and the city, not only what is published."""
    return is_giver(actor, feedback) or can_handle_feedback(actor, feedback)


def can_view_feedback(actor: Actor, feedback: "Feedback") -> bool:
    """To see that it exists and how it stands. A clerk sees this of what they wrote down for a customer."""
    wrote_it_down = actor.at_desk and actor.user is not None and feedback.written_by_id == actor.user.pk
    return feedback.is_published or wrote_it_down or can_read_feedback(actor, feedback)
