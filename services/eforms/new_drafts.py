# SPDX-License-Identifier: EUPL-1.2
"""What a new draft begins with: whose it is, and the answers that are known already."""

from collections.abc import Mapping
from typing import Any

from portal.accounts.actions import register_person
from portal.accounts.actors import Actor, Assurance, Right
from services.eforms.earlier import without_wrong
from services.eforms.engine.definition import Form
from services.eforms.engine.prefill import Sources, known_values, prefill
from services.eforms.engine.situation import Situation
from services.eforms.models import Draft, FormDefinition, FormVersion, Submission


def first_answers(form: Form, sources: Sources) -> tuple[dict[str, Any], dict[str, Any]]:
    """(answers, provenance) to begin with, without what last time's answers have become wrong in."""
    answers, provenance = prefill(form, sources)
    if sources.earlier is None:
        return answers, provenance
    situation = Situation(applicant=sources.applicant, known=known_values(sources))
    return without_wrong(form, answers, provenance, situation)


def as_person(actor: Actor) -> Actor:
    """Staff who file a matter of their own are a party of it, and so become known as persons, under their own names."""
    if actor.person or actor.user is None:
        return actor
    return actor.with_rows(actor.user, register_person(actor.user, actor=actor), actor.subject, actor.organisation)


def owner_of(actor: Actor) -> dict[str, Any]:
    at_desk = actor.at_desk
    return {
        "person": None if at_desk else actor.person,
        "clerk": actor.user if at_desk else None,
        "subject": actor.subject,
        "organisation": actor.organisation,
        "right": Right.SELF if actor.right == Right.OFFICIAL else actor.right,
    }


def untouched_draft(version: FormVersion, owner: dict[str, Any], renewed_from: Submission | None) -> Draft | None:
    if owner["person"] is None and owner["clerk"] is None:
        return None  # nobody's drafts cannot be told apart
    return version.drafts.unsent().filter(revision=0, uploads=None, renewed_from=renewed_from, **owner).first()


def sources_of_actor(actor: Actor, definition: FormDefinition, query: Mapping[str, str] | None = None) -> Sources:
    applies_for_subject = actor.right in (Right.MANDATE, Right.DESK)
    return Sources(
        applicant=actor.subject if applies_for_subject else actor.person,
        organisation=actor.organisation,
        child=actor.subject if actor.right == Right.GUARDIAN else None,
        service=definition.service,
        query=query,
        is_identified=actor.assurance >= Assurance.STRONG,
        is_at_desk=actor.at_desk,
    )
