# SPDX-License-Identifier: EUPL-1.2
"""What happens to a case is told to the system that opened it: signed, tried again, never into our own network."""

import datetime as dt
import json
import socket
from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from pytest_django import Settings
from time_machine import TimeMachineFixture

from cases.actions.handling import claim_case, take_up_case
from cases.actions.messaging import add_note, send_message
from cases.actions.systems import rotate_secret, send_again
from cases.clients import receiver
from cases.models import Case, ExternalSystem, WebhookDelivery
from cases.tasks import tell_systems
from cases.webhooks import sending
from cases.webhooks.signing import signatures
from portal.audit.models import AuditEntry
from portal.common import clock
from tests.cases.hook import Hook, listening
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseTypeFactory
from tests.factories.systems import SECRET, ExternalSystemFactory, WebhookDeliveryFactory


@pytest.fixture
def hook(settings: Settings) -> Iterator[Hook]:
    settings.WEBHOOKS_MAY_BE_LOCAL = True
    with listening() as found:
        yield found


@pytest.fixture
def system(hook: Hook, db: None) -> ExternalSystem:
    found: ExternalSystem = ExternalSystemFactory(webhook_url=hook.url, webhook_secret=SECRET)
    return found


def later(time_machine: TimeMachineFixture, step: dt.timedelta) -> None:
    time_machine.move_to(clock.now() + step, tick=False)


# --- what is written ---


@pytest.fixture
def case(cast: Cast) -> Case:
    system = ExternalSystemFactory(webhook_url="https://lupaportti.example/hook")
    found: Case = CaseFactory(
        case_type=CaseTypeFactory(unit=cast.unit), applicant=cast.resident.person, opened_by=system
    )
    return found


def test_change_writes_what_is_to_be_told(cast: Cast, case: Case) -> None:
    take_up_case(case.pk, actor=cast.handler.actor)
    send_message(case.pk, actor=cast.handler.actor, text="Hei")

    rows = WebhookDelivery.objects.order_by("pk")
    assert [row.event for row in rows] == ["case.taken_up", "case.message_sent"]
    assert {row.system for row in rows} == {case.opened_by}


def test_what_the_office_does_by_itself_is_not_told(cast: Cast, case: Case) -> None:
    claim_case(case.pk, actor=cast.handler.actor)
    add_note(case.pk, actor=cast.handler.actor, text="Soitettu.")

    assert [row.event for row in WebhookDelivery.objects.exclude(event="case.taken_up")] == []


def test_change_that_did_not_come_true_is_not_told(cast: Cast, case: Case) -> None:
    with transaction.atomic():
        take_up_case(case.pk, actor=cast.handler.actor)
        transaction.set_rollback(True)

    assert not WebhookDelivery.objects.exists()


def test_system_without_an_address_is_told_nothing(cast: Cast, case: Case) -> None:
    ExternalSystem.objects.update(webhook_url="")

    take_up_case(case.pk, actor=cast.handler.actor)

    assert not WebhookDelivery.objects.exists()


# --- how it is told ---


def test_told_with_a_signature_and_nothing_of_a_person(system: ExternalSystem, hook: Hook) -> None:
    case = CaseFactory(opened_by=system, applicant="Veikko Väylä")
    row = WebhookDeliveryFactory(system=system, case=case)

    assert tell_systems() == 1

    headers, body = hook.got[0]
    told = json.loads(body)
    assert told == {
        "type": "case.served",
        "timestamp": row.happened_at.isoformat(),
        "data": {"reference": case.reference},
    }
    assert headers["webhook-id"] == str(row.key)
    stamp = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signatures([SECRET], key=str(row.key), timestamp=stamp, body=body)
    row.refresh_from_db()
    assert row.state == "sent"


