# SPDX-License-Identifier: EUPL-1.2
"""Fill the forms of a bundle at once and send them at once; take a bundle into use and out of it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from cases.models import Case
from cases.notifications import parties_to_tell
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import move, require
from portal.notifications.outbox import notify
from services.catalogue.stamp import bump
from services.eforms.actions.merging import joint_version
from services.eforms.actions.sending import ChangedSinceShown, NotComplete, submit
from services.eforms.bundles.splitting import to_joint
from services.eforms.earlier import asks_earlier, earlier_of, last_sendings, newest_sending
from services.eforms.engine.content import digest_of
from services.eforms.engine.definition import Question
from services.eforms.engine.prefill import EARLIER, EARLIER_PREFIX
from services.eforms.filling import acting, filling_of
from services.eforms.joint import Member, digest_of_all, is_own_way, members_of, uploads_of
from services.eforms.models import Bundle, Draft, FormDefinition, FormVersion, JointPart, Submission
from services.eforms.new_drafts import first_answers, owner_of, sources_of_actor, untouched_draft
from services.eforms.permissions import can_own_draft
from services.eforms.rules import FormRefused, Refusal, form_refusal
from services.eforms.sharing import tell_those_along
from services.eforms.trail import keep_figures
from services.eforms.workflow import Status, Verb


class NothingChosen(Exception):
    """None of the forms that can be filled together was chosen."""


class MemberRefused(FormRefused):
    """One of the forms cannot be begun or sent now, so none of them is."""

    def __init__(self, refusal: Refusal, definition: FormDefinition) -> None:
        self.definition = definition
        super().__init__(refusal)


@transaction.atomic
def begin_bundle(
    bundle_id: int, slugs: Collection[str], *, actor: Actor, language: str = "fi", renews: bool = False
) -> Draft:
    """One draft for the chosen forms, with what we know filled in. A double click gets the same draft.

    When it renews, each form that allows it begins with what one answered in it last time.

    Raises FormRefused when the bundle is not in use, MemberRefused and NothingChosen.
    """
    bundle: Bundle = Bundle.objects.locked(bundle_id)
    if bundle.status != Status.PUBLISHED:
        raise FormRefused(Refusal.PAUSED)
    chosen = [one for one in bundle.definitions if one.slug in slugs and not is_own_way(one)]
    if not chosen:
        raise NothingChosen
    for definition in chosen:
        _require_open(definition, actor)
    versions, owner = [one.current_version for one in chosen], owner_of(actor)
    version = joint_version(_joint_form(bundle, chosen[0]), versions, actor=actor)
    renewed = last_sendings(versions, actor=actor) if renews else {}
    renewed_from = max(renewed.values(), key=lambda sent: sent.sent_at, default=None)
    if untouched := untouched_draft(version, owner, renewed_from):
        return untouched
    answers, provenance = _first_answers(version, actor, renewed)
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
    facts = {"bundle": bundle.slug, "forms": [one.slug for one in chosen], "renewed": bool(renewed)}
    record("draft.begun", about=draft, by=actor, person=draft.customer, **facts)
    return draft


def _require_open(definition: FormDefinition, actor: Actor) -> None:
    if refusal := form_refusal(definition, definition.current_version.form, actor=actor):
        raise MemberRefused(refusal, definition)


def _joint_form(bundle: Bundle, first: FormDefinition) -> FormDefinition:
    """A form outside the catalogue of forms. Its case type opens nothing: each member has its own."""
    joint_form, _created = FormDefinition.joint.update_or_create(
        bundle=bundle,
        defaults={"name": bundle.name},
        create_defaults={
            "name": bundle.name,
            "slug": f"kokonaisuus-{bundle.pk}",
            "case_type": first.case_type,
            "status": Status.PUBLISHED,
        },
    )
    return joint_form


def _first_answers(
    joint: FormVersion, actor: Actor, renewed: Mapping[int, Submission]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What each form would begin with. Of a question that is asked once, the first that knows fills it in.

    What is known now goes before last time's answer, and what one of the forms asks anew is asked anew.
    """
    parts = list(joint.joint_parts.with_forms())
    anew = {part.keys[key] for part in parts for key, one in part.version.form.questions.items() if _is_anew(one)}
    known = [_known_of(part, actor, renewed) for part in parts]
    answers: dict[str, Any] = {}
    provenance: dict[str, Any] = {}
    for is_earlier in (False, True):
        for typed, origins in known:
            found = {name: one for name, one in origins.items() if (one["source"] == EARLIER) == is_earlier}
            if is_earlier:
                found = {name: one for name, one in found.items() if name.partition("__")[0] not in anew}
            answers = {name: typed[name] for name in found if name in typed} | answers
            provenance = _stricter(found, provenance)
    return answers, {name: entry for name, entry in provenance.items() if name in answers}


