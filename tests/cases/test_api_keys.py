# SPDX-License-Identifier: EUPL-1.2
"""Who comes in by the interface, and how others are refused."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from pytest_django import Settings

from cases.actions.systems import issue_key, note_use, revoke_key, rotate_secret
from cases.models import ExternalSystem, SystemKey
from portal.accounts.actors import external
from portal.audit.models import AuditEntry
from portal.common import clock
from tests.cases.api_client import Caller, filing_of
from tests.cast import Cast
from tests.factories.systems import ExternalSystemFactory, SystemKeyFactory


def test_key_opens_and_its_use_is_noted(caller: Caller) -> None:
    answer = caller.get("cases")

    assert answer.status_code == 200
    assert answer.json() == {"cases": [], "next": None}
    assert answer["Cache-Control"] == "no-store"
    assert SystemKey.objects.get().last_used_at


@pytest.mark.parametrize(
    ("change", "system_change"),
    [
        ({"revoked_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}, {}),
        ({"expires_on": dt.date(2026, 1, 1)}, {}),
        ({}, {"is_active": False}),
    ],
    ids=["revoked", "too old", "system switched off"],
)
def test_key_that_is_not_valid_opens_nothing(
    caller: Caller, change: dict[str, Any], system_change: dict[str, Any]
) -> None:
    SystemKey.objects.update(**change, key_hash=SystemKey.objects.get().key_hash)
    ExternalSystem.objects.update(**system_change, name="Portti")

    answer = caller.get("cases")

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert answer["Content-Type"] == "application/problem+json"


def test_refusal_is_told_in_the_language_of_the_caller(db: None) -> None:
    answer = Client().get("/api/v1/cases", headers={"Accept-Language": "en"})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Language"] == "en"
    assert answer.json()["status"] == 401
    assert answer.json()["type"] == "about:blank"


def test_session_of_a_signed_in_person_does_not_count(cast: Cast, caller: Caller) -> None:
    assert cast.handler.client().get("/api/v1/cases").status_code == 401


def test_too_many_calls_with_one_key_are_refused(caller: Caller, settings: Settings) -> None:
    settings.API_CALLS_A_MINUTE = 2

    answers = [caller.get("cases") for _call in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"


def test_who_tries_keys_is_refused_after_some(db: None) -> None:
    tries = [Client().get("/api/v1/cases", headers={"Authorization": f"Bearer {n}"}) for n in range(31)]

    assert {answer.status_code for answer in tries[:30]} == {401}
    assert tries[30].status_code == 429


def test_body_that_is_no_json_is_refused(caller: Caller) -> None:
    answer = caller.http.post("/api/v1/cases", {"a": "b"}, headers={"Authorization": f"Bearer {caller.token}"})

    assert answer.status_code == 415


def test_too_large_body_is_refused(caller: Caller, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    assert caller.post("cases", filing_of(), key="a").status_code == 413


def test_broken_json_is_refused(caller: Caller) -> None:
    assert caller.post("cases", "{", key="a").status_code == 400


def test_other_methods_are_refused(caller: Caller) -> None:
    answer = caller.http.delete("/api/v1/cases", headers={"Authorization": f"Bearer {caller.token}"})

    assert answer.status_code == 405


# --- keys and secrets ---


def test_main_user_issues_a_key_that_is_kept_as_a_hash(cast: Cast) -> None:
    system = ExternalSystemFactory()

    key, token = issue_key(system, actor=cast.main_user.actor, expires_on=clock.today() + dt.timedelta(days=90))

    assert token.startswith(f"{key.prefix}_")
    assert token not in (key.key_hash, key.prefix)
    assert SystemKey.objects.opening(token) == key
    assert AuditEntry.objects.get(event="systemkey.issued").facts["prefix"] == key.prefix


def test_key_that_ends_today_is_not_issued(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        issue_key(ExternalSystemFactory(), actor=cast.main_user.actor, expires_on=clock.today())


def test_several_keys_open_so_that_one_can_be_changed(cast: Cast) -> None:
    system = ExternalSystemFactory()
    later = clock.today() + dt.timedelta(days=90)
    old, old_token = issue_key(system, actor=cast.main_user.actor, expires_on=later)
    _new, new_token = issue_key(system, actor=cast.main_user.actor, expires_on=later)

    assert SystemKey.objects.opening(old_token)
    revoke_key(old.pk, actor=cast.main_user.actor)
    revoke_key(old.pk, actor=cast.main_user.actor)

    assert SystemKey.objects.opening(old_token) is None
    assert SystemKey.objects.opening(new_token)
    assert AuditEntry.objects.filter(event="systemkey.revoked").count() == 1


@pytest.mark.parametrize("role", ["handler", "auditor", "editor"])
def test_others_touch_no_keys(cast: Cast, role: str) -> None:
    key, actor = SystemKeyFactory(), cast.member(role).actor

    for act in (
        lambda: issue_key(key.system, actor=actor, expires_on=clock.today() + dt.timedelta(days=9)),
        lambda: revoke_key(key.pk, actor=actor),
        lambda: rotate_secret(key.system_id, actor=actor),
        lambda: note_use(key, actor=external(key.system_id + 1, "Muu")),
    ):
        with pytest.raises(PermissionDenied):
            act()
