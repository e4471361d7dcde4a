# SPDX-License-Identifier: EUPL-1.2
"""A case goes to a colleague or back to its unit, with a note that stays in the office."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.actions.handing import give_case, put_back_case, release_case
from cases.actions.handling import claim_case, take_up_case
from cases.locking import StaleCase
from cases.models import Case, CaseType, Note
from portal.accounts.models import Role, User
from portal.audit.models import AuditEntry
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.accounts import PersonFactory, UserFactory
from tests.factories.cases import CaseFactory, DisqualificationFactory, PartyFactory
from tests.queries import count_queries


def url(case: Case, page: str) -> str:
    return reverse(f"admin:cases_case_{page}", args=[case.reference])


def told(event: str) -> list[str]:
    return sorted(Notification.objects.filter(event=event).values_list("email", flat=True))


@pytest.fixture
def colleague(cast: Cast) -> User:
    user: User = UserFactory(last_name="Vapaa", roles=[(Role.HANDLER, cast.unit)])
    return user


# ---- to a colleague


def test_colleague_gets_the_case_with_a_note_and_is_told(cast: Cast, in_progress: Case, colleague: User) -> None:
    give_case(in_progress.pk, actor=cast.handler.actor, handler=colleague, note="Soita urakoitsijalle.")

    in_progress.refresh_from_db()
    assert (in_progress.handler, in_progress.status) == (colleague, "in_progress")
    assert told("case.given") == [colleague.email]
    assert Notification.objects.count() == 1
    assert Note.objects.get().text == "Soita urakoitsijalle."
    assert in_progress.changes.get().reason == colleague.display_name
    assert {"case.assigned", "case.noted"} == set(AuditEntry.objects.values_list("event", flat=True))


def test_note_is_not_in_the_mail(cast: Cast, in_progress: Case, colleague: User) -> None:
    give_case(in_progress.pk, actor=cast.handler.actor, handler=colleague, note="Salainen asia")

    told = Notification.objects.get()
    assert "Salainen" not in f"{told.title} {told.body} {told.context}"


def test_who_gives_to_oneself_is_not_told(cast: Cast, case: Case) -> None:
    assert cast.handler.user
    give_case(case.pk, actor=cast.handler.actor, handler=cast.handler.user)

    assert told("case.given") == []


@pytest.mark.parametrize("role", ["clerk", "other_handler", "editor", "main_user", "auditor", "resident"])
def test_who_does_not_handle_it_cannot_give_it(cast: Cast, in_progress: Case, colleague: User, role: str) -> None:
    with pytest.raises(PermissionDenied):
        give_case(in_progress.pk, actor=cast.member(role).actor, handler=colleague)

    assert not Note.objects.exists()


def test_ended_case_is_not_given(cast: Cast, case_type: CaseType, colleague: User) -> None:
    closed = CaseFactory(case_type=case_type, closed=True)

    with pytest.raises(TransitionNotAllowed):
        give_case(closed.pk, actor=cast.handler.actor, handler=colleague)


def test_case_that_was_changed_meanwhile_is_not_given(cast: Cast, in_progress: Case, colleague: User) -> None:
    with pytest.raises(StaleCase):
        give_case(in_progress.pk, actor=cast.handler.actor, handler=colleague, expected_version=99)


def test_receiver_must_be_able_to_handle_it(cast: Cast, in_progress: Case, colleague: User) -> None:
    DisqualificationFactory(case=in_progress, user=colleague)
    assert cast.other_handler.user
    assert cast.handler.user

    for user in (colleague, cast.other_handler.user):
        with pytest.raises(ValidationError, match="ei voi käsitellä"):
            give_case(in_progress.pk, actor=cast.handler.actor, handler=user)
    with pytest.raises(ValidationError, match="on jo käsittelijällä"):
        give_case(in_progress.pk, actor=cast.handler.actor, handler=cast.handler.user)

    in_progress.refresh_from_db()
    assert (in_progress.handler, in_progress.version) == (cast.handler.user, 1)
    assert told("case.given") == []


@pytest.mark.django_db(transaction=True)
def test_of_a_gift_and_a_claim_at_once_one_wins(cast: Cast, case: Case, colleague: User) -> None:
    maker = cast.decision_maker.actor

    results = race(
        lambda: give_case(case.pk, actor=cast.handler.actor, handler=colleague, expected_version=1),
        lambda: claim_case(case.pk, actor=maker, expected_version=1),
    )

    assert sum(isinstance(one, StaleCase) for one in results) == 1
    assert case.changes.count() == 1


# ---- back to the unit


def test_case_goes_back_to_the_unit_which_is_told(cast: Cast, in_progress: Case) -> None:
    release_case(in_progress.pk, actor=cast.handler.actor, note="Jään lomalle.")

    in_progress.refresh_from_db()
    assert (in_progress.handler, in_progress.status, in_progress.unit) == (None, "in_progress", cast.unit)
    assert told("case.released") == [cast.unit.email]
    assert Note.objects.get().text == "Jään lomalle."


def test_what_nobody_has_cannot_go_back(cast: Cast, case: Case) -> None:
    with pytest.raises(PermissionDenied):
        release_case(case.pk, actor=cast.handler.actor)


def test_take_up_is_undone(cast: Cast, case: Case) -> None:
    take_up_case(case.pk, actor=cast.handler.actor)

    put_back_case(case.pk, actor=cast.handler.actor, handler=None)

    case.refresh_from_db()
    assert (case.status, case.handler) == ("received", None)


# ---- the pages


def test_page_suggests_the_least_loaded_who_may(cast: Cast, in_progress: Case, colleague: User) -> None:
    busy = UserFactory(last_name="Kiireinen", roles=[(Role.HANDLER, cast.unit)])
    CaseFactory.create_batch(2, case_type=in_progress.case_type, in_progress=True, handler=busy)
    CaseFactory(case_type=in_progress.case_type, in_progress=True, handler=colleague)
    assert cast.decision_maker.user
    DisqualificationFactory(case=in_progress, user=cast.decision_maker.user)

    form = cast.handler.client().get(url(in_progress, "assign")).context["form"]

    assert form.fields["handler"].choices[1:] == [
        (str(colleague.pk), f"{colleague.display_name} (1 asia työn alla)"),
        (str(busy.pk), f"{busy.display_name} (2 asiaa työn alla)"),
    ]
    assert form.initial["handler"] == str(colleague.pk)


def test_party_is_not_offered(cast: Cast, in_progress: Case, colleague: User) -> None:
    PartyFactory(case=in_progress, of=PersonFactory(user=colleague), role="other")

    form = cast.handler.client().get(url(in_progress, "assign")).context["form"]

    assert str(colleague.pk) not in dict(form.fields["handler"].choices)


def test_case_is_given_and_taken_back_on_the_pages(cast: Cast, in_progress: Case, colleague: User) -> None:
    client = cast.handler.client()
    form: dict[str, Any] = {"version": 1, "handler": colleague.pk, "note": "Ole hyvä."}

    given = client.post(url(in_progress, "assign"), form, follow=True).content.decode()
    returned = client.post(url(in_progress, "release"), {"version": 2}, follow=True).content.decode()

    in_progress.refresh_from_db()
    assert "Asia on annettu toiselle käsittelijälle" in given
    assert "Ole hyvä." in given
    assert "Asia on taas yksikön jonossa" in returned
    assert in_progress.handler is None


def test_page_asks_as_much_for_twenty_colleagues_as_for_one(cast: Cast, in_progress: Case, colleague: User) -> None:
    client = cast.handler.client()
    client.get(url(in_progress, "assign"))
    one = count_queries(lambda: client.get(url(in_progress, "assign")))
    for user in UserFactory.create_batch(19, roles=[(Role.HANDLER, cast.unit)]):
        CaseFactory(case_type=in_progress.case_type, in_progress=True, handler=user)

    assert count_queries(lambda: client.get(url(in_progress, "assign"))) == one