def _is_anew(question: Question) -> bool:
    return not question.renew and not question.prefill.startswith(EARLIER_PREFIX)


def _known_of(
    part: JointPart, actor: Actor, renewed: Mapping[int, Submission]
) -> tuple[dict[str, Any], dict[str, Any]]:
    form, definition = part.version.form, part.version.definition
    earlier = renewed.get(definition.pk) or (newest_sending(definition, actor=actor) if asks_earlier(form) else None)
    sources = replace(
        sources_of_actor(actor, definition),
        earlier=earlier_of(earlier) if earlier else None,
        renews=definition.pk in renewed,
    )
    typed, origins = first_answers(form, sources)
    return to_joint(typed, part.keys), to_joint(origins, part.keys)


def _stricter(new: dict[str, Any], old: dict[str, Any]) -> dict[str, Any]:
    """The older entries, locked where either is."""
    both = {
        name: old[name] | {"locked": old[name]["locked"] or entry["locked"]}
        for name, entry in new.items()
        if name in old and entry["original"] == old[name]["original"]
    }
    return new | old | both


# ---- sending


@transaction.atomic
def send_together(key: UUID, *, actor: Actor, shown_digest: str) -> Draft:
    """Open a case from each form of the joint draft, or none. Idempotent: a second click gets the first sending.

    A form that somebody must sign first becomes a draft of its own, ready to be signed and sent. Raises MemberRefused,
    NotComplete and ChangedSinceShown.
    """
    draft: Draft = Draft.objects.locked(key)
    require(condition=can_own_draft(actor, draft) and draft.is_joint, verb="submit_draft")
    if draft.submitted_at:
        return draft
    members = members_of(draft)
    if filling_of(draft).first_incomplete or any(member.filling.first_incomplete for member in members):
        raise NotComplete
    if digest_of_all(members) != shown_digest:
        raise ChangedSinceShown
    for member in members:
        _keep(member, draft, actor)
    leaving = [member for member in members if not member.awaits]
    # Always in the same order, so that two who send forms with few places do not wait for each other.
    cases = [_send(member, actor).case for member in sorted(leaving, key=lambda one: one.definition.pk)]
    draft.submitted_at = clock.now()
    draft.save(update_fields=["submitted_at"])
    keep_figures(draft, sent=True)
    references = [case.reference for case in cases]
    record("draft.sent_together", about=draft, by=actor, person=draft.customer, references=references)
    _acknowledge(draft, cases)
    tell_those_along(draft)
    return draft


def _keep(member: Member, joint: Draft, actor: Actor) -> None:
    """The member's own draft with its files."""
    if joint.renewed_from_id and member.part.version.form.renew:
        by = _acting(member, actor)
        member.draft.renewed_from = newest_sending(member.definition, actor=by, before=joint.created_at)
    member.draft.save()
    for field, upload in uploads_of(joint, member.part.keys):
        upload.copy_to(member.draft, field)


def _acting(member: Member, actor: Actor) -> Actor:
    try:
        return acting(member.draft, actor)
    except FormRefused as refused:
        raise MemberRefused(refused.refusal, member.definition) from refused


def _send(member: Member, actor: Actor) -> Submission:
    try:
        return submit(member.draft.key, actor=actor, shown_digest=digest_of(member.content), acknowledges=False)
    except FormRefused as refused:
        raise MemberRefused(refused.refusal, member.definition) from refused


def _acknowledge(draft: Draft, cases: list[Case]) -> None:
    """One receipt of all (13/2003 12 §); after it each case tells of itself."""
    recipients = {(one.person, one.email): one for case in cases for one in parties_to_tell(case)}
    references = [case.reference for case in cases]
    for recipient in recipients.values():
        with override(recipient.language):
            own = reverse("eforms:bundle-status", args=[draft.key])
            url = own if recipient.person else reverse("cases:track")
        notify("bundle.received", about=draft, to=[recipient], url=url, references=", ".join(references))


# ---- the life of a bundle


@transaction.atomic
def publish_bundle(bundle_id: int, *, actor: Actor) -> Bundle:
    return _moved(bundle_id, Verb.PUBLISH, actor)


@transaction.atomic
def pause_bundle(bundle_id: int, *, actor: Actor) -> Bundle:
    return _moved(bundle_id, Verb.PAUSE, actor)


@transaction.atomic
def retire_bundle(bundle_id: int, *, actor: Actor) -> Bundle:
    return _moved(bundle_id, Verb.RETIRE, actor)


def _moved(bundle_id: int, verb: Verb, actor: Actor) -> Bundle:
    bundle: Bundle = Bundle.objects.locked(bundle_id)
    move(bundle, verb, actor=actor)
    bump()  # the page of the life event tells of it
    return bundle
