# SPDX-License-Identifier: EUPL-1.2
"""The staff site: who gets in, where the day starts, and which content policy which page has."""

import pytest
from django.urls import reverse

from cases.models import Case
from portal.staff.navigation import place_of
from tests.cast import Cast

QUEUE = "/admin/cases/case/"


def test_visitor_is_sent_to_the_one_log_in(cast: Cast) -> None:
    answer = cast.visitor.client().get("/admin/", follow=False)
    login = cast.visitor.client().get(answer.headers["Location"])

    assert answer.status_code == 302
    assert login.status_code == 302
    assert login.headers["Location"].startswith(reverse("account_login"))


def test_citizen_cannot_enter(cast: Cast) -> None:
    answer = cast.resident.client().get("/admin/", follow=True)

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("role", "place"),
    [("handler", QUEUE), ("decision_maker", QUEUE), ("clerk", "/neuvonta/")],
)
def test_staff_start_from_their_work(cast: Cast, role: str, place: str) -> None:
    answer = cast.member(role).client().get("/admin/")

    assert answer.headers["Location"] == place


@pytest.mark.parametrize("role", ["main_user", "editor", "auditor"])
def test_those_who_configure_see_what_they_may_configure(cast: Cast, role: str) -> None:
    answer = cast.member(role).client().get("/admin/")

    assert answer.status_code == 200
    assert 'href="/admin/cases/case/"' not in answer.content.decode()


def test_configuration_pages_have_the_policy_of_unfold_and_daily_pages_the_strict_one(cast: Cast, case: Case) -> None:
    config = cast.main_user.client().get(reverse("admin:cases_casetype_changelist"))
    queue = cast.handler.client().get(QUEUE)
    workspace = cast.handler.client().get(reverse("admin:cases_case_change", args=[case.reference]))

    assert "unsafe-eval" in config.headers["Content-Security-Policy"]
    assert "unsafe" not in queue.headers["Content-Security-Policy"]
    assert "unsafe" not in workspace.headers["Content-Security-Policy"]


def test_password_and_log_out_are_those_of_the_portal(cast: Cast) -> None:
    client = cast.main_user.client()

    assert client.get("/admin/password_change/").headers["Location"] == reverse("account_change_password")
    assert client.get("/admin/logout/").headers["Location"] == reverse("account_logout")


def test_dark_theme_follows_the_user(cast: Cast) -> None:
    user = cast.main_user.user
    assert user
    user.appearance = "dark"
    user.save()

    page = cast.main_user.client().get("/admin/").content.decode()

    assert 'class="dark"' in page
    assert 'data-color-scheme="dark"' in page


@pytest.mark.parametrize(("role", "sees"), [("editor", True), ("publisher", True), ("handler", False)])
def test_forms_are_in_the_bar_of_those_who_make_them(cast: Cast, role: str, sees: bool) -> None:
    bar = cast.member(role).client().get("/admin/", follow=True).content.decode().partition("</header>")[0]

    assert ('href="/admin/eforms/formdefinition/"' in bar) == sees


@pytest.mark.parametrize(
    ("path", "view"),
    [
        ("/admin/eforms/formdefinition/kaivulupa/versiot/", "admin:eforms_formdefinition_changelist"),
        ("/admin/eforms/fieldblock/", "admin:index"),
        ("/palvelut/", ""),
    ],
)
def test_bar_marks_the_nearest_place_alone(cast: Cast, path: str, view: str) -> None:
    assert place_of(cast.editor.actor, path) == view
