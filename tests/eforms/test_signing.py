# SPDX-License-Identifier: EUPL-1.2
"""A form that others sign too: asked, signed, declined, fallen, sent."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import connection
from django.urls import reverse
from time_machine import travel

from cases.models import Case
from portal.accounts.actors import Actor, Assurance
from portal.audit.models import AccessEntry
from portal.common import clock
from portal.notifications.delivery import send_due
from portal.notifications.models import Notification
from services.eforms.actions.attaching import add_upload, remove_upload
from services.eforms.actions.drafting import Page, save_answers
from services.eforms.actions.ending import forget_sent_draft
from services.eforms.actions.sending import submit
from services.eforms.actions.signing import (
    NotReadyToSign,
    OwnerUnknown,
    ask_signatures,
    sign,
    withdraw_signing,
)
from services.eforms.drafts import AlreadySent
from services.eforms.engine.content import digest_of
from services.eforms.filling import filling_of, shown_content
from services.eforms.models import Draft, Invitation, SigningRound, Upload
from services.eforms.sharing import InvitationRefusal, InvitationRefused
from services.eforms.signatures import NotSigned, SignedSomethingElse
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import PDF
from tests.factories.sharing import signing_draft


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return signing_draft(cast.resident.person, "Mika Mäkinen", "Liisa Leppänen")


@pytest.fixture
def signers(cast: Cast, draft: Draft) -> list[Invitation]:
    return ask_signatures(draft.key, actor=cast.resident.actor).signers


def shown(draft: Draft) -> str:
    return digest_of(shown_content(draft, filling_of(draft)))


def send(draft: Draft, actor: Actor) -> Case:
    draft = Draft.objects.get(pk=draft.pk)
    return submit(draft.key, actor=actor, shown_digest=shown(draft)).case


def change(draft: Draft, actor: Actor, text: str = "Kyyti uimahalliin") -> None:
    step = draft.version.form.steps[0]
    save_answers(draft.key, actor=actor, step=step, typed={"matter": text}, page=Page("a", 9))


def refusal(invitation: Invitation, actor: Actor) -> InvitationRefusal:
    with pytest.raises(InvitationRefused) as refused:
        sign(invitation.key, actor=actor)
    return refused.value.refusal


def test_two_sign_and_the_owner_sends(cast: Cast, draft: Draft) -> None:
    owner, mika, liisa = cast.resident, cast.stranger, cast.guardian
    review, browser = reverse("eforms:review", args=[draft.key]), owner.client()
    assert "Pyydä allekirjoitukset" in browser.get(review).text
    browser.post(reverse("eforms:signatures-ask", args=[draft.key]))
    send_due()
    assert [letter.to for letter in mail.outbox] == [["mika@posti.example"], ["liisa@posti.example"]]

    for number, (invitation, signer) in enumerate(zip(Invitation.objects.all(), (mika, liisa), strict=True), 1):
        client, link = signer.client(), invitation.get_absolute_url()
        page = client.get(link)
        assert "Kyyti kouluun" in page.text
        assert "Vakuutan" not in browser.get(review).text
        client.post(reverse("eforms:invitation-sign", args=[invitation.key, invitation.token]))
        assert "Olet allekirjoittanut" in client.get(link).text
        assert f"Allekirjoitukset {number}/2" in browser.get(review).text

    told = Notification.objects.filter(person=owner.person).order_by("pk").values_list("event", flat=True)
    assert list(told) == ["draft.signed", "draft.all_signed"]
    case = send(draft, owner.actor)
    last = case.content[-1]
    assert last["title"]["fi"] == "Allekirjoitukset"
    assert [row["label"]["fi"] for row in last["rows"]] == ["Mika Mäkinen", "Liisa Leppänen"]
    assert mika.person
    assert last["rows"][0]["value"].startswith(f"{mika.person.display_name}, ")
    assert last["rows"][0]["value"].endswith("vahva tunnistautuminen")
    assert [party.role for party in case.parties.all()] == ["applicant"]


def test_those_who_took_part_hear_once_that_it_has_left(cast: Cast, draft: Draft, signers: list[Invitation]) -> None:
    now = clock.now()
    along = {"draft": draft, "may": Invitation.May.FILL, "joined_at": now}
    Invitation.objects.create(**along, name="Sisko", email="sisko@posti.example", person=cast.agent.person)
    Invitation.objects.create(**along, name="Mika", email="Mika@posti.example", person=cast.stranger.person)
    Invitation.objects.create(**along, name="Poissa", email="poissa@posti.example", withdrawn_at=now)
    Invitation.objects.create(draft=draft, may=Invitation.May.FILL, name="Ei tullut", email="eitullut@posti.example")
    for invitation, signer in zip(signers, (cast.stranger, cast.guardian), strict=True):
        sign(invitation.key, actor=signer.actor)

    send(draft, cast.resident.actor)
    send(draft, cast.resident.actor)

    told = Notification.objects.filter(event="draft.sent_along")
    assert {one.person for one in told} == {cast.stranger.person, cast.guardian.person, cast.agent.person}
    assert len(told) == 3
    assert "Aino Kemppainen lähetti lomakkeen" in told[0].body


def test_nothing_is_sent_before_everybody_has_signed(cast: Cast, draft: Draft, signers: list[Invitation]) -> None:
    owner = cast.resident.actor
    sign(signers[0].key, actor=cast.stranger.actor)

    with pytest.raises(NotSigned):
        send(draft, owner)
    page = cast.resident.client().post(
        reverse("eforms:send", args=[draft.key]), {"confirmed": "on", "digest": shown(draft)}, follow=True
    )

    assert "Kaikki eivät ole vielä allekirjoittaneet." in page.text
    assert not Case.objects.exists()


def test_nothing_is_sent_before_anybody_is_asked(cast: Cast, draft: Draft) -> None:
    with pytest.raises(NotSigned):
        send(draft, cast.resident.actor)


def test_asking_twice_is_asking_once(cast: Cast, draft: Draft, signers: list[Invitation]) -> None:
    ask_signatures(draft.key, actor=cast.resident.actor)

    assert SigningRound.objects.count() == 1
    assert Notification.objects.filter(event="draft.signature_asked").count() == 2


def test_signing_twice_is_signing_once(cast: Cast, signers: list[Invitation]) -> None:
    first = sign(signers[0].key, actor=cast.stranger.actor)
    second = sign(signers[0].key, actor=cast.stranger.actor)

    assert first.signed_at == second.signed_at
    assert Notification.objects.filter(event="draft.signed").count() == 1


def test_nobody_signs_for_two_nor_for_oneself(cast: Cast, signers: list[Invitation]) -> None:
    sign(signers[0].key, actor=cast.stranger.actor)

    assert refusal(signers[1], cast.stranger.actor) == InvitationRefusal.TWICE
    assert refusal(signers[1], cast.resident.actor) == InvitationRefusal.OWN
    assert refusal(signers[1], cast.visitor.actor) == InvitationRefusal.LOG_IN
    assert refusal(signers[0], cast.guardian.actor) == InvitationRefusal.OTHERS


def test_secret_matter_takes_a_strong_identification(cast: Cast, draft: Draft, signers: list[Invitation]) -> None:
    definition = draft.definition
    definition.case_type = CaseTypeFactory(publicity="secret", secrecy_ground="JulkL 24 § 1 mom. 25 k")
    definition.save()
    cast.stranger.assurance = Assurance.WEAK

    page = cast.stranger.client().get(signers[0].get_absolute_url())

    assert reverse("accounts:identify") in page.text
    assert "Kyyti kouluun" not in page.text
    assert refusal(signers[0], cast.stranger.actor) == InvitationRefusal.IDENTIFY
    cast.stranger.assurance = Assurance.STRONG
    assert sign(signers[0].key, actor=cast.stranger.actor).assurance == Assurance.STRONG


def test_weak_signature_says_that_it_is_weak(cast: Cast, draft: Draft, signers: list[Invitation]) -> None:
    cast.stranger.assurance = Assurance.WEAK
    sign(signers[0].key, actor=cast.stranger.actor)
    sign(signers[1].key, actor=cast.guardian.actor)

    rows = send(draft, cast.resident.actor).content[-1]["rows"]

    assert [row["value"].split(", ")[-1] for row in rows] == ["kirjautuminen", "vahva tunnistautuminen"]


def test_look_of_a_signer_is_in_the_owners_access_log(cast: Cast, signers: list[Invitation]) -> None:
    cast.stranger.client().get(signers[0].get_absolute_url())

    look = AccessEntry.objects.get()
    assert cast.resident.person
    assert cast.stranger.person
    assert (look.person_id, look.by_person_id) == (cast.resident.person.pk, cast.stranger.person.pk)


def test_declining_stops_it_and_tells_why(cast: Cast, draft: Draft, signers: list[Invitation]) -> None:
    client, link = cast.stranger.client(), signers[0].get_absolute_url()
    url = reverse("eforms:invitation-decline", args=[signers[0].key, signers[0].token])

    assert "Kerro lyhyesti, miksi et allekirjoita." in client.post(url, {"reason": ""}).text
    client.post(url, {"reason": "Asia on kesken."})

    assert client.get(link).status_code == 409
    assert "Syy: Asia on kesken." in cast.resident.client().get(reverse("eforms:review", args=[draft.key])).text
    sign(signers[1].key, actor=cast.guardian.actor)
    with pytest.raises(NotSigned):
        send(draft, cast.resident.actor)


def test_change_lets_the_signatures_fall_and_tells_everybody(
    cast: Cast, draft: Draft, signers: list[Invitation]
) -> None:
    sign(signers[0].key, actor=cast.stranger.actor)

    change(draft, cast.resident.actor)

    told = Notification.objects.filter(event="draft.signatures_fell").values_list("email", flat=True)
    assert sorted(told) == ["liisa@posti.example", "mika@posti.example"]
    assert refusal(signers[0], cast.stranger.actor) == InvitationRefusal.WITHDRAWN
    assert refusal(signers[1], cast.guardian.actor) == InvitationRefusal.WITHDRAWN
    with pytest.raises(NotSigned):
        send(draft, cast.resident.actor)
    asked = ask_signatures(draft.key, actor=cast.resident.actor)
    assert "Kyyti uimahalliin" in str(asked.content)


def test_saving_the_same_again_keeps_the_signatures(cast: Cast, draft: Draft, signers: list[Invitation]) -> None:
    change(draft, cast.resident.actor, "Kyyti kouluun")

    assert SigningRound.objects.get().ended_at is None


def test_file_added_or_removed_lets_the_signatures_fall(cast: Cast, draft: Draft) -> None:
    owner = cast.resident.actor
    upload = add_upload(draft.key, actor=owner, field="paper", file=ContentFile(PDF, "kartta.pdf"))  # type: ignore[arg-type]
    asked = ask_signatures(draft.key, actor=owner)

    remove_upload(draft.key, upload.key, actor=owner)

    asked.refresh_from_db()
    assert asked.ended_at


def test_signer_reads_the_files_that_are_signed_and_no_others(cast: Cast, draft: Draft) -> None:
    owner = cast.resident.actor
    upload = add_upload(draft.key, actor=owner, field="paper", file=ContentFile(PDF, "kartta.pdf"))  # type: ignore[arg-type]
    other = Upload.objects.create(draft=draft, field="not_asked", file=upload.file.name, name="muu.pdf", size=1)
    signer = ask_signatures(draft.key, actor=owner).signers[0]
    client = cast.stranger.client()

    def file(key: object) -> int:
        return client.get(reverse("eforms:invitation-file", args=[signer.key, signer.token, key])).status_code

    assert "kartta.pdf" in client.get(signer.get_absolute_url()).text
    assert [file(upload.key), file(other.key)] == [200, 404]


def test_content_that_time_has_changed_is_not_sent(cast: Cast, draft: Draft, signers: list[Invitation]) -> None:
    sign(signers[0].key, actor=cast.stranger.actor)
    sign(signers[1].key, actor=cast.guardian.actor)
    Draft.objects.filter(pk=draft.pk).update(answers=draft.answers | {"matter": "Jotain muuta"})

    with pytest.raises(SignedSomethingElse):
        send(draft, cast.resident.actor)
    page = cast.resident.client().post(
        reverse("eforms:send", args=[draft.key]), {"confirmed": "on", "digest": "x"}, follow=True
    )

    assert "allekirjoitukset raukesivat" in page.text
    assert SigningRound.objects.get().ended_at


def test_owner_withdraws_the_request(cast: Cast, draft: Draft, signers: list[Invitation]) -> None:
    withdraw_signing(draft.key, actor=cast.resident.actor)
    withdraw_signing(draft.key, actor=cast.resident.actor)

    assert refusal(signers[0], cast.stranger.actor) == InvitationRefusal.WITHDRAWN
    assert Notification.objects.filter(event="draft.signatures_fell").count() == 2


def test_only_the_owner_asks_and_withdraws(cast: Cast, draft: Draft) -> None:
    with pytest.raises(PermissionDenied):
        ask_signatures(draft.key, actor=cast.stranger.actor)
    with pytest.raises(PermissionDenied):
        withdraw_signing(draft.key, actor=cast.stranger.actor)


def test_unfinished_and_nobodys_drafts_ask_for_no_signatures(cast: Cast) -> None:
    unfinished = signing_draft(cast.resident.person)
    nobodys = signing_draft(None, "Mika Mäkinen", assurance="none")

    with pytest.raises(NotReadyToSign):
        ask_signatures(unfinished.key, actor=cast.resident.actor)
    with pytest.raises(OwnerUnknown):
        ask_signatures(nobodys.key, actor=cast.visitor.actor)


def test_own_page_tells_how_many_have_signed(cast: Cast, draft: Draft, signers: list[Invitation]) -> None:
    sign(signers[0].key, actor=cast.stranger.actor)
    cast.guardian.client().get(signers[1].get_absolute_url())

    assert "Odottaa allekirjoituksia 1/2" in cast.resident.client().get(reverse("pages:my")).text
    assert "Allekirjoita: Kaivulupa" in cast.guardian.client().get(reverse("pages:my")).text


def test_signing_after_two_weeks_is_too_late(cast: Cast, signers: list[Invitation]) -> None:
    with travel(clock.now() + dt.timedelta(days=14), tick=False):
        assert refusal(signers[0], cast.stranger.actor) == InvitationRefusal.EXPIRED


def test_what_was_signed_is_forgotten_with_the_draft(cast: Cast, draft: Draft, signers: list[Invitation]) -> None:
    sign(signers[0].key, actor=cast.stranger.actor)
    sign(signers[1].key, actor=cast.guardian.actor)
    send(draft, cast.resident.actor)

    with travel(clock.now() + dt.timedelta(days=31), tick=False):
        forget_sent_draft(draft.key, actor=cast.resident.actor)

    assert not Invitation.objects.exists()
    assert not SigningRound.objects.exists()


# ---- races


def together(*acts: Callable[[], object]) -> list[str]:
    """Run at the same moment, each in its own connection; what each raised, or nothing."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            barrier.wait()
            act()
        except (InvitationRefused, NotSigned, AlreadySent) as error:
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


