# SPDX-License-Identifier: EUPL-1.2
"""With STAFF_MFA_REQUIRED no page of staff opens by a password alone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.urls import reverse
from pytest_django import Settings

from tests.cast import Cast
from tests.permissions import table, world
from tests.permissions.test_table import address_of

pytestmark = pytest.mark.django_db

STAFF = ("clerk", "handler", "decision_maker", "editor", "main_user", "auditor")
SETTING_UP = "/kirjaudu/2fa/"
OF_STAFF = ("admin:", "frontdesk:")


@pytest.fixture(autouse=True)
def _required(settings: Settings) -> None:
    settings.STAFF_MFA_REQUIRED = True


def staff_pages(words: dict[str, str]) -> list[str]:
    told = [what for text in table.PAGES.values() for what, *_letters in table.lines(text)]
    return [address_of(what, words) for what in told if what.startswith(OF_STAFF)]


@pytest.mark.parametrize("role", STAFF)
def test_staff_without_a_second_factor_reach_no_page_of_staff(cast: Cast, role: str) -> None:
    words, client = world.build(cast), cast.everybody()[role].client()
    pages = staff_pages(words)

    reached = [
        f"{method} {url}: {answer.status_code}"
        for url in pages
        for method, answer in (("GET", client.get(url)), ("POST", client.post(url)))
        if answer.status_code != 302 or answer.headers["Location"] != SETTING_UP
    ]

    assert len(pages) > 50
    assert not reached, "\n".join(reached)


def test_staff_are_told_why_and_led_back_to_work(cast: Cast) -> None:
    client = cast.handler.client()

    page = client.get("/admin/", follow=True).content.decode()

    assert "Ota ensin käyttöön toinen tunnistustapa" in page
    assert "/kirjaudu/2fa/totp/activate/" in page
    assert f'href="{reverse("admin:index")}"' in page


def test_staff_with_a_second_factor_work(cast: Cast) -> None:
    TOTP.activate(cast.handler.user, "JBSWY3DPEHPK3PXP")

    assert cast.handler.client().get(reverse("admin:cases_case_changelist")).status_code == 200


def test_recovery_codes_are_no_second_factor(cast: Cast) -> None:
    RecoveryCodes.activate(cast.handler.user)

    answer = cast.handler.client().get(reverse("admin:cases_case_changelist"))

    assert Authenticator.objects.filter(user=cast.handler.user).exists()
    assert answer.headers["Location"] == SETTING_UP


@pytest.mark.parametrize("role", ["visitor", "resident"])
def test_others_need_none(cast: Cast, role: str) -> None:
    client = cast.everybody()[role].client()
    cache.clear()

    assert client.get("/palvelut/").status_code == 200
    assert client.get("/admin/").headers.get("Location") != SETTING_UP


def test_a_demo_needs_none(cast: Cast, settings: Settings) -> None:
    settings.STAFF_MFA_REQUIRED = False

    assert cast.handler.client().get(reverse("admin:cases_case_changelist")).status_code == 200
