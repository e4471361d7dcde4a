# SPDX-License-Identifier: EUPL-1.2
"""Begin a bundle, and send what it fills: all of it or none."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from cases.models import Case
from portal.accounts.actors import Actor, Assurance, Channel
from portal.audit.models import AuditEntry
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from services.eforms.actions.attaching import add_upload
from services.eforms.actions.bundling import (
    MemberRefused,
    NothingChosen,
    begin_bundle,
    pause_bundle,
    publish_bundle,
    retire_bundle,
    send_together,
)
from services.eforms.actions.drafting import Page, save_answers
from services.eforms.actions.ending import forget_sent_draft
from services.eforms.actions.sending import ChangedSinceShown, NotComplete
from services.eforms.actions.signing import NotReadyToSign, ask_signatures
from services.eforms.actions.updating import take_new_version
from services.eforms.joint import digest_of_all, members_of
from services.eforms.models import Bundle, Draft, FormDefinition, FormVersion, Invitation, Submission
from services.eforms.permissions import can_follow_joint
from services.eforms.rules import FormRefused, Refusal
from tests.cast import ROLES, Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import PDF, BundleFactory, FormDefinitionFactory, field, form_of

PERSON = (field("name", prefill="person.name", locked=True), field("mail", "email", prefill="person.email"))
BERTH = form_of(*PERSON, field("boat"), who=["self", "organisation"])
CONTACT = form_of(*PERSON, field("new_phone", "phone", optional=True))
TYPED = {"s1_mail": "aino@esimerkki.example", "f1_boat": "Terhi 400"}
WITH_FILE = form_of(*PERSON, field("map", "attachment"))


def bundle_of(*contents: dict[str, Any], **facts: Any) -> Bundle:
    forms = [
        FormDefinitionFactory(content=content, slug=f"asia-{number}") for number, content in enumerate(contents, 1)
    ]
    made: Bundle = BundleFactory(forms=forms, **facts)
    return made


def begin(bundle: Bundle, actor: Actor, *slugs: str) -> Draft:
    return begin_bundle(bundle.pk, slugs or [one.slug for one in bundle.definitions], actor=actor)


def fill(draft: Draft, actor: Actor, typed: dict[str, Any]) -> Draft:
    for step in draft.version.form.steps:
        keys = {question.key for question in step.questions}
        own = {name: value for name, value in typed.items() if name in keys}
        save_answers(draft.key, actor=actor, step=step, typed=own, page=Page("a", 0))
    return Draft.objects.get(pk=draft.pk)


def filled(bundle: Bundle, actor: Actor, **typed: Any) -> Draft:
    return fill(begin(bundle, actor), actor, TYPED | typed)


def shown(draft: Draft) -> str:
    return digest_of_all(members_of(draft))


def send(draft: Draft, actor: Actor) -> Draft:
    return send_together(draft.key, actor=actor, shown_digest=shown(draft))


@pytest.fixture
def bundle() -> Bundle:
    return bundle_of(BERTH, CONTACT)


# ---- beginning


def test_what_is_known_is_filled_in_once(cast: Cast, bundle: Bundle) -> None:
    draft = begin(bundle, cast.resident.actor)

    assert draft.answers["s1_name"] == "Aino Kemppainen"
    assert draft.provenance["s1_name"]["locked"]
    assert [question.key for step in draft.version.form.steps for question in step.questions] == [
        *("s1_name", "s1_mail", "f1_boat", "f2_new_phone"),
    ]


def test_only_the_chosen_matters_are_asked(cast: Cast, bundle: Bundle) -> None:
    draft = begin(bundle, cast.resident.actor, "asia-2")

    assert set(draft.version.form.questions) == {"f1_name", "f1_mail", "f1_new_phone"}


def test_a_double_click_begins_one_draft_and_the_merge_is_kept(cast: Cast, bundle: Bundle) -> None:
    first, second = begin(bundle, cast.resident.actor), begin(bundle, cast.resident.actor)
    others = begin(bundle, cast.stranger.actor)

    assert first == second
    assert others.version == first.version


def test_a_new_version_of_a_form_makes_a_new_merge_and_old_drafts_stay(cast: Cast, bundle: Bundle) -> None:
    old = begin(bundle, cast.resident.actor)
    FormVersion.objects.create(
        definition=bundle.definitions[0], number=2, content=form_of(*PERSON, field("ship")), published_at=clock.now()
    )

    new = begin(Bundle.objects.get(), cast.stranger.actor)

    assert "f1_ship" in new.version.form.questions
    assert Draft.objects.get(pk=old.pk).version == old.version
    assert take_new_version(old.key, actor=cast.resident.actor).version == new.version


def test_the_joint_form_is_not_in_the_catalogue_of_forms(cast: Cast, bundle: Bundle) -> None:
    begin(bundle, cast.resident.actor)

    assert sorted(FormDefinition.objects.values_list("slug", flat=True)) == ["asia-1", "asia-2"]
    assert FormDefinition.joint.filter(bundle=bundle).exists()


def test_a_form_that_is_closed_is_told(cast: Cast, bundle: Bundle) -> None:
    FormDefinition.objects.filter(slug="asia-2").update(status="paused")

    with pytest.raises(MemberRefused) as refused:
        begin(bundle, cast.resident.actor)

    assert (refused.value.refusal, refused.value.definition.slug) == (Refusal.PAUSED, "asia-2")
    assert not Draft.objects.exists()


def test_a_visitor_logs_in_first(cast: Cast, bundle: Bundle) -> None:
    with pytest.raises(MemberRefused) as refused:
        begin(bundle, cast.visitor.actor)

    assert refused.value.refusal == Refusal.LOG_IN


def test_nothing_chosen_begins_nothing(cast: Cast, bundle: Bundle) -> None:
    with pytest.raises(NothingChosen):
        begin_bundle(bundle.pk, ["toinen"], actor=cast.resident.actor)


def test_a_paused_bundle_begins_nothing(cast: Cast, bundle: Bundle) -> None:
    pause_bundle(bundle.pk, actor=cast.main_user.actor)

    with pytest.raises(FormRefused):
        begin(bundle, cast.resident.actor)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_begin_one_draft(cast: Cast, bundle: Bundle) -> None:
    actor, barrier = cast.resident.actor, Barrier(2)

    def click() -> int:
        try:
            barrier.wait()
            return begin(bundle, actor).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        begun = [future.result() for future in [pool.submit(click) for _click in range(2)]]

    assert begun[0] == begun[1]
    assert FormVersion.objects.filter(definition__bundle=bundle).count() == 1


# ---- sending


def test_each_form_opens_its_own_case_with_its_own_answers(cast: Cast, bundle: Bundle) -> None:
    draft = send(filled(bundle, cast.resident.actor, f2_new_phone="040 7654321"), cast.resident.actor)

    first, second = draft.joint_cases
    assert (first.case_type, second.case_type) == tuple(one.case_type for one in bundle.definitions)
    assert _rows(first) == {"name": "Aino Kemppainen", "mail": "aino@esimerkki.example", "boat": "Terhi 400"}
    assert _rows(second)["new_phone"] == "040 765 4321"
    assert {party.person for case in (first, second) for party in case.parties.all()} == {cast.resident.person}


def _rows(case: Case) -> dict[str, str]:
    return {row["key"]: row["value"] for part in case.content for row in part["rows"]}


def test_one_receipt_of_all(cast: Cast, bundle: Bundle) -> None:
    draft = send(filled(bundle, cast.resident.actor), cast.resident.actor)

    [told] = Notification.objects.all()
    assert told.event == "bundle.received"
    assert all(case.reference in told.body for case in draft.joint_cases)
    assert str(draft.key) in told.url
    assert AuditEntry.objects.filter(event="draft.sent_together").count() == 1


def test_who_filled_along_hears_once_that_all_has_left(cast: Cast, bundle: Bundle) -> None:
    draft = filled(bundle, cast.resident.actor)
    joined = {"may": Invitation.May.FILL, "joined_at": clock.now(), "person": cast.stranger.person}
    draft.invitations.create(**joined, name="Outi", email="outi@posti.example")

    send(draft, cast.resident.actor)

    assert Notification.objects.get(event="draft.sent_along").person == cast.stranger.person


def test_sending_again_gives_the_first_sending(cast: Cast, bundle: Bundle) -> None:
    draft = filled(bundle, cast.resident.actor)
    send(draft, cast.resident.actor)

    send_together(draft.key, actor=cast.resident.actor, shown_digest="whatever the other window showed")

    assert Case.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_sends_once(cast: Cast, bundle: Bundle) -> None:
    draft = filled(bundle, cast.resident.actor)
    actor, digest, barrier = cast.resident.actor, shown(draft), Barrier(2)

    def click() -> None:
        try:
            barrier.wait()
            send_together(draft.key, actor=actor, shown_digest=digest)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(click) for _click in range(2)]:
            future.result()

    assert (Case.objects.count(), Submission.objects.count(), Notification.objects.count()) == (2, 2, 1)


def test_all_or_nothing(cast: Cast, bundle: Bundle) -> None:
    draft = filled(bundle, cast.resident.actor)
    closed = {"closes_at": f"{clock.now() - dt.timedelta(minutes=1):%Y-%m-%dT%H:%M}+00:00"}
    FormVersion.objects.create(
        definition=bundle.definitions[1], number=2, content=CONTACT | {"window": closed}, published_at=clock.now()
    )

    with pytest.raises(MemberRefused) as refused:
        send(draft, cast.resident.actor)

    assert refused.value.definition.slug == "asia-2"
    assert not Case.objects.exists()
    assert Draft.objects.get().submitted_at is None


def test_changed_answers_are_looked_over_again(cast: Cast, bundle: Bundle) -> None:
    draft = filled(bundle, cast.resident.actor)
    digest = shown(draft)
    fill(draft, cast.resident.actor, {"f1_boat": "Buster"})

    with pytest.raises(ChangedSinceShown):
        send_together(draft.key, actor=cast.resident.actor, shown_digest=digest)


def test_the_whole_is_checked_again(cast: Cast, bundle: Bundle) -> None:
    with pytest.raises(NotComplete):
        send(filled(bundle, cast.resident.actor, f1_boat=""), cast.resident.actor)


def test_a_stranger_cannot_send(cast: Cast, bundle: Bundle) -> None:
    draft = filled(bundle, cast.resident.actor)

    with pytest.raises(PermissionDenied):
        send(draft, cast.stranger.actor)


def test_an_ordinary_draft_is_not_sent_this_way(cast: Cast, bundle: Bundle) -> None:
    draft = Draft.objects.create(version=bundle.definitions[0].current_version, person=cast.resident.person)

    with pytest.raises(PermissionDenied):
        send_together(draft.key, actor=cast.resident.actor, shown_digest="")


def test_a_file_asked_once_goes_to_each_case_and_outlives_the_draft(cast: Cast) -> None:
    actor = cast.resident.actor
    draft = begin(bundle_of(WITH_FILE, WITH_FILE), actor)
    add_upload(draft.key, actor=actor, field="s1_map", file=SimpleUploadedFile("kartta.pdf", PDF))
    draft = send(fill(draft, actor, {"s1_mail": "a@b.example"}), actor)

    Draft.objects.filter(pk=draft.pk).update(expires_at=clock.now())
    assert forget_sent_draft(draft.key, actor=actor)

    for case in draft.joint_cases:
        [document] = case.documents.all()
        assert document.file.read() == PDF
        assert case.submission.draft.uploads.get().file.read() == PDF


def test_a_form_to_be_signed_waits_as_a_draft_of_its_own(cast: Cast) -> None:
    signers = field("signers", "signature", min=1, max=2)
    draft = begin(bundle_of(BERTH, form_of(*PERSON, signers)), cast.resident.actor)
    signer = {"f2_signers__rows": "0", "f2_signers__0__name": "Mika", "f2_signers__0__email": "mika@esimerkki.example"}
    Draft.objects.filter(pk=draft.pk).update(answers=draft.answers | TYPED | signer)
    draft.refresh_from_db()

    with pytest.raises(NotReadyToSign):
        ask_signatures(draft.key, actor=cast.resident.actor)
    send(draft, cast.resident.actor)

    [case] = Case.objects.all()
    [waiting] = Draft.objects.visible_to(cast.resident.actor).unsent()
    assert case.reference in Notification.objects.get().body
    assert (waiting.definition.slug, waiting.answers["signers__0__name"]) == ("asia-2", "Mika")


def test_a_visitor_gets_a_code_for_each(cast: Cast) -> None:
    open_to_all = {"assurance": "none"}
    bundle = bundle_of(BERTH | open_to_all, CONTACT | open_to_all)
    FormDefinition.objects.get(slug="asia-1").case_type.__class__.objects.update(allows_anonymous=True)
    draft = begin(bundle, cast.visitor.actor)
    draft = fill(draft, cast.visitor.actor, TYPED | {"s1_name": "Joku"})

    send(draft, cast.visitor.actor)

    codes = {submission.tracking_code for submission in Submission.objects.all()}
    assert len(codes - {None}) == 2


def test_the_desk_files_for_the_customer(cast: Cast, bundle: Bundle) -> None:
    clerk = cast.clerk.actor.at_desk_for(cast.resident.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)

    send(filled(bundle, clerk), clerk)

    assert {party.person for case in Case.objects.all() for party in case.parties.all()} == {cast.resident.person}
    assert {draft.channel for draft in Draft.objects.filter(submission__isnull=False)} == {Channel.DESK}


# ---- who follows

# Of what the resident sent to one unit, and of what the stranger sent to the other.
FOLLOWERS = {
    **dict.fromkeys(("resident", "handler", "decision_maker"), (True, False)),
    **dict.fromkeys(("stranger", "other_handler"), (False, True)),
}


@pytest.mark.parametrize("role", ROLES)
def test_the_list_and_the_page_agree_for_everybody(cast: Cast, role: str) -> None:
    definitions = [
        FormDefinitionFactory(content=BERTH, case_type=CaseTypeFactory(unit=unit))
        for unit in (cast.unit, cast.other_unit)
    ]
    sent = [
        send(filled(BundleFactory(forms=forms), actor), actor)
        for forms, actor in ((definitions[:1], cast.resident.actor), (definitions[1:], cast.stranger.actor))
    ]
    actor = cast.member(role).actor

    followed = set(Draft.objects.followed_by(actor))

    assert followed == {draft for draft in sent if can_follow_joint(actor, draft)}
    assert tuple(draft in followed for draft in sent) == FOLLOWERS.get(role, (False, False))


# ---- the life of a bundle


def test_main_users_take_a_bundle_into_use_and_out_of_it(cast: Cast) -> None:
    bundle = bundle_of(BERTH, status="draft")

    assert publish_bundle(bundle.pk, actor=cast.main_user.actor).status == "published"
    assert pause_bundle(bundle.pk, actor=cast.main_user.actor).status == "paused"
    assert retire_bundle(bundle.pk, actor=cast.main_user.actor).status == "retired"
    with pytest.raises(TransitionNotAllowed):
        pause_bundle(bundle.pk, actor=cast.main_user.actor)


@pytest.mark.parametrize("role", ["resident", "clerk", "handler", "editor", "auditor"])
def test_others_do_not(cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        publish_bundle(bundle_of(BERTH, status="draft").pk, actor=cast.member(role).actor)
