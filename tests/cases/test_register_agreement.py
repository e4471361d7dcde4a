# SPDX-License-Identifier: EUPL-1.2
"""One answer to "may this actor know of this case?": page, list, search, register, and whom its events are told to.

Random cases of random people in random roles; the seed names the world.
"""

import random
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from cases.models import Case
from cases.notifications import parties_to_tell, tell_decision_makers, tell_others
from cases.permissions import can_handle_case, can_read_case, can_view_case
from portal.accounts.actors import Actor, Assurance, Channel
from portal.accounts.models import Mandate, Person, RoleGrant, User
from portal.common import clock
from portal.notifications.models import Notification
from tests.cast import ROLES, Cast
from tests.factories.cases import CaseFactory, CaseTypeFactory, DecisionFactory, DisqualificationFactory, PartyFactory

PEOPLE = ("stranger", "resident", "guardian", "agent")
CITIZENS = ("visitor", *PEOPLE)


def build(cast: Cast, seed: int) -> list[Case]:
    """A dozen cases; in each somebody files, perhaps for another, and others come beside them or are shut out."""
    pick = random.Random(seed)  # noqa: S311 no secret
    cast.everybody()
    people = [cast.member(name).person for name in PEOPLE]
    kinds = [
        CaseTypeFactory(unit=unit, publicity=publicity, secrecy_ground="JulkL 24 §" if publicity != "public" else "")
        for unit in (cast.unit, cast.other_unit)
        for publicity in ("public", "secret")
    ]
    if pick.random() < 0.5:
        Mandate.objects.create(
            delegate=pick.choice(people),
            person=cast.resident.person,
            kind=Mandate.Kind.MANDATE,
            valid_until=pick.choice((None, clock.today())),
        )
    # An employee may be a party too.
    Person.objects.filter(pk=cast.stranger.person.pk).update(user=pick.choice((cast.stranger.user, cast.handler.user)))
    return [_case(cast, pick, people, kinds) for _number in range(12)]


def _case(cast: Cast, pick: random.Random, people: list[Person], kinds: list[Any]) -> Case:
    owner = pick.choice([*people, cast.child, cast.association, "Joku nimetön"])
    situation = {pick.choice(("in_progress", "decided", "served", "closed")): True} if pick.random() < 0.6 else {}
    case: Case = CaseFactory(case_type=pick.choice(kinds), applicant=owner, **situation)
    for role in ("other", "heard", "representative"):
        if pick.random() < 0.4:
            who = pick.choice(people)
            PartyFactory(case=case, of=who, role=role, removed_at=pick.choice((None, clock.now())))
    if pick.random() < 0.3:
        DisqualificationFactory(case=case, user=pick.choice((cast.handler, cast.decision_maker)).user)
    return case


def actors(cast: Cast, cases: list[Case]) -> dict[str, Actor]:
    """The cast, a clerk at the desk, somebody with a tracking code, a guardian who acts for the child, and those who
    came in weakly."""
    found = {role: cast.member(role).actor for role in ROLES}
    mandate = Mandate.objects.get(person=cast.child)
    weak = {f"weak {name}": replace(found[name], assurance=Assurance.WEAK) for name in PEOPLE}
    return {
        **found,
        **weak,
        "desk": found["clerk"].at_desk_for(cast.resident.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID),
        "code": found["visitor"].knowing([cases[0].pk]),
        "for the child": found["guardian"].on_behalf_of(mandate),
    }


def pks(cases: Any) -> set[int]:
    return set(cases.values_list("pk", flat=True))


@pytest.mark.parametrize("seed", range(10))
def test_lists_and_single_cases_agree(cast: Cast, seed: int) -> None:
    cases = build(cast, seed)

    for name, actor in actors(cast, cases).items():
        seen = {case.pk for case in cases if can_view_case(actor, case)}
        handled = {case.pk for case in cases if can_handle_case(actor, case)}
        read = {case.pk for case in cases if can_read_case(actor, case)}
        assert pks(Case.objects.visible_to(actor)) == seen, name
        assert pks(Case.objects.handled_by(actor)) == handled, name
        assert handled | read <= seen, name
        assert actor.at_desk or pks(Case.objects.of_customer(actor)) <= seen, name


@pytest.mark.parametrize("seed", range(3))
def test_pages_of_staff_agree_with_the_one_answer(cast: Cast, seed: int) -> None:
    """The workspace, its package, the queue and its search, the register and its file."""
    cases = build(cast, seed)

    for role in ("handler", "decision_maker", "other_handler"):
        client, actor = cast.member(role).client(), cast.member(role).actor
        lists = {
            url: _text(client.get(url))
            for url in (
                f"{reverse('admin:cases_case_changelist')}?nakyma=all&q=KAJ",
                reverse("admin:cases_case_register"),
                reverse("admin:cases_case_register_csv"),
            )
        }
        for case in cases:
            may = can_handle_case(actor, case)
            page = client.get(reverse("admin:cases_case_change", args=[case.reference]))
            assert page.status_code == (200 if may else 404), (role, case.pk)
            for url, text in lists.items():
                assert (case.reference in text) == may, (role, url)


@pytest.mark.parametrize("seed", range(3))
def test_citizens_page_and_list_agree_with_the_one_answer(cast: Cast, seed: int) -> None:
    cases = build(cast, seed)

    for role in PEOPLE:
        client, actor = cast.member(role).client(), cast.member(role).actor
        listed = _text(client.get(reverse("cases:citizen-cases"))) if actor.person else ""
        for case in cases:
            page = client.get(case.get_absolute_url())
            # Staff read cases on their own pages, whatever they see there.
            as_party = can_view_case(replace(actor, grants=frozenset()), case)
            assert page.status_code == (200 if as_party else 404), (role, case.pk)
            assert as_party or case.reference not in listed, (role, case.pk)


@pytest.mark.parametrize("seed", range(10))
def test_what_happens_is_told_only_to_those_who_may_see_the_case(cast: Cast, seed: int) -> None:
    cases = build(cast, seed)

    for case in cases:
        for recipient in parties_to_tell(case):
            assert recipient.person is None or can_view_case(_actor_of(recipient.person), case)
        Notification.objects.all().delete()
        DecisionFactory(case=case)
        tell_others(case, "case.served")
        for notice in Notification.objects.exclude(person=None).select_related("person__user"):
            assert can_view_case(_actor_of(notice.person), case)
        Notification.objects.all().delete()
        tell_decision_makers(case, "case.proposed")
        for notice in Notification.objects.all():
            assert RoleGrant.objects.filter(user=User.objects.get(email=notice.email), unit=case.unit).exists()


def _actor_of(person: Any) -> Actor:
    principals = frozenset(Mandate.objects.valid().filter(delegate=person).values_list("person_id", "organisation_id"))
    return Actor(user=person.user, person=person, assurance=Assurance.STRONG, principals=principals)


def _text(response: Any) -> str:
    assert response.status_code == 200
    return str((b"".join(response.streaming_content) if response.streaming else response.content).decode())
