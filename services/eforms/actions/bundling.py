# SPDX-License-Identifier: EUPL-1.2
"""Fill the forms of a bundle at once and send them at once; take a bundle into use and out of it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
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
from services.eforms.actions.sending import ChangedSinceShown, NotComplete, submit
from services.eforms.bundles import merging
from services.eforms.bundles.splitting import to_joint
from services.eforms.earlier import asks_earlier, earlier_of, newest_sending
from services.eforms.engine.content import digest_of
from services.eforms.filling import filling_of
from services.eforms.joint import Member, digest_of_all, is_own_way, members_of, uploads_of
from services.eforms.models import Bundle, Draft, FormDefinition, FormVersion, JointPart, Submission, Upload
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
def begin_bundle(bundle_id: int, slugs: Collection[str], *, actor: Actor, language: str = "fi") -> Draft:
    """One draft for the chosen forms, with what we know filled in. A double click gets the same draft.

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
    version, owner = _joint_version(bundle, chosen, actor), owner_of(actor)
    if untouched := untouched_draft(version, owner, None):
        return untouched
    answers, provenance = _first_answers(version, actor)
    draft = Draft.objects.create(
        version=version,
        **owner,
        assurance=actor.assurance,
        channel=actor.channel,
        language=language,
        answers=answers,
        provenance=provenance,
    )
    facts = {"bundle": bundle.slug, "forms": [one.slug for one in chosen]}
    record("draft.begun", about=draft, by=actor, person=draft.customer, **facts)
    return draft


def _require_open(definition: FormDefinition, actor: Actor) -> None:
    if refusal := form_refusal(definition, definition.current_version.form, actor=actor):
        raise MemberRefused(refusal, definition)


def _joint_version(bundle: Bundle, chosen: Sequence[FormDefinition], actor: Actor) -> FormVersion:
    """The version that merges these versions. Made once; nobody changes it, so a draft keeps what it began with."""
    joint_form = _joint_form(bundle, chosen[0])
    versions = [definition.current_version for definition in chosen]
    merged = merging.merge([merging.Member(dict(one.definition.name), one.content) for one in versions])
    merges = ArrayAgg("joint_parts__version_id", order_by="joint_parts__position")
    same = joint_form.versions.annotate(merges=merges).filter(merges=[one.pk for one in versions])
    found: FormVersion | None = same.filter(content=merged.content).first()
    return found or _new_joint_version(joint_form, versions, merged, actor)


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


def _new_joint_version(
    joint_form: FormDefinition, versions: Sequence[FormVersion], merged: merging.Merged, actor: Actor
) -> FormVersion:
    newest: int | None = joint_form.versions.aggregate(newest=Max("number"))["newest"]
    joint: FormVersion = joint_form.versions.create(
        number=(newest or 0) + 1, content=merged.content, published_at=clock.now()
    )
    JointPart.objects.bulk_create(
        JointPart(joint=joint, version=version, position=position, keys=keys)
        for position, (version, keys) in enumerate(zip(versions, merged.keys, strict=True))
    )
    record("bundle.merged", about=joint_form, by=actor, number=joint.number, versions=[one.pk for one in versions])
    return joint


def _first_answers(joint: FormVersion, actor: Actor) -> tuple[dict[str, Any], dict[str, Any]]:
    """What each form would begin with. Of a question that is asked once, the first that knows fills it in."""
    answers: dict[str, Any] = {}
    provenance: dict[str, Any] = {}
    for part in joint.joint_parts.with_forms():
        form, definition = part.version.form, part.version.definition
        earlier = newest_sending(definition, actor=actor) if asks_earlier(form) else None
        sources = sources_of_actor(actor, definition)
        typed, origins = first_answers(form, replace(sources, earlier=earlier_of(earlier) if earlier else None))
        answers = to_joint(typed, part.keys) | answers
        provenance = _stricter(to_joint(origins, part.keys), provenance)
    return answers, {name: entry for name, entry in provenance.items() if name in answers}


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
        _keep(member, draft)
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


def _keep(member: Member, joint: Draft) -> None:
    """The member's own draft with its files."""
    member.draft.save()
    for field, upload in uploads_of(joint, member.part.keys):
        _copy_file(member.draft, field, upload)


def _send(member: Member, actor: Actor) -> Submission:
    try:
        return submit(member.draft.key, actor=actor, shown_digest=digest_of(member.content), acknowledges=False)
    except FormRefused as refused:
        raise MemberRefused(refused.refusal, member.definition) from refused


def _copy_file(draft: Draft, field: str, upload: Upload) -> None:
    """Each draft has its own: what is forgotten of one is not missing from another."""
    same = ("name", "size", "content_type", "sha256", "state")
    own = Upload(draft=draft, field=field, **{name: getattr(upload, name) for name in same})
    with upload.file.open("rb") as file:
        own.file.save(f"{own.key}", ContentFile(file.read()), save=False)
    own.save()


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
