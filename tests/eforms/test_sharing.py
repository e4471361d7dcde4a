# SPDX-License-Identifier: EUPL-1.2
"""Several people fill one draft: invited, joined, reminded, withdrawn."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from time_machine import travel

from portal.accounts.actors import Actor, Assurance, Channel
from portal.common import clock
from portal.notifications.delivery import send_due
from portal.notifications.models import Notification
from services.eforms.actions.attaching import add_upload, remove_upload
from services.eforms.actions.drafting import Page, cancel_draft, save_answers
from services.eforms.actions.inviting import (
    Invited,
    TooManyInvited,
    invite,
    join,
    open_invitation,
    send_invitation_again,
    withdraw_invitation,
)
from services.eforms.actions.sending import submit
from services.eforms.actions.signing import OwnerUnknown, decline
from services.eforms.engine.definition import Step
from services.eforms.models import Draft, Invitation
from services.eforms.permissions import can_fill_draft, can_own_draft
from services.eforms.sharing import InvitationRefusal, InvitationRefused
from services.eforms.tasks import run_daily
from tests.cast import ROLES, Cast
from tests.factories.eforms import PDF, DraftFactory, FormDefinitionFactory, field, form_of
from tests.factories.sharing import InvitationFactory, signing_draft
from tests.queries import count_queries

MIKA = Invited("Mika Mäkinen", "mika@posti.example")


@pytest.fixture
def draft(cast: Cast) -> Draft:
    made: Draft = DraftFactory(complete=True, person=cast.resident.person)
    return made


@pytest.fixture
def along(cast: Cast, draft: Draft) -> Invitation:
    """The stranger fills along."""
    return join(invite(draft.key, MIKA, actor=cast.resident.actor).key, actor=cast.stranger.actor)


def refusal(invitation: Invitation, actor: Actor) -> InvitationRefusal:
    with pytest.raises(InvitationRefused) as refused:
        join(invitation.key, actor=actor)
    return refused.value.refusal


def test_invited_person_gets_an_own_link_and_fills_along(cast: Cast, draft: Draft) -> None:
    browser = cast.resident.client()

    page = browser.post(
        reverse("eforms:share-invite", args=[draft.key]),
        {"name": "Mika Mäkinen", "email": "mika@posti.example", "language": "sv", "steps": ["asia"]},
        follow=True,
    )

    assert "Lähetimme kutsun: Mika Mäkinen." in page.text
    send_due()
    letter = mail.outbox[0]
    invitation = Invitation.objects.get()
    assert letter.to == ["mika@posti.example"]
    assert f"/sv/kutsu/{invitation.key}/{invitation.token}/" in letter.body
    guest = cast.stranger.client()
    landing = guest.get(invitation.get_absolute_url())
    assert "Sinua pyydetään täyttämään nämä vaiheet" in landing.text
    joined = guest.post(reverse("eforms:invitation-join", args=[invitation.key, invitation.token]), follow=True)
    assert "Asia" in joined.text
    save_answers(
        draft.key, actor=cast.stranger.actor, step=step(draft, "asia"), typed={"urgent": "no"}, page=Page("b", 9)
    )
    assert Notification.objects.filter(person=cast.resident.person, event="draft.joined").count() == 1


def step(draft: Draft, key: str) -> Step:
    found = draft.version.form.step(key)
    assert found
    return found


def test_link_is_in_no_row_of_the_database(cast: Cast, draft: Draft) -> None:
    invitation = invite(draft.key, MIKA, actor=cast.resident.actor)

    told = Notification.objects.get()
    assert invitation.token not in f"{told.url} {told.body} {told.context}"


def test_wrong_link_leads_nowhere(cast: Cast, draft: Draft) -> None:
    invitation = invite(draft.key, MIKA, actor=cast.resident.actor)
    wrong = reverse("eforms:invitation", args=[invitation.key, "0" * 64])

    assert cast.stranger.client().get(wrong).status_code == 404


def test_visitor_sees_who_asks_and_nothing_of_the_form(cast: Cast, draft: Draft) -> None:
    invitation = invite(draft.key, MIKA, actor=cast.resident.actor)

    page = cast.visitor.client().get(invitation.get_absolute_url())

    assert page.status_code == 200
    assert "Aino Kemppainen pyytää sinua täyttämään lomaketta" in page.text
    assert str(draft.definition) not in page.text


def test_co_filler_may_answer_but_not_send_cancel_or_invite(cast: Cast, draft: Draft, along: Invitation) -> None:
    other = cast.stranger

    for act in (
        lambda: submit(draft.key, actor=other.actor, shown_digest=""),
        lambda: cancel_draft(draft.key, actor=other.actor),
        lambda: invite(draft.key, MIKA, actor=other.actor),
        lambda: withdraw_invitation(along.key, actor=other.actor),
        lambda: send_invitation_again(along.key, actor=other.actor),
    ):
        with pytest.raises(PermissionDenied):
            act()
    review = other.client().get(reverse("eforms:review", args=[draft.key])).text
    assert "Lomakkeen lähettää Aino Kemppainen" in review
    assert "Vakuutan" not in review
    assert other.client().get(reverse("eforms:sharing", args=[draft.key])).status_code == 404


def test_co_filler_answers_in_the_named_steps_alone(cast: Cast, draft: Draft) -> None:
    invited = Invited("Mika", "mika@posti.example", steps=("asia",))
    join(invite(draft.key, invited, actor=cast.resident.actor).key, actor=cast.stranger.actor)
    client = cast.stranger.client()

    shown = client.get(reverse("eforms:step", args=[draft.key, "hakija"]))
    refused = client.post(reverse("eforms:step", args=[draft.key, "hakija"]), {"phone": "1"})

    assert "Tämän vaiheen täyttää Aino Kemppainen" in shown.text
    assert "040 123 4567" in shown.text
    assert refused.status_code == 403
    assert client.get(reverse("eforms:step", args=[draft.key, "asia"])).text.count("<form") > 1


def test_co_filler_adds_no_file_to_the_step_of_another(cast: Cast) -> None:
    draft = signing_draft(cast.resident.person, "Liisa Leppänen")
    upload = add_upload(draft.key, actor=cast.resident.actor, field="paper", file=paper())
    invited = Invited("Mika", "mika@posti.example", steps=("huoltajat",))
    join(invite(draft.key, invited, actor=cast.resident.actor).key, actor=cast.stranger.actor)

    with pytest.raises(PermissionDenied):
        add_upload(draft.key, actor=cast.stranger.actor, field="paper", file=paper())
    with pytest.raises(PermissionDenied):
        remove_upload(draft.key, upload.key, actor=cast.stranger.actor)


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("kartta.pdf", PDF)


def test_form_that_takes_a_strong_identification_takes_it_of_co_fillers(cast: Cast) -> None:
    content = form_of(field("matter"), assurance="strong", who=["self"])
    draft = DraftFactory(version=FormDefinitionFactory(content=content).current_version, person=cast.resident.person)
    invitation = invite(draft.key, MIKA, actor=cast.resident.actor)
    cast.stranger.assurance = Assurance.WEAK

    assert refusal(invitation, cast.stranger.actor) == InvitationRefusal.IDENTIFY
    page = cast.stranger.client().get(invitation.get_absolute_url())
    assert reverse("accounts:identify") in page.text


def test_link_belongs_to_the_first_who_opens_it(cast: Cast, draft: Draft) -> None:
    invitation = invite(draft.key, MIKA, actor=cast.resident.actor)

    open_invitation(invitation.key, actor=cast.stranger.actor)

    assert refusal(invitation, cast.guardian.actor) == InvitationRefusal.OTHERS
    assert refusal(invitation, cast.resident.actor) == InvitationRefusal.OWN
    assert refusal(invitation, cast.visitor.actor) == InvitationRefusal.LOG_IN
    invitation.refresh_from_db()
    assert invitation.state == Invitation.State.OPENED


def test_clerk_who_serves_does_not_answer_for_the_customer(cast: Cast, draft: Draft) -> None:
    invitation = invite(draft.key, MIKA, actor=cast.resident.actor)
    assert cast.stranger.person
    desk = cast.clerk.actor.at_desk_for(cast.stranger.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)

    assert refusal(invitation, desk) == InvitationRefusal.LOG_IN


def test_withdrawing_ends_the_part_of_a_co_filler(cast: Cast, draft: Draft, along: Invitation) -> None:
    withdraw_invitation(along.key, actor=cast.resident.actor)
    withdraw_invitation(along.key, actor=cast.resident.actor)

    assert not Draft.objects.visible_to(cast.stranger.actor).exists()
    with pytest.raises(PermissionDenied):
        save_answers(draft.key, actor=cast.stranger.actor, step=step(draft, "asia"), typed={}, page=Page("b", 9))
    assert refusal(along, cast.stranger.actor) == InvitationRefusal.WITHDRAWN
    assert Notification.objects.filter(event="draft.invitation_withdrawn").count() == 1


def test_sending_ends_the_part_of_a_co_filler(cast: Cast, draft: Draft, along: Invitation) -> None:
    draft.submitted_at = clock.now()
    draft.save()

    assert not Draft.objects.visible_to(cast.stranger.actor).exists()
    assert not can_fill_draft(cast.stranger.actor, draft)
    assert refusal(along, cast.stranger.actor) == InvitationRefusal.SENT


def test_declining_is_told_to_the_owner(cast: Cast, draft: Draft) -> None:
    invitation = invite(draft.key, MIKA, actor=cast.resident.actor)

    decline(invitation.key, actor=cast.stranger.actor, reason="En ehdi.")

    assert refusal(invitation, cast.stranger.actor) == InvitationRefusal.DECLINED
    page = cast.resident.client().get(reverse("eforms:sharing", args=[draft.key])).text
    assert "Syy: En ehdi." in page
    assert "En ehdi" not in Notification.objects.get(event="draft.invitation_declined").body


def test_sending_again_makes_a_new_link_and_ends_the_old(cast: Cast, draft: Draft) -> None:
    invitation = invite(draft.key, MIKA, actor=cast.resident.actor)
    old = invitation.get_absolute_url()
    open_invitation(invitation.key, actor=cast.stranger.actor)

    again = send_invitation_again(invitation.key, actor=cast.resident.actor)

    assert cast.guardian.client().get(old).status_code == 404
    assert cast.guardian.client().get(again.get_absolute_url()).status_code == 200
    assert Notification.objects.filter(event="draft.invited").count() == 2


def test_same_address_is_invited_once_and_ten_at_most(cast: Cast, draft: Draft) -> None:
    first = invite(draft.key, MIKA, actor=cast.resident.actor)
    second = invite(draft.key, Invited("Mika M.", "MIKA@posti.example"), actor=cast.resident.actor)
    InvitationFactory.create_batch(9, draft=draft)

    assert first == second
    with pytest.raises(TooManyInvited):
        invite(draft.key, Invited("Yli", "yli@posti.example"), actor=cast.resident.actor)


def test_nobodys_draft_invites_nobody(cast: Cast) -> None:
    draft = DraftFactory()

    with pytest.raises(OwnerUnknown):
        invite(draft.key, MIKA, actor=cast.visitor.actor)


def test_reminders_come_after_three_and_seven_days_and_then_the_end(cast: Cast, draft: Draft) -> None:
    invite(draft.key, MIKA, actor=cast.resident.actor)
    began = clock.now()

    told = []
    for day in (2, 3, 3, 5, 7, 8, 14, 14):
        with travel(began + dt.timedelta(days=day, minutes=1), tick=False):
            done = run_daily()
            told.append((day, done["invitations_reminded"], done["invitations_expired"]))

    assert told == [(2, 0, 0), (3, 1, 0), (3, 0, 0), (5, 0, 0), (7, 1, 0), (8, 0, 0), (14, 0, 1), (14, 0, 0)]
    assert Notification.objects.get(event="draft.invitation_expired").person == cast.resident.person


def test_whoever_joined_is_neither_reminded_nor_expired(cast: Cast, along: Invitation) -> None:
    with travel(clock.now() + dt.timedelta(days=15), tick=False):
        done = run_daily()

        assert (done["invitations_reminded"], done["invitations_expired"]) == (0, 0)
        along.refresh_from_db()
        assert along.state == Invitation.State.JOINED


@pytest.mark.django_db(transaction=True)
def test_joining_while_the_owner_withdraws_leaves_nobody_in(cast: Cast) -> None:
    draft = DraftFactory(person=cast.resident.person)
    invitation = invite(draft.key, MIKA, actor=cast.resident.actor)
    owner, guest, barrier = cast.resident.actor, cast.stranger.actor, Barrier(2)

    def run(act: Callable[..., Invitation], actor: Actor) -> None:
        try:
            barrier.wait()
            act(invitation.key, actor=actor)
        except InvitationRefused:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(run, join, guest), pool.submit(run, withdraw_invitation, owner)]:
            future.result()

    assert not Draft.objects.visible_to(guest).exists()
    invitation.refresh_from_db()
    assert invitation.state == Invitation.State.WITHDRAWN


@pytest.mark.parametrize("role", ROLES)
def test_list_and_detail_of_drafts_agree(cast: Cast, role: str) -> None:
    assert cast.resident.person
    drafts = [
        DraftFactory(person=cast.resident.person),
        DraftFactory(person=cast.stranger.person),
        DraftFactory(person=cast.guardian.person, subject=cast.child, right="guardian"),
        DraftFactory(person=cast.resident.person, clerk=cast.clerk.user),
        DraftFactory(subject=cast.resident.person, clerk=cast.clerk.user, right="desk"),
        DraftFactory(clerk=cast.clerk.user),
        DraftFactory(person=cast.guardian.person, submitted_at=clock.now()),
    ]
    for shared in (drafts[1], drafts[2], drafts[6]):
        InvitationFactory(draft=shared, person=cast.resident.person, joined_at=clock.now())
    InvitationFactory(draft=drafts[2], person=cast.stranger.person)
    actors = [cast.member(role).actor]
    if role == "clerk":
        actors.append(actors[0].at_desk_for(cast.resident.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID))
        actors.append(actors[0].at_desk_for_nobody(channel=Channel.DESK, assurance=Assurance.NONE))

    for actor in actors:
        seen = set(Draft.objects.visible_to(actor).values_list("pk", flat=True))
        assert seen == {draft.pk for draft in drafts if can_fill_draft(actor, draft)}
        assert all(can_fill_draft(actor, draft) for draft in drafts if can_own_draft(actor, draft))


def test_own_page_asks_as_much_with_one_invitation_as_with_twenty(cast: Cast) -> None:
    client, url = cast.resident.client(), reverse("pages:my")
    InvitationFactory(draft__person=cast.stranger.person, person=cast.resident.person)
    client.get(url)  # what the house keeps in its memory is read once
    one = count_queries(lambda: client.get(url))
    for _more in range(19):
        InvitationFactory(draft__person=cast.stranger.person, person=cast.resident.person)

    assert client.get(url).text.count("Täytä yhdessä:") == 20
    assert count_queries(lambda: client.get(url)) == one


def test_page_of_sharing_asks_as_much_with_one_invitation_as_with_ten(cast: Cast, draft: Draft) -> None:
    client, url = cast.resident.client(), reverse("eforms:sharing", args=[draft.key])
    InvitationFactory(draft=draft)
    client.get(url)  # what the house keeps in its memory is read once
    one = count_queries(lambda: client.get(url))
    InvitationFactory.create_batch(9, draft=draft)

    assert count_queries(lambda: client.get(url)) == one
