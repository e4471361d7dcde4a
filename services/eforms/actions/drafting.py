# SPDX-License-Identifier: EUPL-1.2
"""Begin a draft, keep what is typed into it, join it to oneself, throw it away."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import require
from services.eforms.actions.signing import let_signatures_fall
from services.eforms.drafts import discard, is_locked, open_for_change, open_for_owner
from services.eforms.earlier import asks_earlier, earlier_of, newest_sending
from services.eforms.engine.definition import Step
from services.eforms.engine.prefill import prefill
from services.eforms.models import Draft, FormDefinition, draft_expiry
from services.eforms.new_drafts import as_person, first_answers, owner_of, sources_of_actor, untouched_draft
from services.eforms.permissions import can_fill_step
from services.eforms.rules import FormRefused, form_refusal
from services.eforms.trail import stepped


class EditedElsewhere(Exception):
    """The same step was saved from another window after this page was opened. Nothing was written."""

    def __init__(self, draft: Draft, differing: Mapping[str, Any]) -> None:
        self.draft, self.differing = draft, differing
        super().__init__(str(draft.key))


@dataclass(frozen=True, slots=True)
class Page:
    """From which page the answers come: its window, and the revision of the draft that it showed."""

    window: str
    revision: int


@transaction.atomic
def begin_draft(
    definition: FormDefinition,
    *,
    actor: Actor,
    language: str = "fi",
    query: Mapping[str, str] | None = None,
    renews: bool = False,
) -> Draft:
    """A new draft with what we know filled in; when it renews, also what one answered last time.

    A double click gets the same draft. Raises FormRefused.
    """
    # The row of the form is locked so that two clicks come one after the other.
    definition = (
        FormDefinition.objects.select_for_update(of=("self",)).select_related("case_type").get(pk=definition.pk)
    )
    version = definition.current_version
    if refusal := form_refusal(definition, version.form, actor=actor):
        raise FormRefused(refusal)
    if version.form.is_for_staff:
        actor = as_person(actor)
    owner = owner_of(actor)
    earlier = newest_sending(definition, actor=actor) if renews or asks_earlier(version.form) else None
    renewed_from = earlier if renews and version.form.renew else None
    if untouched := untouched_draft(version, owner, renewed_from):
        return untouched
    sources = replace(
        sources_of_actor(actor, definition, query),
        earlier=earlier_of(earlier) if earlier else None,
        renews=renewed_from is not None,
    )
    answers, provenance = first_answers(version.form, sources)
    draft = Draft.objects.create(
        version=version,
        renewed_from=renewed_from,
        **owner,
        assurance=actor.assurance,
        channel=actor.channel,
        language=language,
        answers=answers,
        provenance=provenance,
    )
    facts = {"form": definition.slug, "version": version.number, "renewed": renewed_from is not None}
    record("draft.begun", about=draft, by=actor, person=draft.customer, **facts)
    return draft


@transaction.atomic
def save_answers(key: UUID, *, actor: Actor, step: Step, typed: Mapping[str, Any], page: Page) -> Draft:
    """Keep what was typed into a step, right or wrong. Registry answers stay as they came.

    Raises EditedElsewhere, and AlreadySent. Saving the same again changes nothing but the time.
    """
    draft = open_for_change(key, actor)
    require(condition=can_fill_step(actor, draft, step.key), verb="fill_step")
    typed = {name: value for name, value in typed.items() if not is_locked(draft, name)}
    stored = {name: draft.answers.get(name) for name in typed}
    differing = {name: value for name, value in stored.items() if value and value != typed[name]}
    last = draft.saves.get(step.key)
    if differing and last and last["revision"] > page.revision and last["window"] != page.window:
        raise EditedElsewhere(draft, differing)
    if any((stored[name] or "") != (value or "") for name, value in typed.items()):
        let_signatures_fall(draft, actor=actor)
    draft.trail = stepped(draft, step, typed)
    draft.answers = draft.answers | typed
    draft.revision += 1
    draft.saves = draft.saves | {step.key: {"revision": draft.revision, "window": page.window}}
    draft.saved_at, draft.expires_at, draft.reminded_at = clock.now(), draft_expiry(), None
    draft.save(update_fields=["answers", "trail", "revision", "saves", "saved_at", "expires_at", "reminded_at"])
    return draft


@transaction.atomic
def claim_draft(key: UUID, *, actor: Actor) -> Draft:
    """Join a draft that was begun without signing in to the person who has now signed in."""
    draft = open_for_owner(key, actor)
    require(condition=draft.is_anonymous and actor.person is not None and not actor.at_desk, verb="claim_draft")
    draft.person, draft.assurance = actor.person, actor.assurance
    fill_known(draft, actor=actor)
    draft.save(update_fields=["person", "assurance", "answers", "provenance"])
    record("draft.claimed", about=draft, by=actor, person=actor.person, form=draft.definition.slug)
    return draft


def fill_known(draft: Draft, *, actor: Actor) -> None:
    """What is known of the one who has come to a draft of nobody, where nothing is typed yet. The caller saves."""
    answers, provenance = prefill(draft.version.form, sources_of_actor(actor, draft.definition))
    empty = {name: text for name, text in answers.items() if not draft.answers.get(name)}
    draft.answers = draft.answers | empty
    draft.provenance = draft.provenance | {name: provenance[name] for name in empty}


@transaction.atomic
def cancel_draft(key: UUID, *, actor: Actor) -> None:
    """Throw the draft and its files away. There is nothing left to restore."""
    draft = open_for_owner(key, actor)
    let_signatures_fall(draft, actor=actor)
    record("draft.cancelled", about=draft, by=actor, person=draft.customer, form=draft.definition.slug)
    discard(draft)
