# SPDX-License-Identifier: EUPL-1.2
"""The main user keeps other systems, their keys and what is told to them."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import Settings

from cases.models import ExternalSystem, SystemKey, WebhookDelivery
from portal.common import clock
from portal.common.dates import day_text
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.systems import SECRET, ExternalSystemFactory, SystemKeyFactory, WebhookDeliveryFactory


def act(cast: Cast, page: str, action: str, *rows: Any, role: str = "main_user") -> Any:
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return cast.member(role).client().post(reverse(f"admin:cases_{page}_changelist"), data, follow=True)


def test_main_user_adds_a_system(cast: Cast) -> None:
    case_type = CaseTypeFactory()
    data = {"name": "Lupaportti", "contact": "a@portti.example", "is_active": "on", "case_types": [case_type.pk]}

    answer = cast.main_user.client().post(reverse("admin:cases_externalsystem_add"), data)

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert ExternalSystem.objects.get().case_types.get() == case_type


def test_address_without_https_is_not_taken(cast: Cast, settings: Settings) -> None:
    settings.WEBHOOKS_MAY_BE_LOCAL = False
    data = {"name": "Lupaportti", "contact": "a@portti.example", "webhook_url": "http://portti.example/"}

    answer = cast.main_user.client().post(reverse("admin:cases_externalsystem_add"), data)

    assert list(answer.context["adminform"].form.errors) == ["webhook_url"]


def test_new_key_is_shown_once(cast: Cast) -> None:
    system, client = ExternalSystemFactory(), cast.main_user.client()
    day = clock.today() + dt.timedelta(days=90)

    answer = client.post(reverse("admin:cases_systemkey_add"), {"system": system.pk, "expires_on": f"{day:%d.%m.%Y}"})

    token = answer.context["secret"]
    key = SystemKey.objects.opening(token)
    assert key
    assert key.system == system
    assert token in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    page = client.get(reverse("admin:cases_systemkey_change", args=[key.pk])).content.decode()
    assert key.prefix in page
    assert token not in page


def test_key_cannot_end_today(cast: Cast) -> None:
    data = {"system": ExternalSystemFactory().pk, "expires_on": day_text(clock.today())}

    answer = cast.main_user.client().post(reverse("admin:cases_systemkey_add"), data)

    assert list(answer.context["adminform"].form.errors) == ["expires_on"]
    assert not SystemKey.objects.exists()


def test_main_user_revokes_keys(cast: Cast) -> None:
    key, other = SystemKeyFactory(), SystemKeyFactory()

    act(cast, "systemkey", "revoke", key)

    assert SystemKey.objects.get(revoked_at=None) == other


def test_main_user_makes_a_new_secret_of_one_system(cast: Cast) -> None:
    system, other = ExternalSystemFactory(webhook_secret=SECRET), ExternalSystemFactory()

    answer = act(cast, "externalsystem", "new_secret", system)
    both = act(cast, "externalsystem", "new_secret", system, other)

    shown = answer.context["secret"]
    system.refresh_from_db()
    assert (system.webhook_secret, system.former_secret) == (shown, SECRET)
    assert shown in answer.content.decode()
    assert shown not in both.content.decode()


def test_main_user_sends_again_what_was_given_up(cast: Cast) -> None:
    failed, sent = WebhookDeliveryFactory(state="failed", tries_count=10), WebhookDeliveryFactory(state="sent")

    act(cast, "webhookdelivery", "again", failed, sent)

    failed.refresh_from_db()
    sent.refresh_from_db()
    assert (failed.state, failed.tries_count, sent.state) == ("waiting", 0, "sent")


@pytest.mark.parametrize(
    ("page", "action"), [("systemkey", "revoke"), ("externalsystem", "new_secret"), ("webhookdelivery", "again")]
)
def test_auditor_looks_and_does_nothing(cast: Cast, page: str, action: str) -> None:
    key = SystemKeyFactory(system=ExternalSystemFactory(webhook_secret=SECRET))
    row = WebhookDeliveryFactory(state="failed", system=key.system)
    chosen = {"systemkey": key, "externalsystem": key.system, "webhookdelivery": row}[page]

    answer = act(cast, page, action, chosen, role="auditor")

    assert answer.status_code == 200
    assert SystemKey.objects.get(pk=key.pk).revoked_at is None
    assert ExternalSystem.objects.get(pk=key.system_id).webhook_secret == SECRET
    assert WebhookDelivery.objects.get().state == "failed"
