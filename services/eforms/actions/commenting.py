# SPDX-License-Identifier: EUPL-1.2
"""Comments between those who write and publish a form."""

from django.db import transaction

from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import require
from services.eforms.models import Comment, FormDefinition
from services.eforms.permissions import can_review_form


@transaction.atomic
def write_comment(definition_id: int, *, actor: Actor, text: str, place: str = "") -> Comment:
    """`place` is the key of a question or a step; empty when the whole form is meant."""
    definition = FormDefinition.objects.select_related("case_type").get(pk=definition_id)
    require(condition=actor.user is not None and can_review_form(actor, definition), verb="write_comment")
    assert actor.user
    comment: Comment = definition.comments.create(text=text.strip(), place=place, by=actor.user)
    record("form.commented", about=definition, by=actor, place=place)
    return comment


@transaction.atomic
def resolve_comment(comment_id: int, *, actor: Actor) -> Comment:
    """What was asked has been done. Idempotent: the first to say so stays."""
    comment: Comment = (
        Comment.objects.select_for_update(of=("self",)).select_related("definition__case_type").get(pk=comment_id)
    )
    require(condition=actor.user is not None and can_review_form(actor, comment.definition), verb="resolve_comment")
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by = clock.now(), actor.user
        comment.save(update_fields=["resolved_at", "resolved_by"])
        record("form.comment_resolved", about=comment.definition, by=actor, place=comment.place)
    return comment
