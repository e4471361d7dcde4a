# SPDX-License-Identifier: EUPL-1.2
"""A right to one case that its party gives: offered, taken up, used, ended."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.actions.handling import withdraw_case
from cases.actions.messaging import send_message
from cases.actions.parties import remove_party
from cases.actions.representing import (
    MOST_OFFERED,
    Offer,
    accept_representation,
    decline_representation,
    end_representation,
    offer_representation,
)
from cases.models import Case, Party, Representation
from cases.permissions import can_handle_case, can_read_case, can_view_case
from cases.representing import OfferRefused
from portal.accounts.actors import Assurance, Channel, actor_for
from portal.accounts.models import Role, RoleGrant
from portal.audit.models import AccessEntry
from portal.common import clock
from portal.notifications.channels.email import compose
from portal.notifications.models import Delivery, Notification
from tests.cast import Cast
from tests.factories.cases import PartyFactory, RepresentationFactory


def offer(case: Case, cast: Cast, **more: Any) -> Representation:
    return offer_representation(case.pk, Offer("Outi", "outi@mail.example", **more), actor=cast.resident.actor)


def accepted(case: Case, cast: Cast, **more: Any) -> Representation:
    return accept_representation(offer(case, cast, **more).key, actor=cast.stranger.actor)


def test_resident_gives_a_right_to_look(cast: Cast, case: Case) -> None:
    right = accepted(case, cast)

    assert right.state == "accepted"
    case = Case.objects.get(pk=case.pk)
    assert can_read_case(cast.stranger.actor, case)
    assert Case.objects.visible_to(cast.stranger.actor).get() == case
    told = Notification.objects.filter(event="case.representation_accepted").get()
    assert told.person == cast.resident.person
    assert "Outi Outonen" in told.title


def test_offer_opens_nothing_before_it_is_accepted(cast: Cast, case: Case) -> None:
    offer(case, cast, may_act=True)

    assert not can_view_case(cast.stranger.actor, case)
    assert not Case.objects.visible_to(cast.stranger.actor).exists()


def test_letter_has_the_link_and_tells_nothing_of_the_case(cast: Cast, case: Case) -> None:
    right = offer(case, cast)
    delivery = Delivery.objects.get(notification__event="case.representation_offered")
    assert delivery.notification.email == "outi@mail.example"

    text = str(compose(delivery).body)

    assert right.get_absolute_url() in text
    assert case.reference not in text
    assert right.token not in f"{delivery.notification.context} {delivery.notification.url}"


def test_looking_is_no_acting(cast: Cast, waiting: Case) -> None:
    accepted(waiting, cast)
    client, page = cast.stranger.client(), waiting.get_absolute_url()

    assert "Kauppakatu 1" in (shown := client.get(page).content.decode())
    assert "Lähetä viesti" not in shown
    assert client.post(f"{page}viesti/", {"viesti-text": "Hei"}).status_code == 403
    assert client.post(f"{page}taydennys/", {"taydennys-answer": "Tässä"}).status_code == 403
    assert client.post(f"{page}peru/").status_code == 403
    assert client.get(f"{page}katselut/").status_code == 404
    assert client.get(f"{page}asiamies/").status_code == 403


def test_who_may_act_acts_in_the_owners_place(cast: Cast, waiting: Case) -> None:
    accepted(waiting, cast, may_act=True)
    client, page = cast.stranger.client(), waiting.get_absolute_url()

    assert "Lähetä viesti" in client.get(page).content.decode()
    assert client.post(f"{page}viesti/", {"viesti-text": "Hei"}).status_code == 302
    message = waiting.messages.get()
    assert (message.by_name, message.for_name, message.by_right) == ("Outi Outonen", "Aino Kemppainen", "chosen")
    assert client.post(f"{page}taydennys/", {"taydennys-answer": "Tässä"}).status_code == 302
    assert client.post(f"{page}peru/").status_code == 302
    waiting.refresh_from_db()
    assert waiting.status == "withdrawn"


def test_each_look_is_told_to_the_owner_as_that_of_a_representative(cast: Cast, case: Case) -> None:
    accepted(case, cast)

    cast.stranger.client().get(case.get_absolute_url())

    look = AccessEntry.objects.about(cast.resident.person).get()
    assert (look.about_id, look.role_words, look.by_name) == (case.pk, "asiamies", "Outi Outonen")
    assert "asiamies" in cast.resident.client().get(f"{case.get_absolute_url()}katselut/").content.decode()


@pytest.mark.parametrize("who", ["resident", "stranger"])
def test_right_ends_at_once_and_both_are_told(cast: Cast, case: Case, who: str) -> None:
    right = accepted(case, cast, may_act=True)
    client = cast.stranger.client()
    assert client.get(case.get_absolute_url()).status_code == 200

    end_representation(right.key, actor=cast.member(who).actor)

    assert client.get(case.get_absolute_url()).status_code == 404
    assert not Case.objects.visible_to(cast.stranger.actor).exists()
    with pytest.raises(PermissionDenied):
        withdraw_case(case.pk, actor=cast.stranger.actor)
    told = Notification.objects.filter(event="case.representation_ended").values_list("person", flat=True)
    assert set(told) == {cast.resident.person.pk, cast.stranger.person.pk}
    assert end_representation(right.key, actor=cast.resident.actor).ended_at == right.__class__.objects.get().ended_at


def test_outsider_ends_no_right(cast: Cast, case: Case) -> None:
    right = accepted(case, cast)

    for who in ("guardian", "handler", "agent"):
        with pytest.raises(PermissionDenied):
            end_representation(right.key, actor=cast.member(who).actor)


def test_right_ends_with_the_party_who_gave_it(cast: Cast, case: Case) -> None:
    neighbour = PartyFactory(case=case, of=cast.guardian.person, role="other")
    RepresentationFactory(case=case, party=neighbour, to=cast.stranger.person)
    assert can_view_case(cast.stranger.actor, case)

    remove_party(neighbour.pk, actor=cast.handler.actor, reason="Ei kuulu")

    case = Case.objects.get(pk=case.pk)
    assert not can_view_case(cast.stranger.actor, case)
    assert not Case.objects.visible_to(cast.stranger.actor).exists()


# ---- refusals


def test_link_is_good_for_one(cast: Cast, case: Case) -> None:
    right = accepted(case, cast)

    with pytest.raises(OfferRefused, match="over"):
        accept_representation(right.key, actor=cast.guardian.actor)
    with pytest.raises(OfferRefused, match="over"):
        decline_representation(right.key, actor=cast.guardian.actor)
    assert cast.guardian.client().get(right.get_absolute_url()).status_code == 409


def test_offer_that_was_not_taken_up_dies_after_fourteen_days(cast: Cast, case: Case) -> None:
    right = offer(case, cast)
    Representation.objects.update(expires_at=clock.now() - dt.timedelta(seconds=1))

    with pytest.raises(OfferRefused, match="over"):
        accept_representation(right.key, actor=cast.stranger.actor)
    assert right.expires_at - right.offered_at > dt.timedelta(days=13, hours=23)


def test_withdrawn_offer_cannot_be_taken_up(cast: Cast, case: Case) -> None:
    right = offer(case, cast)
    end_representation(right.key, actor=cast.resident.actor)

    with pytest.raises(OfferRefused, match="over"):
        accept_representation(right.key, actor=cast.stranger.actor)


def test_right_is_taken_up_only_after_strong_identification(cast: Cast, case: Case) -> None:
    right = offer(case, cast)
    assert cast.stranger.user
    weak = actor_for(cast.stranger.user, assurance=Assurance.WEAK)

    with pytest.raises(OfferRefused, match="identify"):
        accept_representation(right.key, actor=weak)
    with pytest.raises(OfferRefused, match="log_in"):
        accept_representation(right.key, actor=cast.visitor.actor)
    cast.stranger.assurance = Assurance.WEAK
    page = cast.stranger.client().get(right.get_absolute_url())
    assert page.status_code == 200
    assert case.reference not in page.content.decode()


def test_clerk_takes_no_right_for_a_customer(cast: Cast, case: Case) -> None:
    right = offer(case, cast)
    desk = cast.clerk.actor.at_desk_for(cast.stranger.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)

    with pytest.raises(OfferRefused, match="log_in"):
        accept_representation(right.key, actor=desk)


def test_owner_does_not_take_the_own_offer(cast: Cast, case: Case) -> None:
    with pytest.raises(OfferRefused, match="own"):
        accept_representation(offer(case, cast).key, actor=cast.resident.actor)


@pytest.mark.parametrize("who", ["stranger", "handler", "clerk", "visitor"])
def test_only_a_party_gives_a_right(cast: Cast, case: Case, who: str) -> None:
    with pytest.raises(PermissionDenied):
        offer_representation(case.pk, Offer("X", "x@mail.example"), actor=cast.member(who).actor)


def test_representative_gives_the_right_to_nobody_else(cast: Cast, case: Case) -> None:
    accepted(case, cast, may_act=True)

    with pytest.raises(PermissionDenied):
        offer_representation(case.pk, Offer("X", "x@mail.example"), actor=cast.stranger.actor)


def test_weak_login_identifies_before_giving(cast: Cast, case: Case) -> None:
    cast.resident.assurance = Assurance.WEAK

    response = cast.resident.client().get(f"{case.get_absolute_url()}asiamies/")

    assert response.status_code == 302
    assert "/oma/tunnistaudu/" in response.headers["Location"]


def test_so_many_rights_and_no_more(cast: Cast, case: Case) -> None:
    for number in range(MOST_OFFERED):
        offer_representation(case.pk, Offer("X", f"{number}@mail.example"), actor=cast.resident.actor)

    assert offer_representation(case.pk, Offer("X", "0@mail.example"), actor=cast.resident.actor)
    with pytest.raises(ValidationError):
        offer_representation(case.pk, Offer("X", "more@mail.example"), actor=cast.resident.actor)
    assert Representation.objects.count() == MOST_OFFERED


def test_wrong_link_leads_nowhere(cast: Cast, case: Case) -> None:
    right = offer(case, cast)
    wrong = right.get_absolute_url().replace(right.token, "x" * len(right.token))

    assert cast.stranger.client().get(wrong).status_code == 404
    assert cast.stranger.client().post(f"{wrong}hyvaksy/").status_code == 404


def test_handler_who_has_a_right_to_a_case_does_not_handle_it(cast: Cast, case: Case) -> None:
    assert cast.stranger.user
    RoleGrant.objects.create(user=cast.stranger.user, role=Role.HANDLER, unit=cast.unit)
    assert can_handle_case(cast.stranger.actor, case)
    right = accepted(case, cast)

    for _when in ("in force", "ended"):
        fresh = Case.objects.get(pk=case.pk)
        assert not can_handle_case(cast.stranger.actor, fresh)
        assert not Case.objects.handled_by(cast.stranger.actor).exists()
        end_representation(right.key, actor=cast.resident.actor)


# ---- pages


def test_resident_shares_and_ends_on_the_pages(cast: Cast, case: Case) -> None:
    client, page = cast.resident.client(), f"{case.get_absolute_url()}asiamies/"

    sent = client.post(page, {"name": "Outi", "email": "outi@mail.example", "may": "look"}, follow=True)

    assert "linkki voimassa" in sent.content.decode()
    right = Representation.objects.get()
    assert not right.may_act
    taken = cast.stranger.client().post(f"{right.get_absolute_url()}hyvaksy/", follow=True)
    assert "Olet tässä asiassa asiamies" in taken.content.decode()
    assert "Outi Outonen" in client.get(case.get_absolute_url()).content.decode()
    ended = client.post(f"{page}{right.key}/lopeta/", follow=True)
    assert "Oikeus on päättynyt" in ended.content.decode()
    assert Party.objects.get(represents__isnull=False).removed_at


@pytest.mark.parametrize("missing", ["name", "email", "may"])
def test_form_tells_what_is_missing(cast: Cast, case: Case, missing: str) -> None:
    given = {"name": "Outi", "email": "outi@mail.example", "may": "act"} | {missing: ""}

    page = cast.resident.client().post(f"{case.get_absolute_url()}asiamies/", given).content.decode()

    assert f'href="#id_{missing}' in page
    assert not Representation.objects.exists()


def test_invited_declines_by_the_link_alone(cast: Cast, case: Case) -> None:
    right = offer(case, cast)

    page = cast.visitor.client().post(f"{right.get_absolute_url()}kieltaydy/")

    assert "Et ottanut oikeutta" in page.content.decode()
    right.refresh_from_db()
    assert right.state == "declined"
    assert Notification.objects.filter(event="case.representation_declined", person=cast.resident.person).exists()


def test_shared_case_is_on_the_own_list_and_page(cast: Cast, waiting: Case) -> None:
    accepted(waiting, cast)
    client = cast.stranger.client()

    for place in ("/oma/", "/oma/asiat/"):
        page = client.get(place).content.decode()
        assert waiting.get_absolute_url() in page
        assert "Olet asiamies" in page
        assert "Olet asiamies" not in cast.resident.client().get(place).content.decode()


def test_representative_is_told_what_the_party_is_told(cast: Cast, case: Case) -> None:
    accepted(case, cast)

    send_message(case.pk, actor=cast.handler.actor, text="Hei!")

    told = Notification.objects.filter(event="case.message_sent").values_list("person", flat=True)
    assert set(told) == {cast.resident.person.pk, cast.stranger.person.pk}
