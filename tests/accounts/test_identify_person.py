# SPDX-License-Identifier: EUPL-1.2
"""Who becomes whom when somebody identifies strongly: the rules of identify_person, one by one."""

import datetime as dt
import threading
from dataclasses import replace

import pytest
from django.db import connection

from portal.accounts.actions import NotIdentified, identify_person, register_person
from portal.accounts.actors import VISITOR, Actor, Assurance, actor_for
from portal.accounts.adapters import _identify
from portal.accounts.identity import Identity
from portal.accounts.models import Mandate, Person, User
from portal.audit.models import AuditEntry
from tests.factories.accounts import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

TESSA = Identity(
    hetu="010280-952L",
    given_names="Tessa Tuulikki",
    call_name="Tessa",
    surname="Testilä",
    birth_date=dt.date(1980, 2, 1),
    street_address="Kauppakatu 1",
    postal_code="87100",
    post_office="Kajaani",
    municipality_code="205",
    email="tessa@esimerkki.example",
    assurance=Assurance.STRONG,
)


def _signed_up(first_name: str = "Tessa", last_name: str = "Testilä") -> User:
    user = UserFactory(first_name=first_name, last_name=last_name)
    register_person(user, actor=actor_for(user))
    return user


def _actor(user: User) -> Actor:
    return actor_for(user)


def test_unknown_person_gets_a_user_and_register_data() -> None:
    person = identify_person(TESSA, actor=VISITOR)

    assert person.user is not None
    assert not person.user.has_usable_password()
    assert "esti" not in person.user.username
    assert (person.source, person.masked_hetu) == (Person.Source.REGISTER, "010280-****")
    assert person.postal_address == "Kauppakatu 1, 87100 Kajaani"
    assert AuditEntry.objects.filter(event="person.identified", about_id=person.pk).exists()


def test_same_person_comes_back_to_the_same_user_with_fresh_data() -> None:
    first = identify_person(TESSA, actor=VISITOR)

    again = identify_person(replace(TESSA, street_address="Uusikatu 2"), actor=VISITOR)

    assert (again.pk, again.user) == (first.pk, first.user)
    assert again.street_address == "Uusikatu 2"


def test_weak_user_of_the_same_name_becomes_identified_and_keeps_the_person() -> None:
    user = _signed_up()
    own = user.person

    person = identify_person(TESSA, actor=_actor(user))

    assert (person.pk, person.user) == (own.pk, user)
    assert Person.objects.count() == 1


def test_weak_user_of_another_name_stays_apart() -> None:
    user = _signed_up("Timo", "Toinen")

    person = identify_person(TESSA, actor=_actor(user))

    assert person.user != user
    assert Person.objects.get(user=user).hetu_hash is None


def test_empty_person_of_a_weak_user_gives_way_to_the_one_the_desk_knows() -> None:
    known = PersonFactory(hetu=TESSA.hetu, email="", phone="")
    user = _signed_up()

    person = identify_person(TESSA, actor=_actor(user))

    assert (person.pk, person.user, person.email) == (known.pk, user, user.email)
    assert Person.objects.count() == 1


def test_person_with_matters_is_not_swallowed_by_the_one_the_desk_knows() -> None:
    known = PersonFactory(hetu=TESSA.hetu)
    user = _signed_up()
    Mandate.objects.create(delegate=user.person, person=PersonFactory(), kind=Mandate.Kind.MANDATE)

    person = identify_person(TESSA, actor=_actor(user))

    assert person.pk == known.pk
    assert person.user not in (None, user)
    assert Person.objects.get(user=user) != known


def test_two_users_never_share_a_person() -> None:
    first = identify_person(TESSA, actor=VISITOR)
    user = _signed_up()

    person = identify_person(TESSA, actor=_actor(user))

    assert person.user == first.user
    assert person.user != user


def test_already_identified_user_does_not_turn_into_somebody_else() -> None:
    user = _signed_up()
    identify_person(TESSA, actor=_actor(user))

    other = identify_person(replace(TESSA, hetu="010469-999W"), actor=_actor(user))

    assert other.user != user


def test_own_contact_data_outlive_the_registers() -> None:
    user = _signed_up()

    person = identify_person(TESSA, actor=_actor(user))

    assert person.email == user.email


def test_non_disclosure_hides_the_address() -> None:
    person = identify_person(replace(TESSA, non_disclosure=True), actor=VISITOR)

    assert person.non_disclosure
    assert person.postal_address == ""


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"deceased": True}, "deceased"),
        ({"assurance": Assurance.WEAK}, "not-strong"),
        ({"hetu": ""}, "no-code"),
    ],
)
def test_what_cannot_be_accepted_leaves_nothing_behind(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(NotIdentified, match=reason):
        identify_person(replace(TESSA, **changes), actor=VISITOR)  # type: ignore[arg-type]

    assert not Person.objects.exists()
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_make_one_person() -> None:
    found: list[int] = []
    together = threading.Barrier(2, timeout=10)

    def come_in() -> None:
        together.wait()
        try:
            found.append(_identify(TESSA, VISITOR).pk)
        finally:
            connection.close()

    windows = [threading.Thread(target=come_in) for _window in range(2)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()

    assert len(found) == 2
    assert len(set(found)) == 1
    assert (Person.objects.count(), User.objects.count()) == (1, 1)