def test_signature_is_that_of_the_standard() -> None:
    """The example of the specification's own library."""
    body = b'{"test": 2432232314}'

    signed = signatures([SECRET], key="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330, body=body)

    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_fails_first_and_is_told_on_the_next_try_with_the_same_id(
    system: ExternalSystem, hook: Hook, time_machine: TimeMachineFixture
) -> None:
    hook.answers = [500]
    row = WebhookDeliveryFactory(system=system)

    assert tell_systems() == 0
    assert tell_systems() == 0, "not yet due"
    row.refresh_from_db()
    assert (row.state, row.last_error, len(hook.got)) == ("waiting", "HTTP 500", 1)
    later(time_machine, sending.BACKOFF[0])

    assert tell_systems() == 1
    assert [headers["webhook-id"] for headers, _body in hook.got] == [str(row.key)] * 2


def test_worker_that_runs_twice_tells_once(system: ExternalSystem, hook: Hook) -> None:
    row = WebhookDeliveryFactory(system=system)

    assert [sending.send(row.pk), sending.send(row.pk), tell_systems()] == [True, None, 0]
    assert len(hook.got) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_once(hook: Hook) -> None:
    system = ExternalSystemFactory(webhook_url=hook.url, webhook_secret=SECRET)
    row = WebhookDeliveryFactory(system=system)

    outcomes = race(lambda: sending.send(row.pk), lambda: sending.send(row.pk))

    assert sorted(map(str, outcomes)) == ["None", "True"]
    assert len(hook.got) == 1


def test_given_up_after_a_day_and_sent_again_by_the_main_user(
    cast: Cast, system: ExternalSystem, hook: Hook, time_machine: TimeMachineFixture
) -> None:
    began = clock.now()
    hook.answers = [503] * (len(sending.BACKOFF) + 1)
    row = WebhookDeliveryFactory(system=system)
    for wait in sending.BACKOFF:
        tell_systems()
        later(time_machine, wait)
    tell_systems()
    row.refresh_from_db()
    assert row.state == "failed"
    assert dt.timedelta(hours=23) < clock.now() - began < dt.timedelta(hours=25)

    assert send_again(row.pk, actor=cast.main_user.actor)
    assert not send_again(row.pk, actor=cast.main_user.actor), "it waits already"

    assert tell_systems() == 1
    assert {headers["webhook-id"] for headers, _body in hook.got} == {str(row.key)}
    assert AuditEntry.objects.filter(event="webhook.sent_again").count() == 1


def test_others_send_nothing_again(cast: Cast) -> None:
    row = WebhookDeliveryFactory(state="failed")

    with pytest.raises(PermissionDenied):
        send_again(row.pk, actor=cast.handler.actor)


def test_silent_system_does_not_hold_up_the_others(system: ExternalSystem, hook: Hook) -> None:
    broken = ExternalSystemFactory(webhook_url="http://127.0.0.1:9/", webhook_secret=SECRET)
    silent = [WebhookDeliveryFactory(system=broken) for _number in range(3)]
    WebhookDeliveryFactory(system=system)

    assert tell_systems() == 1

    tried = WebhookDelivery.objects.filter(pk__in=[row.pk for row in silent], tries_count__gt=0)
    assert tried.count() == 1, "one try in a round"


def test_system_that_is_switched_off_is_told_nothing(system: ExternalSystem, hook: Hook) -> None:
    WebhookDeliveryFactory(system=system)
    ExternalSystem.objects.update(is_active=False)

    assert tell_systems() == 0
    assert hook.got == []


def test_broken_secret_is_noted_and_stops_nobody(system: ExternalSystem, hook: Hook) -> None:
    broken = ExternalSystemFactory(webhook_url=hook.url, webhook_secret="whsec_a")
    row = WebhookDeliveryFactory(system=broken)
    WebhookDeliveryFactory(system=system)

    assert tell_systems() == 1
    row.refresh_from_db()
    assert row.last_error


def test_nothing_is_told_without_a_signature(hook: Hook, db: None) -> None:
    row = WebhookDeliveryFactory(system=ExternalSystemFactory(webhook_url=hook.url))

    assert tell_systems() == 0
    row.refresh_from_db()
    assert (row.last_error, hook.got) == ("no secret", [])


def test_both_secrets_sign_for_a_day(cast: Cast, system: ExternalSystem, time_machine: TimeMachineFixture) -> None:
    new = rotate_secret(system.pk, actor=cast.main_user.actor)
    system.refresh_from_db()
    assert sending.secrets_of(system) == [new, SECRET]

    later(time_machine, dt.timedelta(days=1))

    assert sending.secrets_of(system) == [new]


# --- where it may go ---


def test_redirect_is_not_followed(system: ExternalSystem, hook: Hook) -> None:
    hook.answers = [302]
    row = WebhookDeliveryFactory(system=system)

    assert tell_systems() == 0
    row.refresh_from_db()
    assert (row.last_error, len(hook.got)) == ("HTTP 302", 1)


@pytest.mark.parametrize(
    "url",
    [
        "http://portti.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.8/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::ffff:10.0.0.8]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "https://localhost/",
        "https://224.0.0.1/",
        "https://100.64.0.1/",
    ],
)
def test_address_of_our_own_network_is_refused(settings: Settings, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEBHOOKS_MAY_BE_LOCAL = False
    monkeypatch.setattr(receiver, "_pool", _no_connection)

    with pytest.raises(receiver.NotTold):
        receiver.post(url, b"{}", {})


def _no_connection(*_address: object) -> None:
    raise AssertionError("must not connect")


def test_name_that_leads_inside_is_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """One inner address among public ones is enough."""
    settings.WEBHOOKS_MAY_BE_LOCAL = False
    found = [(2, 1, 6, "", ("193.166.3.2", 443)), (2, 1, 6, "", ("10.1.2.3", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: found)
    monkeypatch.setattr(receiver, "_pool", _no_connection)

    with pytest.raises(receiver.NotTold, match="public"):
        receiver.post("https://portti.example/", b"{}", {})


def test_connection_goes_to_the_address_that_was_checked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEBHOOKS_MAY_BE_LOCAL = False
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: [(2, 1, 6, "", ("193.166.3.2", 443))])

    def pool(*address: object) -> Callable[[], None]:
        asked.append(address)
        raise OSError

    monkeypatch.setattr(receiver, "_pool", pool)

    with pytest.raises(receiver.NotTold):
        receiver.post("https://portti.example/hook", b"{}", {})
    assert asked == [("https", ("193.166.3.2", 443), "portti.example")]
