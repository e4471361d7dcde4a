# SPDX-License-Identifier: EUPL-1.2
"""A short code takes a draft to another device, to the desk and back."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from time_machine import travel

from portal.accounts.actors import SYSTEM_CLOCK, Actor, Assurance, Channel
from portal.audit.models import AccessEntry, AuditEntry
from portal.common import clock
from portal.common.references import new_short_code, normalise_short_code
from portal.frontdesk.models import ContactMoment
from services.eforms.actions.drafting import Page, save_answers
from services.eforms.actions.sharing import continue_here, forget_passes, hand_to_desk, make_pass, take_back
from services.eforms.codes import Code, CodeRefused
from services.eforms.models import Draft, DraftPass
from services.eforms.permissions import can_fill_draft
from tests.cast import Cast
from tests.factories.eforms import DraftFactory

DEVICE, DESK = DraftPass.Purpose.DEVICE, DraftPass.Purpose.DESK


def serving(cast: Cast, customer: bool = True) -> Actor:
    assert cast.resident.person
    return cast.clerk.actor.at_desk_for(cast.resident.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)


def refusal(code: str, actor: Actor) -> Code:
    with pytest.raises(CodeRefused) as refused:
        continue_here(code, actor=actor)
    return refused.value.why


def test_code_is_easy_to_read_and_catches_slips() -> None:
    code = new_short_code()
    letters = code.replace("-", "")
    other = "3" if letters[2] == "2" else "2"

    assert normalise_short_code(f" {code.lower().replace('-', ' ')} ") == code
    assert normalise_short_code(letters[:2] + other + letters[3:]) == ""
    assert not set("01OIL") - {"L"} & set(letters)


def test_visitors_draft_goes_to_another_browser_once(cast: Cast) -> None:
    draft = DraftFactory(complete=True)
    code = make_pass(draft.key, actor=cast.visitor.actor, purpose=DEVICE)
    browser = cast.visitor.client()

    answer = browser.post(reverse("eforms:resume"), {"code": code})

    assert answer.headers["Location"] == reverse("eforms:draft", args=[draft.key])
    assert browser.get(reverse("eforms:review", args=[draft.key])).status_code == 200
    assert refusal(code, cast.visitor.actor) == Code.USED
    assert DraftPass.objects.get().code_hash != code


def test_own_draft_still_asks_its_owner_to_sign_in(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.resident.person)
    code = make_pass(draft.key, actor=cast.resident.actor, purpose=DEVICE)
    browser = cast.visitor.client()

    answer = browser.post(reverse("eforms:resume"), {"code": code}, follow=True)

    assert answer.redirect_chain[-1][0].startswith("/kirjaudu/login/")


def test_code_of_another_person_is_wrong_and_stays_unused(cast: Cast) -> None:
    draft = DraftFactory(person=cast.resident.person)
    code = make_pass(draft.key, actor=cast.resident.actor, purpose=DEVICE)

    assert refusal(code, cast.stranger.actor) == Code.WRONG
    assert continue_here(code, actor=cast.resident.actor) == draft


def test_code_ends_in_a_quarter_of_an_hour_and_says_so(cast: Cast) -> None:
    code = make_pass(DraftFactory().key, actor=cast.visitor.actor, purpose=DEVICE)

    with travel(clock.now() + dt.timedelta(minutes=15), tick=False):
        assert refusal(code, cast.visitor.actor) == Code.EXPIRED
    with travel(clock.now() + dt.timedelta(days=2), tick=False):
        assert (forget_passes(actor=SYSTEM_CLOCK), forget_passes(actor=SYSTEM_CLOCK)) == (1, 0)


def test_new_code_ends_the_one_before(cast: Cast) -> None:
    draft = DraftFactory()
    first = make_pass(draft.key, actor=cast.visitor.actor, purpose=DEVICE)
    second = make_pass(draft.key, actor=cast.visitor.actor, purpose=DEVICE)

    assert refusal(first, cast.visitor.actor) == Code.EXPIRED
    assert continue_here(second, actor=cast.visitor.actor) == draft


def test_every_wrong_code_gets_the_same_words_and_tries_are_counted(cast: Cast) -> None:
    browser, url = cast.visitor.client(), reverse("eforms:resume")

    pages = [browser.post(url, {"code": code}) for code in ("ABCD-EFGH", "x", new_short_code())]
    last = [browser.post(url, {"code": "x"}) for _try in range(18)][-1]

    assert all("Koodi ei kelpaa. Tarkista se ja yritä uudelleen." in page.text for page in pages)
    assert last.status_code == 429
    assert "liian monta kertaa" in last.text


@pytest.mark.django_db(transaction=True)
def test_of_two_who_type_the_code_at_once_one_gets_in(cast: Cast) -> None:
    code = make_pass(DraftFactory().key, actor=cast.visitor.actor, purpose=DEVICE)
    actor, barrier = cast.visitor.actor, Barrier(2)

    def type_it() -> str:
        try:
            barrier.wait()
            continue_here(code, actor=actor)
        except CodeRefused as refused:
            return refused.why.value
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(2) as pool:
        got = [future.result() for future in [pool.submit(type_it) for _who in range(2)]]

    assert sorted(got) == ["in", "used"]


# ---- to the desk and back


def test_clerk_opens_the_draft_and_its_customer_by_the_code(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.resident.person)
    code = make_pass(draft.key, actor=cast.resident.actor, purpose=DESK)
    desk = cast.clerk.client()

    answer = desk.post(
        reverse("frontdesk:take-draft"), {"code": code, "channel": "visit", "identification": "passport"}
    )

    assert answer.headers["Location"] == reverse("eforms:draft", args=[draft.key])
    page = desk.get(reverse("eforms:review", args=[draft.key]))
    assert page.status_code == 200
    assert "Kajaani Info täyttää asiakkaan kanssa: Aino Kemppainen" in page.text
    moment = ContactMoment.objects.get()
    assert (moment.person, moment.reason) == (cast.resident.person, "Asiakas antoi luonnoksensa koodin")
    assert AccessEntry.objects.filter(person_id=cast.resident.person.pk, reason=moment.reason).exists()
    events = AuditEntry.objects.filter(about_type="eforms.draft").order_by("pk").values_list("event", flat=True)
    assert list(events) == ["draft.pass_made", "draft.handed_to_desk"]


def test_customer_keeps_the_draft_and_takes_it_back(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.resident.person)
    hand_to_desk(make_pass(draft.key, actor=cast.resident.actor, purpose=DESK), actor=serving(cast))
    draft.refresh_from_db()
    assert [can_fill_draft(actor, draft) for actor in (serving(cast), cast.resident.actor)] == [True, True]

    take_back(draft.key, actor=cast.resident.actor)
    take_back(draft.key, actor=cast.resident.actor)

    draft.refresh_from_db()
    assert [can_fill_draft(actor, draft) for actor in (serving(cast), cast.resident.actor)] == [False, True]
    assert AuditEntry.objects.filter(event="draft.taken_back").count() == 1


def test_nobodys_draft_becomes_the_customers_whom_the_clerk_serves(cast: Cast) -> None:
    draft = DraftFactory()
    code = make_pass(draft.key, actor=cast.visitor.actor, purpose=DESK)

    handed = hand_to_desk(code, actor=serving(cast))

    assert (handed.subject, handed.clerk) == (cast.resident.person, cast.clerk.user)
    assert handed.answers["name"] == "Aino Kemppainen"
    assert can_fill_draft(cast.resident.actor, handed)


def test_nobodys_draft_stays_nobodys_at_the_desk_and_goes_back_by_a_code(cast: Cast) -> None:
    draft = DraftFactory(complete=True)
    code = make_pass(draft.key, actor=cast.visitor.actor, purpose=DESK)
    desk = cast.clerk.client()

    desk.post(reverse("frontdesk:take-draft"), {"code": code, "channel": "visit", "identification": "none"})

    draft.refresh_from_db()
    assert (draft.clerk, draft.owner) == (cast.clerk.user, None)
    assert ContactMoment.objects.get().person is None
    shown = desk.post(reverse("eforms:share-to-device", args=[draft.key])).text
    back = shown.partition("data-code>")[2][:9]
    assert continue_here(back, actor=cast.visitor.actor).is_anonymous


def test_code_for_another_device_does_not_open_the_desk(cast: Cast) -> None:
    code = make_pass(DraftFactory().key, actor=cast.visitor.actor, purpose=DEVICE)

    with pytest.raises(CodeRefused):
        hand_to_desk(code, actor=serving(cast))
    with pytest.raises(PermissionDenied):
        hand_to_desk(code, actor=cast.resident.actor)


def test_customers_draft_is_not_mixed_into_another_customers_session(cast: Cast) -> None:
    draft = DraftFactory(person=cast.stranger.person)
    code = make_pass(draft.key, actor=cast.stranger.actor, purpose=DESK)

    with pytest.raises(CodeRefused):
        hand_to_desk(code, actor=serving(cast))


def test_clerk_does_not_take_the_own_draft(cast: Cast) -> None:
    draft = DraftFactory(person=cast.resident.person)
    code = make_pass(draft.key, actor=cast.resident.actor, purpose=DESK)
    cast.resident.person.user = None
    cast.resident.person.save()
    cast.resident.person.user = cast.clerk.user
    cast.resident.person.save()

    answer = cast.clerk.client().post(
        reverse("frontdesk:take-draft"), {"code": code, "channel": "visit", "identification": "none"}
    )

    assert answer.status_code == 403
    assert DraftPass.objects.get().used_at is None


def test_what_the_desk_fills_is_the_same_draft(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.resident.person)
    hand_to_desk(make_pass(draft.key, actor=cast.resident.actor, purpose=DESK), actor=serving(cast))
    step = draft.version.form.steps[0]

    save_answers(draft.key, actor=serving(cast), step=step, typed={"phone": "050 765"}, page=Page("b", 2))

    assert Draft.objects.visible_to(cast.resident.actor).get().answers["phone"] == "050 765"
