# SPDX-License-Identifier: EUPL-1.2
"""The identity code: what is one, how it is kept, shown and taken to a new key."""

import datetime as dt
import io
import logging

import pytest
from cryptography.fernet import Fernet
from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from pytest_django import Settings

from portal.accounts import rotation
from portal.accounts.actions import show_hetu
from portal.accounts.actors import Assurance, Channel
from portal.accounts.models import Person
from portal.audit.models import AccessEntry
from portal.common.hetu import birth_date, clean_hetu
from tests.cast import Cast
from tests.factories.accounts import PersonFactory, hetu_for

SIGNS_1900, SIGNS_2000 = "-YXWVU", "ABCDEF"


def _with_check(start: str) -> str:
    """`131085-901` and its check character; the sign takes no part in it."""
    return start + "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(start[:6] + start[7:]) % 31]


@pytest.mark.parametrize("sign", [*"+", *SIGNS_1900])
def test_code_of_an_earlier_century_is_accepted(sign: str) -> None:
    code = _with_check(f"131085{sign}901")

    assert clean_hetu(code) == code
    assert birth_date(code).year == (1885 if sign == "+" else 1985)


@pytest.mark.parametrize("sign", SIGNS_2000)
def test_code_of_this_century_is_accepted(sign: str) -> None:
    code = _with_check(f"131015{sign}901")

    assert clean_hetu(code.lower() + " ") == code
    assert birth_date(code) == dt.date(2015, 10, 13)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("131085-901F", id="wrong check character"),
        pytest.param("320185-9010", id="day 32"),
        pytest.param("290285-901A", id="29 February of a common year"),
        pytest.param("131085G901E", id="unknown century sign"),
        pytest.param("131085-001D", id="individual number below 002"),
        pytest.param(_with_check("311299A901"), id="a day that has not come"),
        pytest.param("", id="nothing"),
        pytest.param("131085-901", id="too short"),
    ],
)
def test_anything_else_is_refused_with_words(code: str) -> None:
    with pytest.raises(ValidationError, match="131052-308T"):
        clean_hetu(code)


def test_test_numbers_are_refused_in_production(settings: Settings) -> None:
    settings.ALLOW_TEST_HETU = False

    with pytest.raises(ValidationError):
        clean_hetu("131085-901E")
    assert clean_hetu("131052-308T") == "131052-308T"


@pytest.mark.django_db
def test_code_is_ciphertext_in_the_database() -> None:
    person = PersonFactory(hetu="131085-901E")

    with connection.cursor() as cursor:
        cursor.execute("SELECT hetu, hetu_hash, p::text FROM accounts_person p WHERE id = %s", [person.pk])
        stored, stored_hash, whole_row = cursor.fetchone()

    assert b"131085" not in bytes(stored)
    assert len(stored_hash) == 64
    assert "131085-901E" not in whole_row
    assert Person.objects.get(pk=person.pk).hetu == "131085-901E"


@pytest.mark.django_db
def test_person_is_found_by_the_code_and_by_no_neighbour_of_it() -> None:
    person = PersonFactory(hetu="131085-901E")

    assert Person.objects.with_hetu("131085-901E").get() == person
    assert not Person.objects.with_hetu("131085Y901E").exists()


@pytest.mark.django_db
def test_code_does_not_leave_by_serialisation_nor_by_repr() -> None:
    person = PersonFactory(hetu="131085-901E")

    assert "131085" not in f"{person!r} {person}"
    assert person.masked_hetu == "131085-****"
    with pytest.raises(TypeError, match="never serialised"):
        serializers.serialize("json", [person])


@pytest.mark.django_db
def test_keys_are_rotated_once_and_the_old_key_is_not_needed(settings: Settings) -> None:
    person = PersonFactory(hetu="131085-901E")
    new, old = Fernet.generate_key().decode(), settings.HETU_KEYS
    settings.HETU_KEYS = [new, *old]

    first, second = io.StringIO(), io.StringIO()
    call_command("rotate_hetu_keys", stdout=first)
    call_command("rotate_hetu_keys", stdout=second)

    settings.HETU_KEYS = [new]
    assert Person.objects.get(pk=person.pk).hetu == "131085-901E"
    assert first.getvalue().startswith("1 ")
    assert second.getvalue().startswith("0 ")


@pytest.mark.django_db
def test_rotation_stopped_halfway_goes_on(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2, 3):
        PersonFactory(hetu=hetu_for(number))
    settings.HETU_KEYS = [Fernet.generate_key().decode(), *settings.HETU_KEYS]
    real, calls = rotation._rotate, iter(range(3))
    with monkeypatch.context() as patch:
        patch.setattr(rotation, "_rotate", lambda *row: real(*row) if next(calls) < 1 else 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rotation.rotate_keys()

    assert rotation.rotate_keys() == 2
    assert rotation.rotate_keys() == 0


@pytest.mark.django_db
def test_clerk_is_shown_the_code_of_the_customer_and_leaves_a_trace(cast: Cast) -> None:
    customer = PersonFactory(hetu="131085-901E")
    actor = cast.clerk.actor.at_desk_for(customer, channel=Channel.DESK, assurance=Assurance.SEEN_ID)

    assert show_hetu(customer, actor=actor, reason="henkilöllisyys tarkistettu") == "131085-901E"

    look = AccessEntry.objects.get()
    assert (look.person_id, look.reason) == (customer.pk, "henkilöllisyys tarkistettu")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["stranger", "handler", "clerk", "main_user", "auditor"])
def test_others_are_not_shown_the_code(cast: Cast, who: str) -> None:
    person = PersonFactory(hetu="131085-901E")

    with pytest.raises(PermissionDenied):
        show_hetu(person, actor=getattr(cast, who).actor)


def test_shown_code_is_in_no_log_line(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    person, client = cast.resident.person, cast.resident.client()
    assert person is not None
    with caplog.at_level(logging.DEBUG):
        page = client.post(reverse("accounts:profile-hetu")).content.decode()

    assert person.hetu
    assert person.hetu in page
    assert person.hetu not in caplog.text