@pytest.mark.django_db(transaction=True)
def test_race_of_signing_and_changing_leaves_no_signature_on_the_changed(cast: Cast) -> None:
    draft = signing_draft(cast.resident.person, "Mika Mäkinen")
    owner, mika = cast.resident.actor, cast.stranger.actor
    signer = ask_signatures(draft.key, actor=owner).signers[0]

    raised = together(lambda: sign(signer.key, actor=mika), lambda: change(draft, owner))

    assert raised in (["", ""], ["InvitationRefused", ""])
    assert SigningRound.objects.get().ended_at
    with pytest.raises(NotSigned):
        send(draft, owner)


@pytest.mark.django_db(transaction=True)
def test_race_of_two_last_signatures_tells_once_that_all_have_signed(cast: Cast) -> None:
    draft = signing_draft(cast.resident.person, "Mika Mäkinen", "Liisa Leppänen")
    first, second = ask_signatures(draft.key, actor=cast.resident.actor).signers
    mika, liisa = cast.stranger.actor, cast.guardian.actor

    raised = together(
        lambda: sign(first.key, actor=mika), lambda: sign(first.key, actor=mika), lambda: sign(second.key, actor=liisa)
    )

    assert raised == ["", "", ""]
    events = Notification.objects.filter(person=cast.resident.person).values_list("event", flat=True)
    assert sorted(events) == ["draft.all_signed", "draft.signed"]


@pytest.mark.django_db(transaction=True)
def test_race_of_sending_and_withdrawing_has_one_winner(cast: Cast) -> None:
    draft = signing_draft(cast.resident.person, "Mika Mäkinen")
    owner, mika = cast.resident.actor, cast.stranger.actor
    sign(ask_signatures(draft.key, actor=owner).signers[0].key, actor=mika)
    digest = shown(draft)

    raised = together(
        lambda: submit(draft.key, actor=owner, shown_digest=digest), lambda: withdraw_signing(draft.key, actor=owner)
    )

    was_sent = Case.objects.exists()
    assert raised == (["", "AlreadySent"] if was_sent else ["NotSigned", ""])
    assert (SigningRound.objects.get().ended_at is None) == was_sent
