# SPDX-License-Identifier: EUPL-1.2
"""A draft met by the engine: who applies, for whom, with which files; and the parties of the case it becomes."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils.functional import SimpleLazyObject

from cases.actions.opening import NewParty
from portal.accounts.actors import Actor, Assurance, Right
from portal.accounts.models import Mandate, Organisation, Person
from services.eforms.engine.content import Part
from services.eforms.engine.prefill import Sources, known_values
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling
from services.eforms.models import Draft
from services.eforms.rules import FormRefused, Refusal
from services.eforms.signatures import fresh_content, open_round, signatures_part


def situation_of(draft: Draft) -> Situation:
    files: dict[str, list[Any]] = {}
    for upload in draft.uploads.all():
        files.setdefault(upload.field, []).append(upload)
    known = SimpleLazyObject(lambda: known_values(sources_of(draft)))
    return Situation(applicant=applicant_of(draft), files=files, known=known)  # type: ignore[arg-type]  # is the mapping when asked


def sources_of(draft: Draft) -> Sources:
    """Whose data the draft may know: as it was begun, whoever opens it now."""
    return Sources(
        applicant=applicant_of(draft),
        organisation=draft.organisation,
        child=draft.subject if draft.right == Right.GUARDIAN else None,
        service=draft.definition.service,
        is_identified=draft.assurance >= Assurance.STRONG,
        is_at_desk=draft.clerk_id is not None,
    )


def filling_of(draft: Draft) -> Filling:
    return Filling(draft.version.form, draft.answers, situation_of(draft))


def filling_after(before: Filling, draft: Draft) -> Filling:
    """The filling with the answers just saved. Saving them changes no file and nothing that is known of the draft."""
    if draft.answers == before.answers:
        return before
    return Filling(draft.version.form, draft.answers, before.situation)


def applicant_of(draft: Draft) -> Person | None:
    """Whom a mandate or the desk acts for applies. A guardian and an agent of a company apply themselves."""
    return draft.customer if draft.right in (Right.MANDATE, Right.DESK) else draft.person


def acting(draft: Draft, actor: Actor) -> Actor:
    """The actor by the right with which the draft was begun. Raises FormRefused when that right has ended."""
    # At the desk the mandate is that of the customer who handed the draft over.
    delegate = draft.person if actor.at_desk else actor.person
    if delegate is None or draft.right not in (Right.GUARDIAN, Right.MANDATE, Right.COMPANY):
        return actor
    mandates = Mandate.objects.of(delegate)
    mandate = mandates.filter(person=draft.subject, organisation=draft.organisation, kind=draft.right).first()
    if mandate is None:
        raise FormRefused(Refusal.MANDATE_ENDED)
    return actor if actor.at_desk else actor.on_behalf_of(mandate)


def shown_content(draft: Draft, filling: Filling) -> list[Part]:
    """What the review page shows and the sending sends: what is being signed, at last with the signatures."""
    signed = open_round(draft)
    if signed is None:
        return fresh_content(draft, filling)
    return [*signed.content, *([signatures_part(signed.signers)] if signed.is_complete else [])]


def sources_for(draft: Draft, actor: Actor) -> Sources:
    """The same, but no more than the session of the actor may be shown now."""
    sources = sources_of(draft)
    return replace(
        sources,
        is_identified=sources.is_identified and actor.assurance >= Assurance.STRONG,
        is_at_desk=sources.is_at_desk and actor.at_desk,
    )


@dataclass(frozen=True, slots=True)
class Contact:
    """How the sender can be reached, from the answers."""

    name: str = ""
    email: str = ""
    phone: str = ""


def contact_of(filling: Filling) -> Contact:
    found: dict[str, str] = {}
    for _at, question, _kind, value in filling.answered():
        if question.type in ("email", "phone"):
            found.setdefault(question.type, value)
        elif question.prefill == "person.name":
            found.setdefault("name", value)
    return Contact(**found)


def parties_of(draft: Draft, filling: Filling, contact: Contact) -> list[NewParty]:
    applicant, organisation, child = applicant_of(draft), _organisation_of(draft, filling), _child_of(draft, filling)
    reach = partial(NewParty, email=contact.email, phone=contact.phone)
    if organisation:
        parties = [reach("applicant", organisation=organisation)]
        parties += [reach("representative", person=applicant)] if applicant else []
    elif applicant:
        parties = [reach("applicant", person=applicant)]
    else:
        parties = [reach("applicant", name=contact.name)]
    return [*parties, *([NewParty("beneficiary", person=child)] if child else [])]


def _organisation_of(draft: Draft, filling: Filling) -> Organisation | None:
    """The one chosen in the form; otherwise the one acted for when the draft was begun."""
    chosen = _chosen(filling, "organisation")
    return filling.situation.organisations.get(chosen) if chosen else draft.organisation


def _child_of(draft: Draft, filling: Filling) -> Person | None:
    chosen = _chosen(filling, "child")
    if chosen:
        return filling.situation.children.get(chosen)
    return draft.subject if draft.right == Right.GUARDIAN else None


def _chosen(filling: Filling, kind: str) -> str:
    return next((value for _at, question, _kind, value in filling.answered() if question.type == kind), "")
